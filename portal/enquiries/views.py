"""The pages of this room: importing them hangs them on the blueprint."""

from portal.enquiries.pages import ask, bp

__all__ = ["ask", "bp"]

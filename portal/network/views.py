"""The pages of this room: importing them hangs them on the blueprint."""

from portal.network.pages import bp, notices

__all__ = ["bp", "notices"]

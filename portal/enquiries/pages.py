"""What the pages of this room share: their blueprints."""

from flask import Blueprint

bp = Blueprint("enquiries", __name__)
ask = Blueprint("ask", __name__)

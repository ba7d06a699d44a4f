"""What the pages of this room share: their blueprint."""

from flask import Blueprint

bp = Blueprint("offers", __name__)

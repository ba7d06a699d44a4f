"""What the pages of this room share: their blueprint."""

from flask import Blueprint

bp = Blueprint("helping", __name__)

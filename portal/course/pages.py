"""What the pages of this room share: their blueprint."""

from flask import Blueprint

bp = Blueprint("course", __name__)

"""A mother's own line for the report, on her own phone."""

from flask import Blueprint

bp = Blueprint("lines", __name__)

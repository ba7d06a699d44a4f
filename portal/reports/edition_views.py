"""Outside editions of the report: made once, kept, and handed on."""

from flask import Blueprint

bp = Blueprint("editions", __name__)

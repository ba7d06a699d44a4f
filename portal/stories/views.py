"""Stories and quotes for the report, and interviews by the guide."""

from flask import Blueprint

bp = Blueprint("stories", __name__)

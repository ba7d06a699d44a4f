"""Goals for a year: what the group wants to reach."""

from flask import Blueprint

bp = Blueprint("goals", __name__)

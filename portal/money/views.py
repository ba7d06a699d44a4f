"""Funders, what they give, and the expenses of an event."""

from flask import Blueprint

bp = Blueprint("money", __name__)

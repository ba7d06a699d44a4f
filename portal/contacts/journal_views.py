"""The journal: a mother notes the times she helped a contact."""

from flask import Blueprint

bp = Blueprint("journal", __name__)

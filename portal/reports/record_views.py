"""The record of a mother's own experience."""

from flask import Blueprint

bp = Blueprint("record", __name__)

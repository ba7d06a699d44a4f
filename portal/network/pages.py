"""What the pages of this room share: their blueprints."""

from flask import Blueprint

bp = Blueprint("network", __name__)
notices = Blueprint("notices", __name__)

"""What made us known in town, noted afterwards: an article, a talk, a visit, a stand."""

from flask import Blueprint

bp = Blueprint("visibility", __name__)

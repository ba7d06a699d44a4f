"""What the pages of this room share: their blueprint."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

bp = Blueprint("wording", __name__)

Answer = str | BaseResponse | tuple[str, int]

"""The report for the group's own eyes: any period, and the rows behind a figure."""

from flask import Blueprint

bp = Blueprint("report", __name__)

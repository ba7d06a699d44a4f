"""What the pages of this package share: their blueprints.

``enquiries`` and ``ask`` are the two forms, which the coordinator can switch off one by one. ``matching`` is what
follows, and is always there: who has asked gets her answer though the form is closed meanwhile.
"""

from flask import Blueprint

bp = Blueprint("enquiries", __name__)
ask = Blueprint("ask", __name__)
matching = Blueprint("matching", __name__)

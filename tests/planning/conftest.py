"""The coordinator's phone, for the tests of her desk."""

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import Role


@pytest.fixture
def coordinator(make_member, sign_in) -> FlaskClient:
    """Her phone, known and not opened: no guest's name stands on these pages."""
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"))

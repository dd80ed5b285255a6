"""The application that the tests of this folder visit."""

import pytest

from tests.web.site import app_of


@pytest.fixture
def app(desk, tmp_path, request):
    """An application for one person, or for people with accounts where the module says ACCOUNTS."""
    app = app_of(desk, tmp_path / "documents", accounts=getattr(request.module, "ACCOUNTS", False))
    yield app
    app.extensions["compass"].office.close()

"""The application that the tests of this folder visit."""

import pytest

from tests.web.browser import launched, place_in
from tests.web.site import app_of


@pytest.fixture
def app(desk, tmp_path, request):
    """An application for one person, or for people with accounts where the module says ACCOUNTS."""
    app = app_of(desk, tmp_path / "documents", accounts=getattr(request.module, "ACCOUNTS", False))
    yield app
    app.extensions["compass"].office.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A site with accounts, served to a browser."""
    with place_in(tmp_path_factory.mktemp("place")) as place:
        yield place


@pytest.fixture(scope="module")
def chromium():
    with launched() as browser:
        yield browser

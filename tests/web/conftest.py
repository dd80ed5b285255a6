"""The desk and the application that the tests of this folder visit."""

import pytest

from tests.service.desks import desk_at
from tests.web.site import app_of


@pytest.fixture
def desk(tmp_path):
    """A desk on SQLite; a module that tries both databases makes its own."""
    with desk_at(f"sqlite:///{tmp_path / 'compass.db'}") as desk:
        yield desk


@pytest.fixture
def app(desk, tmp_path, request):
    """An application for one person, or for people with accounts where the module says ACCOUNTS."""
    app = app_of(desk, tmp_path / "documents", accounts=getattr(request.module, "ACCOUNTS", False))
    yield app
    app.extensions["compass"].office.close()

"""PDF tests need Pango, others Graphviz, qpdf, PostgreSQL or Chromium; without, they are skipped, unless
COMPASS_REQUIRE says so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

import pytest

from tests import postgres
from tests.service.desks import desk_at


@cache
def _pango_is_missing() -> bool:
    try:
        import weasyprint  # noqa: F401, PLC0415 — whether it can be imported is the question
    except OSError:
        return True
    return False


def _dot_is_missing() -> bool:
    return shutil.which("dot") is None


def _qpdf_is_missing() -> bool:
    return shutil.which("qpdf") is None


def _poppler_is_missing() -> bool:
    return shutil.which("pdftoppm") is None


def _postgres_is_missing() -> bool:
    return postgres.folder() is None


def _browser_is_missing() -> bool:
    return shutil.which("chromium") is None or find_spec("playwright") is None


NEEDS: dict[str, tuple[str, Callable[[], bool]]] = {
    "pdf": ("Pango", _pango_is_missing),
    "dot": ("Graphviz", _dot_is_missing),
    "qpdf": ("qpdf", _qpdf_is_missing),
    "poppler": ("Poppler", _poppler_is_missing),
    "postgres": ("PostgreSQL", _postgres_is_missing),
    "browser": ("Chromium", _browser_is_missing),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test where what it needs is missing, or fail it where it must run."""
    for marker, (name, is_missing) in NEEDS.items():
        if item.get_closest_marker(marker) is None or not is_missing():
            continue
        if marker in os.environ.get("COMPASS_REQUIRE", "").split(","):
            pytest.fail(f"COMPASS_REQUIRE names {marker}, and {name} is missing")
        pytest.skip(f"needs {name}")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory):
    """Keep checked packs of this run alone, not in the folder of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPASS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A PostgreSQL of the tests' own, as its own user, reached by a socket alone."""
    with postgres.running() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request, tmp_path):
    """The address of an empty database, of each kind; a module that only shows what packs hold says `ON_SQLITE`."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'compass.db'}"
        return
    with postgres.database(request.getfixturevalue("server")) as address:
        yield address


@pytest.fixture
def desk(url):
    """A desk over the packs of the tests, on each kind of database."""
    with desk_at(url) as desk:
        yield desk

"""PDF tests need Pango: they are skipped without it, unless the environment variable COMPASS_REQUIRE names `pdf`."""

from __future__ import annotations

import os
from functools import cache

import pytest


@cache
def _pango_is_missing() -> bool:
    try:
        import weasyprint  # noqa: F401, PLC0415 — whether it can be imported is the question
    except OSError:
        return True
    return False


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a PDF test where it can't run, or fail it where it must run."""
    if item.get_closest_marker("pdf") is None or not _pango_is_missing():
        return
    if "pdf" in os.environ.get("COMPASS_REQUIRE", ""):
        pytest.fail("COMPASS_REQUIRE names pdf, and Pango is missing")
    pytest.skip("needs Pango")

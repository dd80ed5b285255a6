"""Chromium driven through a site of the tests, by keyboard, with axe to look for faults."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Thread

import pytest
from werkzeug.serving import make_server

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


@contextmanager
def served(app):
    """Serve an application; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["compass"].office.close()


@contextmanager
def launched():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only where there is a browser

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


def reach(page, wanted):
    """Go to an element as a keyboard does."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach {wanted}")


def follow(page, wanted):
    """Go to a link or a button by keyboard, and to the page that it leads to."""
    reach(page, wanted)
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def faults_of(page, width: int) -> list[str]:
    """Name what axe finds wrong on a page, and whether it scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 — only where there is a browser

    found = [fault["id"] for fault in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("scrolls sideways")
    return found

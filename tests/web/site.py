"""A site over the small packs of the tests, and a person who clicks through it without a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from compass.service import people
from compass.service.desk import Desk
from compass.service.documents import Office
from compass.service.tokens import hash_of
from compass.store.people import add_session
from compass.web.app import create_app
from compass.web.shown import Site
from tests.service.desks import NOW

SECRET = "of the tests"
_numbers = count(1)
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Visit:
    """One person with a browser's cookies."""

    client: FlaskClient
    lang: str = "en"

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers={"Accept-Language": self.lang}, buffered=True)

    def post(self, path: str, page: str = "/new/tiny", /, **fields) -> TestResponse:
        """Post fields with the token of a page."""
        found = _TOKEN.search(self.get(page).text)
        data = {"csrf": found[1] if found else "", **fields}
        return self.client.post(path, data=data, headers={"Accept-Language": self.lang})


def app_of(desk: Desk, folder, *, accounts: bool = False):
    local = None if accounts else people.local_actor(desk)
    return create_app(Site(desk, Office(folder), local), SECRET, secure=False)


def visit_of(desk: Desk, app, account: str | None) -> Visit:
    """Give the visit of an account that has signed in, or of nobody."""
    visit = Visit(app.test_client())
    if account is not None:
        token = f"session {next(_numbers)} of {account}"
        with desk.database.writing() as connection:
            add_session(connection, hash_of(token), account, f"{NOW.year + 1}")
        with visit.client.session_transaction() as session:
            session["token"] = token
    return visit

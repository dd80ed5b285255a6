"""The first account by a one-time link, sessions that begin and end, passwords that nobody can read."""

from datetime import timedelta

import pytest

from compass.service.people import (
    SESSION,
    actor_of,
    first_link,
    local_actor,
    make_first_account,
    sign_in,
    sign_out,
)
from compass.service.permissions import VISITOR
from tests.service.desks import NOW, refused

PASSWORD = "horse battery staple"


def test_a_link_makes_the_first_account_once(desk):
    old, token = first_link(desk), first_link(desk)
    assert refused(make_first_account, desk, old, "ada@example.org", "Ada", PASSWORD) == "P005"
    session = make_first_account(desk, token, " Ada@Example.org", "Ada", PASSWORD)
    assert actor_of(desk, session).name == "Ada"
    assert refused(make_first_account, desk, token, "eve@example.org", "Eve", PASSWORD) == "P005"
    assert first_link(desk) is None
    assert actor_of(desk, sign_in(desk, "ada@example.org", PASSWORD)).name == "Ada"


@pytest.mark.parametrize(
    ("email", "name", "password", "code"),
    [("ada", "Ada", PASSWORD, "P006"), ("a@b.org", "Ada", "short", "P007"), ("a@b.org", " ", PASSWORD, "P009")],
)
def test_what_is_missing_for_an_account_is_told_and_the_link_stays(desk, email, name, password, code):
    token = first_link(desk)
    assert refused(make_first_account, desk, token, email, name, password) == code
    make_first_account(desk, token, "ada@example.org", "Ada", PASSWORD)


def test_a_session_ends_by_signing_out_and_by_itself(desk):
    session = make_first_account(desk, first_link(desk), "ada@example.org", "Ada", PASSWORD)
    other = sign_in(desk, "ada@example.org", PASSWORD)
    sign_out(desk, session)
    assert actor_of(desk, session) == VISITOR
    assert actor_of(desk, other) != VISITOR
    desk.now = lambda: NOW + SESSION + timedelta(seconds=1)
    assert actor_of(desk, other) == VISITOR


def test_a_wrong_password_and_an_unknown_address_are_told_alike_and_no_password_opens_the_local_account(desk):
    local_actor(desk)
    for email, password in (("ada@example.org", PASSWORD), ("local", ""), ("local", PASSWORD)):
        assert refused(sign_in, desk, email, password) == "P004"
    assert actor_of(desk, None) == actor_of(desk, "forged") == VISITOR

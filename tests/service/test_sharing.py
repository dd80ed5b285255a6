"""A shared link opens one result to anybody until its day, nothing more; forged, ended, taken back are told alike."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from compass.service import results, sharing
from compass.service.permissions import VISITOR
from compass.store import tables
from tests.service.desks import NOW, begun, member, refused


def test_a_link_opens_the_result_and_nothing_else(desk):
    actor, id = begun(desk)
    _, other = begun(desk, actor)
    token = sharing.share(desk, actor, id, "the board", "2026-12-01")
    assert sharing.follow(desk, token) == id
    guest = sharing.with_shares(desk, VISITOR, [token, "forged"])
    opened = desk.open(guest, id, "see")
    assert opened.role == "guest"
    assert not opened.may_answer
    for act in ("read", "contribute", "answer", "manage", "delete"):
        assert refused(desk.open, guest, id, act) == "P002"
    assert refused(desk.open, guest, other, "see") == "P001"


def test_a_link_ends_by_its_day_or_when_it_is_taken_back(desk):
    actor, id = begun(desk)
    kept, gone = (sharing.share(desk, actor, id, name, "2026-12-01") for name in ("kept", "gone"))
    [share] = [each for each in sharing.shares(desk, actor, id) if each.link.label == "gone"]
    sharing.revoke(desk, actor, id, share.link.id)
    assert {refused(sharing.follow, desk, token) for token in (gone, "forged", "")} == {"P032"}
    assert sharing.with_shares(desk, VISITOR, [gone, kept]).shared == {id}
    desk.now = lambda: NOW.replace(month=12, day=1, hour=23)
    assert sharing.follow(desk, kept) == id
    desk.now = lambda: NOW.replace(month=12, day=2)
    assert refused(sharing.follow, desk, kept) == "P032"
    assert [each.ended for each in sharing.shares(desk, actor, id)] == [True]


def test_only_an_owner_shares_and_only_in_the_own_assessment(desk):
    actor, id = begun(desk)
    sharing.share(desk, actor, id, "", "2026-12-01")
    [share] = sharing.shares(desk, actor, id)
    _, other = begun(desk, actor)
    assert refused(sharing.revoke, desk, actor, other, share.link.id) == "P010"
    for role in ("editor", "reviewer", "reader"):
        other_member = member(desk, id, role)
        assert refused(sharing.share, desk, other_member, id, "", "2026-12-01") == "P002"
        assert refused(sharing.shares, desk, other_member, id) == "P002"
    assert refused(sharing.shares, desk, VISITOR, id) == "P001"


@pytest.mark.parametrize("day", ["", "soon", "2026-11-23", "2027-11-26", "2026-02-30", "20261201T10"])
def test_the_last_day_lies_within_a_year(desk, day):
    actor, id = begun(desk)
    assert refused(sharing.share, desk, actor, id, "", day) == "P034"
    sharing.share(desk, actor, id, "", (NOW + timedelta(days=366)).date().isoformat())


def test_the_database_does_not_know_the_link(desk):
    actor, id = begun(desk)
    token = sharing.share(desk, actor, id, "", "2026-11-24")
    with desk.database.reading() as connection:
        [row] = connection.execute(select(tables.shares)).all()
    assert token not in str(row)
    assert results.next_of(desk, desk.open(sharing.with_shares(desk, VISITOR, [token]), id, "see")).missing

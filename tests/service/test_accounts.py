"""One's own account: a new password ends other sessions, a copy of one's data, erasure that leaves no name behind."""

import json

import pytest
from sqlalchemy import MetaData, select

from compass.decision.planning import with_adoption
from compass.model.adoption import Adoption
from compass.model.assessment import Answer
from compass.service import accounts, casework, members, preparing, rooms, trails
from compass.service.accounts import Erasure
from compass.service.people import actor_of, first_link, make_first_account, sign_in
from compass.service.permissions import VISITOR
from compass.service.preparing import Prepared
from compass.service.responding import save_answer
from compass.service.reviewing import review_answer
from compass.store import workshops
from tests.service.desks import begun, member, refused, say
from tests.service.meetings import meeting

EMAIL, NAME, PASSWORD = "ada@example.org", "Ada Lovelace", "horse battery staple"


@pytest.fixture
def session(desk):
    return make_first_account(desk, first_link(desk), EMAIL, NAME, PASSWORD)


def test_a_new_password_ends_every_session_but_a_new_one(desk, session):
    ada, other = actor_of(desk, session), sign_in(desk, EMAIL, PASSWORD)
    assert refused(accounts.change_password, desk, ada, "wrong", "a new horse battery") == "P042"
    assert refused(accounts.change_password, desk, ada, PASSWORD, "short") == "P007"
    fresh = accounts.change_password(desk, ada, PASSWORD, "a new horse battery")
    assert [actor_of(desk, token) == VISITOR for token in (session, other, fresh)] == [True, True, False]
    assert refused(sign_in, desk, EMAIL, PASSWORD) == "P004"
    sign_in(desk, EMAIL, "a new horse battery")


def test_signing_out_everywhere_ends_every_session(desk, session):
    ada, other = actor_of(desk, session), sign_in(desk, EMAIL, PASSWORD)
    accounts.sign_out_everywhere(desk, ada)
    assert actor_of(desk, session) == actor_of(desk, other) == VISITOR
    assert refused(accounts.own_account, desk, VISITOR) == "P001"


def test_the_copy_of_ones_data_holds_what_one_did_and_no_password(desk, session):
    ada = actor_of(desk, session)
    _, id = begun(desk, ada)
    save_answer(desk, ada, id, "evenings", say("100", comment="mine"), 0, "en")
    workshop = preparing.prepare(desk, ada, id, Prepared("evening", "t", "named"))
    text = accounts.export(desk, ada)
    told = json.loads(text)
    assert (told["account"]["email"], told["account"]["name"]) == (EMAIL, NAME)
    assert told["roles"] == [{"assessment": id, "role": "owner", "seat": None, "section": None}]
    assert told["changes"][-1]["after"]["comment"] == {"fr": "mine", "en": "mine"}
    assert told["workshops"] == [{"workshop": workshop, "assessment": id}]
    assert {"began", "signed_in", "exported"} <= {act["act"] for act in told["acts"]}
    assert "argon2" not in text


def test_a_workshop_stays_without_the_name_of_who_is_erased(desk, session):
    ada = actor_of(desk, session)
    found = meeting(desk, actor=ada)
    heir = member(desk, found.id, "editor")
    answer = Answer(value=1, by=NAME)
    kept = with_adoption(found.kept.workshop, Adoption(cell="a", poll="p1", round=1, answer=answer, proposer="medians"))
    with desk.database.writing() as connection:
        workshops.save(connection, found.kept, kept)
    members.hand_over(desk, ada, found.id, heir.account)
    accounts.erase(desk, ada, PASSWORD)
    left = rooms.room(desk, heir, found.id, found.workshop)
    assert (left.by, left.workshop.adoptions[0].answer.by) == ("", None)


def test_erasing_leaves_what_was_written_and_nobodys_name(desk, session):
    ada = actor_of(desk, session)
    _, id = begun(desk, ada)
    _, alone = begun(desk, ada)
    heir = member(desk, id, "editor")
    save_answer(desk, ada, id, "evenings", say("100"), 0, "en")
    review_answer(desk, ada, id, "evenings", "accepted", "", 1)
    answer = desk.open(heir, id).read.assessment.need["evenings"]
    assert (answer.by, answer.review.by) == (NAME, NAME)
    assert [id for id, _ in accounts.erasure(desk, ada).held_by] == [id]
    assert refused(accounts.erase, desk, ada, PASSWORD) == "P041"
    members.hand_over(desk, ada, id, "a-editor")
    assert [found[0] for found in accounts.erasure(desk, ada).gone_with] == [alone]
    assert refused(accounts.erase, desk, ada, "wrong") == "P042"
    accounts.erase(desk, ada, PASSWORD)
    assert actor_of(desk, session) == VISITOR
    assert refused(sign_in, desk, EMAIL, PASSWORD) == "P004"
    assert refused(desk.open, ada, alone) == "P001"
    opened = desk.open(heir, id)
    assert opened.read.assessment.need["evenings"].value == 100
    assert {revision.by for revision in casework.history(desk, heir, id)} == {None}
    assert {told.by for told in trails.trail_of(desk, heir, id)} == {""}
    assert everything(desk).isdisjoint({NAME, EMAIL})


def everything(desk) -> set[str]:
    """Give which of the words asked for stand anywhere in the database."""
    with desk.database.reading() as connection:
        tables = MetaData()
        tables.reflect(connection)
        rows = [str(row) for table in tables.sorted_tables for row in connection.execute(select(table))]
    return {word for word in (NAME, EMAIL) if any(word in row for row in rows)}


def test_an_account_without_assessments_is_erased_at_once(desk, session):
    ada = actor_of(desk, session)
    assert everything(desk) == {NAME, EMAIL}
    assert accounts.erasure(desk, ada) == Erasure((), ())
    accounts.erase(desk, ada, PASSWORD)
    assert everything(desk) == set()

"""A reviewer's word stands with the answer, counts in the result, and goes when the answer changes."""

import pytest

from compass.errors import ConflictError, DeniedError
from compass.service import casework, results
from compass.service.permissions import Actor
from compass.service.responding import answer_in, save_answer
from compass.service.reviewing import judged, review_answer
from compass.service.sending import File, take_in
from tests.service.desks import ROLES, begun, desk_at, member, say
from tests.service.test_sending import OFFER, RIGHT

CELL = "colour@new"


@pytest.fixture
def case(url):
    with desk_at(url) as desk:
        actor, _ = begun(desk)
        yield desk, actor, take_in(desk, actor, File("right.yaml", RIGHT))


def review_in(desk, actor, id, cell=CELL):
    return answer_in(desk.open(actor, id).read.assessment, cell).review


def test_what_is_to_be_judged_are_the_answers_with_their_documents(case):
    desk, actor, id = case
    found = {each.cell: each.documents for each in judged(desk.open(actor, id))}
    assert found[CELL] == found["trials@new"] == ("box",)
    assert found["evenings"] == ()
    assert "sharing@new" in found
    save_answer(desk, actor, id, "sharing@new", say(state="unknown"), 1, "en")
    assert "sharing@new" not in {each.cell for each in judged(desk.open(actor, id))}


def test_a_verdict_carries_its_author_and_day_and_a_rejected_answer_counts_as_unknown(case):
    desk, _, id = case
    actor = Actor(member(desk, id, "reviewer").account, "Ada")
    review_answer(desk, actor, id, "sharing@new", "rejected", " No proof. ", 1)
    given = review_in(desk, actor, id, "sharing@new")
    assert (given.verdict, given.by, given.at, given.comment.fr) == ("rejected", "Ada", "2026-11-24", "No proof.")
    evaluation = results.result_of(desk, desk.open(actor, id)).evaluated.evaluation
    assert [(each.question, each.verdict) for each in evaluation.reviewed] == [("sharing", "rejected")]
    assert casework.history(desk, actor, id)[0].by == "reviewer"
    review_answer(desk, actor, id, "sharing@new", "", "", 2)
    assert review_in(desk, actor, id, "sharing@new") is None


def test_an_answer_that_changes_loses_its_verdict(case):
    desk, actor, id = case
    review_answer(desk, actor, id, CELL, "accepted", "", 1)
    save_answer(desk, actor, id, CELL, say("warm"), 2, "en")
    assert review_in(desk, actor, id) is None


def test_the_answer_for_all_options_is_judged_for_one(case):
    desk, actor, _ = case
    id = take_in(desk, actor, File("offer.yaml", OFFER))
    review_answer(desk, actor, id, "warranty@lux", "pending", "", 0)
    after = desk.open(actor, id).read.assessment
    assert after.all_options["warranty"].review is None
    assert after.options[1].answers["warranty"].review.verdict == "pending"


@pytest.mark.parametrize(
    ("cell", "verdict", "seen", "code"),
    [
        (CELL, "rejected", 1, "P020"),
        (CELL, "loved", 1, "P010"),
        ("warranty@new", "accepted", 0, "P010"),
        (CELL, "accepted", 0, "P003"),
    ],
)
def test_what_is_no_verdict_is_told(case, cell, verdict, seen, code):
    desk, actor, id = case
    with pytest.raises((ConflictError, DeniedError)) as caught:
        review_answer(desk, actor, id, cell, verdict, " ", seen)
    assert caught.value.problem.code == code


@pytest.mark.parametrize("role", ROLES)
def test_owners_and_reviewers_judge_and_nobody_else(case, role):
    desk, _, id = case
    actor = member(desk, id, role)
    if role in ("owner", "reviewer"):
        review_answer(desk, actor, id, CELL, "accepted", "", 1)
        assert review_in(desk, actor, id).verdict == "accepted"
        return
    with pytest.raises(DeniedError) as caught:
        review_answer(desk, actor, id, CELL, "accepted", "", 1)
    assert caught.value.problem.code == "P002"

"""A group's answer goes into an assessment, and who differs is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.adopting import adopted, weighted
from compass.decision.seeing import outcomes
from compass.decision.voting import opened, revealed, sealed, voted
from compass.engine.cells import read_cells
from compass.errors import AnswerError, DeniedError
from compass.model.adoption import Choice
from compass.model.base import Text
from compass.model.group import Estimated, Vote
from tests.decision.polls import LATER, NOW, played, poll_of, room, with_votes
from tests.helpers import assessment_of, program_of
from tests.strategies import BOUNDED

PEOPLE = room(12, seats=(None,))
WHY = Text(fr="Le contrat le dit.", en="The contract says so.")


@pytest.fixture(scope="module")
def program():
    return program_of("""
        questions:
          number: {between: [0, 1000], unit: kWh}
          months: {nature: decision}
          hosted: {type: choice, options: [here, cloud]}
          place: {type: choice, nature: decision, options: [here, cloud]}
          allowed: {type: yes_no, nature: decision}
        sections: {offer: {asked_of: option, questions: {price: {}}}}
        findings: {dear: price > 5, all: number > 1 and months > 1 and hosted == here and place == here and allowed}
        criteria:
          climate: {unit: kWh, formula: number, anchors: {worst: number * 2, best: 0}}
    """)


@pytest.fixture(scope="module")
def assessment():
    return assessment_of("options: [{id: old, alternative: base}]")


def taken(program, assessment, cell, poll, choice=None):
    after, adoption = adopted(program, assessment, cell, poll, PEOPLE, choice)
    cells, faults = read_cells(program.pack, program.units, after)
    assert not faults
    return cells.of(cell, None), adoption


def test_the_medians_go_in_as_a_range_that_is_not_widened_again(program, assessment):
    cell, adoption = taken(program, assessment, "number", played(poll_of("estimate"), [10, 30, 20]))
    assert (cell.known.low, cell.known.likely, cell.known.high) == (20, 20, 20)
    assert adoption.proposer == "medians"
    assert [each.participant for each in adoption.dissent] == ["p0", "p1"]


@BOUNDED
@given(st.lists(st.lists(st.integers(0, 1000), min_size=3, max_size=3).map(sorted), min_size=1, max_size=6))
def test_who_differs_are_those_whose_range_leaves_the_answer_out(program, assessment, said):
    poll = opened(poll_of("estimate"))
    for number, (low, likely, high) in enumerate(said):
        vote = Vote(
            participant=f"p{number}", ballot=Estimated(low=low, likely=likely, high=high), why=f"since {number}"
        )
        poll = voted(poll, vote, NOW)
    cell, adoption = taken(program, assessment, "number", revealed(sealed(poll)))
    outside = [f"p{n}" for n, (low, _, high) in enumerate(said) if not low <= cell.known.likely <= high]
    assert sorted(each.participant for each in adoption.dissent) == sorted(outside)
    assert all(each.why == f"since {each.participant[1:]}" for each in adoption.dissent)


def test_a_range_is_as_wide_as_its_author_is_sure(program, assessment):
    poll = revealed(sealed(with_votes(opened(poll_of("estimate", between=(0, 1000))), [100, 100, 800], sure="fairly")))
    cell, _ = taken(program, assessment, "number", poll)
    assert (cell.known.low, cell.known.likely, cell.known.high) == (75, 100, 125)


def test_a_fact_that_more_than_half_hold_is_taken_and_else_it_is_unknown(program, assessment):
    cell, adoption = taken(program, assessment, "hosted", played(poll_of("fact"), ["here", "here", "cloud", None]))
    assert (cell.state, adoption.answer.value, adoption.proposer) == ("answered", "here", "most_hold")
    assert [(each.participant, each.ballot.option) for each in adoption.dissent] == [("p2", "cloud")]
    cell, adoption = taken(program, assessment, "hosted", played(poll_of("fact"), ["here", "cloud"]))
    assert (cell.state, adoption.answer.value) == ("unknown", "unknown")
    assert len(adoption.dissent) == 2
    half = played(poll_of("fact", choices=("here", "cloud", "both")), ["here", "here", "cloud", "both"])
    assert taken(program, assessment, "hosted", half)[1].answer.value == "unknown"


def test_of_a_decision_the_option_that_most_prefer_is_taken_and_of_a_tie_none(program, assessment):
    _, adoption = taken(program, assessment, "place", played(poll_of(), ["here", "cloud", "cloud", None]))
    assert (adoption.answer.value, adoption.proposer) == ("cloud", "most_prefer")
    assert taken(program, assessment, "place", played(poll_of(), ["here"]))[1].answer.value == "here"
    with pytest.raises(DeniedError) as error:
        adopted(program, assessment, "place", played(poll_of(), ["here", "cloud"]), PEOPLE)
    assert error.value.problem.code == "W005"


def test_an_answer_about_one_option_goes_to_that_option(program, assessment):
    after, adoption = adopted(program, assessment, "price@old", played(poll_of("estimate"), [4, 6, 8]), PEOPLE)
    assert (adoption.cell, after.options[0].answers["price"].value["likely"]) == ("price@old", 6)
    with pytest.raises(AnswerError):
        adopted(program, assessment, "price@new", played(poll_of("estimate"), [4]), PEOPLE)


def test_a_vote_for_yes_or_no_is_a_truth(program, assessment):
    poll = played(poll_of(choices=("yes", "no")), ["no", "no", "yes"])
    cell, adoption = taken(program, assessment, "allowed", poll)
    assert (cell.known, adoption.answer.value) == (False, False)
    assert [each.participant for each in adoption.dissent] == ["p2"]


def test_a_decision_that_is_a_number_takes_the_middle_wish(program, assessment):
    cell, adoption = taken(program, assessment, "months", played(poll_of("wish"), [6, 12, 24]))
    assert (cell.known.likely, adoption.proposer, len(adoption.dissent)) == (12, "middle_wish", 2)


def test_the_facilitator_may_choose_otherwise_with_a_reason_and_all_who_differ_are_kept(program, assessment):
    choice = Choice(answer={"value": "0.05 MWh/case"}, reason=WHY)
    with pytest.raises(AnswerError):
        adopted(program, assessment, "number", played(poll_of("estimate"), [10]), PEOPLE, choice)
    choice = Choice(answer={"value": "15000 Wh", "by": "Ann"}, reason=WHY)
    cell, adoption = taken(program, assessment, "number", played(poll_of("estimate"), [10, 15, None]), choice)
    assert (cell.known.likely, adoption.proposer) == (15, "facilitator")
    assert (adoption.answer.comment, adoption.answer.by) == (WHY, "Ann")
    assert [each.participant for each in adoption.dissent] == ["p0"]


def test_the_facilitator_may_say_that_it_is_not_known(program, assessment):
    choice = Choice(answer={"value": "unknown"}, reason=WHY)
    _, adoption = taken(program, assessment, "number", played(poll_of("estimate"), [10, None]), choice)
    assert [each.participant for each in adoption.dissent] == ["p0"]


def test_nothing_is_taken_before_the_reveal_or_from_nobody(program, assessment):
    stages = {
        "waiting": poll_of(),
        "open": opened(poll_of()),
        "sealed": sealed(with_votes(opened(poll_of(), LATER), ["here"])),
    }
    for stage, poll in stages.items():
        with pytest.raises(DeniedError) as error:
            adopted(program, assessment, "place", poll, PEOPLE)
        assert (error.value.problem.code, error.value.problem.details) == ("W003", {"found": f"{stage} round"})
    with pytest.raises(DeniedError) as error:
        adopted(program, assessment, "number", played(poll_of("estimate"), [None]), PEOPLE)
    assert error.value.problem.code == "W005"


def test_an_anonymous_vote_tells_how_many_differ_only_of_five_and_more(program, assessment):
    poll = played(poll_of(mode="anonymous"), ["here"] * 7 + ["cloud"] * 5)
    _, adoption = taken(program, assessment, "place", poll)
    assert [(each.participant, each.persons, each.ballot.option) for each in adoption.dissent] == [(None, 5, "cloud")]
    assert (adoption.dissent[0].ballot.kind, adoption.withheld) == ("preference", False)
    poll = played(poll_of("fact", "anonymous"), ["here"] * 7 + ["cloud"] * 5)
    _, adoption = taken(program, assessment, "hosted", poll)
    assert [(each.persons, each.ballot.kind) for each in adoption.dissent] == [(5, "fact")]
    small = played(poll_of(mode="anonymous"), ["here"] * 8 + ["cloud"] * 4)
    with pytest.raises(DeniedError):
        adopted(program, assessment, "place", small, PEOPLE)
    _, adoption = taken(program, assessment, "place", small, Choice(answer={"value": "here"}, reason=WHY))
    assert (adoption.dissent, adoption.withheld) == ((), True)


def test_numbers_of_an_anonymous_vote_go_in_without_who_differs(program, assessment):
    cell, adoption = taken(program, assessment, "number", played(poll_of("estimate", "anonymous"), [1, 2, 3, 4, 5]))
    assert (cell.known.likely, adoption.dissent, adoption.withheld) == (3, (), True)


def test_the_group_s_weights_are_the_assessment_s_own_with_their_reason(assessment):
    (outcome,) = outcomes(played(poll_of("weights"), [(100, 20), (50, 100), (40, 20)]), PEOPLE)
    weights = weighted(assessment, outcome, WHY).settings.weights
    assert (weights.swing, weights.why) == ({"climate": 100, "cost": 50}, WHY)
    for said in ([], [(0, 0)]):
        with pytest.raises(DeniedError) as error:
            weighted(assessment, outcomes(played(poll_of("weights"), said), PEOPLE)[0], WHY)
        assert error.value.problem.code == "W005"

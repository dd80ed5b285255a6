"""Counts of a vote: every answer where votes have names, what a release tells where they have none."""

from __future__ import annotations

import pytest

from compass.decision.counting import counts
from tests.decision.polls import played, poll_of, room


def told(found):
    return [(each.round, each.by, each.of, "+".join(each.answers), each.persons) for each in found]


def test_a_named_vote_is_counted_by_round_seat_and_table_those_who_do_not_know_too():
    poll = played(poll_of(), ["cloud", "here", None], ["here", "here", "here"])
    found = told(counts(poll, room(3)))
    assert found[:3] == [(1, "all", None, "cloud", 1), (1, "all", None, "here", 1), (1, "all", None, "unsure", 1)]
    assert (1, "seat", "clinical", "unsure", 1) in found
    assert (2, "seat", "technical", "here", 1) in found
    assert sum(each[-1] for each in found if each[:2] == (2, "all")) == 3


def test_an_anonymous_vote_is_counted_as_far_as_no_small_group_shows():
    poll = played(poll_of(mode="anonymous"), ["cloud"] * 9 + ["here"] * 2)
    found = told(counts(poll, room(11)))
    assert (1, "all", None, "cloud+here", 11) in found
    assert all(each[-1] == 0 or each[-1] >= 5 for each in found)
    assert counts(played(poll_of(mode="anonymous"), ["cloud"] * 4), room(4)) == ()


@pytest.mark.parametrize("mode", ["named", "anonymous"])
def test_statements_are_counted_one_by_one_and_an_open_question_not_at_all(mode):
    poll = played(poll_of("ratings", mode, levels=3), [(1, 3)] * 6)
    own = {(each.item, each.answers): each.persons for each in counts(poll, room(6, ("clinical",))) if each.by == "all"}
    assert own[0, ("1",)] == own[1, ("3",)] == 6
    assert counts(played(poll_of("words", mode), ["who pays"] * 6), room(6)) == ()

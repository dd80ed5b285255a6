"""The most divided comes first, and those at both ends speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.discussing import topics
from compass.decision.voting import opened, sealed
from tests.decision.polls import played, poll_of, with_votes
from tests.strategies import BOUNDED


def named(id, kind, said, **fixed):
    return played(poll_of(kind, **fixed), said).model_copy(update={"id": id})


def test_the_most_divided_comes_first_whatever_was_asked():
    polls = [
        named("alike", "fact", ["here"] * 4),
        named("split", "preference", ["here", "here", "cloud", "cloud"]),
        named("wide", "estimate", [1, 100, 200, 300]),
        named("nearly", "wish", [10, 10, 10, 90]),
    ]
    found = topics(polls)
    assert [(each.poll, each.together) for each in found] == [
        ("wide", 0),
        ("split", 0.5),
        ("nearly", 0.75),
        ("alike", 1),
    ]


def test_each_statement_and_each_criterion_is_a_topic():
    rated = named("rated", "ratings", [(1, 3), (5, 3), (3, 3)])
    weighed = named("weighed", "weights", [(100, 0), (100, 50), (100, 100)])
    found = [(each.poll, each.item) for each in topics([rated, weighed])]
    assert found == [("rated", "it helps"), ("weighed", "cost"), ("rated", "it is fair"), ("weighed", "climate")]


def test_the_low_and_the_high_end_speak():
    (topic,) = topics([named("asked", "estimate", [5, 1, 9, 9, None])])
    assert (topic.ends.low, topic.ends.high) == (("p1",), ("p2", "p3"))
    first, second = topics([named("asked", "ratings", [(1, 2), (5, None), (3, 2)])])
    assert (first.ends.low, first.ends.high, second.ends) == (("p0",), ("p1",), None)


@pytest.mark.parametrize("kind", ["fact", "preference"])
def test_choices_have_no_ends(kind):
    (topic,) = topics([named("asked", kind, ["here", "cloud"])])
    assert topic.ends is None


def test_of_an_anonymous_vote_the_order_alone_is_told():
    polls = [
        named("one", "estimate", [3, 3, 3], mode="anonymous"),
        named("two", "estimate", [1, 50, 99], mode="anonymous"),
    ]
    assert [(each.poll, each.together, each.ends) for each in topics(polls)] == [
        ("two", None, None),
        ("one", None, None),
    ]


@BOUNDED
@given(st.lists(st.sampled_from(["here", "cloud"]), max_size=5))
def test_what_is_not_revealed_is_no_topic_and_tells_nothing(said):
    waiting = with_votes(opened(played(poll_of(), ["here", "here", "cloud", "cloud"])), said)
    assert topics([poll_of(), opened(poll_of()), waiting]) == topics([sealed(waiting)])
    assert [each.together for each in topics([waiting])] == [0.5]


def test_where_nobody_knows_there_is_nothing_to_discuss():
    assert topics([named("asked", "estimate", [None, None]), named("other", "fact", [])]) == ()

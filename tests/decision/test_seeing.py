"""Nobody but the voter learns anything of a vote before the reveal; afterwards nobody more than the mode allows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.seeing import board, console, place
from compass.decision.voting import opened, revealed, sealed
from compass.model.group import Vote
from tests.decision.polls import ASKED, LATER, NOW, ballot, played, poll_of, room, with_votes
from tests.strategies import BOUNDED

PEOPLE = room(6)
AFTER = LATER + timedelta(minutes=1)
SAID = {
    "estimate": st.one_of(st.none(), st.integers(-9, 10**6)),
    "wish": st.one_of(st.none(), st.integers(-9, 10**6)),
    "fact": st.sampled_from([None, "cloud", "here"]),
    "preference": st.sampled_from([None, "cloud", "here"]),
    "ratings": st.tuples(st.sampled_from([None, 1, 5]), st.integers(1, 5)),
    "weights": st.tuples(st.integers(0, 100), st.integers(0, 100)),
    "words": st.sampled_from([None, "who pays", "x"]),
}


def seen_by_others(poll, at, voter=None):
    """Give the bytes of every page but the voter's."""
    pages = [board(poll, PEOPLE, at), console(poll, PEOPLE, at)]
    pages += [place(poll, PEOPLE, at, each.id) for each in PEOPLE if each.id != voter]
    return [page.model_dump_json().encode() for page in pages]


@st.composite
def worlds(draw):
    """Two polls in which the same persons vote at the same time, and say other things in the last round."""
    kind, mode = draw(st.sampled_from(sorted(ASKED))), draw(st.sampled_from(["anonymous", "named"]))
    votes = st.lists(SAID[kind], min_size=len(PEOPLE), max_size=len(PEOPLE))
    poll = poll_of(kind, mode, rule={"share": 1, "items": 1, "near": 0})
    earlier = draw(st.one_of(st.none(), votes))
    if earlier is not None:
        again = played(poll, earlier)
        poll = again if console(again, PEOPLE, NOW).verdict == "again" else poll
    voters = [each.id for each in PEOPLE if draw(st.booleans())]
    sure, whys = st.sampled_from([None, "guess"]), st.sampled_from([None, "since it is dear", "x"])
    found = []
    for _ in range(2):
        one = opened(poll, LATER)
        for voter in voters:
            one = with_votes(one, {voter: draw(SAID[kind])}, sure=draw(sure), why=draw(whys))
        found.append(one)
    return found


@BOUNDED
@given(worlds())
def test_two_worlds_look_the_same_to_all_but_the_voters_until_the_reveal(pair):
    one, other = pair
    for at in (NOW, AFTER):
        assert board(one, PEOPLE, at).model_dump_json() == board(other, PEOPLE, at).model_dump_json()
        assert console(one, PEOPLE, at).model_dump_json() == console(other, PEOPLE, at).model_dump_json()
    one, other = sealed(one), sealed(other)
    assert seen_by_others(one, AFTER)[:2] == seen_by_others(other, AFTER)[:2]


@BOUNDED
@given(worlds(), st.sampled_from([each.id for each in PEOPLE]))
def test_a_voter_sees_the_own_vote_and_nothing_of_the_others(pair, voter):
    """A world with the own vote of the first and all other votes of the second."""
    one, other = pair
    own = one.rounds[-1].of(voter)
    votes = tuple(own if vote.participant == voter else vote for vote in other.rounds[-1].votes)
    mixed = other.model_copy(
        update={"rounds": (*other.rounds[:-1], other.rounds[-1].model_copy(update={"votes": votes}))}
    )
    for close in (lambda poll: poll, sealed):
        pages = [place(close(poll), PEOPLE, NOW, voter) for poll in (one, mixed)]
        assert pages[0].model_dump_json() == pages[1].model_dump_json()
        assert pages[0].own[-1] == own
        assert seen_by_others(close(other), NOW, voter) == seen_by_others(close(mixed), NOW, voter)


OPPOSITE = {
    "estimate": (1, 10**6), "wish": (1, 10**6), "fact": ("here", "cloud"), "preference": ("here", "cloud"),
    "ratings": ((1, 1), (5, None)), "weights": ((100, 0), (7, 100)),
    "words": ("it is fair", "no"),
}  # fmt: skip


@pytest.mark.parametrize("mode", ["anonymous", "named"])
@pytest.mark.parametrize("kind", ASKED)
def test_opposite_votes_of_a_large_group_look_the_same_until_the_reveal_and_differ_after(kind, mode):
    worlds = [with_votes(opened(poll_of(kind, mode)), [said] * len(PEOPLE)) for said in OPPOSITE[kind]]
    for step in (lambda poll: poll, sealed):
        worlds = [step(poll) for poll in worlds]
        assert seen_by_others(worlds[0], NOW)[:2] == seen_by_others(worlds[1], NOW)[:2]
    assert seen_by_others(revealed(worlds[0]), NOW)[:2] != seen_by_others(revealed(worlds[1]), NOW)[:2]


def test_before_the_first_round_there_is_nothing_to_see():
    found = board(poll_of(), PEOPLE, NOW)
    assert (found.state, found.round, found.takes_votes, found.voted, found.missing) == (None, 0, False, 0, 6)


def test_all_see_how_many_are_missing_and_whether_votes_are_taken():
    poll = with_votes(opened(poll_of(), LATER), ["cloud", "here"])
    found = board(poll, PEOPLE, NOW)
    assert (found.voted, found.missing, found.takes_votes, found.closes_at) == (2, 4, True, LATER)
    assert not board(poll, PEOPLE, LATER).takes_votes


def test_who_has_left_is_not_missing_and_the_votes_stay():
    gone = tuple(each.model_copy(update={"has_left": each.id in ("p0", "p5")}) for each in PEOPLE)
    poll = revealed(sealed(with_votes(opened(poll_of()), ["cloud", "here"])))
    found = board(poll, gone, NOW)
    assert (found.voted, found.missing) == (2, 3)
    assert found.outcomes[0].summary.persons == {"cloud": 1, "here": 1}


def test_a_named_vote_is_told_with_its_names_once_it_is_revealed():
    poll = with_votes(opened(poll_of(), LATER), ["cloud", "here"], why="it is near")
    assert board(sealed(poll), PEOPLE, NOW).outcomes == ()
    (told,) = board(revealed(sealed(poll)), PEOPLE, NOW).outcomes
    assert told.summary.persons == {"cloud": 1, "here": 1}
    assert [vote.participant for vote in told.votes] == ["p0", "p1"]
    assert told.whys == ("it is near", "it is near")


def test_in_the_second_round_the_own_earlier_answer_stands_beside():
    poll = with_votes(opened(played(poll_of(), ["cloud", "here"])), {"p1": "cloud"})
    own = place(poll, PEOPLE, NOW, "p1").own
    assert [vote.ballot.option for vote in own] == ["here", "cloud"]
    assert place(poll, PEOPLE, NOW, "p5").own == (None, None)


@pytest.mark.parametrize("kind", ASKED)
def test_an_anonymous_vote_never_tells_who(kind):
    said = OPPOSITE[kind][0]
    poll = opened(poll_of(kind, "anonymous"))
    for each in PEOPLE:
        vote = {each.id: said}
        poll = with_votes(poll, vote, why=f"since {each.name}")
    found = board(revealed(sealed(poll)), PEOPLE, NOW)
    assert found.outcomes[0].votes == ()
    assert not any(f'"{each.id}"' in found.model_dump_json() for each in PEOPLE)


def test_an_anonymous_vote_of_five_and_more_is_told_and_a_smaller_is_not():
    people = room(12, seats=(None,))
    large = board(played(poll_of(mode="anonymous"), ["here"] * 6 + ["cloud"] * 6), people, NOW)
    assert large.outcomes[0].summary.persons == {"cloud": 6, "here": 6}
    small = board(played(poll_of(mode="anonymous"), ["here"] * 8 + ["cloud"] * 4), people, NOW)
    assert small.outcomes[0].summary is None
    assert [cell.answers for cell in small.releases[0].figures[0].cells] == [("cloud", "here"), ("unsure",)]


def test_numbers_of_an_anonymous_vote_are_told_without_how_many_do_not_know():
    people = room(7, seats=(None,))
    found = board(played(poll_of("estimate", "anonymous"), [1, 2, 3, 4, 5, None]), people, NOW)
    pooled = found.outcomes[0].summary
    assert (pooled.likely, pooled.persons, pooled.unsure) == (3, None, None)
    assert found.releases[0].figures == ()
    few = board(played(poll_of("estimate", "anonymous"), [1, 2, 3, 4]), people, NOW)
    assert few.outcomes[0].summary is None


def test_of_statements_those_are_told_that_give_no_small_group_away():
    people = room(10, seats=(None,))
    found = board(played(poll_of("ratings", "anonymous"), [(1, 1)] * 5 + [(5, 1)] * 4 + [(5, 2)]), people, NOW)
    assert [each.statement for each in found.outcomes[0].summary] == ["it helps"]


def test_a_statement_that_fewer_than_five_left_out_is_not_told_in_full():
    """Twelve voted, which all can see: of eleven ratings the one who gave none could be had by subtraction."""
    people = room(12, seats=(None,))
    poll = played(poll_of("ratings", "anonymous", levels=3), [(1, 3)] * 6 + [(3, 1)] * 5 + [(3, None)])
    assert [each.statement for each in board(poll, people, NOW).outcomes[0].summary] == ["it helps"]


def test_words_of_why_are_told_where_five_wrote_some_in_an_order_that_tells_nothing():
    people = room(5, seats=(None,))
    poll = opened(poll_of(mode="anonymous"))
    for each, why in zip(people, ["e", "d", "c", "b", "a"], strict=True):
        poll = with_votes(poll, {each.id: "here"}, why=why)
    assert board(revealed(sealed(poll)), people, NOW).outcomes[0].whys == ("a", "b", "c", "d", "e")
    fewer = with_votes(poll, {"p0": "here"})
    assert board(revealed(sealed(fewer)), people, NOW).outcomes[0].whys == ()


@pytest.mark.parametrize(("late", "told"), [(0, 5), (1, 5), (4, 5), (5, 10)])
def test_words_of_fewer_than_five_who_come_later_are_not_told(late, told):
    """All others repeat what they wrote, so that what is new would be of those who came."""
    people = room(5 + late, seats=(None,))
    first, second = ({each.id: f"words of {each.id}" for each in people[:count]} for count in (5, 5 + late))
    poll = played(poll_of("words", "anonymous"), first, second, second)
    found = board(poll, people, NOW).outcomes
    assert [len(each.whys) for each in found] == [5, told, told]
    assert set(found[0].whys) == set(first.values())


def test_the_console_tells_what_can_be_done_and_what_the_rule_says():
    poll = played(poll_of(), ["here", "here", "here", "cloud"])
    found = console(poll, PEOPLE, NOW)
    assert (found.may, found.verdict) == ((), "agreed")
    assert console(poll_of(), PEOPLE, NOW).may == ("open",)


def test_a_vote_keeps_how_sure_and_why():
    vote = Vote(participant="p0", ballot=ballot("fact", "here"), sure="guess", why="heard it")
    assert Vote.model_validate_json(vote.model_dump_json()) == vote


@pytest.mark.parametrize(("mode", "voters", "told"), [("named", 2, 2), ("anonymous", 4, 0), ("anonymous", 5, 5)])
def test_the_answers_to_an_open_question_stand_among_the_words_where_they_may_be_told(mode, voters, told):
    [outcome] = board(played(poll_of("words", mode), ["who pays"] * voters), PEOPLE, NOW).outcomes
    assert (outcome.summary, outcome.whys) == (None, ("who pays",) * told)

"""No group under five can be read off what is told of an anonymous vote, by any sum or difference, over all rounds."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings, target
from hypothesis import strategies as st

from compass.decision.small_cells import LEAST, release
from compass.model.release import Profile
from tests.strategies import BOUNDED

ANSWERS = ("no", "perhaps", "yes")


def profile(*answers, seat=None, table=None):
    return Profile(seat=seat, table=table, answers=answers)


def told(found):
    """Write each figure as round, group, and the counts by the answers that are counted together."""
    return [
        (figure.round, figure.of, {"+".join(cell.answers): cell.persons for cell in figure.cells})
        for figure in found.figures
    ]


def withheld(found):
    return [(each.round, each.of, each.why) for each in found.withheld]


def counted(counts, found):
    """Give what each told cell says as a vector over profiles, read from the words of the figures alone."""
    profiles, before, cells = list(counts), np.zeros(len(counts), dtype=bool), []
    for figure in found.figures:
        own = []
        for cell in figure.cells:
            own.append(
                np.array(
                    [
                        len(each.answers) >= figure.round
                        and each.answers[figure.round - 1] in cell.answers
                        and (figure.by == "all" or getattr(each, figure.by) == figure.of)
                        and (not figure.counted_before or before[place])
                        for place, each in enumerate(profiles)
                    ]
                )
            )
            assert cell.persons == sum(counts[each] for each, is_in in zip(profiles, own[-1], strict=True) if is_in)
        cells += own
        before = np.logical_or.reduce([before, *own])
    return cells


def exposed(counts, cells, least=LEAST):
    """Find a group under `least` whose size can be had from told totals: its indicator is a combination of theirs.

    Persons of one profile are in every told total together, so that a group that can be told apart is made of whole
    profiles.
    """
    if not cells:
        return None
    _, sizes, turned = np.linalg.svd(np.array(cells, dtype=float), full_matrices=False)
    basis = turned[sizes > 1e-9]
    small = [place for place, count in enumerate(counts.values()) if 0 < count < least]
    for group in chain.from_iterable(combinations(small, size) for size in range(1, least)):
        if sum(list(counts.values())[place] for place in group) < least:
            indicator = np.isin(np.arange(len(counts)), group).astype(float)
            if np.abs(basis.T @ (basis @ indicator) - indicator).max() < 1e-9:
                return [list(counts)[place] for place in group]
    return None


def by_difference(counts, cells, least=LEAST):
    """Find a group under `least` that is what one sum of told cells has more than another that lies within it."""
    sizes, totals = np.array(list(counts.values())), [np.zeros(len(counts), dtype=bool)]
    for cell in cells:
        totals += [total | cell for total in totals] if len(totals) < 64 else [cell]
    for more, less in combinations(totals, 2):
        for one, other in ((more, less), (less, more)):
            if not (other & ~one).any() and 0 < sizes[one & ~other].sum() < least:
                return one & ~other
    return None


rooms = st.dictionaries(
    st.builds(
        Profile,
        seat=st.sampled_from([None, "clinical", "technical"]),
        table=st.sampled_from([None, "one"]),
        answers=st.lists(st.sampled_from([None, *ANSWERS]), min_size=1, max_size=3).map(tuple),
    ),
    st.sampled_from([1, 1, 2, 4, 5, 6, 9, 14]),
    min_size=1,
    max_size=8,
)
"""Persons of up to eight profiles over one to three rounds: late joiners have no first answer, leavers no last."""


@settings(BOUNDED, max_examples=150)
@given(rooms)
def test_no_group_under_five_can_be_had_from_what_is_told(counts):
    found = release(counts, ANSWERS)
    cells = counted(counts, found)
    target(len(found.figures))
    assert all(cell.persons == 0 or cell.persons >= LEAST for figure in found.figures for cell in figure.cells)
    assert by_difference(counts, cells) is None
    assert exposed(counts, cells) is None


@BOUNDED
@given(rooms)
def test_every_group_and_round_is_told_or_withheld_with_a_reason(counts):
    found = release(counts, ANSWERS)
    seats, tables = ({getattr(each, key) for each in counts} - {None} for key in ("seat", "table"))
    names = [(each.round, each.by, each.of) for each in (*found.figures, *found.withheld)]
    rounds = max(len(each.answers) for each in counts)
    assert len(names) == len(set(names)) == rounds * (1 + len(seats) + len(tables))


@BOUNDED
@given(rooms)
def test_a_second_round_takes_nothing_back(counts):
    first = {}
    for each, count in counts.items():
        short = each.model_copy(update={"answers": each.answers[:1]})
        first[short] = first.get(short, 0) + count
    early = release(first, ANSWERS)
    whole = release(counts, ANSWERS)
    assert early.figures == whole.figures[: len(early.figures)]


def test_what_both_ways_of_searching_find_where_a_figure_is_told_without_care():
    """All of nine and nine, and the six and six of one seat: three and three are left for the others."""
    counts = {profile(a, seat=s): n for s, n in (("clinical", 3), ("technical", 6)) for a in ("no", "yes")}
    cells = [np.array([each.answers[0] == answer and seat in (None, each.seat) for each in counts])
             for seat in (None, "technical") for answer in ("no", "yes")]  # fmt: skip
    assert exposed(counts, cells) is not None
    assert by_difference(counts, cells) is not None
    found = release(counts, ANSWERS)
    assert told(found) == [(1, None, {"no": 9, "perhaps": 0, "yes": 9})]
    assert withheld(found) == [(1, "clinical", "few"), (1, "technical", "difference")]


def test_seats_that_are_all_large_enough_are_told():
    counts = {profile(a, seat=s): 7 for s in ("clinical", "technical") for a in ("no", "yes")}
    found = release(counts, ANSWERS)
    assert told(found)[1:] == [(1, seat, {"no": 7, "perhaps": 0, "yes": 7}) for seat in ("clinical", "technical")]
    assert withheld(found) == []


def test_a_group_that_all_say_the_last_is_told():
    assert told(release({profile("yes"): 5}, ANSWERS)) == [(1, None, {"no": 0, "perhaps": 0, "yes": 5})]


def test_neighbouring_answers_are_counted_together_until_they_are_five():
    found = release({profile("no"): 2, profile("perhaps"): 4, profile("yes"): 8}, ANSWERS)
    assert told(found) == [(1, None, {"no+perhaps": 6, "yes": 8})]


def test_an_answer_at_the_end_that_is_too_small_joins_its_neighbour():
    found = release({profile("no"): 6, profile("perhaps"): 5, profile("yes"): 4}, ANSWERS)
    assert told(found) == [(1, None, {"no": 6, "perhaps+yes": 9})]


@pytest.mark.parametrize("counts", [{}, {profile("no"): 1}, {profile("no"): 2, profile("yes"): 7}])
def test_a_small_group_sees_nothing(counts):
    found = release(counts, ANSWERS)
    assert found.figures == ()
    assert {each.why for each in found.withheld} <= {"few"}


def test_who_does_not_answer_is_counted_nowhere_and_hinders_nothing():
    found = release({profile("no"): 6, profile("yes"): 6, profile(None): 1}, ANSWERS)
    assert told(found) == [(1, None, {"no": 6, "perhaps": 0, "yes": 6})]


def test_a_late_joiner_is_left_out_of_the_second_round_and_it_says_so():
    counts = {profile("no", "no"): 6, profile("yes", "yes"): 6, profile(None, "yes"): 1}
    found = release(counts, ANSWERS)
    assert told(found)[1] == (2, None, {"no": 6, "perhaps": 0, "yes": 6})
    assert found.figures[1].counted_before


def test_five_late_joiners_are_counted():
    counts = {profile("no", "no"): 6, profile("yes", "yes"): 6, profile(None, "yes"): 5}
    found = release(counts, ANSWERS)
    assert told(found)[1] == (2, None, {"no": 6, "perhaps": 0, "yes": 11})
    assert not found.figures[1].counted_before


def test_one_who_changes_an_answer_keeps_the_second_round_from_being_told():
    found = release({profile("no", "no"): 9, profile("no", "yes"): 1, profile("yes", "yes"): 9}, ANSWERS)
    assert len(found.figures) == 1
    assert withheld(found) == [(2, None, "difference")]


def test_five_who_change_their_answer_do_not():
    found = release({profile("no", "no"): 9, profile("no", "yes"): 5, profile("yes", "yes"): 9}, ANSWERS)
    assert told(found)[1] == (2, None, {"no": 9, "perhaps": 0, "yes": 14})


def test_one_who_leaves_keeps_the_second_round_from_being_told():
    found = release({profile("no", "no"): 9, profile("no", None): 1, profile("yes", "yes"): 9}, ANSWERS)
    assert withheld(found) == [(2, None, "difference")]


def test_a_table_that_nearly_is_a_seat_is_withheld():
    """Table one is the six clinical persons who say yes and one technical: the difference would be that one."""
    counts = {
        profile("yes", seat="clinical", table="one"): 6, profile("no", seat="clinical", table="one"): 6,
        profile("yes", seat="technical", table="one"): 1, profile("yes", seat="technical", table="two"): 6,
        profile("no", seat="technical", table="two"): 7,
    }  # fmt: skip
    found = release(counts, ANSWERS)
    assert [figure.of for figure in found.figures] == [None, "clinical", "technical"]
    assert withheld(found) == [(1, "one", "difference"), (1, "two", "difference")]

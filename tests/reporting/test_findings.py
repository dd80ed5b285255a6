"""Findings that contradict each other: the side that holds in most draws is told, and no other."""

from __future__ import annotations

import pytest

from compass.model.evaluation import FindingResult
from compass.reporting.build import build_report

BELOW, BEYOND = "slots_below_break_even", "slots_beyond_break_even"
"""A strength and a red flag on the same questions."""


def told_of(told, *shares, option="boneview_site"):
    """Give the titles of the groups and the marks where these findings hold in these shares of draws."""
    pack, assessment, evaluation = told
    found = tuple(
        FindingResult(option=option, finding=id, kind=pack.findings[id].kind, share=share) for id, share in shares
    )
    report = build_report(pack, assessment, evaluation.model_copy(update={"findings": found}), "en")
    return {group.title: [item.mark for item in group.items] for group in report.findings.groups}


@pytest.mark.parametrize(
    ("below", "beyond", "sides"),
    [
        (0.18, 0.82, ["Red flags"]),
        (0.82, 0.18, ["Strengths"]),
        (0.5, 0.5, []),
        (0.51, 0.49, []),
        (0.4, 0.3, ["Red flags"]),
    ],
)
def test_of_two_sides_of_a_question_the_one_that_holds_in_most_draws_is_told(told, below, beyond, sides):
    assert list(told_of(told, (BELOW, below), (BEYOND, beyond))) == sides


def test_what_stands_alone_is_told_however_rare_and_a_half_is_told_as_even(told):
    assert told_of(told, (BEYOND, 0.07)) == {"Red flags": ["C: 7% of draws"]}
    assert told_of(told, ("more_false_positives", 0.5)) == {"Reservations": ["C: as often as not"]}


def test_findings_that_may_hold_together_are_both_told(told):
    assert set(told_of(told, (BELOW, 0.7), (BEYOND, 0.6))) == {"Strengths", "Red flags"}

"""A form of each kind becomes the vote that it says, as strictly as a question's."""

from __future__ import annotations

import pytest

from compass.service.ballots import vote_of
from tests.decision.polls import ballot, poll_of
from tests.service.desks import refused

FORMS = [
    ("estimate", {"likely": "1,200"}, 1200),
    ("wish", {"value": "7"}, 7),
    ("fact", {"value": "cloud"}, "cloud"),
    ("preference", {"value": "here"}, "here"),
    ("ratings", {"level-it helps": "5", "level-it is fair": ""}, (5, None)),
    ("weights", {"points-climate": "100", "points-cost": "0"}, (100, 0)),
    ("words", {"text": " who pays "}, "who pays"),
]


@pytest.mark.parametrize(("kind", "form", "said"), FORMS)
def test_a_form_says_what_its_fields_say(kind, form, said):
    poll = poll_of(kind)
    found = vote_of(poll, "p", {**form, "sure": "guess", "why": " so "}, "en")
    assert (found.ballot, found.sure, found.why, found.on_paper) == (ballot(kind, said), "guess", "so", False)
    assert vote_of(poll, "p", {"state": "unsure", "sure": "very"}, "en", on_paper=True).ballot == ballot(kind, None)


def test_a_range_is_read_in_the_language_of_who_writes_it():
    found = vote_of(poll_of("estimate"), "p", {"low": "0,5", "likely": "1", "high": "2 000"}, "fr").ballot
    assert (found.low, found.likely, found.high) == (0.5, 1, 2000)


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("estimate", {}),
        ("estimate", {"low": "1", "likely": "2"}),
        ("estimate", {"low": "3", "likely": "2", "high": "1"}),
        ("estimate", {"likely": "12 kg"}),
        ("estimate", {"likely": "1e999"}),
        ("wish", {"value": "many"}),
        ("fact", {"value": "moon"}),
        ("fact", {}),
        ("ratings", {"level-it helps": "a"}),
        ("ratings", {"level-it helps": ""}),
        ("ratings", {"level-it helps": "0"}),
        ("weights", {"points-climate": "-1"}),
        ("weights", {"points-climate": "0"}),
        ("words", {"text": "  "}),
    ],
)
def test_what_is_no_answer_is_refused(kind, form):
    assert refused(vote_of, poll_of(kind), "p", form, "en") == "W002"


def test_a_number_keeps_the_bounds_of_its_question():
    poll = poll_of("estimate", between=(0, 365))
    assert refused(vote_of, poll, "p", {"likely": "366"}, "en") == "W021"
    assert vote_of(poll, "p", {"likely": "365"}, "en").ballot.likely == 365

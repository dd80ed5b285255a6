"""What may tell of a patient is questioned: measured on a labelled list, and every health number with its right key."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.texts.dates import dates_in
from compass.texts.patients import Doubt, doubts
from tests.strategies import BOUNDED

TODAY = date(2026, 11, 24)
LABELLED = [
    (line[0] == "+", line[2:])
    for line in Path("tests/texts/patients.txt").read_text(encoding="utf-8").splitlines()
    if line[:1] in "+-"
]
departments = st.sampled_from([*(f"{number:02}" for number in range(1, 96)), "97", "99", "2A", "2B"])
digits = st.integers(0, 999).map("{:03}".format)
numbers = st.tuples(
    st.sampled_from("12"), st.integers(0, 99).map("{:02}".format), st.integers(1, 12).map("{:02}".format), departments,
    digits, digits,
)  # fmt: skip


def key_of(parts) -> int:
    """Give the key as INSEE states it, 2A counted as 19 and 2B as 18."""
    return 97 - int("".join(parts).replace("2A", "19").replace("2B", "18")) % 97


def test_the_labelled_list_is_told_apart():
    found = [(label, bool(doubts(text, TODAY))) for label, text in LABELLED]
    right = found.count((True, True))
    precision, recall = (right / sum(row[side] for row in found) for side in (1, 0))
    print(f"{len(found)} texts, precision {precision:.3f}, recall {recall:.3f}")
    assert len(found) >= 95
    assert precision >= 0.97
    assert recall >= 0.92


def test_the_published_example_of_a_health_number_is_found():
    """INSEE gives 2 69 05 49 588 157 with the key 80."""
    assert doubts("NIR 2 69 05 49 588 157 80.", TODAY) == (Doubt("health_number", "2 69 05 49 588 157 80"),)


@BOUNDED
@given(numbers, st.sampled_from(["", " ", ".", "-", "\u00a0"]), st.integers(1, 96))
def test_a_health_number_is_found_by_its_key_however_it_is_spaced(parts, gap, wrong_by):
    key = key_of(parts)
    written, other = (gap.join((*parts, f"{each:02}")) for each in (key, (key - 1 + wrong_by) % 97 + 1))
    assert [doubt.kind for doubt in doubts(f"Voir {written} au dossier", TODAY)] == ["health_number"]
    assert doubts(f"Voir {other} au dossier", TODAY) == ()


@BOUNDED
@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    assert all(doubt.found in text for doubt in doubts(text, TODAY))


@pytest.mark.parametrize(
    ("text", "day"),
    [("le 1er mars 1954", (1954, 3, 1)), ("12 février 1954", (1954, 2, 12)), ("12 fevrier 1954", (1954, 2, 12)),
     ("March 12th, 1954", (1954, 3, 12)), ("4th of July 1949", (1949, 7, 4)), ("1954-03-12", (1954, 3, 12)),
     ("12.03.54", (1954, 3, 12)), ("11/13/1965", (1965, 11, 13))],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text, day):
    assert [found[2] for found in dates_in(text)] == [date(*day)]


@pytest.mark.parametrize("text", ["30/02/1954", "version 2.1.3", "512/512/512", "10.1148/radiol", "12/03/1754", "1/2"])
def test_what_no_calendar_has_is_no_date(text):
    assert list(dates_in(text)) == []

"""A few hundred of the inputs that `python -m tests.fuzz` runs by the hundred thousand; hypothesis writes some more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.inputs import FORMULA_TOKENS, UNIT_TOKENS
from tests.fuzz.parsers import PARSERS, FormulaParser, UnitParser
from tests.strategies import BOUNDED

COUNTS = {"yaml": 400, "formula": 400, "unit": 400, "assessment": 200, "pack": 60}
FORMULAS, UNITS = FormulaParser(Path()), UnitParser(Path())


@pytest.mark.parametrize("name", PARSERS)
def test_every_input_is_admitted_or_refused_as_documented(name, tmp_path):
    parser = PARSERS[name](tmp_path)
    outcomes = [parser.run(parser.input(0, number)) for number in range(COUNTS[name])]
    assert not all(outcomes)
    assert any(outcomes)


@pytest.mark.parametrize("name", PARSERS)
def test_an_input_is_the_same_whenever_it_is_made(name, tmp_path):
    first, second = PARSERS[name](tmp_path), PARSERS[name](tmp_path)
    assert [first.input(7, number) for number in range(20)] == [second.input(7, number) for number in range(20)]


@BOUNDED
@given(st.lists(st.sampled_from(FORMULA_TOKENS) | st.text(max_size=3), max_size=15).map(" ".join))
def test_no_formula_breaks_its_parser(text):
    assert FORMULAS.run(text) in (True, False)  # admitted, or refused as documented: all else raises


@BOUNDED
@given(st.lists(st.sampled_from(UNIT_TOKENS) | st.text(max_size=3), max_size=8).map("".join))
def test_no_unit_breaks_its_parser(text):
    assert UNITS.run(text) in (True, False)

"""The published shapes of explanations and traces: documented field by field."""

import re
from pathlib import Path

import pytest

from compass.model.explanation import Closing, Explanation, Term, Truth
from compass.model.trace import Ground, Grounds, Stop, Trace
from compass.model.trace import Path as TracePath

PAGE = (Path(__file__).resolve().parents[2] / "docs/explanations.md").read_text(encoding="utf-8")
TRACED = (Trace, TracePath, Stop, Grounds, Ground)


def test_the_page_lists_the_fields_in_their_order():
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(Explanation.model_fields)


@pytest.mark.parametrize("noun", [Explanation, Term, Truth, Closing, *TRACED])
def test_every_field_says_what_it_holds(noun):
    assert [name for name, field in noun.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("noun", [Term, Truth, Closing, *TRACED])
def test_the_page_names_the_fields_of_what_an_explanation_holds(noun):
    assert [name for name in noun.model_fields if f"`{name}`" not in PAGE] == []

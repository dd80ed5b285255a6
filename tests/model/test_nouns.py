"""The nouns: frozen, no unknown key, no silent conversion, each rule told by its code."""

import pytest
from pydantic import ValidationError

from compass.model.assessment import Answer, Assessment, Option
from compass.model.base import Text
from compass.model.criterion import Criterion
from compass.model.estimate import Estimate, Given
from compass.model.quantity import Quantity
from compass.model.question import IfUnknown, Question
from compass.model.spread import Spread

WORDS = {"fr": "un", "en": "one"}
BASE = {"title": WORDS, "family": "f", "objective": "minimise"}


def told(noun, **data):
    with pytest.raises(ValidationError) as caught:
        noun(**data)
    return {error["type"] for error in caught.value.errors()}


def test_nouns_are_frozen_and_refuse_unknown_keys():
    text = Text(**WORDS)
    with pytest.raises(ValidationError):
        text.fr = "deux"
    assert told(Text, **WORDS, de="eins") == {"extra_forbidden"}


def test_a_text_is_in_both_languages():
    assert Text(**WORDS).in_language("fr") == "un"
    assert Text(**WORDS).in_language("en") == "one"
    assert told(Text, fr="un") == {"missing"}
    assert told(Text, fr="un", en="") == {"string_too_short"}


def test_a_user_may_write_one_text_for_both_languages():
    assert Option(id="a", alternative="b", title="one").title == Text(fr="one", en="one")


@pytest.mark.parametrize("value", ["3", True])
def test_numbers_are_not_made_of_other_things(value):
    assert told(Estimate, low=value, likely=3, high=3) == {"float_type"}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_are_finite(value):
    assert told(Estimate, low=0, likely=value, high=3) == {"finite_number"}


@pytest.mark.parametrize("id", ["Fee", "2fast", "with space", "é", "a" * 65, "a-b", ""])
def test_ids_are_flat_and_lower_case(id):
    assert told(Option, id=id, alternative="b", title="t") & {"string_pattern_mismatch", "string_too_long"}


# --- estimates --------------------------------------------------------------------------------------------------------


def test_an_estimate_is_in_order():
    assert told(Estimate, low=2, likely=1, high=3) == {"K008"}
    assert told(Estimate, low=1, likely=4, high=3) == {"K008"}
    assert told(Estimate, low=0, likely=1, high=3, shape="lognormal") == {"K009"}


def test_an_estimate_without_width_is_certain():
    assert Estimate(low=2, likely=2, high=2).is_certain
    assert not Estimate(low=2, likely=2, high=3).is_certain


PEDIGREE = dict.fromkeys(("reliability", "completeness", "temporal", "geographical", "technological"), 2)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"likely": 2},
        {"low": 1, "high": 3},
        {"value": 2, "likely": 2},
        {"value": 2, "low": 1, "likely": 2, "high": 3},
        {"value": 2, "pedigree": PEDIGREE},
        {"low": 1, "likely": 2, "high": 3, "pedigree": PEDIGREE},
    ],
)
def test_a_written_number_says_one_thing(data):
    assert told(Given, **data) == {"K010"}


def test_a_written_number_is_checked_like_an_estimate():
    assert told(Given, low=3, likely=2, high=4) == {"K008"}
    assert told(Given, likely=-2, pedigree=PEDIGREE) == {"K009"}
    assert Given(likely=2, pedigree=PEDIGREE).pedigree.scores == (2, 2, 2, 2, 2)


# --- questions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        {"value": 3, "source": "s"},
        {"low": 1, "likely": 2, "high": 3, "source": "s"},
        {"shares": {"a": 0.5, "b": 0.5}},
        {"option": "a"},
        {"quantity": "usual"},
        {"reported": {"sensitivity": {"value": 0.9}}},
    ],
)
def test_one_thing_stands_in_for_an_unknown(data):
    IfUnknown(why=WORDS, **data)
    assert told(IfUnknown, why=WORDS, **{"quantity": "more", **data, "option": "b", "shares": {"c": 1}}) == {"K012"}


def test_what_stands_in_says_why_and_a_number_its_source():
    assert told(IfUnknown, option="a") == {"missing"}
    assert told(IfUnknown, why=WORDS, value=3) == {"K013"}
    assert told(IfUnknown, why=WORDS) == {"K012"}
    assert told(IfUnknown, why=WORDS, low=1, high=3, source="s") == {"K010"}


def test_a_share_is_between_none_and_all():
    assert told(IfUnknown, why=WORDS, shares={"a": 1.5}) == {"less_than_equal"}


def test_bounds_are_in_order_and_the_label_falls_back_on_the_question():
    question = {"id": "x", "section": "s", "type": "number", "ask": WORDS}
    assert Question(**question).label.en == "one"
    assert Question(**question, title={"fr": "t", "en": "short"}).label.en == "short"
    assert told(Question, **question, between=(3, 1))


# --- criteria and quantities ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"characterise": {"power": "1"}}, "additive"),
        ({"additive": True}, "additive"),
        ({"formula": "a / b"}, "formula"),
        ({"described": {0: WORDS}}, "described"),
    ],
)
def test_a_criterion_is_of_one_kind(data, kind):
    assert Criterion(**BASE, **data).kind == kind


@pytest.mark.parametrize("data", [{}, {"formula": "a", "additive": True}, {"formula": "a", "described": {0: WORDS}}])
def test_a_criterion_of_no_kind_or_two_is_refused(data):
    assert told(Criterion, **BASE, **data) == {"K014"}


def test_a_formula_may_be_written_as_a_number_and_never_as_a_truth():
    assert Quantity(title=WORDS, unit="1", formula=1.5).formula == "1.5"
    assert told(Quantity, title=WORDS, unit="1", formula=True) == {"string_type"}


# --- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value", "sure"),
    [
        (3.5, 3.5, None),
        ("unknown", "unknown", None),
        (None, None, None),
        (["a", "b"], ["a", "b"], None),
        ({"value": 3, "sure": "guess"}, 3, "guess"),
        ({"low": 1, "likely": 2, "high": 3}, {"low": 1, "likely": 2, "high": 3}, None),
        ({"low": 1, "likely": 2, "high": 3, "sure": "fairly"}, {"low": 1, "likely": 2, "high": 3}, "fairly"),
    ],
)
def test_an_answer_is_a_value_or_what_came_with_it(written, value, sure):
    answer = Answer.model_validate(written)
    assert (answer.value, answer.sure) == (value, sure)


def test_an_answer_without_a_value_is_refused():
    with pytest.raises(ValidationError):
        Answer.model_validate({"comment": "nothing"})


@pytest.mark.parametrize("date", ["2026-02-30", "22/11/2026", "2026-11", 20261122])
def test_dates_are_days_of_the_calendar(date):
    option = {"id": "a", "alternative": "b", "title": "t"}
    with pytest.raises(ValidationError):
        Assessment(pack="p", version=1, title="t", date=date, options=[option])


def test_an_assessment_compares_at_least_one_option():
    assert told(Assessment, pack="p", version=1, title="t", date="2026-11-22", options=[]) == {"too_short"}


# --- spreads ----------------------------------------------------------------------------------------------------------


def test_a_spread_says_when_its_likely_value_lies_outside():
    assert Spread(likely=9, median=5, p5=1, p95=8, mean=5).likely_is_outside
    assert not Spread(likely=8, median=5, p5=1, p95=8, mean=5).likely_is_outside
    assert Spread(likely=2, median=2, p5=2, p95=2, mean=2).is_certain

"""What an answer moves: the criterion and the option that move most come first, numbers are told apart."""

import pytest

from compass.model.change import Changes, CriterionChange
from compass.model.spread import Spread
from compass.texts.moves import moves
from tests.helpers import program_of

PACK = program_of("""
    questions:
      cars: {if_unknown: [1, 2, 3], title: {fr: "Voitures", en: "Cars"}}
      size: {type: choice, options: [small, large], if_unknown: {shares: {small: 1}}}
    factors: {per_car: {by: size, unit: kg, values: {small: [1, 2, 3], large: 4}}}
    quantities: {weight: {unit: kg, formula: "cars * lookup(per_car, size)"}}
    units: {kg: {title: {fr: kg, en: kg}}}
    criteria:
      mass: {unit: kg, formula: weight, title: {fr: "Masse", en: "Mass"}}
      noise: {formula: cars, title: {fr: "Bruit", en: "Noise"}}
""").pack


def change(option, criterion, before, after):
    ends = [None if v is None else Spread(likely=v, mean=v, median=v, p5=v * 0.9, p95=v * 1.1) for v in (before, after)]
    return CriterionChange(option=option, criterion=criterion, before=ends[0], after=ends[1])


@pytest.mark.parametrize(
    ("language", "title", "medians"), [("en", "Mass (kg)", "1,050"), ("fr", "Masse (kg)", "1\u202f050")]
)
def test_the_largest_move_comes_first(language, title, medians):
    found = moves(
        PACK,
        Changes(
            criteria=(
                change("base", "noise", 100, 101),
                change("base", "mass", 1000, 1050),
                change("other", "mass", 1000, 3000),
            )
        ),
        language,
    )
    assert [move.title for move in found] == [title, "Noise" if language == "en" else "Bruit"]
    assert list(found[0].medians) == ["other", "base"]
    assert found[0].medians["base"][1] == medians


def test_close_medians_are_told_apart_and_what_is_gone_is_said_to_be():
    (close,) = moves(PACK, Changes(criteria=(change("base", "mass", 1000.0, 1000.4),)), "en")
    before, after = close.medians["base"]
    assert before != after
    (gone,) = moves(PACK, Changes(criteria=(change("base", "mass", 1000.0, None),)), "en")
    assert gone.medians["base"][1] == "nothing"


def test_a_change_of_the_likely_value_alone_moves_no_median():
    same = change("base", "mass", 1000.0, 1000.0)
    likely = same.model_copy(update={"after": same.after.model_copy(update={"likely": 900.0})})
    assert moves(PACK, Changes(criteria=(likely,)), "en") == []

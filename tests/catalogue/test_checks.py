"""What the wrong packs do not show: what is allowed, and that one fault does not bring others with it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.packs import Shelf
from compass.catalogue.reader import MAX_BYTES
from compass.engine.examples import TOLERANCE

PACKS = Path(__file__).parents[1] / "packs"
LIBRARY = shipped.questionnaires() / "library"
SINGLE = (PACKS / "single.yaml").read_text(encoding="utf-8")
WORDS = '{fr: "x", en: "y"}'
PROVENANCE = "source: compass_2026, year: 2026, geography: FRA, quality: measured"


def check(tmp_path, *changes):
    text = SINGLE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = tmp_path / "pack.yaml"
    file.write_text(text, encoding="utf-8")
    return Shelf((tmp_path,), LIBRARY, tmp_path).check(file)


def codes(tmp_path, *changes):
    return [problem.code for problem in check(tmp_path, *changes).problems]


def test_the_packs_of_the_tests_are_right():
    shelf = Shelf((PACKS,), LIBRARY, PACKS)
    for source in (PACKS / "tiny", PACKS / "single.yaml"):
        assert shelf.check(source).problems == ()


@pytest.mark.parametrize(
    "formula",
    [
        "distance * price + 0",
        "max(distance, 0) * price",
        "distance * price if distance > 10 else 0",
        "distance * price if vehicle == car and not country in [fra] else 0",
        "distance * lookup(toll, van, fra)",
        "distance * price * exp(ln(2)) ** -1",
        "clip(distance, 10, 20) * price if distance >= -10 else -1 * distance * price",
        "distance\n      * price",
    ],
)
def test_a_formula_of_the_language_is_accepted(tmp_path, formula):
    expected = ["U001"] if "clip" in formula else []
    found = codes(
        tmp_path,
        ("formula: distance * (price + lookup(toll, vehicle, country))", f"formula: {formula}"),
        ("      vehicle: {ask:", "      vehicle: {purpose: report, ask:"),
        ("      country: {ask:", "      country: {purpose: report, ask:"),
    )
    assert [code for code in found if code != "Q011"] == expected


def test_a_fault_of_a_unit_is_not_told_again_in_each_formula_that_uses_it(tmp_path):
    assert codes(tmp_path, ("        unit: km\n", "        unit: kmm\n")) == ["U002"]


def test_a_circle_does_not_hide_the_other_faults(tmp_path):
    found = codes(
        tmp_path,
        ("formula: distance * (price +", "formula: fare + distance * (price +"),
        ("family: money", "family: mony"),
    )
    assert sorted(found) == ["G001", "N012"]


def test_two_faults_of_two_formulas_are_both_told(tmp_path):
    found = codes(
        tmp_path, ("formula: distance * (price +", "formula: distance * (prize +"), ("formula: fare", "formula: fair")
    )
    assert found == ["N001", "N001"]


def test_a_scale_with_a_fault_does_not_make_its_options_unknown(tmp_path):
    found = codes(
        tmp_path,
        ("families:", f"scales: {{places: {{title: {WORDS}, optons: {{fra: {{title: {WORDS}}}}}}}}}\nfamilies:"),
        (
            'options: {fra: {title: {fr: "France", en: "France"}}, bel: {title: {fr: "Belgique", en: "Belgium"}}}',
            "options_from: places",
        ),
        ("formula: fare", "formula: fare if country == fra else 0"),
    )  # fmt: skip
    assert sorted(found) == ["K001", "K002"]


def test_a_row_of_a_table_of_two_scales_that_is_no_row_is_told(tmp_path):
    assert "K003" in codes(
        tmp_path,
        (
            "        bel: {value: 0.1, source: compass_2026, year: 2026, geography: EUR, quality: measured}",
            "        bel: 3",
        ),
    )


def test_a_table_with_a_level_too_few_is_told(tmp_path):
    found = codes(tmp_path, ("    by: [vehicle, country]", "    by: [vehicle, country, vehicle]"))
    assert found
    assert set(found) <= {"K002", "K003"}


def test_a_table_with_a_level_too_many_is_told(tmp_path):
    assert "K002" in codes(tmp_path, ("    by: [vehicle, country]", "    by: vehicle"))


def test_an_assumed_quantity_of_another_scale_of_the_same_kind_is_accepted(tmp_path):
    assumed = f"between: [0, 1000]\n        if_unknown: {{quantity: usual, why: {WORDS}}}"
    factor = f"factors:\n  usual_m: {{title: {WORDS}, unit: m, value: 5000, {PROVENANCE}}}"
    quantity = f"quantities:\n  usual: {{title: {WORDS}, unit: m, formula: usual_m}}"
    found = codes(tmp_path, ("between: [0, 1000]", assumed), ("factors:", factor), ("quantities:", quantity))
    assert found == []


def test_an_example_may_be_wrong_by_less_than_the_tolerance(tmp_path):
    given = "{distance: 10 km, price: 0.2 EUR/km, toll: 0.1 EUR/km, vehicle: car, country: bel}"
    formula = "formula: distance * (price + lookup(toll, vehicle, country))"
    near, far = 3 * (1 + TOLERANCE / 2), 3 * (1 + TOLERANCE * 2)
    for expected, code in ((near, []), (far, ["E001"])):
        example = f"{formula}\n    examples: [{{given: {given}, expect: {expected!r} EUR}}]"
        assert codes(tmp_path, (formula, example)) == code


def test_an_example_may_use_another_unit_of_the_same_kind(tmp_path):
    given = "{distance: 10000 m, price: 0.2 EUR/km, toll: 0.0001 EUR/m, vehicle: car, country: bel}"
    formula = "formula: distance * (price + lookup(toll, vehicle, country))"
    assert codes(tmp_path, (formula, f"{formula}\n    examples: [{{given: {given}, expect: 3}}]")) == []


def test_a_long_chain_of_quantities_is_checked_without_recursion(tmp_path):
    length = sys.getrecursionlimit() * 2
    chain = "".join(f"  q{i}: {{title: {WORDS}, unit: EUR, formula: q{i - 1}}}\n" for i in range(1, length))
    text = f"quantities:\n  q0: {{title: {WORDS}, unit: EUR, formula: fare}}\n{chain}"
    assert len(text) < MAX_BYTES
    assert codes(tmp_path, ("quantities:\n", text), ("formula: fare\n", f"formula: q{length - 1}\n")) == []


def test_a_weight_of_a_criterion_that_concerns_every_option_needs_no_otherwise(tmp_path):
    anchors = "formula: fare\n    anchors: {worst: distance * price, best: 0}\n"
    weights = f"weight_profiles: {{ours: {{title: {WORDS}, swing: {{cost: 1}}}}}}"
    assert codes(tmp_path, ("formula: fare", anchors + weights)) == []

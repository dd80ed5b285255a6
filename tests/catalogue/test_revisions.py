"""Two packs compared item by item, and the packs between them."""

from __future__ import annotations

from hypothesis import given

from compass.catalogue.canonical import pack_data
from compass.catalogue.revisions import between, bundles, compare
from tests.helpers import program_of
from tests.strategies import BOUNDED, packs, text

PACK = """
    questions:
      cars: {if_unknown: [1, 2, 3]}
      size: {type: choice, options: [small, large], if_unknown: {shares: {small: 1}}}
    factors:
      per_car: {by: size, unit: kg, values: {small: [1, 2, 3], large: 4}}
      once: 5
    quantities: {weight: {unit: kg, formula: "cars * lookup(per_car, size)"}}
    flows: {steel: kg}
    nodes: {made: {level: function, caused_by: [base, other], flows: {steel: weight}}}
    criteria: {mass: {unit: kg, characterise: {steel: once}}}
    findings: {heavy: cars > 1}
"""


def pack(*changes: tuple[str, str]):
    found = PACK
    for old, new in changes:
        assert found.count(old) == 1, old
        found = found.replace(old, new)
    return program_of(found).pack


def told(*changes: tuple[str, str]):
    """Give collection, id, kind and, of each key, what it said and says."""
    revision = compare(pack(), pack(*changes))
    return [(i.collection, i.id, i.kind, {k.key: (k.before, k.after) for k in i.keys}) for i in revision.items]


def test_the_same_pack_has_no_difference():
    revision = compare(pack(), pack())
    assert revision.items == ()
    assert revision.before == revision.after


def test_a_range_is_told_whole_at_its_row():
    before, after = {"low": 1.0, "likely": 2.0, "high": 3.0}, {"low": 1.0, "likely": 2.5, "high": 3.0}
    assert told(("small: [1, 2, 3]", "small: [1, 2.5, 3]")) == [
        ("factors", "per_car", "changed", {"rows.small": (before, after)})
    ]
    assert told(("once: 5", "once: 6")) == [("factors", "once", "changed", {"rows.": ({"value": 5.0}, {"value": 6.0})})]


def test_what_stands_beside_a_number_is_told_apart():
    (change,) = told(("large: 4", "large: {value: 4, year: 2025}"))
    assert change == ("factors", "per_car", "changed", {"rows.large.year": (2024, 2025)})


def test_a_formula_and_an_edge_of_the_tree_are_told_as_written():
    old, new = "cars * lookup(per_car, size)", "2 * cars * lookup(per_car, size)"
    assert told((old, new)) == [("quantities", "weight", "changed", {"formula": (old, new)})]
    assert told(("caused_by: [base, other]", "caused_by: [other]")) == [
        ("nodes", "made", "changed", {"caused_by": (["base", "other"], ["other"])})
    ]


def test_what_is_new_or_gone_is_told_once_and_the_order_of_the_rest_too():
    assert told(("once: 5", "once: 5\n      twice: 10"), ("steel: once", "steel: twice"))[:2] == [
        ("factors", "twice", "added", {}),
        ("criteria", "mass", "changed", {"characterise.steel": ("once", "twice")}),
    ]
    assert ("findings", "heavy", "removed", {}) in told(("findings: {heavy: cars > 1}", "findings: {light: cars < 1}"))
    first, second = "cars: {if_unknown: [1, 2, 3]}", "size: {type: choice, options: [small, large], if_unknown: "
    size = second + "{shares: {small: 1}}}"
    (moved,) = told((first, size.replace("size", "held")), (size + "\n", first + "\n"), ("held", "size"))
    assert moved == ("questions", "", "changed", {"=": (["cars", "size"], ["size", "cars"])})


def test_changes_that_hang_together_are_bundled_and_words_are_left_out():
    after = pack(
        ("once: 5", "once: {value: 5, why: {fr: a, en: b}}\n      twice: 10"),
        ("steel: once", "steel: once * twice"),
        ("small: [1, 2, 3]", "small: 2"),
    )
    found = bundles(pack(), after, compare(pack(), after))
    names = {tuple(item.name for item in bundle) for bundle in found}
    assert names == {(("factors", "twice"), ("criteria", "mass")), (("factors", "per_car"),)}


def test_what_is_gone_goes_with_what_named_it():
    before = pack(("once: 5", "once: 5\n      twice: 10"), ("steel: once", "steel: once * twice"))
    (bundle,) = bundles(before, pack(), compare(before, pack()))
    assert {item.name for item in bundle} == {("factors", "twice"), ("criteria", "mass")}


@given(packs(), packs())
@BOUNDED
def test_all_changes_applied_give_the_new_pack(first, second):
    before, after = (program_of(text(each)).pack for each in (first, second))
    revision = compare(before, after)
    names = [item.name for item in revision.items if item.id or item.collection == "header"]
    made = between(before, after, names)
    assert made == after
    assert all(item.id == "" for item in compare(made, after).items)
    assert between(before, after, []) == before
    assert pack_data(between(after, before, [])) == pack_data(after)

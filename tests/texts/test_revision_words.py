"""What changed in a pack, written for people."""

from __future__ import annotations

import pytest

from compass.catalogue.revisions import compare
from compass.texts.revisions import revision_lines
from tests.helpers import program_of

PACK = """
    questions:
      cars: {if_unknown: [1, 2, 3], title: {fr: "Voitures", en: "Cars"}, between: [0, 10]}
      size: {type: choice, options: [small, large], if_unknown: {shares: {small: 1}}}
    factors: {per_car: {by: size, unit: kg, values: {small: [1, 2, 3], large: 4}}}
    quantities: {weight: {unit: kg, formula: "cars * lookup(per_car, size)"}}
    units: {kg: {title: {fr: kg, en: kg}}}
    criteria: {mass: {unit: kg, formula: weight}}
"""


SCORES = "{reliability: 1, completeness: 2, temporal: 3, geographical: 4, technological: 5}"
PEDIGREE = f"small: {{likely: 2, quality: derived, pedigree: {SCORES}}}"


def lines(language: str, *changes: tuple[str, str]) -> list[str]:
    """Give the lines of what changed, without the head and the names of the collections."""
    later = PACK
    for old, new in changes:
        assert later.count(old) == 1, old
        later = later.replace(old, new)
    before, after = program_of(PACK).pack, program_of(later).pack
    told = revision_lines(before, after, compare(before, after), language)
    return [line.strip() for line in told[1:] if line.startswith("  ")]


@pytest.mark.parametrize(
    ("old", "new", "english"),
    [
        ("between: [0, 10]", "between: [0, 20]", "Cars (cars), between: 0, 10 → 0, 20"),
        ("if_unknown: [1, 2, 3]", "if_unknown: [1, 2, 2.5]", "Cars (cars), if_unknown: 2 [1 – 3] → 2 [1 – 2.5]"),
        ("between: [0, 10]", "between: [0, 10], own: true", "Cars (cars), own: nothing → yes"),
        ("between: [0, 10]", "between: [0, 10], effort: 5", "Cars (cars), effort: nothing → 5"),
        ('en: "Cars"', 'en: "The cars"', "The cars (cars), title: “Cars” → “The cars”"),
        ('fr: "Voitures"', 'fr: "Autos"', "Cars (cars), title: in French, Voitures → Autos"),
        ("small: [1, 2, 3]", PEDIGREE, "… (per_car), small: 2 [1 – 3] kg → 2 kg, pedigree 1-2-3-4-5"),
        ("shares: {small: 1}", "shares: {small: 0.5, large: 0.5}", "… (size), if_unknown.shares.small: 1 → 0.5"),
        ("[small, large]", "[large, small]", "… (size), options: another order"),
        ("formula: weight", "formula: 2 * weight", "… (mass), formula: weight → 2 * weight"),
        ("mass: {unit: kg,", "mass: {unit: kg, help: {fr: x, en: y},", "… (mass), help: nothing → “y”"),
    ],
)  # fmt: skip
def test_a_change_is_told_by_its_key_from_old_to_new(old, new, english):
    assert english in lines("en", (old, new))


def test_a_new_row_and_a_new_option_are_told_by_what_they_say():
    told = lines("fr", ("[small, large]", "[small, large, tall]"), ("large: 4", "large: 4, tall: [1, 2.5, 3]"))
    assert len(told) == 2
    assert "… (per_car), tall\u00a0: rien → 2,5 [1 – 3] kg, book" in told
    assert "… (size), options.tall\u00a0: rien → «\u202f…\u202f»" in told


def test_what_is_new_comes_under_the_name_of_its_collection():
    before, after = (program_of(each).pack for each in (PACK, PACK + "    conditions: {many: cars > 5}\n"))
    told = revision_lines(before, after, compare(before, after), "en")
    assert told[1:] == ["Conditions", "  new: many"]

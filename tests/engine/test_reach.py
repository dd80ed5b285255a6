"""What an assessment reaches is kept, whatever is answered; the rest changes nothing."""

from __future__ import annotations

import types
import typing
from typing import Annotated, get_args, get_origin

from hypothesis import given
from hypothesis import strategies as st

from compass.engine import reach
from compass.engine.compiler import compile_pack
from compass.engine.reach import reached
from compass.engine.units import UnitTable
from compass.model.base import Noun
from compass.model.pack import Collections
from tests.helpers import assessment_of, evaluated, program_of
from tests.strategies import BOUNDED, assessments, packs, text

SMALL = """
    scales: {sizes: [small, large], fuels: [wood, gas], idle: [a, b]}
    questions:
      cars: {if_unknown: [1, 2, 3]}
      size: {type: choice, options_from: sizes, if_unknown: {shares: {small: 0.5, large: 0.5}}}
      remark: {type: text, purpose: report}
      idle_trips: {if_unknown: 3}
    sections:
      of_other: {asked_of: other, questions: {only_other: {type: yes_no, purpose: report}, wings: {if_unknown: 2}}}
    factors:
      per_car: {by: [size, fuels], values: {small: {wood: 1, gas: 2}, large: {wood: 3, gas: 4}}}
      per_wing: 5
      kilo: {unit: kWh, value: 2}
      power_content: {unit: MJ/kWh, value: 3.6}
      idle_factor: {by: idle, values: {a: 1, b: 2}}
    quantities:
      idle_quantity: idle_trips * lookup(idle_factor, a)
      weight:
        formula: cars * lookup(per_car, size, gas)
        examples: [{given: {cars: 1, per_car: 2, size: small}, expect: 2}]
    flows: {power: kWh, lift: "1"}
    nodes:
      base: {level: alternative, caused_by: need, reference: true}
      other: {level: alternative, caused_by: need}
      shared: {level: function, caused_by: [base, other], flows: {power: weight * kilo}}
      flown: {level: function, caused_by: other, flows: {lift: wings * per_wing * idle_quantity}}
    conditions: {idle_condition: wings > 2}
    criteria:
      energy: {unit: MJ, characterise: {power: power_content}}
      height: {characterise: {lift: 1}}
    units: {MJ: {of: 1e6 J}, TWh: {of: 1e9 kWh}}
"""


def kept(answers: str = "") -> dict[str, set[str]]:
    program = program_of(SMALL)
    pack = reached(program, assessment_of(answers))
    return {name: set(getattr(pack, name)) for name in Collections.model_fields}


def test_it_keeps_what_a_result_is_made_of_and_nothing_beside():
    found = kept()
    assert found["questions"] == {"cars", "size", "remark"}
    assert found["quantities"] == {"weight"}
    assert found["factors"] == {"per_car", "kilo", "power_content"}
    assert found["nodes"] == {"need", "base", "shared"}
    assert found["conditions"] == set()
    assert found["criteria"] == {"energy", "height"}
    assert found["flows"] == {"power", "lift"}
    assert found["sections"] == {"asked"}
    assert found["scales"] == {"sizes", "fuels"}
    assert found["sources"] == {"book"}
    assert found["units"] == {"1", "year", "day", "h", "min", "s", "kWh", "Wh", "J", "MJ"}


def test_an_option_brings_what_its_alternative_causes():
    found = kept("options: [{id: one, alternative: base}, {id: two, alternative: other}]")
    assert found["nodes"] == {"need", "base", "other", "shared", "flown"}
    assert found["questions"] == {"cars", "size", "remark", "only_other", "wings", "idle_trips"}
    assert "per_wing" in found["factors"]


def test_an_answered_question_is_kept_with_what_it_names_and_so_is_the_unit_of_an_answer():
    found = kept("need: {idle_trips: 4}")
    assert "idle_trips" in found["questions"]
    assert "TWh" in kept("need: {remark: 4 TWh}")["units"]


def test_nothing_depends_on_the_value_of_an_answer():
    program = program_of(SMALL)
    one, two = (reached(program, assessment_of(f"need: {{size: {size}}}")) for size in ("small", "large"))
    assert one == two


def test_of_a_table_the_rows_that_formulas_can_read_are_kept():
    pack = reached(program_of(SMALL), assessment_of(""))
    assert list(pack.factors["per_car"].rows) == ["small/gas", "large/gas"]


def test_what_only_the_check_reads_is_left_out():
    pack = reached(program_of(SMALL), assessment_of(""))
    assert pack.quantities["weight"].examples == ()
    assert pack.header.uses == ()
    assert pack.nodes["shared"].caused_by == ("base",)


def test_what_was_kept_reaches_all_of_itself():
    assessment = assessment_of("")
    pack = reached(program_of(SMALL), assessment)
    program, faults = compile_pack(pack, UnitTable(pack.units))
    assert faults == ()
    assert reached(program, assessment) == pack


def test_an_alternative_that_a_formula_names_is_kept_though_no_option_has_it():
    pack = SMALL.replace("weight * kilo", "weight * kilo if alternative == other else 0")
    found = reached(program_of(pack), assessment_of(""))
    assert set(found.nodes) == {"need", "base", "other", "shared"}


def test_the_questions_whose_most_points_are_counted_are_kept_though_no_answer_is_read():
    pack = """
        sections: {told: {questions: {one: {type: yes_no, points: {yes: 3}}, two: {type: yes_no, points: {yes: 4}}}}}
        criteria: {most: {formula: "max_points(told, all)"}}
        findings: {read: one or two}
    """
    program = program_of(pack)
    without = program_of(
        pack.replace("findings: {read: one or two}", "findings: {read: one}").replace(
            "two: {type: yes_no,", "two: {type: yes_no, purpose: report, asked_of: other,"
        )
    )
    assert set(reached(program, assessment_of("")).questions) == {"one", "two"}
    assert set(reached(without, assessment_of("")).questions) == {"one", "two"}


@given(st.data())
@BOUNDED
def test_the_result_is_that_of_the_whole_pack(data):
    whole = data.draw(packs())
    answers = text(data.draw(assessments(whole)))
    program = program_of(text(whole))
    pack = reached(program, assessment_of(answers))
    part, faults = compile_pack(pack, UnitTable(pack.units))
    assert faults == ()
    ours, theirs = (evaluated(each, answers).evaluation for each in (part, program))
    assert (ours.criteria, ours.contributions, ours.factors) == (theirs.criteria, theirs.contributions, theirs.factors)
    assert all(each in theirs.assumptions for each in ours.assumptions)


FORMULAS = {"when", "suits", "formula", "worst", "best", "conditions", "impacts", "flows", "characterise"}
"""Keys that hold formulas: followed by what they are compiled to."""
NAMES_OF_ITS_OWN = {
    "id", "options", "metrics", "shares", "option", "reported", "levels", "tags", "given", "described",
}  # fmt: skip
"""Keys that name what stands in the same item or in no collection."""
ALWAYS_KEPT = {"ranks", "criterion", "swing"}
"""Keys that name criteria, all of which are kept."""


def test_every_key_that_names_an_item_is_followed():
    """A new key whose value is an id must be told to `engine.reach`, or here why it need not be."""
    followed = {*reach._NAMED_BY_VALUE, *reach._NAMED_BY_KEY, "caused_by"}
    found = {key for model in nouns_of(Collections) - {Collections} for key in names_of(model)}
    assert found - followed - FORMULAS - NAMES_OF_ITS_OWN - ALWAYS_KEPT == set()


def test_every_collection_is_told_apart_or_always_kept():
    """A new collection must be told to `engine.reach`, which else would keep it whole."""
    assert set(Collections.model_fields) == {*reach._PRUNED, *reach._JUDGED}


def nouns_of(model: type[Noun]) -> set[type[Noun]]:
    """Give a noun and those that it is made of, at any depth."""
    found, waiting = set(), {model}
    while waiting:
        each = waiting.pop()
        found.add(each)
        inside = {n for f in each.model_fields.values() for n in looked_into(f.annotation, f.metadata)[1]}
        waiting |= inside - found
    return found


def names_of(model: type[Noun]) -> set[str]:
    """Give the keys of a noun of which the value holds ids or formulas."""
    return {key for key, field in model.model_fields.items() if looked_into(field.annotation, field.metadata)[0]}


def looked_into(annotation: object, metadata: typing.Iterable[object] = ()) -> tuple[bool, set[type[Noun]]]:
    is_id = any("[a-z]" in str(getattr(each, "pattern", "")) or "_formula_text" in str(each) for each in metadata)
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return is_id, {annotation}
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        parts, metadata = parts[:1], parts[1:]
        is_id = is_id or looked_into(None, metadata)[0]
    elif get_origin(annotation) not in (dict, tuple, typing.Union, types.UnionType):
        return is_id, set()
    nouns: set[type[Noun]] = set()
    for part in parts:
        inner, more = looked_into(part)
        is_id, nouns = is_id or inner, nouns | more
    return is_id, nouns

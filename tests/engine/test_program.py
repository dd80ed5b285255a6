"""The compiled pack: faults with their places, scopes, worked examples."""

import pytest

from compass.engine.compiler import compile_pack
from compass.engine.examples import check_examples
from compass.engine.functions import FUNCTIONS
from compass.engine.translate import Translator
from tests.helpers import compiled


def faults(pack):
    return [(fault.code, fault.path) for fault in compiled(pack)[1]]


def test_a_cycle_is_told_as_a_path():
    _, found = compiled("quantities: {a: b + 1, b: c * 2, c: a}")
    (fault,) = found
    assert fault.code == "G001"
    assert sorted(fault.details["cycle"].split(" → ")) == ["a", "a", "b", "c"]
    assert fault.details["cycle"].startswith("a → ")


def test_a_question_opened_by_itself_is_a_cycle():
    assert [code for code, _ in faults("questions: {a: {type: yes_no, when: a}}")] == ["G001"]


def test_every_fault_has_its_place():
    assert faults("""
questions: {x: {unit: kWh, when: y}}
quantities: {q: {unit: kg, formula: x}}
conditions: {c: x + 1}
nodes: {n: {level: effect, caused_by: base, when: z, flows: {power: x / 0}}}
flows: {power: kWh}
criteria: {k: {unit: EUR, characterise: {power: x}}}
findings: {f: unknown_name}
""") == [
        ("N001", ("questions", "x", "when")),
        ("U001", ("quantities", "q", "formula")),
        ("U001", ("conditions", "c")),
        ("N001", ("nodes", "n", "when")),
        ("X012", ("nodes", "n", "flows", "power")),
        ("U001", ("criteria", "k", "characterise", "power")),
        ("N001", ("findings", "f", "when")),
    ]


def test_a_question_of_the_need_may_not_depend_on_one_of_an_option():
    pack = """
sections: {offer: {asked_of: option, questions: {ai: {type: yes_no}}}}
questions: {studies: {when: ai}}
"""
    assert faults(pack) == [("N008", ("questions", "studies"))]


def test_what_depends_on_an_option_is_computed_for_each():
    program, found = compiled("""
sections: {offer: {asked_of: option, questions: {price: {}}}}
questions: {studies: {}}
quantities: {doubled: studies * 2, cost: price * doubled, lag: reference(doubled)}
conditions: {dear: cost > 3, here: alternative == base}
""")
    assert found == ()
    names = ("studies", "doubled", "price", "cost", "lag", "dear", "here")
    assert [name for name in names if program.rules[name].per_option] == ["price", "cost", "lag", "dear", "here"]


EXAMPLES = """
scales: {places: [here, cloud]}
questions: {energy: {unit: kWh}, place: {type: choice, options_from: places}, ready: {type: yes_no}}
factors: {pue: {by: places, values: {here: 2, cloud: 1.2}}}
quantities:
  used:
    unit: kWh
    formula: "energy * lookup(pue, place) if ready else 0"
    examples: [{given: {GIVEN}, expect: EXPECT}]
"""


def test_formulas_of_which_the_reads_are_known_are_translated_when_computed(monkeypatch):
    program, _ = compiled("""
scales: {places: [here, there]}
site: place
sections: {offer: {asked_of: option, questions: {price: {}}}}
questions: {place: {type: choice, options_from: places}, cloud: {type: choice, options_from: places}}
factors: {mix: {by: places, values: {here: 2, there: 3}}}
quantities: {cost: "price * 2 + lookup(mix, place)", lag: reference(cost) - cost}
nodes: {n: {level: effect, caused_by: base, site: cloud, flows: {power: "cost * lookup(mix, site)"}}}
flows: {power: "1"}
""")
    assert program.reads["reference(cost) - cost", ""] == ({"cost"}, {"cost"})
    assert program.reads["cost * lookup(mix, site)", "_site_cloud"] == ({"cost", "mix", "_site_cloud"}, set())
    translated = []
    number = Translator.number
    monkeypatch.setattr(Translator, "number", lambda *given: translated.append(given[1].text) or number(*given))
    again, faults = compile_pack(program.pack, program.units, program.reads)
    assert (faults, translated) == ((), [])
    assert [(r.name, r.needs, r.per_option) for r in again.rules.values()] == [
        (r.name, r.needs, r.per_option) for r in program.rules.values()
    ]
    scope = dict(FUNCTIONS) | {"cost": 5.0, "_reference_cost": 7.0}
    assert again.rules["lag"].code.value(scope) == 2.0
    assert translated == ["reference(cost) - cost"]


@pytest.mark.parametrize(
    ("given", "expect", "codes"),
    [
        ("energy: 3 kWh, pue: 2, place: here, ready: 'yes'", "6 kWh", []),
        ("energy: 3000 Wh, pue: 2, place: here, ready: 'yes'", "6000 Wh", []),
        ("energy: 3, pue: 2, place: here, ready: 'yes'", "6", []),
        ("energy: 3 kWh, pue: 2, place: here, ready: 'no'", "0 kWh", []),
        ("energy: 3 kWh, pue: 2, place: here, ready: 'yes'", "7 kWh", ["E001"]),
        ("energy: 3 kWh, pue: 2, place: here", "6 kWh", ["E002"]),
        ("energy: 3 kg, pue: 2, place: here, ready: 'yes'", "6 kWh", ["E003"]),
        ("energy: 1 500 kWh, pue: 2, place: here, ready: 'yes'", "3000 kWh", ["E003"]),
        ("energy: 3 kWh, pue: 2, place: moon, ready: 'yes'", "6 kWh", ["E003"]),
        ("energy: 3 kWh, pue: 2, place: here, ready: 'yes', more: 1", "6 kWh", ["E004"]),
        ("energy: 3 kWh, pue: 2, place: here, ready: 'yes'", "6 kg", ["E003"]),
    ],
)
def test_worked_examples(given, expect, codes):
    program, _ = compiled(EXAMPLES.replace("GIVEN", given).replace("EXPECT", expect))
    assert [fault.code for fault in check_examples(program)] == codes


def test_an_example_of_a_banded_quantity_gives_its_band():
    pack = """
questions: {x: {}}
quantities:
  step:
    formula: x
    bands: {1: 0.25, 2: 1}
    examples: [{given: {x: 0.25}, expect: 1}, {given: {x: 0.5}, expect: 2}]
"""
    assert list(check_examples(compiled(pack)[0])) == []

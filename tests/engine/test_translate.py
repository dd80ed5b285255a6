"""Formulas compiled: the unit of every operator and function, literals, tables, points, references, studies."""

import ast

import numpy as np
import pytest

from compass.engine.expression import FormulaFault, parse
from compass.engine.functions import FUNCTIONS, Table
from compass.engine.points import max_of, point_table
from compass.engine.translate import Translator
from compass.engine.values import CLOSED
from tests.helpers import compiled, program_of

PACK = """
scales:
  places: [here, cloud]
  sizes: [small, large]
sections:
  rules:
    asked_of: option
    questions:
      marked: {type: yes_no, points: {yes: 3}}
      proof: {type: choice, options: {strong: 5, weak: 1, absent: 0}}
      checks: {type: choices, options: {privacy: 2, safety: 3, luck: -1}, tags: {topic: trust, axis: north}}
questions:
  energy: {unit: kWh}
  little: {unit: Wh}
  weight: {unit: kg}
  distance: {unit: km}
  hours: {unit: h}
  count: {}
  ready: {type: yes_no}
  place: {type: choice, options_from: places}
  size: {type: choice, options_from: sizes}
  wishes: {type: choices, options: [speed, rest]}
  said: {type: text, purpose: report}
  detection: {type: study, metrics: {sensitivity: {}, delay: {unit: min}}}
topics: {trust: {fr: "…", en: "…"}}
axes: {north: {fr: "…", en: "…"}}
factors:
  pue: {by: places, values: {here: 2, cloud: 1.2}}
  partial: {by: places, values: {here: 2}}
  covered: {by: places, values: {here: 2}, otherwise: 9}
  fuel: {unit: kg, by: [places, sizes], values: {here: {small: 1, large: 2}, cloud: {small: 3, large: 4}}}
  price: {unit: EUR/kWh, value: 0.2}
"""


@pytest.fixture(scope="module")
def program():
    return compiled(PACK)[0]


@pytest.fixture
def number(program):
    """Evaluate a formula in the unit of the text (None: as it comes) with values for the names it reads."""

    def run(formula, unit=None, **values):
        translator = Translator(program.pack, program.meanings)
        code = translator.number(parse(formula), program.units.parse(unit) if unit else None)
        return code.value(dict(FUNCTIONS) | values)

    return run


@pytest.fixture
def truth(program):
    def run(formula, **values):
        return Translator(program.pack, program.meanings).condition(parse(formula)).value(dict(FUNCTIONS) | values)

    return run


@pytest.fixture
def unit_of(program):
    def of(formula):
        return Translator(program.pack, program.meanings).number(parse(formula), None).translate().meaning.unit

    return of


@pytest.fixture
def refusal(program):
    """Give the code and the text at the place of the fault of a formula."""

    def of(formula, unit=None, condition=False):
        translator = Translator(program.pack, program.meanings)
        wanted = (program.units.parse(unit) if unit else None,) if not condition else ()
        compiler = translator.condition if condition else translator.number
        with pytest.raises(FormulaFault) as caught:
            compiler(parse(formula), *wanted)
        return caught.value.code, formula[caught.value.offset :]

    return of


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("energy", "kWh"),
        ("-energy", "kWh"),
        ("energy + little", "kWh"),
        ("little - energy", "Wh"),
        ("energy * weight", "kWh*kg"),
        ("energy / hours", "kWh/h"),
        ("energy * 3", "kWh"),
        ("energy / 3", "kWh"),
        ("3 / energy", "1/kWh"),
        ("distance ** 2", "km^2"),
        ("distance ** -1", "1/km"),
        ("count ** 0.5", "1"),
        ("min(energy, little)", "kWh"),
        ("max(little, energy)", "Wh"),
        ("sum(energy, little, energy)", "kWh"),
        ("mean(energy, little)", "kWh"),
        ("clip(energy, little, 0)", "kWh"),
        ("energy if ready else little", "kWh"),
        ("0 if ready else little", "Wh"),
        ("round(count) + floor(count) + ceil(count) + exp(count) + ln(count)", "1"),
        ("lookup(pue, place)", "1"),
        ("lookup(fuel, place, size)", "kg"),
        ("energy * price", "EUR"),
        ("reported(detection, delay)", "min"),
        ("points(rules)", "1"),
        ("max_points(trust)", "1"),
        ("horizon", "year"),
        ("reference(energy)", "kWh"),
        ("0 + energy", "kWh"),
        ("max(0, energy)", "kWh"),
    ],
)
def test_units_are_inferred(program, unit_of, formula, unit):
    assert unit_of(formula) == program.units.parse(unit)


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("2 * count", "2.0 * count"),
        ("2 * count * 3 * energy * 4", "24.0 * count * energy"),
        ("(2 * count) * (energy * 3)", "6.0 * count * energy"),
        ("little * hours * price", "_times(little, hours, price)"),
        ("energy if ready else little", "_if(ready, lambda: energy, lambda: little * 0.001)"),
        ("weight if ready else 0", "_pick(ready, weight, 0.0)"),
    ],
)
def test_a_formula_becomes_the_code_that_is_quickest_to_run(program, formula, written):
    code = Translator(program.pack, program.meanings).number(parse(formula), None)
    assert ast.unparse(code.translate().tree) == written


@pytest.mark.parametrize(
    ("formula", "at"),
    [
        ("weight + distance", "weight + distance"),
        ("energy - 1", "energy - 1"),
        ("count + min(weight, energy)", "min(weight, energy)"),
        ("weight + 2 * clip(energy, 0, distance)", "clip(energy, 0, distance)"),
        ("energy if ready else weight", "energy if ready else weight"),
    ],
)
def test_units_that_do_not_fit_are_refused_where_they_meet(refusal, formula, at):
    assert refusal(formula) == ("U001", at)


def test_a_result_of_another_dimension_is_refused(refusal):
    assert refusal("energy / hours", "kWh")[0] == "U001"
    assert refusal("1", "kWh")[0] == "U001"


@pytest.mark.parametrize("name", ["round", "floor", "ceil", "exp", "ln"])
def test_functions_of_pure_numbers_refuse_units(refusal, name):
    assert refusal(f"{name}(energy)")[0] == "U007"


def test_only_pure_numbers_have_broken_powers(refusal):
    assert refusal("energy ** 0.5")[0] == "U006"


def test_sums_convert_to_the_first_unit(number):
    assert number("energy + little", energy=2.0, little=500.0) == 2.5  # kWh
    assert number("little + energy", energy=2.0, little=500.0) == 2500.0  # Wh
    assert number("max(energy, little)", energy=2.0, little=2500.0) == 2.5
    assert number("energy if ready else little", ready=False, energy=2.0, little=500.0) == 0.5


def test_the_result_converts_to_the_unit_declared(number):
    assert number("energy + little", "Wh", energy=2.0, little=500.0) == 2500.0
    assert number("energy / hours", "J/s", energy=1.0, hours=1.0) == 1000.0
    assert number("energy / little", "1", energy=1.0, little=1.0) == 1000.0


def test_a_pure_ratio_is_scaled_before_a_function_of_numbers(number):
    # 1 kWh / 10 Wh = 100
    assert number("ln(energy / little)", energy=1.0, little=10.0) == pytest.approx(np.log(100), rel=1e-15)
    assert number("(energy / little) ** 0.5", "1", energy=1.0, little=10.0) == 10.0


def test_zero_fits_any_unit_and_a_bare_number_takes_that_of_the_name(truth):
    assert truth("energy > 0", energy=0.001) is True
    assert truth("energy > 2", energy=2.5) is True  # 2 kWh
    assert truth("little > 2", little=1.5) is False  # 2 Wh
    assert truth("2 < energy", energy=2.5) is True
    assert truth("energy > -2", energy=-2.5) is False
    assert truth("energy > little", energy=1.0, little=999.0) is True


def test_a_bare_number_is_never_added_to_a_quantity(refusal):
    assert refusal("energy + 1")[0] == "U001"
    assert refusal("max(energy, 1)")[0] == "U001"


def test_comparisons_of_different_dimensions_are_refused(refusal):
    assert refusal("energy > weight", condition=True)[0] == "U001"


@pytest.mark.parametrize(
    ("formula", "code", "at"),
    [
        ("energie + 1", "N001", "energie + 1"),
        ("2 * energie", "N001", "energie"),
        ("1 if été + zz > 2 else 3", "N001", "été + zz > 2 else 3"),
        ("energy if ready else été", "N001", "été"),
        ("1 if place == moon else 0", "N002", "moon else 0"),
        ("1 if place in [here, moon] else 0", "N002", "moon] else 0"),
        ("lookup(pue, moon)", "N003", "moon)"),
        ("lookup(partial, place)", "N004", "lookup(partial, place)"),
        ("points(nothing)", "N006", "points(nothing)"),
        ("place + 1", "X011", "place + 1"),
        ("said + 1", "X011", "said + 1"),
        ("ready * 2", "X011", "ready * 2"),
        ("pue * 2", "X011", "pue * 2"),
        ("1 if energy else 2", "X011", "energy else 2"),
        ("1 if energy in [here] else 2", "X011", "energy in [here] else 2"),
        ("1 if place > here else 2", "X013", "place > here else 2"),
        ("1 if wishes == speed else 2", "X013", "wishes == speed else 2"),
        ("lookup(price, place)", "X011", "price, place)"),
        ("lookup(pue, energy)", "X011", "energy)"),
        ("lookup(pue, wishes)", "X011", "wishes)"),
        ("lookup(fuel, place)", "X006", "lookup(fuel, place)"),
        ("reference(place)", "X011", "place)"),
        ("reported(energy, sensitivity)", "X011", "energy, sensitivity)"),
        ("reported(detection, specificity)", "N002", "specificity)"),
        ("max_points(rules, open)", "X014", "max_points(rules, open)"),
        ("energy / 0", "X012", "energy / 0"),
        ("interpolate(count, 0, 1, 2)", "X006", "interpolate(count, 0, 1, 2)"),
        ("interpolate(count, 0, 1, 2, 3, 4, 5, 6)", "X006", "interpolate(count, 0, 1, 2, 3, 4, 5, 6)"),
        ("interpolate(count, 0, 1, count, 3)", "X016", "interpolate(count, 0, 1, count, 3)"),
        ("interpolate(count, 2, 1, 2, 3)", "X016", "interpolate(count, 2, 1, 2, 3)"),
        ("interpolate(count, 0, energy, 2, weight)", "U001", "interpolate(count, 0, energy, 2, weight)"),
        ("1 if unknown(place) else 2", "X015", "unknown(place) else 2"),
        ("energy / 0.0", "X012", "energy / 0.0"),
    ],
)
def test_what_a_formula_may_not_say(refusal, formula, code, at):
    assert refusal(formula) == (code, at)


def test_the_faulty_name_is_found_behind_letters_with_accents(program):
    meanings = dict(program.meanings) | {"été": program.meanings["ready"]}
    with pytest.raises(FormulaFault) as caught:
        Translator(program.pack, meanings).number(parse("1 if été and zz else 2"), None)
    assert caught.value.offset == len("1 if été and ")


def test_numbers_may_be_huge(number):
    assert number("1" + "0" * 40) == 1e40
    assert np.array_equal(number("count * 1" + "0" * 40, count=np.array([1.0, 2.0])), [1e40, 2e40])


def test_a_long_chain_of_conditions_compiles(truth):
    assert truth(" and ".join(["ready"] * 100), ready=True) is True
    assert truth(" or ".join(["ready"] * 100), ready=False) is False


def test_lookup_reads_the_row_of_a_choice_or_a_fixed_one(number):
    assert number("lookup(pue, place)", pue={"here": 2.0, "cloud": 1.2}, place=1) == 1.2
    assert number("lookup(pue, cloud)", pue={"here": 2.0, "cloud": 1.2}) == 1.2


def test_lookup_reads_tables_of_several_dimensions(number):
    rows = Table({"here/small": 1.0, "here/large": 2.0, "cloud/small": 3.0, "cloud/large": 4.0})
    assert number("lookup(fuel, place, size)", fuel=rows, place=1, size=0) == 3.0
    assert number("lookup(fuel, cloud, size)", fuel=rows, size=1) == 4.0
    places, sizes = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert number("lookup(fuel, place, size)", fuel=rows, place=places, size=sizes).tolist() == [1, 2, 3, 4]
    assert number("lookup(fuel, place, small)", fuel=rows, place=places).tolist() == [1, 1, 3, 3]


def test_lookup_reads_columns_of_rows(number):
    rows = Table(here=np.array([1.0, 2.0, 3.0]), cloud=10.0)
    assert number("lookup(pue, place)", pue=rows, place=np.array([0, 1, 0])).tolist() == [1, 10, 3]


def test_a_row_that_is_missing_needs_an_otherwise():
    assert compiled(PACK + "quantities: {x: 'lookup(covered, place)'}")[1] == ()
    assert [fault.code for fault in compiled(PACK + "quantities: {x: 'lookup(partial, place)'}")[1]] == ["N004"]


def test_points_add_over_a_section_a_topic_or_an_axis(number):
    # marked yes 3 + proof weak 1 + checks privacy 2 and safety 3
    values = {"marked": True, "proof": 1, "checks": {0: True, 1: True, 2: False}}
    assert number("points(rules)", **values) == 9
    assert number("points(trust)", checks={0: True, 1: False, 2: True}) == 1  # 2 - 1
    assert number("points(north)", checks={0: True, 1: True, 2: False}) == 5
    assert number("points(rules)", **values | {"marked": False}) == 6


def test_closed_questions_count_in_no_points_and_in_no_most_points(number):
    values = {"marked": CLOSED, "proof": 0, "checks": {0: True, 1: False, 2: False}}
    assert number("points(rules)", **values) == 7  # strong 5 + privacy 2
    assert number("max_points(rules)", **values) == 10  # 5 + (2 + 3); what costs points is no part of the most
    assert number("max_points(rules, all)", **values) == 13  # 3 more for the closed one


def test_the_most_points_of_each_type():
    program = program_of("""
sections:
  rules:
    asked_of: option
    questions:
      marked: {type: yes_no, points: {yes: 3, no: 1}}
      proof: {type: choice, options: {strong: 5, weak: 1}}
      checks: {type: choices, options: {privacy: 2, safety: 3, luck: -1}}
      plain: {type: choice, options: [a, b], purpose: report}
knock_outs: {none: points(rules) < 1}
""")
    assert {id: max_of(program.pack, id) for id in ("marked", "proof", "checks")} == {
        "marked": 3, "proof": 5, "checks": 5,
    }  # fmt: skip
    assert point_table(program.pack, "plain") == {}


def test_a_name_of_a_section_and_a_topic_is_an_error():
    _, faults = compiled("""
topics: {rules: {fr: "…", en: "…"}}
sections:
  rules: {questions: {a: {type: yes_no, points: {yes: 1}}}}
  other: {questions: {b: {type: yes_no, points: {yes: 1}, tags: {topic: rules}}}}
quantities: {x: points(rules)}
""")
    assert [fault.code for fault in faults] == ["N005"]


def test_reference_reads_the_other_option(number):
    assert number("reference(energy) - energy", energy=3.0, _reference_energy=10.0) == 7.0


def test_reported_reads_a_metric(number):
    assert number("reported(detection, delay)", "s", _reported_detection_delay=2.0) == 120.0

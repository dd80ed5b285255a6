"""From a question to the results that it touches, and back."""

import pytest

from compass.engine.routes import Routes
from compass.engine.trace import trace
from tests.helpers import evaluated, program_of

PACK = """
site: home
scales: {countries: [fra, swe]}
questions: {home: {type: choice, options_from: countries}}
sections:
  offer:
    asked_of: option
    questions:
      ai: {type: yes_no}
      mode: {type: choice, options: [fast, slow]}
      servers: {when: ai, if_unknown: {quantity: usual}}
      studies: {}
      fee: {if_unknown: [1, 2, 3]}
      idle: {purpose: report}
      proof: {type: study, metrics: {sens: {}}}
conditions: {heavy: servers > 1}
factors:
  each: {unit: kWh, low: 0, likely: 3, high: 6, shape: uniform}
  grid: {unit: kgCO2e/kWh, by: countries, values: {fra: 2, swe: {low: 5, likely: 6, high: 7, shape: uniform}}}
  rate: {low: 1, likely: 2, high: 3, shape: uniform}
quantities:
  usual: 2 * rate
  power_used: {unit: kWh, formula: servers * each}
  side: fee if mode == fast else studies
  gained: reference(studies) - studies
nodes:
  machine: {level: infrastructure, caused_by: [base, other], when: ai, flows: {power: power_used}}
  harm:
    level: effect
    caused_by: machine
    described: {criterion: trust, by: mode, why: {fr: "…", en: "…"}, levels: {fast: 1, slow: 2}}
flows: {power: kWh}
criteria:
  climate: {unit: kgCO2e, characterise: {power: "lookup(grid, site)"}}
  taken: {formula: side}
  gain: {formula: gained, objective: maximise}
  found: {formula: "reported(proof, sens)", objective: maximise, when: alternative == other}
  trust: {described: 4}
knock_outs: {too_heavy: heavy}
findings: {unread: fee > 2}
"""
STUDY = "[{metric: sens, value: 0.5, ci: [0.4, 0.6], evidence: a}]"
ANSWERS = """
evidence: {a: {}}
need: {home: swe}
options:
  - {id: one, alternative: base, answers: {ai: false, mode: slow, studies: 3, fee: unknown, proof: STUDY}}
  - id: two
    alternative: other
    answers: {ai: true, mode: fast, studies: 4, servers: SERVERS, fee: unknown, proof: STUDY}
""".replace("STUDY", STUDY)


def traced(name, servers="2"):
    outcome = evaluated(PACK, ANSWERS.replace("SERVERS", servers), draws=4096)
    drawn = outcome.evaluated.drawn
    return trace(Routes(drawn.program, drawn, outcome.cells), Routes(drawn.program), name)


def static(name):
    program = program_of(PACK)
    return trace(Routes(program), Routes(program), name)


def ends(found):
    """Give what is touched, with the options for which it is live."""
    return {(path.stops[-1].kind, path.stops[-1].id): path.live for path in found.touches}


def written(path):
    return " ".join(f"{stop.kind}:{stop.id}" for stop in path.stops)


def grounds(found, option="two"):
    (one,) = [each for each in found.rests_on if each.option == option]
    return {each.path.stops[0].id: each.variance for each in one.grounds}


def test_a_question_leads_to_all_that_reads_it_each_by_one_path():
    paths = {written(path) for path in static("servers").touches}
    assert paths == {
        "question:servers quantity:power_used flow:machine.power criterion:climate",
        "question:servers quantity:power_used flow:machine.power",
        "question:servers condition:heavy knock_out:too_heavy",
        "question:servers quantity:power_used",
    }


def test_without_an_assessment_nothing_is_said_of_what_is_live():
    assert {path.live for path in static("servers").touches} == {None}


def test_a_path_is_live_where_every_step_is_open_active_and_read():
    assert ends(traced("servers")) == {
        ("criterion", "climate"): ("two",),
        ("flow", "machine.power"): ("two",),
        ("knock_out", "too_heavy"): ("two",),
        ("quantity", "power_used"): ("two",),
    }
    assert ends(traced("fee"))["criterion", "taken"] == ("two",)
    assert ends(traced("studies"))["criterion", "taken"] == ("one",)
    assert set(ends(traced("idle")).values()) == set()


def test_the_path_of_a_dead_end_is_that_of_the_pack():
    answered = [path for path in traced("rate").touches if path.stops[-1].id == "climate"]
    assert [(written(path), path.live) for path in answered] == [
        ("factor:rate quantity:usual question:servers quantity:power_used flow:machine.power criterion:climate", ())
    ]
    assert ends(traced("rate", servers="unknown"))["criterion", "climate"] == ("two",)


def test_what_goes_through_the_reference_option_counts_for_the_others():
    assert ends(traced("studies"))["criterion", "gain"] == ("one", "two")


def test_a_cause_and_a_place_are_steps_of_a_path():
    assert "question:ai active:machine active:harm criterion:trust" in {written(path) for path in static("ai").touches}
    assert "question:home characterisation:climate.power criterion:climate" in {
        written(path) for path in static("home").touches
    }


def test_a_criterion_rests_on_its_inputs_in_the_order_of_their_share():
    found = traced("climate")
    assert [each.option for each in found.rests_on] == ["one", "two"]
    shares = grounds(found)
    assert list(shares)[:2] == ["each", "grid"]
    # power 2·each with each uniform on 0–6 (mean 3, variance 3), grid uniform on 5–7 (mean 6, variance 1/3):
    # the variance of the product is 36·3 + 9/3 + 3/3 = 112
    assert shares["each"] == pytest.approx(108 / 112, abs=0.01)
    assert shares["grid"] == pytest.approx(3 / 112, abs=0.01)
    assert shares["servers"] == shares["home"] == 0
    assert "fee" not in shares
    assert "rate" not in shares


def test_what_stands_in_for_an_answer_is_traced_to_its_own_inputs():
    shares = grounds(traced("climate", servers="unknown"))
    assert "servers" not in shares
    assert shares["rate"] > 0


def test_published_figures_explain_what_rests_on_them():
    found = traced("found")
    assert [each.option for each in found.rests_on] == ["two"]
    assert grounds(found)["proof"] == pytest.approx(1, abs=0.01)


def test_a_node_rests_on_what_it_adds_to_each_criterion():
    (machine,) = traced("machine").rests_on
    assert (machine.option, machine.criterion) == ("two", "climate")
    assert machine.grounds[0].path.stops[-1].id in ("machine", "machine.power")
    assert [each.criterion for each in traced("harm").rests_on] == ["trust"]


def test_a_quantity_is_traced_both_ways():
    found = traced("power_used")
    assert ("criterion", "climate") in ends(found)
    assert grounds(found)["each"] == pytest.approx(1, abs=0.01)
    assert {each.criterion for each in found.rests_on} == {None}


def test_of_a_pack_alone_grounds_stand_in_the_order_of_the_rules():
    (found,) = static("taken").rests_on
    assert (found.option, [each.variance for each in found.grounds]) == (None, [None] * 3)
    assert {each.path.stops[0].id for each in found.grounds} == {"mode", "fee", "studies"}

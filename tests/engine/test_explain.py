"""Why a number is what it is: formula, values and sources down to the leaves."""

import pytest

from tests.helpers import evaluated

PACK = """
site: home
scales: {countries: [fra, swe], plans: [cheap, dear]}
questions:
  home: {type: choice, options_from: countries}
sections:
  offer:
    asked_of: option
    questions:
      ai: {type: yes_no, if_unknown: {shares: {"yes": 0.25, "no": 0.75}}}
      plan: {type: choice, options_from: plans, when: ai, if_unknown: {shares: {cheap: 0.5, dear: 0.5}}}
      servers: {when: ai, if_unknown: [1, 2, 3]}
      fee: {unit: EUR, if_unknown: {quantity: usual_fee}}
conditions: {heavy: servers > 1 and ai}
factors:
  grid: {unit: kgCO2e/kWh, by: countries, values: {fra: 2, swe: {value: 6, source: other_book}}}
  each: {unit: kWh, low: 1, likely: 2, high: 4}
  tariff: {unit: EUR, by: plans, values: {cheap: 1, dear: 3}}
quantities:
  usual_fee: {unit: EUR, formula: "7 * lookup(tariff, plan) if ai else 0"}
  power_used: {unit: kWh, formula: servers * each}
  saved: {unit: EUR, formula: reference(fee) - fee}
  heavy_load: {formula: 1 if heavy else 0}
nodes:
  machine: {level: infrastructure, caused_by: [base, other], when: ai, flows: {power: power_used, money: fee}}
flows: {power: kWh, money: EUR}
criteria:
  climate: {unit: kgCO2e, characterise: {power: "lookup(grid, site)"}}
  cost: {unit: EUR, characterise: {money: 1}}
  saving: {unit: EUR, objective: maximise, formula: saved}
  load: {formula: heavy_load}
""".replace("source: other_book", "source: book")
ANSWERS = """
need: {home: swe}
evidence: {offer_a: {}}
options:
  - {id: one, alternative: base, answers: {ai: true, servers: {value: 3, evidence: offer_a}, fee: 5}}
  - {id: two, alternative: other}
"""


@pytest.fixture(scope="module")
def outcome():
    return evaluated(PACK, ANSWERS)


def part(explanation, *keys):
    for key in keys:
        explanation = next(p for p in explanation.parts if p.key == key)
    return explanation


def test_a_criterion_leads_to_nodes_flows_formulas_and_leaves(outcome):
    climate = outcome.explainer().criterion("climate")
    assert (climate.kind, climate.origin, climate.value.likely) == ("criterion", "computed", 36)  # 3 * 2 * 6
    flow = part(climate, "machine", "machine.power.climate")
    assert (flow.kind, flow.value.likely) == ("flow", 36)
    used, per = flow.parts
    assert (used.kind, used.formula, used.value.likely) == ("flow", "power_used", 6)
    assert (per.kind, per.formula, per.unit, per.value.likely) == (
        "characterisation", "lookup(grid, site)", "kgCO2e/kWh", 6,
    )  # fmt: skip
    assert (part(per, "home").origin, part(per, "home").chosen) == ("answered", "swe")
    assert (part(per, "grid[swe]").origin, part(per, "grid[swe]").source) == ("factor", "book")
    power = part(used, "power_used")
    assert (power.kind, power.formula) == ("quantity", "servers * each")
    answer = part(power, "servers@one")
    assert (answer.origin, answer.evidence, answer.value.likely) == ("answered", "offer_a", 3)
    assert part(power, "each").origin == "factor"


def test_only_the_rows_that_were_read_are_shown(outcome):
    per = part(outcome.explainer().criterion("climate"), "machine", "machine.power.climate").parts[1]
    assert {p.key for p in per.parts} == {"grid[swe]", "home"}


def test_an_assumption_says_so_and_why(outcome):
    fee = outcome.explainer("two").question("fee")
    assert (fee.origin, fee.why is not None) == ("assumed", True)
    (usual,) = fee.parts
    assert usual.formula == "7 * lookup(tariff, plan) if ai else 0"
    plan = part(usual, "plan@two")
    assert (plan.origin, plan.chosen) == ("assumed", "cheap, dear")
    assert {p.key for p in usual.parts} >= {"tariff[cheap]", "tariff[dear]"}


def test_a_node_that_is_active_in_some_draws_only_is_explained(outcome):
    climate = outcome.explainer("two").criterion("climate")
    machine = part(climate, "machine")
    assert (climate.value.likely, machine.value.likely) == (0, 0)
    assert machine.value.mean == climate.value.mean > 0
    (power,) = machine.parts
    assert (power.value.likely, power.value.mean) == (0, machine.value.mean)


def test_the_reference_is_explained_in_the_reference_option(outcome):
    saved = outcome.explainer("two").quantity("saved")
    assert {p.key for p in saved.parts} == {"fee@one", "fee@two"}


def test_conditions_are_told(outcome):
    load = outcome.explainer().quantity("heavy_load")
    heavy = part(load, "heavy")
    assert (heavy.kind, heavy.chosen, heavy.formula) == ("condition", "yes", "servers > 1 and ai")
    assert part(heavy, "ai@one").chosen == "yes"


def test_what_is_closed_is_told_as_closed():
    closed = evaluated(PACK, "need: {home: swe}\nall_options: {ai: false}\noptions: [{id: one, alternative: base}]")
    servers = closed.explainer().question("servers")
    assert (servers.origin, servers.value) == ("closed", None)
    assert closed.explainer().criterion("climate").parts == ()


def test_an_option_of_a_reference_whose_value_is_closed():
    answers = """
need: {home: swe}
options:
  - {id: one, alternative: base, answers: {ai: false, fee: not_applicable}}
  - {id: two, alternative: other, answers: {ai: true, fee: 3}}
"""
    outcome = evaluated(PACK, answers)
    saving = outcome.explainer("two").criterion("saving")
    assert (saving.origin, saving.value) == ("closed", None)


def test_a_criterion_closed_at_likely_values_is_explained_by_its_draws():
    pack = """
sections:
  s:
    asked_of: option
    questions:
      ai: {type: yes_no, if_unknown: {shares: {"yes": 0.25, "no": 0.75}}}
      proof: {when: ai}
criteria: {evidence: {formula: proof, objective: maximise}}
"""
    explained = evaluated(pack, "all_options: {proof: 16}").explainer().criterion("evidence")
    assert (explained.origin, explained.value.mean) == ("computed", 16)


def test_described_levels_lead_to_their_answers():
    pack = """
sections:
  site: {asked_of: option, questions: {data: {type: choice, options: [kept, sent]}}}
nodes:
  exposed:
    level: effect
    caused_by: base
    described: {criterion: privacy, by: data, why: {fr: "…", en: "…"}, levels: {kept: 1, sent: 2}}
criteria: {privacy: {described: 4}}
"""
    privacy = evaluated(pack, "all_options: {data: sent}").explainer().criterion("privacy")
    assert privacy.value.likely == 2
    assert part(privacy, "exposed", "data@one").chosen == "sent"


def test_published_studies_are_the_leaves_of_what_they_report():
    pack = """
sections:
  ai: {asked_of: option, questions: {detection: {type: study, metrics: {sensitivity: {}}}}}
criteria: {found: {formula: "reported(detection, sensitivity)", objective: maximise}}
"""
    answers = """
evidence: {a: {}, b: {}}
options:
  - id: one
    alternative: base
    answers:
      detection: [{metric: sensitivity, value: 0.5, evidence: a}, {metric: sensitivity, value: 0.75, evidence: b}]
"""
    found = evaluated(pack, answers).explainer().criterion("found")
    (reported,) = found.parts
    assert reported.origin == "study"
    assert [(p.evidence, p.value.likely) for p in reported.parts] == [("a", 0.5), ("b", 0.75)]


def test_impacts_are_explained_by_their_formula():
    pack = """
factors: {grams: 3}
nodes: {lost: {level: effect, caused_by: base, impacts: {waste: 2 * grams}}}
criteria: {waste: {additive: true}}
"""
    impact = part(evaluated(pack).explainer().criterion("waste"), "lost").parts[0]
    assert (impact.kind, impact.formula, impact.value.likely) == ("impact", "2 * grams", 6)


def test_the_options_that_stand_for_a_list_of_choices_are_named():
    pack = """
sections:
  rules:
    asked_of: option
    questions: {checks: {type: choices, options: {a: 4, b: 8, c: 1}}}
criteria: {score: {formula: points(rules), objective: maximise}}
"""
    answered = evaluated(pack, "all_options: {checks: [a, c]}").explainer().criterion("score")
    assert (part(answered, "checks@one").chosen, answered.value.likely) == ("a, c", 5)
    assumed = evaluated(pack).explainer().criterion("score")
    assert part(assumed, "checks@one").chosen == "a, b, c"


def test_each_part_has_its_share_of_the_variance_of_the_number_asked_about():
    pack = """
factors: {a: {low: 0, likely: 3, high: 6, shape: uniform}, b: {low: 0, likely: 1, high: 2, shape: uniform}, c: 4}
quantities: {double: 2 * b, everything: a + double + c}
criteria: {total: {formula: everything}}
"""
    total = evaluated(pack, draws=4096).explainer().explain("total")
    (everything,) = total.parts
    assert (total.variance, everything.variance) == (pytest.approx(1, abs=0.01), pytest.approx(1, abs=0.01))
    assert part(everything, "a").variance == pytest.approx(9 / 13, abs=0.02)  # variances 36/12 and 4 * 4/12
    assert part(everything, "double").variance == pytest.approx(4 / 13, abs=0.02)
    assert part(everything, "double", "b").variance == pytest.approx(4 / 13, abs=0.02)
    assert part(everything, "c").variance == 0


def test_without_a_number_asked_about_no_share_is_told(outcome):
    assert outcome.explainer().criterion("climate").variance is None
    assert outcome.explainer().explain("home").variance == 0


def test_each_condition_is_told_with_the_share_of_draws_in_which_it_holds(outcome):
    load = outcome.explainer("two").explain("heavy_load")
    (asked,) = load.truths
    assert (asked.text, asked.likely, asked.share) == ("heavy", False, pytest.approx(0.25))
    both, servers, ai = part(load, "heavy").truths
    assert (both.text, servers.text, ai.text) == ("servers > 1 and ai", "servers > 1", "ai")
    assert (ai.share, both.share) == (pytest.approx(0.25), asked.share)
    assert part(load, "heavy", "servers@two").open_share == pytest.approx(0.25)


def test_a_term_leads_to_its_parts_the_row_of_the_likely_values_first(outcome):
    usual = outcome.explainer("two").explain("usual_fee")
    assert [(term.text, term.parts) for term in usual.terms] == [
        ("ai", ("ai@two",)),
        ("lookup(tariff, plan)", ("plan@two", "tariff[cheap]", "tariff[dear]")),
    ]
    assert part(usual, "plan@two").shares == {"cheap": pytest.approx(0.5, abs=0.2), "dear": pytest.approx(0.5, abs=0.2)}


def test_a_number_of_the_reference_option_has_a_key_of_its_own():
    pack = """
sections: {s: {asked_of: option, questions: {x: {}}}}
quantities: {twice: 2 * x, gained: reference(twice) - twice}
criteria: {c: {formula: gained}}
"""
    answers = "options: [{id: one, alternative: base, answers: {x: 1}}, {id: two, alternative: other, answers: {x: 3}}]"
    gained = evaluated(pack, answers).explainer("two").explain("gained")
    assert {(p.key, p.value.likely) for p in gained.parts} == {("twice@one", 2), ("twice", 6)}
    assert {term.text: term.parts for term in gained.terms} == {"reference(twice)": ("twice@one",), "twice": ("twice",)}


@pytest.mark.parametrize(
    ("answers", "by", "condition", "keys"),
    [
        ("{ai: false, x: 1}", "condition", "ai", ["ai@one"]),
        ("{ai: true, x: not_applicable}", "answer", None, []),
    ],
)
def test_what_is_closed_says_by_what(answers, by, condition, keys):
    pack = """
sections: {s: {asked_of: option, questions: {ai: {type: yes_no}, x: {when: ai}}}}
quantities: {twice: 2 * x}
criteria: {c: {formula: twice, objective: maximise}}
"""
    explainer = evaluated(pack, f"options: [{{id: one, alternative: base, answers: {answers}}}]").explainer()
    x, criterion = explainer.explain("x"), explainer.explain("c")
    assert (x.closed.by, x.closed.condition, [p.key for p in x.parts]) == (by, condition, keys)
    assert (criterion.origin, criterion.closed.by, part(criterion, "twice").closed.by) == ("closed", "part", "part")
    assert part(criterion, "twice", "x@one").closed.by == by


def test_a_question_put_to_other_alternatives_is_not_asked():
    pack = """
sections: {s: {asked_of: other, questions: {x: {}}}}
criteria: {c: {formula: x, objective: maximise}}
"""
    answers = "options: [{id: one, alternative: base}, {id: two, alternative: other, answers: {x: 3}}]"
    assert evaluated(pack, answers).explainer("one").explain("x").closed.by == "not_asked"


def test_a_criterion_that_does_not_concern_an_option_tells_its_condition():
    pack = """
factors: {a: 3}
criteria: {c: {formula: a, when: alternative == other, otherwise: 7}}
"""
    told = evaluated(pack).explainer().explain("c")
    assert (told.origin, told.value.likely) == ("closed", 7)
    assert (told.closed.by, told.closed.condition) == ("condition", "alternative == other")
    assert [(p.key, p.chosen) for p in told.parts] == [("alternative", "base")]


def closed(pack, name, answers="", option="one"):
    text = f"options: [{{id: one, alternative: base, answers: {{{answers}}}}}]"
    return evaluated(pack, text, draws=256).explainer(option).explain(name)


def test_conditions_that_never_hold_together_close_a_question():
    pack = """
sections:
  s: {asked_of: option, when: a == left, questions: {x: {when: a == right}}}
  t:
    asked_of: option
    questions: {a: {type: choice, options: [left, right], if_unknown: {shares: {left: 0.5, right: 0.5}}}}
criteria: {c: {formula: x, objective: maximise}}
"""
    x = closed(pack, "x", "x: 3, a: unknown")
    assert (x.closed.by, x.closed.condition) == ("condition", "a == left and a == right")
    assert [(truth.text, truth.share) for truth in x.truths[1:]] == [("a == left", 0.5), ("a == right", 0.5)]


def test_an_answer_that_a_closed_quantity_stands_in_for_is_closed_by_it():
    pack = """
sections: {s: {asked_of: option, questions: {ai: {type: yes_no}, x: {when: ai}, fee: {if_unknown: {quantity: usual}}}}}
quantities: {usual: 2 * x}
criteria: {c: {formula: fee, objective: maximise}}
"""
    fee = closed(pack, "fee", "ai: false, x: 1, fee: unknown")
    assert (fee.closed.by, [p.key for p in fee.parts]) == ("part", ["usual"])


def test_a_figure_of_a_study_that_does_not_arise_is_closed_by_its_question():
    pack = """
sections: {s: {asked_of: option, questions: {ai: {type: yes_no}, d: {type: study, when: ai, metrics: {m: {}}}}}}
criteria: {c: {formula: "reported(d, m)", objective: maximise}}
"""
    figure = part(closed(pack, "c", "ai: false"), "d@one.m")
    assert (figure.closed.by, [(p.key, p.closed.by) for p in figure.parts]) == ("part", [("d@one", "condition")])


def test_a_condition_that_reads_a_table_tells_the_row():
    pack = """
scales: {plans: [cheap, dear]}
factors: {price: {by: plans, values: {cheap: 1, dear: 3}}}
sections:
  s:
    asked_of: option
    questions: {plan: {type: choice, options_from: plans}, x: {when: "lookup(price, plan) > 2"}}
criteria: {c: {formula: x, objective: maximise}}
"""
    assert {p.key for p in closed(pack, "x", "plan: cheap, x: 1").parts} == {"plan@one", "price[cheap]"}


def test_rows_of_a_side_that_is_not_taken_are_not_told():
    pack = """
    scales: {countries: [fra, swe]}
    questions: {big: {type: yes_no}}
    factors: {price: {by: countries, values: {fra: 1, swe: 2}}}
    quantities: {due: {formula: "lookup(price, fra) if big else lookup(price, swe)"}}
    criteria: {cost: {formula: due}}
    """
    for big, told in (("true", {"price[fra]"}), ("false", {"price[swe]"})):
        due = evaluated(pack, f"need: {{big: {big}}}").explainer().explain("due")
        assert {part.key for part in due.parts} - {"big"} == told
        assert {key for term in due.terms for key in term.parts} - {"big"} == told

"""One pass over all options: masks, shared columns, what is closed, what is demanded. Each number is worked by hand."""

import json

import numpy as np
import pytest

from compass.engine.filling import CannotRun
from compass.engine.values import CLOSED
from tests.helpers import Refused, evaluated, program_of

TWO = "options: [{id: one, alternative: base}, {id: two, alternative: other}]\n"
POWER = """
flows: {power: kWh}
criteria:
  electricity: {unit: kWh, characterise: {power: 1}}
"""


def refused(pack, answers=""):
    with pytest.raises(CannotRun) as caught:
        evaluated(pack, answers)
    return [(fault.code, *fault.path) for fault in caught.value.faults]


def added(outcome, criterion, option="one"):
    found = (c for c in outcome.evaluation.contributions if (c.option, c.criterion) == (option, criterion))
    return {c.node: (c.mean, c.likely) for c in found}


# --- the tree ---------------------------------------------------------------------------------------------------------

UNCERTAIN_PLACE = """
sections:
  site:
    asked_of: option
    questions:
      place: {type: choice, options: [here, cloud], if_unknown: {shares: {here: 0.75, cloud: 0.25}}}
nodes:
  server: {level: infrastructure, caused_by: [base, other], when: place == here, flows: {power: 8}}
  cooling: {level: infrastructure, caused_by: server, flows: {power: 4}}
  network: {level: infrastructure, caused_by: [base, other], when: place == cloud, flows: {power: 80}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""


def test_a_contribution_counts_only_where_its_node_is_active():
    outcome = evaluated(UNCERTAIN_PLACE)
    # 12 in three draws of four, 80 in one
    assert added(outcome, "electricity") == {"server": (6, 8), "cooling": (3, 4), "network": (20, 0)}
    assert (outcome.total("electricity").mean, outcome.total("electricity").likely) == (29, 12)
    shares = {a.node: a.share for a in outcome.evaluation.activity}
    assert (shares["server"], shares["cooling"], shares["network"]) == (0.75, 0.75, 0.25)


def test_an_uncertain_choice_mixes_the_whole_evaluations_exactly():
    def total(place):
        return evaluated(UNCERTAIN_PLACE, f"all_options: {{place: {place}}}").total("electricity").mean

    assert evaluated(UNCERTAIN_PLACE).total("electricity").mean == 0.75 * total("here") + 0.25 * total("cloud")


def test_a_node_with_several_causes_counts_once():
    pack = """
nodes:
  left: {level: function, caused_by: base}
  right: {level: function, caused_by: base}
  below: {level: effect, caused_by: [left, right], flows: {power: 3}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    assert evaluated(pack).total("electricity").mean == 3


def test_a_node_is_told_through_its_first_cause_active_at_likely_values():
    pack = UNCERTAIN_PLACE.replace(
        'flows: {power: "1"}',
        "  loss: {level: effect, caused_by: [network, server], flows: {power: 1}}\n"
        "  never: {level: infrastructure, caused_by: base, when: place == here and place == cloud}\n"
        "  delay: {level: effect, caused_by: [never, network], flows: {power: 1}}\n"
        'flows: {power: "1"}',
    )
    told = {a.node: a.cause for a in evaluated(pack).evaluation.activity}
    assert told["loss"] == "server"  # the network comes first in writing, but is not active at likely values
    assert told["network"] == "base"
    assert told["delay"] == "network"  # active in some draws alone, as that cause is; the other never is
    assert told["never"] is None


def test_an_alternative_has_its_own_consequences():
    pack = """
nodes:
  now: {level: effect, caused_by: base, flows: {power: 5}}
  then: {level: effect, caused_by: other, flows: {power: 7}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    outcome = evaluated(pack, TWO)
    assert added(outcome, "electricity", "one") == {"now": (5, 5)}
    assert added(outcome, "electricity", "two") == {"then": (7, 7)}
    difference = outcome.result("electricity", "two").difference
    assert (difference.likely, difference.mean) == (2, 2)
    assert outcome.result("electricity", "one").difference is None


def test_a_choice_node_is_active_where_its_question_is_open():
    pack = """
sections:
  site:
    asked_of: option
    questions:
      ai: {type: yes_no, if_unknown: {shares: {"yes": 0.25, "no": 0.75}}}
      place: {type: choice, when: ai, options: [here, cloud], if_unknown: {shares: {here: 1}}}
      duties: {type: choices, when: ai, options: [watch, train], if_unknown: {shares: {watch: 1}}}
nodes:
  chosen: {level: choice, caused_by: base, question: place}
  server: {level: effect, caused_by: chosen, flows: {power: 8}}
  engaged: {level: choice, caused_by: base, question: duties}
  watching: {level: effect, caused_by: engaged, flows: {power: 8}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    assert added(evaluated(pack), "electricity") == {"server": (2, 0), "watching": (2, 0)}
    unfit = evaluated(pack, "all_options: {place: not_applicable, ai: true}")
    assert added(unfit, "electricity") == {"watching": (8, 8)}


def test_sets_fixes_an_answer_and_wins_over_the_shared_one():
    pack = """
sections:
  site: {asked_of: option, questions: {ai: {type: yes_no}, count: {}}}
nodes:
  base: {level: alternative, caused_by: need, reference: true, sets: {ai: false, count: 2}}
  other: {level: alternative, caused_by: need, sets: {ai: true}}
criteria: {score: {formula: count if ai else 10 * count}}
"""
    outcome = evaluated(pack, "all_options: {ai: true, count: 3}\n" + TWO)
    assert (outcome.total("score", "one").mean, outcome.total("score", "two").mean) == (20, 3)


# --- shared and separate columns --------------------------------------------------------------------------------------

PRICED = """
sections:
  offer: {asked_of: option, questions: {price: {if_unknown: [1, 2, 6]OWN}}}
criteria: {cost: {formula: 3 * price}}
"""


def gap(pack, answers):
    spread = evaluated(pack, answers).result("cost", "two").difference
    return spread.p5, spread.p95


def test_two_offers_that_nobody_knows_do_not_differ():
    assert gap(PRICED.replace("OWN", ""), TWO) == (0, 0)


def test_own_separates_them():
    low, high = gap(PRICED.replace("[1, 2, 6]OWN", "[1, 2, 6], own: true"), TWO)
    assert low < 0 < high


def test_a_shared_answer_is_one_column():
    assert gap(PRICED.replace("OWN", ""), "all_options: {price: {low: 1, likely: 2, high: 6}}\n" + TWO) == (0, 0)


def test_two_answers_of_two_vendors_are_two_columns():
    text = """
options:
  - {id: one, alternative: base, answers: {price: {low: 1, likely: 2, high: 6}}}
  - {id: two, alternative: other, answers: {price: {low: 1, likely: 2, high: 6}}}
"""
    low, high = gap(PRICED.replace("OWN", ""), text)
    assert low < 0 < high


def test_an_unknown_choice_is_shared_as_well():
    pack = UNCERTAIN_PLACE + "\nknock_outs: {far: place == cloud}"
    difference = evaluated(pack, TWO).result("electricity", "two").difference
    assert (difference.p5, difference.p95, difference.mean) == (0, 0, 0)


def test_a_factor_is_one_column_for_all_options():
    pack = """
factors: {price: [1, 2, 6]}
criteria: {cost: {formula: price * 2}}
"""
    assert gap(pack, TWO) == (0, 0)


# --- reference, horizon, site -----------------------------------------------------------------------------------------

MINUTES = """
sections:
  reading: {asked_of: option, questions: {minutes: {unit: min}}}
quantities:
  saved: {unit: min, formula: reference(minutes) - minutes}
nodes:
  freed: {level: effect, caused_by: [base, other], flows: {time: saved}}
flows: {time: min}
criteria: {gain: {unit: h, objective: maximise, characterise: {time: 1}}}
"""


def minutes(one, two):
    return (
        f"options: [{{id: one, alternative: base, answers: {{minutes: {one}}}}},"
        f" {{id: two, alternative: other, answers: {{minutes: {two}}}}}]\n"
    )


def test_reference_is_the_value_in_the_reference_option():
    outcome = evaluated(MINUTES, minutes(90, 30))
    assert (outcome.total("gain", "one").mean, outcome.total("gain", "two").mean) == (0, 1)  # 60 min = 1 h
    turned = evaluated(MINUTES, minutes(90, 30) + "settings: {reference: {option: two, why: a trial}}")
    assert turned.evaluation.reference == "two"
    assert turned.total("gain", "one").mean == -1


def test_rebound_may_exceed_the_saving():
    pack = MINUTES.replace("time: saved", "time: -1.5 * saved")
    assert evaluated(pack, minutes(90, 30)).total("gain", "two").mean == -1.5


def test_reference_is_closed_where_its_question_is():
    outcome = evaluated(MINUTES, minutes("not_applicable", 30))
    assert outcome.drawn("saved", "two") is CLOSED
    assert added(outcome, "gain", "two") == {}


def test_differences_without_a_reference_are_refused():
    assert refused(MINUTES, "options: [{id: one, alternative: other, answers: {minutes: 3}}]") == [("A013", "options")]
    twins = minutes(3, 4).replace("other", "base")
    assert refused(MINUTES, twins) == [("A013", "options")]
    assert evaluated(MINUTES, twins + "settings: {reference: one}").evaluation.reference == "one"


def test_anchors_may_not_depend_on_an_option():
    pace = "pace: {unit: min, formula: saved, anchors: {worst: reference(minutes), best: 0}}"
    pack = MINUTES.replace("criteria: {gain", f"criteria: {{{pace}, gain")
    with pytest.raises(Refused) as caught:
        program_of(pack)
    assert caught.value.codes == ["N007"]


def test_the_horizon_spreads_what_is_spent_once():
    pack = """
horizon: 4
flows: {money: EUR/year}
factors: {installation: {unit: EUR, value: 100}}
nodes: {spent: {level: effect, caused_by: base, flows: {money: installation / horizon}}}
criteria: {cost: {unit: EUR/year, characterise: {money: 1}}}
"""
    assert evaluated(pack).total("cost").mean == 25


SITE = """
site: home
scales: {countries: [fra, swe]}
questions:
  home: {type: choice, options_from: countries}
sections:
  hosting:
    asked_of: [other]
    questions:
      cloud: {type: yes_no, if_unknown: {shares: {"yes": 0.25, "no": 0.75}}}
      away: {type: choice, options_from: countries, when: cloud}
factors:
  grid: {unit: kgCO2e/kWh, by: countries, values: {fra: 2, swe: 6}}
  allowance: {unit: kWh, value: 10}
flows: {power: kWh}
nodes:
  machine: {level: infrastructure, caused_by: [base, other], site: away, flows: {power: used}}
  desk: {level: infrastructure, caused_by: [base, other], flows: {power: used}}
quantities: {used: {unit: kWh, formula: allowance}}
criteria:
  climate: {unit: kgCO2e, characterise: {power: "lookup(grid, site)"}}
"""


def test_each_node_is_characterised_at_its_site_and_a_closed_one_takes_the_default():
    answers = """
need: {home: fra}
options:
  - {id: one, alternative: base}
  - {id: two, alternative: other, answers: {cloud: true, away: swe}}
  - {id: three, alternative: other, answers: {cloud: false, away: swe}}
  - {id: four, alternative: other, answers: {away: swe}}
"""
    outcome = evaluated(SITE, answers)
    assert added(outcome, "climate", "one") == {"machine": (20, 20), "desk": (20, 20)}  # not asked: home
    assert added(outcome, "climate", "two") == {"machine": (60, 60), "desk": (20, 20)}
    assert added(outcome, "climate", "three") == {"machine": (20, 20), "desk": (20, 20)}  # the answer is kept, not used
    assert added(outcome, "climate", "four") == {"machine": (30, 20), "desk": (20, 20)}  # away in one draw of four


def test_a_place_closed_even_by_default_closes_what_is_read_there():
    answers = "need: {home: not_applicable}\noptions: [{id: two, alternative: other, answers: {away: swe}}]"
    outcome = evaluated(SITE, answers)
    assert added(outcome, "climate", "two") == {"machine": (15, 0)}  # 60 in one draw of four


@pytest.mark.parametrize(
    "where",
    [
        "formula: 'lookup(grid, site)', unit: kgCO2e/kWh",
        "characterise: {power: 1}, unit: kWh, anchors: {worst: 'lookup(grid, site)', best: 0}",
    ],
)
def test_site_is_a_name_of_nodes_and_characterisations_only(where):
    with pytest.raises(Refused) as caught:
        program_of(SITE.replace("criteria:\n", f"criteria:\n  wrong: {{{where}}}\n"))
    assert caught.value.codes == ["N003"]


# --- closed, per draw -------------------------------------------------------------------------------------------------


def test_a_flow_of_a_closed_value_adds_nothing():
    pack = """
sections:
  site: {asked_of: option, questions: {ai: {type: yes_no}, servers: {when: ai}}}
nodes:
  machine: {level: effect, caused_by: base, flows: {power: 3 * servers + 1}}
  light: {level: effect, caused_by: base, flows: {power: 5}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    outcome = evaluated(pack, "all_options: {ai: false, servers: 7}")
    assert added(outcome, "electricity") == {"light": (5, 5)}
    assert evaluated(pack, "all_options: {ai: true, servers: 7}").total("electricity").mean == 27


def test_an_answer_counts_in_the_draws_in_which_its_question_is_open():
    pack = """
sections:
  site:
    asked_of: option
    questions:
      ai: {type: yes_no, if_unknown: {shares: {"yes": 0.25, "no": 0.75}}}
      servers: {when: ai}
      ready: {type: yes_no, when: ai}
nodes:
  machine: {level: effect, caused_by: base, flows: {power: 8 * servers}}
  work: {level: effect, caused_by: base, when: ready, flows: {power: 4}}
  idle: {level: effect, caused_by: base, when: not ready, flows: {power: 4}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    outcome = evaluated(pack, "all_options: {servers: 2, ready: true}")
    assert added(outcome, "electricity") == {"machine": (4, 0), "work": (1, 0), "idle": (3, 4)}


def test_criteria_that_are_closed_take_their_otherwise():
    pack = """
sections:
  site:
    asked_of: option
    questions:
      ai: {type: yes_no, if_unknown: {shares: {"yes": 0.25, "no": 0.75}}}
      proof: {when: ai}
criteria:
  evidence: {formula: proof, otherwise: 8, objective: maximise}
  bare: {formula: proof, objective: maximise}
  elsewhere: {formula: proof, when: alternative == other, otherwise: 3}
  nowhere: {formula: proof, when: alternative == other}
"""
    outcome = evaluated(pack, "all_options: {proof: 16}")
    assert (outcome.total("evidence").mean, outcome.total("evidence").likely) == (10, 8)  # 16 once, 8 three times
    assert outcome.total("bare").mean == 16  # over the draws in which it is open
    assert outcome.result("evidence").concerned
    assert (outcome.result("elsewhere").concerned, outcome.total("elsewhere").mean) == (False, 3)
    assert (outcome.result("nowhere").concerned, outcome.result("nowhere").total) == (False, None)
    closed = evaluated(pack, "all_options: {ai: false, proof: 16}")
    assert (closed.result("evidence").concerned, closed.total("evidence").mean) == (False, 8)
    assert closed.result("bare").total is None


# --- described levels -------------------------------------------------------------------------------------------------

DESCRIBED = """
sections:
  site:
    asked_of: option
    questions:
      data: {type: choice, options: [kept, sent, sold], if_unknown: {shares: {kept: 0.25, sent: 0.75}}}
      open: {type: yes_no}
      link: {type: yes_no, when: open, if_unknown: {shares: {"yes": 0.5, "no": 0.5}}}
nodes:
  exposed:
    {level: effect, caused_by: base,
     described: {criterion: privacy, by: data, why: WHY, levels: {kept: 1, sent: 2, sold: 4}}}
  linked:
    {level: effect, caused_by: base,
     described: {criterion: privacy, by: link, why: WHY, levels: {"no": 0, "yes": 3}}}
criteria: {privacy: {described: 4, objective: OBJECTIVE}}
""".replace("WHY", '{fr: "…", en: "…"}')


def level(answers, objective="minimise"):
    return evaluated(DESCRIBED.replace("OBJECTIVE", objective), answers).total("privacy")


def test_the_worst_active_level_counts_in_each_draw():
    assert level("all_options: {data: sent, open: true, link: true}").mean == 3
    assert level("all_options: {data: sent, open: true, link: false}").mean == 2
    assert level("all_options: {data: sold, open: true, link: true}").mean == 4
    assert level("all_options: {open: false}").mean == 1.75  # 1 once, 2 three times
    assert level("all_options: {data: kept, open: true}").mean == 2  # 1 or 3


def test_when_more_is_better_the_least_level_is_the_worst():
    assert level("all_options: {data: sent, open: true, link: true}", "maximise").mean == 2
    assert level("all_options: {data: sold, open: false}", "maximise").mean == 4  # a closed level is none, not 0


def test_a_level_counts_only_where_its_node_is_active():
    pack = DESCRIBED.replace("  linked:\n    {level: effect,", "  linked:\n    {level: effect, when: data == sent,")
    for objective, expected in (("minimise", 0.25 * 1 + 0.75 * 3), ("maximise", 0.25 * 1 + 0.75 * 2)):
        outcome = evaluated(pack.replace("OBJECTIVE", objective), "all_options: {open: true, link: true}")
        assert outcome.total("privacy").mean == expected


def test_no_active_described_node_gives_zero():
    outcome = evaluated(DESCRIBED.replace("OBJECTIVE", "minimise"), "options: [{id: one, alternative: other}]")
    assert outcome.total("privacy").mean == 0


# --- decisions --------------------------------------------------------------------------------------------------------


def test_a_decision_not_taken_stands_at_its_assumed_option_and_is_not_drawn():
    pack = """
questions:
  use: {type: choice, nature: decision, options: [rest, refill], if_unknown: {option: refill}}
  pause: {nature: decision, if_unknown: [1, 2, 6]}
criteria: {cost: {formula: pause * (10 if use == refill else 1)}}
"""
    for answers in ("", "need: {use: unknown, pause: unknown}"):
        total = evaluated(pack, answers).total("cost")
        assert (total.p5, total.likely, total.p95) == (20, 20, 20)
    taken = evaluated(pack, "need: {use: rest, pause: {low: 1, likely: 3, high: 4}}").total("cost")
    assert (taken.p5, taken.likely, taken.p95) == (3, 3, 3)


# --- what is demanded -------------------------------------------------------------------------------------------------

DEMANDS = """
questions: {studies: {}, spare: {}}
sections:
  site: {asked_of: option, questions: {ai: {type: yes_no}, servers: {}, fee: {when: ai}}}
quantities: {double: 2 * studies}
nodes:
  machine: {level: effect, caused_by: base, flows: {power: servers * double}}
  paid: {level: effect, caused_by: base, flows: {power: fee}}
  never: {level: effect, caused_by: other, flows: {power: spare}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""


def test_missing_answers_are_refused_all_at_once():
    assert refused(DEMANDS, "all_options: {ai: true}") == [
        ("V001", "options", 0, "answers", "servers"),
        ("V001", "need", "studies"),
        ("V001", "options", 0, "answers", "fee"),
    ]
    assert len(refused(DEMANDS, "all_options: {ai: true, servers: 1}\n" + TWO)) == 3  # studies, fee@one, spare


def test_unknown_without_an_assumption_is_missing_like_a_blank():
    assert refused(DEMANDS, "need: {studies: unknown}\nall_options: {ai: false, servers: 1}") == [
        ("V001", "need", "studies")
    ]


def test_what_nothing_active_needs_is_not_demanded():
    outcome = evaluated(DEMANDS, "need: {studies: 3}\nall_options: {ai: false, servers: 1}")
    assert outcome.total("electricity").mean == 6  # neither fee nor spare


def test_a_question_is_demanded_only_once_what_opens_it_is_known():
    answers = "need: {studies: 3}\nall_options: {servers: 1}"
    assert refused(DEMANDS, answers) == [("V001", "options", 0, "answers", "ai")]


def test_a_condition_that_is_missing_is_demanded():
    pack = """
questions: {ai: {type: yes_no}}
nodes: {machine: {level: effect, caused_by: base, when: ai, flows: {power: 1}}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    assert refused(pack) == [("V001", "need", "ai")]


def test_an_unknown_may_be_computed_from_other_answers():
    pack = """
questions: {studies: {unit: study}}
sections:
  site: {asked_of: option, questions: {energy: {unit: Wh, if_unknown: {quantity: usual}}}}
factors: {each: {unit: kWh/study, value: 2}}
quantities: {usual: {unit: kWh, formula: studies * each}}
criteria: {electricity: {unit: kWh, formula: energy}}
"""
    assert evaluated(pack, "need: {studies: 3}").total("electricity").mean == 6
    assert evaluated(pack, "need: {studies: 3}\nall_options: {energy: 500}").total("electricity").mean == 0.5


@pytest.mark.parametrize(
    ("question", "least", "most", "likely", "mean"),
    [
        ("type: choice, options: {more: 6, all: 4, some: 2, none: 0}", 0, 6, 2, 3),
        ("type: yes_no, points: {yes: 8}", 0, 8, 0, 4),
        ("type: choices, options: {a: 4, b: 8}", 0, 12, 12, 6),
    ],
)
def test_points_of_an_unknown_question_come_in_equal_shares(question, least, most, likely, mean):
    pack = f"""
sections:
  rules: {{asked_of: option, questions: {{proof: {{{question}}}}}}}
criteria: {{score: {{formula: points(rules), objective: maximise}}}}
"""
    outcome = evaluated(pack)
    total = outcome.total("score")
    assert (total.p5, total.p95, total.likely, total.mean) == (least, most, likely, pytest.approx(mean, abs=0.8))
    (assumption,) = outcome.evaluation.assumptions
    assert assumption.question == "proof"
    count = len(assumption.shares)
    assert set(assumption.shares.values()) == {0.5 if "choices" in question else 1 / count}


def test_choices_that_an_author_holds_for_certain_are_certain():
    pack = """
sections:
  rules:
    asked_of: option
    questions: {proof: {type: choices, options: {a: 4, b: 8}, if_unknown: {shares: {a: 1, b: 1}}}}
criteria: {score: {formula: points(rules), objective: maximise}}
"""
    assert evaluated(pack).total("score").p5 == 12


# --- faults -----------------------------------------------------------------------------------------------------------

RATIO = """
questions: {part: {}, whole: {}}
quantities: {ratio: part / whole}
"""


def test_a_division_by_zero_that_a_result_uses_is_refused():
    assert refused(RATIO + "criteria: {share: {formula: ratio}}", "need: {part: 1, whole: 0}") == [
        ("V002", "quantities", "ratio", "formula")
    ]


def test_a_fault_that_nothing_uses_is_none():
    pack = RATIO + "criteria: {share: {formula: ratio if whole > 0 else 0}}"
    assert evaluated(pack, "need: {part: 1, whole: 0}").total("share").mean == 0
    spread = evaluated(pack, "need: {part: 1, whole: {low: -1, likely: 0, high: 1}}").total("share")
    assert (spread.p5, spread.likely) == (0, 0)


def test_a_fault_of_a_flow_counts_only_while_its_node_is_active():
    pack = (
        RATIO
        + """
nodes: {used: {level: effect, caused_by: base, when: whole > 0, flows: {power: ratio}}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    )
    assert evaluated(pack, "need: {part: 1, whole: 0}").total("electricity").mean == 0
    assert evaluated(pack, "need: {part: 1, whole: 4}").total("electricity").mean == 0.25


def test_a_fault_in_the_condition_of_a_node_is_refused_not_hidden():
    pack = (
        RATIO
        + """
nodes: {used: {level: effect, caused_by: base, when: "ratio > 2 or part > 9", flows: {power: 7}}}
flows: {power: "1"}
criteria: {electricity: {characterise: {power: 1}}}
"""
    )
    assert refused(pack, "need: {part: 1, whole: 0}") == [("V002", "quantities", "ratio", "formula")]
    assert evaluated(pack, "need: {part: 10, whole: 0}").total("electricity").mean == 7  # decided without the ratio


def test_an_overflow_is_refused():
    pack = "questions: {x: {}}\ncriteria: {big: {formula: x ** 8 * x ** 8}}"
    assert [fault[0] for fault in refused(pack, "need: {x: 1e30}")] == ["V002"]


# --- bands ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("x", "band"), [(-1, 1), (0.25, 1), (0.2500001, 2), (0.5, 2), (0.75, 3), (0.76, 4), (1, 4)])
def test_upper_edges_belong_to_their_band(x, band):
    pack = """
questions: {x: {}}
quantities: {step: {formula: x, bands: {1: 0.25, 2: 0.5, 3: 0.75, 4: 1}}}
criteria: {score: {formula: step}}
"""
    assert evaluated(pack, f"need: {{x: {x}}}").total("score").mean == band


@pytest.mark.parametrize("x", ["1.01", "{low: 0.5, likely: 1, high: 2}"])
def test_a_value_beyond_the_last_band_is_refused(x):
    pack = """
questions: {x: {}}
quantities: {step: {formula: x, bands: {1: 0.5, 2: 1}}}
criteria: {score: {formula: step}}
"""
    assert refused(pack, f"need: {{x: {x}}}") == [("V002", "quantities", "step", "formula")]


def test_bands_fall_draw_by_draw():
    pack = """
questions: {x: {if_unknown: {low: 0, likely: 0.5, high: 1, shape: uniform}}}
quantities: {step: {formula: x, bands: {10: 0.25, 20: 0.5, 30: 1}}}
criteria: {score: {formula: step}}
"""
    # a quarter of the draws each in the first two bands, half in the last
    assert evaluated(pack).total("score").mean == 0.25 * 10 + 0.25 * 20 + 0.5 * 30


# --- interpolation ----------------------------------------------------------------------------------------------------

CURVE = "questions: {x: {unit: km}, y: {unit: EUR}}\ncriteria: {price: {unit: EUR, formula: %s}}"


@pytest.mark.parametrize(("x", "price"), [(1, 0), (2, 15), (3, 30), (5, 40), (7, 50)])
def test_a_value_is_read_off_straight_lines_between_points(x, price):
    pack = CURVE % "'interpolate(x, 1, 0, 3, y, 7, y + 2 * y / 3)'"
    assert evaluated(pack, f"need: {{x: {x}, y: 30}}").total("price").mean == pytest.approx(price, rel=1e-12)


def test_points_between_may_be_uncertain():
    pack = CURVE % "'interpolate(x, 0, 0, 10, y)'"
    outcome = evaluated(pack, "need: {x: 5, y: {low: 10, likely: 20, high: 60}}")
    assert outcome.drawn("_criterion_price") == pytest.approx(outcome.drawn("y") / 2)


@pytest.mark.parametrize("x", ["0.9", "7.1", "{low: 1, likely: 7, high: 20}"])
def test_nothing_is_known_beyond_the_points(x):
    pack = CURVE % "'interpolate(x, 1, 0, 3, y, 7, y)'"
    assert refused(pack, f"need: {{x: {x}, y: 30}}") == [("V002", "criteria", "price", "formula")]


# --- several options at once ------------------------------------------------------------------------------------------

SEVERAL = """
sections:
  offer: {asked_of: option, questions: {risks: {type: choices, options: [noise, dust, glare], %s}}}
nodes:
  room:
    level: effect
    caused_by: base
    described: {criterion: comfort, by: risks, levels: {noise: 1, dust: 3, glare: 2}, why: {fr: a, en: b}}
criteria: {comfort: {described: 3}}
"""


@pytest.mark.parametrize(("risks", "level"), [("[noise]", 1), ("[noise, glare]", 2), ("[dust, noise]", 3), ("[]", 0)])
def test_the_worst_of_the_chosen_options_counts(risks, level):
    assert evaluated(SEVERAL % "effort: 1", f"all_options: {{risks: {risks}}}").total("comfort").mean == level


def test_the_worst_of_unknown_options_is_drawn():
    pack = SEVERAL % "if_unknown: {shares: {noise: 1, dust: 0.25}}"
    assert evaluated(pack).total("comfort").mean == 0.75 * 1 + 0.25 * 3


def test_an_alternative_may_set_several_options():
    pack = SEVERAL.replace(
        "nodes:\n", "nodes:\n  base: {level: alternative, caused_by: need, sets: {risks: [glare, dust]}}\n"
    )
    assert evaluated(pack % "effort: 1").total("comfort").mean == 3


# --- units across the tree --------------------------------------------------------------------------------------------


def test_flows_and_criteria_convert_their_units():
    pack = """
questions: {used: {unit: Wh}}
nodes: {machine: {level: effect, caused_by: base, flows: {power: used}, impacts: {climate: used * intensity}}}
flows: {power: kWh}
factors: {intensity: {unit: kgCO2e/kWh, value: 0.05}, per_joule: {unit: kgCO2e/J, value: 1e-6}}
criteria:
  electricity: {unit: J, characterise: {power: 1}}
  climate: {unit: kgCO2e, characterise: {power: per_joule}}
"""
    outcome = evaluated(pack, "need: {used: 2000}")
    assert outcome.total("electricity").mean == pytest.approx(7_200_000, rel=1e-12)
    # 2 kWh at 0.05, and 7.2e6 J at 1e-6: 0.1 + 7.2
    assert outcome.total("climate").mean == pytest.approx(7.3, rel=1e-12)


def test_a_bare_characterisation_keeps_the_scale_of_flow_and_criterion():
    assert evaluated(
        "questions: {used: {unit: kWh}}\nnodes: {m: {level: effect, caused_by: base, flows: {power: used}}}" + POWER,
        "need: {used: '1500 Wh'}",
    ).total("electricity").mean == pytest.approx(1.5)


TWO_FLOWS = """
questions: {day: {if_unknown: [1, 2, 9]}, night: {if_unknown: [3, 4, 5]}}
nodes:
  use: {level: infrastructure, caused_by: [base, other], flows: {power: day, heat: night, light: night}}
  spare: {level: infrastructure, caused_by: [base, other], flows: {power: day, heat: night}}
flows: {power: "1", heat: "1", light: "1"}
criteria:
  all: {characterise: {power: 1, heat: 1, light: 1}}
  power: {characterise: {power: 1}}
"""


def test_to_add_uncertain_flows_up_changes_no_column_that_they_come_from():
    outcome = evaluated(TWO_FLOWS)
    scope = outcome.evaluated.drawn.scopes["one"]
    # PERT means: (1 + 4 * 2 + 9) / 6 = 3 by day, 4 by night
    assert scope["day"].mean() == pytest.approx(3, rel=0.01)
    assert outcome.total("power").mean == pytest.approx(2 * 3, rel=0.01)
    assert added(outcome, "all")["use"][0] == pytest.approx(3 + 2 * 4, rel=0.01)
    assert outcome.total("all").mean == pytest.approx(2 * 3 + 3 * 4, rel=0.01)


def test_every_option_has_the_same_number_of_draws():
    outcome = evaluated(UNCERTAIN_PLACE, TWO, draws=16)
    assert all(np.shape(outcome.evaluated.drawn.totals[o]["electricity"]) == (16,) for o in ("one", "two"))


def test_a_long_chain_of_quantities_that_each_read_two_before_is_planned_at_once():
    """What a value is made of grows with each step when it is written out: 2 to the power 60 here."""
    steps = {f"x{i}": f"x{i - 1} + x{i - 2}" for i in range(3, 61)}
    quantities = {"x1": "own", "x2": "2 * own"} | steps
    text = f"""
        sections: {{offer: {{asked_of: option, questions: {{own: {{if_unknown: [1, 2, 3]}}}}}}}}
        quantities: {json.dumps(quantities)}
        criteria: {{climate: {{formula: x60}}}}
    """
    two = "options: [{id: one, alternative: base, answers: {own: 1}}, {id: two, alternative: other}]"
    outcome = evaluated(text, two)
    assert outcome.total("climate").mean == 2504730781961  # the 61st Fibonacci number
    assert outcome.total("climate", "two").likely == 2 * 2504730781961

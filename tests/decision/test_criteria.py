"""Criteria of options: shares of the best, differences, contributions."""

import pytest

from tests.helpers import evaluated

THREE = """
options:
  - {id: one, alternative: base}
  - {id: two, alternative: other}
  - {id: three, alternative: other}
"""


def best(pack, answers):
    outcome = evaluated(pack, answers)
    return {c.option: c.best_share for c in outcome.evaluation.criteria}


SCORE = """
sections: {s: {asked_of: option, questions: {x: {if_unknown: {low: 0, likely: 4, high: 8, shape: uniform}}}}}
criteria: {score: {formula: x, objective: OBJECTIVE}}
"""


@pytest.mark.parametrize(
    ("objective", "shares"),
    [("minimise", {"one": 0.25, "two": 0.75}), ("maximise", {"one": 0.75, "two": 0.25})],
)
def test_the_share_of_draws_in_which_an_option_is_best(objective, shares):
    # x of `one` runs evenly from 0 to 8, that of `two` is 2: `one` is lower in a quarter of the draws
    answers = "options: [{id: one, alternative: base}, {id: two, alternative: other, answers: {x: 2}}]"
    assert best(SCORE.replace("OBJECTIVE", objective), answers) == shares


def test_ties_are_shared():
    shares = best(SCORE.replace("OBJECTIVE", "minimise"), THREE)
    assert shares == pytest.approx({"one": 1 / 3, "two": 1 / 3, "three": 1 / 3})


def test_options_that_are_not_concerned_do_not_compete():
    pack = "criteria: {score: {formula: horizon / 1, unit: year, when: alternative == other, otherwise: 0}}"
    assert best(pack, THREE) == {"one": None, "two": 0.5, "three": 0.5}


PARTLY = """
sections:
  s:
    asked_of: option
    questions:
      ai: {type: yes_no, if_unknown: {shares: {"yes": 0.25, "no": 0.75}}}
      x: {when: ai}
criteria: {score: {formula: x}}
"""


def test_an_option_does_not_compete_in_draws_in_which_it_is_closed():
    answers = """
options:
  - {id: one, alternative: base, answers: {x: 1}}
  - {id: two, alternative: other, answers: {x: 5, ai: true}}
"""
    assert best(PARTLY, answers) == {"one": 0.25, "two": 0.75}


def test_draws_in_which_no_option_competes_are_left_out():
    answers = "options: [{id: one, alternative: base, answers: {x: 1}}, {id: two, alternative: other, answers: {x: 5}}]"
    assert best(PARTLY, answers) == {"one": 1, "two": 0}


def test_differences_are_draw_by_draw():
    answers = "options: [{id: one, alternative: base, answers: {x: 3}}, {id: two, alternative: other}]"
    result = evaluated(SCORE.replace("OBJECTIVE", "minimise"), answers).result("score", "two")
    assert (result.difference.mean, result.difference.likely) == (pytest.approx(1, abs=0.01), 1)
    assert result.lower_share == 0.375  # x < 3 in three eighths of the draws


def test_an_option_that_equals_the_reference_is_lower_in_no_draw():
    result = evaluated(SCORE.replace("OBJECTIVE", "minimise"), THREE).result("score", "two")
    assert (result.difference.mean, result.lower_share) == (0, 0)


def test_a_difference_is_known_where_both_options_are():
    answers = """
options:
  - {id: one, alternative: base, answers: {x: 3, ai: true}}
  - {id: two, alternative: other, answers: {x: 5}}
  - {id: three, alternative: other, answers: {x: 5, ai: false}}
"""
    outcome = evaluated(PARTLY, answers)
    assert outcome.result("score", "two").difference.mean == 2
    assert outcome.result("score", "three").difference is None


def test_contributions_carry_their_place_in_the_tree():
    outcome = evaluated("""
nodes:
  machine: {level: infrastructure, caused_by: base, stage: use, order: first, flows: {power: 3}}
  refill: {level: effect, caused_by: machine, order: higher, rebound: time, flows: {power: 4}, impacts: {heat: -1}}
flows: {power: "1"}
criteria: {heat: {characterise: {power: 2}}}
""")
    told = [(c.node, c.level, c.stage, c.order, c.rebound, c.mean, c.likely) for c in outcome.evaluation.contributions]
    assert sorted(told) == [
        ("machine", "infrastructure", "use", "first", None, 6, 6),
        ("refill", "effect", None, "higher", "time", 7, 7),
    ]


def test_a_node_active_at_likely_values_only_is_a_contribution_too():
    outcome = evaluated("""
questions: {x: {if_unknown: [1, 2, 6]}}
nodes: {exactly: {level: effect, caused_by: base, when: x == 2, flows: {power: 3}}}
flows: {power: "1"}
criteria: {heat: {characterise: {power: 1}}}
""")
    (contribution,) = outcome.evaluation.contributions
    assert (contribution.mean, contribution.likely) == (0, 3)
    assert outcome.total("heat").likely == 3

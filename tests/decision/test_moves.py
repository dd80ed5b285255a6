"""Swings and flip points, against numbers that can be done in the head."""

import numpy as np
import pytest

from compass.decision.moves import flips, move
from compass.engine.cells import read_cells
from compass.engine.designs import Noted
from compass.engine.draws import Draws
from compass.engine.plan import make_plan
from compass.engine.run import run, run_where_it_can
from tests.helpers import assessment_of, program_of

TWO = "options: [{id: one, alternative: base}, {id: two, alternative: other}]"


def prepared(text):
    program, assessment = program_of(text), assessment_of(TWO)
    cells, _ = read_cells(program.pack, program.units, assessment)
    plan = make_plan(program, assessment, cells)
    noted = Noted(Draws(1, 64))
    run(program, assessment, cells, noted, plan)
    return noted.inputs, lambda columns: run_where_it_can(program, assessment, cells, columns, plan)


def score(found):
    return -np.stack([np.broadcast_to(found.totals[option]["cost"], (found.draws,)) for option in ("one", "two")])


def test_a_number_flips_the_lead_where_the_two_costs_cross():
    # one costs 5 x, two costs 20 whatever x is: one leads while x is below 4
    inputs, compute = prepared("""
questions: {x: {if_unknown: [0, 3, 10]}}
criteria: {cost: {formula: 5 * x if alternative == base else 20}}
""")
    found = flips(move(inputs, compute), 0, score, compute)
    assert [(flip.value, flip.to) for flip in found["x"]] == [(pytest.approx(4, abs=1e-4), 1)]


def test_every_crossing_is_found():
    # one costs (x - 5)^2, two costs 4: one leads between 3 and 7
    inputs, compute = prepared("""
questions: {x: {if_unknown: [0, 5, 10]}}
criteria: {cost: {formula: (x - 5) ** 2 if alternative == base else 4}}
""")
    found = flips(move(inputs, compute), 0, score, compute)
    assert [flip.value for flip in found["x"]] == pytest.approx([3, 7], abs=1e-4)


def test_an_input_that_changes_nothing_in_its_range_has_no_flip():
    inputs, compute = prepared("""
questions: {x: {if_unknown: [0, 1, 3]}}
criteria: {cost: {formula: 5 * x if alternative == base else 20}}
""")
    assert flips(move(inputs, compute), 0, score, compute) == {}


def test_the_answers_of_a_choice_at_which_another_option_leads():
    inputs, compute = prepared("""
questions:
  place:
    type: choice
    options: {here: 1, there: 3, nowhere: 9}
    if_unknown: {shares: {here: 0.5, there: 0.3, nowhere: 0.2}}
criteria: {cost: {formula: points(asked) if alternative == base else 2}}
""")
    found = flips(move(inputs, compute), 0, score, compute)
    assert [(flip.value, flip.to) for flip in found["place"]] == [(1, 1), (2, 1)]


def test_two_options_that_differ_by_rounding_alone_flip_nowhere():
    inputs, compute = prepared("""
questions: {x: {if_unknown: [0, 3, 10]}}
criteria: {cost: {formula: "(x * 0.1 + x * 0.2) if alternative == base else x * 0.3"}}
""")
    apart = compute(Noted(Draws(1, 64)))
    assert np.ptp(score(apart), axis=0).max() > 0
    for leader in (0, 1):
        assert flips(move(inputs, compute), leader, score, compute) == {}

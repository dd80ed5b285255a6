"""Inputs noted as a run asks for them, and moved one at a time."""

import numpy as np
import pytest

from compass.engine.cells import read_cells
from compass.engine.designs import Input, Noted, OneAtATime, item_of
from compass.engine.draws import Draws
from compass.engine.plan import make_plan
from compass.engine.run import run, run_where_it_can
from tests.helpers import assessment_of, program_of

PACK = """
questions:
  volume: {if_unknown: [50, 100, 200]}
  exact: {if_unknown: 3}
sections:
  offer:
    asked_of: option
    questions:
      place: {type: choice, options: [here, cloud], if_unknown: {shares: {here: 0.25, cloud: 0.75}}}
      own_share: {own: true, if_unknown: [0, 0.5, 1]}
factors:
  per_place: {by: place, values: {here: [1, 2, 3], cloud: 4}}
criteria: {load: {formula: "volume * lookup(per_place, place) + exact * own_share"}}
"""


@pytest.fixture
def prepared():
    program = program_of(PACK)
    assessment = assessment_of("options: [{id: one, alternative: base}, {id: two, alternative: other}]")
    cells, _ = read_cells(program.pack, program.units, assessment)
    return program, assessment, cells


def test_every_uncertain_input_is_noted_with_what_it_can_be(prepared):
    noted = Noted(Draws(1, 64))
    run(*prepared, noted)
    assert {name: (i.kind, i.likely, i.points) for name, i in noted.inputs.items()} == {
        "volume": ("number", 100, (50, 200)),
        "place": ("choice", 1, (0, 1)),
        "own_share@one": ("number", 0.5, (0, 1)),
        "own_share@two": ("number", 0.5, (0, 1)),
        "per_place[here]": ("number", 2, (1, 3)),
    }
    assert all(len(column) == 64 for column in noted.columns.values())


def test_one_input_moves_and_the_others_stand_at_their_likely_value(prepared):
    noted = Noted(Draws(1, 64))
    run(*prepared, noted)
    design = OneAtATime({name: each.grid(3) for name, each in noted.inputs.items()})
    moved = run(*prepared, design)
    load = {option: moved.totals[option]["load"] for option in ("one", "two")}
    here = {name: load["one"][place].tolist() for name, place in design.slots.items()}
    assert here == {
        "volume": [201.5, 501.5, 801.5],
        "place": [201.5, 401.5],
        "own_share@one": [400, 401.5, 403],
        "own_share@two": [401.5] * 3,
        "per_place[here]": [401.5] * 3,
    }
    assert load["two"][design.slots["own_share@two"]].tolist() == [400, 401.5, 403]


def test_a_point_at_which_nothing_can_be_computed_spoils_no_other():
    program = program_of("questions: {x: {if_unknown: [0, 1, 2]}}\ncriteria: {load: {formula: 1 / x}}")
    assessment = assessment_of("")
    cells, _ = read_cells(program.pack, program.units, assessment)
    plan = make_plan(program, assessment, cells)
    moved = run_where_it_can(program, assessment, cells, OneAtATime({"x": (0.0, 1.0, 2.0)}), plan)
    found = moved.totals["one"]["load"]
    assert np.isnan(found[0])
    assert found[1:].tolist() == [1, 0.5]


def test_truths_studies_and_reported_figures_are_noted_where_they_are_uncertain():
    noted = Noted(Draws(1, 64))
    given = {
        "half": noted.happens("half", 0.5),
        "rarely": noted.happens("rarely", 0.25),
        "trial.recall": noted.pick("trial.recall", 3, 1),
        "recall": noted.reported("recall", 0.9, (0.8, 0.95), True),
    }
    assert noted.reported("exact", 0.7, None, True) == 0.7
    noted.happens("never", 0)
    assert noted.inputs == {
        "half": Input("half", "truth", 1, (0, 1)),
        "rarely": Input("rarely", "truth", 0, (0, 1)),
        "trial.recall": Input("trial.recall", "study", 1, (0, 1, 2)),
        "recall": Input("recall", "number", 0.9, (0.8, 0.95)),
    }
    assert all(noted.columns[name] is column for name, column in given.items())


def test_a_grid_goes_from_the_low_to_the_high_end_of_a_number():
    assert Input("x", "number", 3, (1, 5)).grid(5) == (1, 2, 3, 4, 5)
    assert Input("x", "study", 0, (0, 1, 2)).grid(5) == (0, 1, 2)


def test_a_truth_and_a_study_stand_at_what_is_likely_while_another_moves():
    design = OneAtATime({"x": (1.0, 2.0), "half": (0.0, 1.0), "trial.recall": (0.0, 2.0)})
    assert design.happens("half", 0.5).tolist() == [True, True, False, True, True, True]
    assert design.pick("trial.recall", 3, 1).tolist() == [1, 1, 1, 1, 0, 2]
    assert design.reported("x", 7.0, (6.0, 8.0), False).tolist() == [1, 2, 7, 7, 7, 7]
    assert (design.happens("other", 0.49), design.happens("third", 0.5)) == (False, True)


@pytest.mark.parametrize("name", ["pue", "pue[edge]", "pue@offer", "pue.recall", "pue#2", "pue@offer[edge]"])
def test_a_column_is_named_after_its_item(name):
    assert item_of(name) == "pue"

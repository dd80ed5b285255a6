"""An assessment read with a pack of another version: what fits is kept, what does not is told and left out."""

from __future__ import annotations

from compass.engine.cells import read_cells
from compass.engine.fitting import fit
from tests.helpers import assessment_of, program_of

PACK = """
    questions: {cars: {if_unknown: 3, between: [0, 10]}}
    sections:
      own:
        asked_of: option
        questions: {size: {type: choice, options: [small, large], if_unknown: {shares: {small: 1}}}}
    factors: {per: {by: size, values: {small: 1, large: 2}}}
    criteria: {weight: {formula: "cars * lookup(per, size)"}}
"""
ANSWERS = """
    version: 7
    settings: {seed: 4, weights: gone, reference: {option: two, why: in use}}
    need: {cars: 30, bikes: 2}
    all_options: {size: large}
    options:
      - {id: one, alternative: base, answers: {size: huge}}
      - {id: two, alternative: gone}
      - {id: three, alternative: other, answers: {size: small}}
"""


def test_what_does_not_fit_is_left_out_and_told_where_it_was_written():
    fitted, faults = fit(program_of(PACK), assessment_of(ANSWERS))
    assert {(fault.code, fault.path) for fault in faults} == {
        ("A003", ("need", "cars")),
        ("A001", ("need", "bikes")),
        ("A005", ("options", 0, "answers", "size")),
        ("A008", ("options", 1, "alternative")),
        ("N012", ("settings", "weights")),
        ("A008", ("settings", "reference")),
    }
    assert fitted.need == {}
    assert [(option.id, list(option.answers)) for option in fitted.options] == [("one", []), ("three", ["size"])]
    assert list(fitted.all_options) == ["size"]
    assert (fitted.settings.seed, fitted.settings.weights, fitted.settings.reference) == (4, None, None)


def test_what_is_left_fits():
    program = program_of(PACK)
    fitted, _ = fit(program, assessment_of(ANSWERS))
    assert read_cells(program.pack, program.units, fitted)[1] == ()


def test_another_version_alone_is_no_fault():
    fitted, faults = fit(program_of(PACK), assessment_of("{version: 3, need: {cars: 4}}"))
    assert faults == ()
    assert (fitted.version, fitted.need["cars"].value) == (1, 4)

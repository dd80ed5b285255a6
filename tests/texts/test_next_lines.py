"""What `compass next` says of decisions, in both languages."""

import pytest

from compass.engine.cells import read_cells
from compass.engine.interview import interview
from compass.model.decision import ChoiceEffect
from compass.model.interview import NextQuestions, OpenDecision
from compass.texts.questions import next_lines
from compass.texts.typography import HARD, THIN
from tests.helpers import assessment_of, program_of

PACK = """
sections:
  offer:
    asked_of: option
    title: {fr: Offre, en: Offer}
    questions:
      place:
        {type: choice, nature: decision, title: {fr: Lieu, en: Place}, if_unknown: {option: here},
         options: {here: {title: {fr: Ici, en: Here}}, there: {title: {fr: Là-bas, en: Over there}}}}
      shared:
        {type: yes_no, nature: decision, title: {fr: Partagé, en: Shared}, if_unknown: {option: "no"}}
criteria:
  power: {intermediate: true, formula: 2 if place == there else 1, title: {fr: Énergie, en: Energy}}
  a: {formula: "1 if shared else 0", title: {fr: Critère A, en: Criterion A}}
  b: {formula: "1", title: {fr: Critère B, en: Criterion B}}
  c: {formula: "1", title: {fr: Critère C, en: Criterion C}}
  d: {formula: "1", title: {fr: Critère D, en: Criterion D}}
"""


def effect(question, choice, criterion, change, option="one"):
    return ChoiceEffect(question=question, choice=choice, option=option, criterion=criterion, node=None, change=change)


def lines(decisions, language):
    program, assessment = program_of(PACK), assessment_of("")
    cells, _ = read_cells(program.pack, program.units, assessment)
    found = interview(program, assessment, cells)
    ranked = NextQuestions(depth="full", threshold=0.001, decisions=decisions)
    return next_lines(program.pack, assessment, found, ranked, language)


WHERE = tuple(effect("place", "there", criterion, 2.0) for criterion in ("power", "a", "b", "c", "d"))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fr",
            [
                "  Lieu (place@one)",
                f"    Là-bas (there){HARD}: " + f"{THIN}; ".join([*(f"Critère {each} +2" for each in "ABCD"), "…"]),
                f"Décisions sans effet notable sur aucun critère{HARD}: Partagé.",
            ],
        ),
        (
            "en",
            [
                "  Place (place@one)",
                "    Over there (there): Criterion A +2; Criterion B +2; Criterion C +2; Criterion D +2; …",
                "Decisions that change no criterion notably: Shared.",
            ],
        ),
    ],
)
def test_a_decision_is_told_with_what_matters_and_the_idle_ones_are_named(language, told):
    decisions = (
        OpenDecision(question="shared", option="one", effects=()),
        OpenDecision(question="place", option="one", effects=WHERE),
    )
    assert lines(decisions, language)[-3:] == told


def test_of_a_decision_about_the_need_the_option_is_named_and_a_yes_is_said_in_words():
    decision = OpenDecision(question="shared", option=None, effects=(effect("shared", "yes", "a", 1.0),))
    assert lines((decision,), "fr")[-1] == f"    oui (yes){HARD}: Critère A +1 (one)"

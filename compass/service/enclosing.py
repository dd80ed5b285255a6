"""The files that a PDF report carries, from which it can be made and checked again."""

from __future__ import annotations

from compass.catalogue.snapshots import snapshot_of
from compass.model.digest import digested
from compass.reporting.pdf import Enclosure
from compass.service.evaluating import Result
from compass.texts.words import Language, say

ASSESSMENT, PACK, EVALUATION = "assessment.json", "pack.json", "evaluation.json"
"""The SHA-256 of each file is the digest that the report prints, but that of the pack, which stands inside its file."""


def enclosures_of(result: Result, language: Language) -> tuple[Enclosure, ...]:
    """Give the assessment, its resolved pack and the evaluation as canonical JSON, dated by the evaluation."""
    evaluation = result.evaluated.evaluation
    contents = {
        ASSESSMENT: digested(result.read.assessment),
        PACK: snapshot_of(result.pack),
        EVALUATION: digested(evaluation),
    }
    return tuple(
        Enclosure(
            name,
            say("report", language, f"enclosed.{name.removesuffix('.json')}"),
            "Data" if name == EVALUATION else "Source",
            content,
            evaluation.date,
        )
        for name, content in contents.items()
    )

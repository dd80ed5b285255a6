"""An assessment with what a workshop took into it, and as it would be without."""

from __future__ import annotations

from collections.abc import Iterable

from compass.engine.interview import answer_in, answered
from compass.model.adoption import Adoption
from compass.model.assessment import Answer, Assessment, Weights

WEIGHTS = "weights"
"""The cell of an adoption that sets weights; no question is called so."""


def with_all(assessment: Assessment, adoptions: Iterable[Adoption]) -> Assessment:
    """Give an assessment with the answers that a workshop took, whatever stands there now; one that still stands keeps
    who signed it."""
    for each in adoptions:
        if each.cell == WEIGHTS:
            assessment = _weighed(assessment, Weights(swing=each.answer.value, why=each.answer.comment))
        elif (there := answer_in(assessment, each.cell)) is None or there.value != each.answer.value:
            assessment = _answered(assessment, each.cell, each.answer)
    return assessment


def without_any(assessment: Assessment, adoptions: Iterable[Adoption]) -> Assessment:
    """Give an assessment with what stood in place of the answers that a workshop took."""
    for each in adoptions:
        if each.cell == WEIGHTS:
            weights = None if each.replaced is None else Weights.model_validate(each.replaced.value)
            assessment = _weighed(assessment, weights)
        else:
            assessment = _answered(assessment, each.cell, each.replaced)
    return assessment


def kept_weights(weights: Weights | None) -> Answer | None:
    """Give weights as the answer that others replace; None where there are none."""
    return None if weights is None else Answer(value=weights.model_dump(mode="json", exclude_none=True))


def _weighed(assessment: Assessment, weights: Weights | None) -> Assessment:
    return assessment.model_copy(update={"settings": assessment.settings.model_copy(update={"weights": weights})})


def _answered(assessment: Assessment, cell: str, answer: Answer | None) -> Assessment:
    question, _, option = cell.partition("@")
    return answered(assessment, question, answer, option or None)

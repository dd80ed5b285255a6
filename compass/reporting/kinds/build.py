"""An Evaluation told as a document of one kind."""

from __future__ import annotations

from compass.model.assessment import Assessment
from compass.model.evaluation import Evaluation
from compass.model.pack import Pack
from compass.model.paper import Kind
from compass.reporting.build import build_report
from compass.reporting.context import Context
from compass.reporting.html import Document
from compass.reporting.kinds.brief import build_brief
from compass.reporting.kinds.comparison import build_side_by_side
from compass.reporting.kinds.letter import build_letters
from compass.reporting.kinds.questionnaire import build_questionnaire
from compass.texts.words import Language


def build_document(
    kind: Kind, pack: Pack, assessment: Assessment, evaluation: Evaluation, language: Language
) -> Document:
    """Give the document of one kind; a full report is without its audit, `build_report` takes one.

    Raises CannotSetSide for a comparison of fewer than two options or of more than eight.
    """
    if kind == "full":
        return build_report(pack, assessment, evaluation, language)
    if kind == "questionnaire":
        return build_questionnaire(pack, language)
    context = Context(pack, assessment, evaluation, language)
    if kind == "letter":
        return build_letters(context)
    return build_brief(context) if kind == "brief" else build_side_by_side(context)

"""The shipped sample assessment, evaluated once with few draws."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from compass.model.assessment import Assessment
from compass.model.base import Text
from compass.model.evaluation import Evaluation
from compass.model.pack import Pack
from compass.reporting.build import build_report
from compass.reporting.report import Report
from compass.service.auditing import audit_result
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace
from compass.shipped import questionnaires

Told = tuple[Pack, Assessment, Evaluation]
HOSTILE = "<script>alert('x')</script> & مستشفى 🩻 " + "x" * 300


@pytest.fixture(scope="session")
def told() -> Told:
    source = questionnaires() / "radiology-ai" / "assessments" / "fracture-detection.yaml"
    result = evaluate_file(open_workspace(Path.cwd()), source, draws=256)
    return result.read.checked.usable().pack, result.read.assessment, result.evaluated.evaluation


@pytest.fixture(scope="session")
def reports(told: Told) -> dict[str, Report]:
    return {language: build_report(*told, language) for language in ("fr", "en")}


@pytest.fixture(scope="session")
def audited() -> Callable[[str], Report]:
    """Make the report with its audit, from enough draws to tell what explains a spread."""
    source = questionnaires() / "radiology-ai" / "assessments" / "fracture-detection.yaml"
    result = evaluate_file(open_workspace(Path.cwd()), source, draws=2048)
    audit, evaluation = audit_result(result), result.evaluated.evaluation
    return cache(lambda language: build_report(result.pack, result.read.assessment, evaluation, language, audit=audit))


@pytest.fixture
def hostile(told: Told) -> Callable[[], Report]:
    """Make the report of an assessment whose every user text is hostile."""
    pack, assessment, evaluation = told
    text = Text(fr=HOSTILE, en=HOSTILE)
    options = tuple(o.model_copy(update={"title": text, "product": HOSTILE, "note": text}) for o in assessment.options)
    changed = {"title": text, "about": text, "organisation": text, "options": options}
    return lambda: build_report(pack, assessment.model_copy(update=changed), evaluation, "fr")

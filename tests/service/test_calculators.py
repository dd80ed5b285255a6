"""A pack without alternatives is a calculator: its options are cases that are computed, and no tree is walked."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass.errors import AssessmentError
from compass.reporting.build import build_report
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace

SINGLE = Path(__file__).parents[1] / "packs" / "single.yaml"
CASE = """pack: single
version: 1
title: "A trip"
date: 2026-11-22
need: {distance: 100, vehicle: car, country: fra}
options:
  - {id: trip, title: "The trip"%s}
"""
NODES = """
flows: {way: {title: {fr: "Chemin", en: "Way"}, unit: km}}
nodes:
  travel: {level: need, title: {fr: "Aller", en: "Go"}}
  driving: {level: function, caused_by: travel, title: {fr: "Conduire", en: "Drive"}, flows: {way: distance}}
"""
ROAD = """
  road: {title: {fr: "Route", en: "Road"}, family: money, unit: km, objective: minimise, characterise: {way: 1}}
"""


@pytest.fixture
def result(tmp_path):
    def of(pack, case=CASE % ""):
        folder = tmp_path / "single"
        (folder / "assessments").mkdir(parents=True)
        (folder / "pack.yaml").write_text(pack, encoding="utf-8")
        (folder / "assessments" / "trip.yaml").write_text(case, encoding="utf-8")
        return evaluate_file(open_workspace(tmp_path, (tmp_path,)), folder / "assessments" / "trip.yaml", draws=64)

    return of


def test_a_calculator_is_computed_and_reported(result):
    found = result(SINGLE.read_text(encoding="utf-8"))
    (cost,) = found.evaluated.evaluation.criteria
    assert cost.total.likely == pytest.approx(100 * (0.2 + 0.1))
    for language in ("fr", "en"):
        report = build_report(found.pack, found.read.assessment, found.evaluated.evaluation, language)
        assert [line.detail for line in report.cover.options] == [""]


def test_its_tree_runs_from_the_need(result):
    found = result(SINGLE.read_text(encoding="utf-8") + ROAD + NODES)
    road = next(c for c in found.evaluated.evaluation.criteria if c.criterion == "road")
    assert road.total.mean == 100


def test_an_option_of_a_calculator_names_no_alternative(result):
    with pytest.raises(AssessmentError) as refused:
        result(SINGLE.read_text(encoding="utf-8"), CASE % ", alternative: car")
    assert [problem.code for problem in refused.value.problems] == ["A008"]

"""The number of studies of a local trial, against numbers that another program gives.

Buderer 1996 as `epi.ssdxsesp` of epiR 2.0.91 computes it (error = "absolute", 95 %): n for sensitivity, n for
specificity, and the larger of the two.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace

TRIAL = """
pack: radiology-ai
version: 1
title: Trial
date: 2026-11-22
evidence: {{paper: {{title: A paper}}}}
need: {{studies_per_year: 20000, hospital_country: fra, prevalence: {prevalence}, trial_half_width: {width}}}
options:
  - {{id: as_we_are, alternative: do_nothing, title: As we are}}
  - id: offer
    alternative: vendor_ai_site
    title: Offer
    answers:
      detection:
        - {{metric: sensitivity, value: {sensitivity}, evidence: paper}}
        - {{metric: specificity, value: {specificity}, evidence: paper}}
"""


@pytest.fixture
def sizes(tmp_path):
    def compute(sensitivity, specificity, prevalence, width):
        file = tmp_path / "trial.yaml"
        file.write_text(
            TRIAL.format(sensitivity=sensitivity, specificity=specificity, prevalence=prevalence, width=width),
            encoding="utf-8",
        )
        found = evaluate_file(open_workspace(Path.cwd()), file, draws=64).evaluated.evaluation
        likely = {q.quantity: q.value.likely for q in found.quantities if q.option == "offer" and q.value is not None}
        (study,) = found.studies
        assert study.follows["trial_studies"].likely == likely["trial_studies"]
        told = {r.finding for r in found.findings if r.option == "offer"}
        names = ("trial_for_sensitivity", "trial_for_specificity", "trial_studies")
        return tuple(likely[name] for name in names), "trial_is_long" in told

    return compute


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((0.85, 0.85, 0.60, 0.05), (327, 490, 490)),
        ((0.85, 0.90, 0.30, 0.05), (654, 198, 654)),
        ((0.91, 0.65, 0.00742, 0.07), (8654, 180, 8654)),  # a chest radiograph tool for tuberculosis
    ],
)
def test_it_is_that_of_epir(sizes, given, expected):
    assert sizes(*given)[0] == expected


def test_a_trial_of_more_than_a_quarter_is_told(sizes):
    assert sizes(0.91, 0.65, 0.00742, 0.07)[1]  # 8,654 of 20,000 studies a year
    assert not sizes(0.85, 0.85, 0.60, 0.05)[1]


def test_half_the_width_takes_four_times_as_many(sizes):
    wide, narrow = (sizes(0.8, 0.8, 0.5, width)[0][2] for width in (0.1, 0.05))
    assert narrow == pytest.approx(4 * wide, abs=4)

"""Published tables of 2 x 2 through the pack's own formulas: from their counts to the predictive values printed beside.

Only counts, and what each publication prints, stand here. Sensitivity, specificity and prevalence are their quotients,
given to the engine as an assessment would; what it then tells must be the printed figures, within their rounding.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace

WEEKS = 365 / 7
PROPOSAL = """
pack: radiology-ai
version: 1
title: A published table
date: 2026-11-24
evidence: {{paper: {{title: A paper}}}}
need: {{studies_per_year: {studies}, hospital_country: fra, prevalence: {prevalence}}}
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


class Table(NamedTuple):
    found: int  # true positives
    false: int  # false positives
    missed: int  # false negatives
    cleared: int  # true negatives
    ppv: float  # as printed
    npv: float
    rounding: float  # half a unit of the last digit printed

    @property
    def studies(self) -> int:
        return self.found + self.false + self.missed + self.cleared

    @property
    def prevalence(self) -> float:
        return (self.found + self.missed) / self.studies


PUBLISHED = {
    # Shelmerdine et al. 2022, Insights into Imaging 13:94, doi:10.1186/s13244-022-01234-3, table 4. Its row for the
    # temporal test set of Choi is left out: the 117 negatives printed do not give the specificity printed beside them.
    "elbow fractures, Rayan": Table(536, 82, 54, 434, 0.867, 0.889, 0.0005),
    "supracondylar fractures, Choi": Table(55, 11, 3, 185, 0.833, 0.984, 0.0005),
    "supracondylar fractures elsewhere, Choi": Table(23, 10, 0, 62, 0.697, 1.0, 0.0005),
    "elbow fractures, Dupuis": Table(89, 25, 8, 172, 0.781, 0.956, 0.0005),
    # Scientific Reports 2025, doi:10.1038/s41598-025-15835-7, table 4, all scans: 1.5 % have a haemorrhage.
    "intracranial haemorrhage, consecutive scans": Table(106, 806, 12, 6873, 0.116, 0.998, 0.0005),
    # Abstract on RAPID ICH 3.0, 881 studies: 453 of 463 and 416 of 418 rightly read. Half of them have a haemorrhage.
    "intracranial haemorrhage, chosen scans": Table(453, 2, 10, 416, 0.9956, 0.9765, 0.00005),
    # Altman and Bland 1994, BMJ 309:102, doi:10.1136/bmj.309.6947.102, liver scans; the page prints 0.59 for 54/81.
    "liver scans": Table(231, 32, 27, 54, 0.88, 54 / 81, 0.005),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    workspace = open_workspace(Path.cwd())
    file = tmp_path_factory.mktemp("published") / "table.yaml"

    def compute(table, prevalence):
        given = PROPOSAL.format(
            studies=table.studies,
            prevalence=prevalence,
            sensitivity=table.found / (table.found + table.missed),
            specificity=table.cleared / (table.cleared + table.false),
        )
        file.write_text(given, encoding="utf-8")
        (study,) = evaluate_file(workspace, file, draws=2).evaluated.evaluation.studies
        return {name: spread.likely for name, spread in study.follows.items()}

    return compute


@pytest.mark.parametrize("name", PUBLISHED)
def test_predictive_values_as_printed(told, name):
    """And a year of as many studies has as many false alerts, and as many cases without an alert."""
    table = PUBLISHED[name]
    found = told(table, table.prevalence)
    assert found["alert_is_right"] == pytest.approx(table.ppv, abs=table.rounding)
    assert found["silence_is_right"] == pytest.approx(table.npv, abs=table.rounding)
    assert found["false_alerts_per_week"] * WEEKS == pytest.approx(table.false)
    assert found["missed_by_tool_per_week"] * WEEKS == pytest.approx(table.missed, abs=1e-9)


def test_liver_scans_elsewhere_as_printed(told):
    """Altman and Bland 1994: the same scans where 25 % are abnormal, not 75 %, give 0.45 and 0.95."""
    found = told(PUBLISHED["liver scans"], 0.25)
    assert found["alert_is_right"] == pytest.approx(0.45, abs=0.005)
    assert found["silence_is_right"] == pytest.approx(0.95, abs=0.005)


@pytest.mark.parametrize("name", ["elbow fractures, Dupuis", "intracranial haemorrhage, consecutive scans"])
def test_at_the_prevalence_of_the_fracture_department(told, name):
    """The columns of the table are weighed until 29.6 % are positive, as in the case; its rows are then read off."""
    table = PUBLISHED[name]
    weight = 0.296 / (1 - 0.296) * (table.false + table.cleared) / (table.found + table.missed)
    found = told(table, 0.296)
    assert found["alert_is_right"] == pytest.approx(weight * table.found / (weight * table.found + table.false))
    assert found["silence_is_right"] == pytest.approx(table.cleared / (weight * table.missed + table.cleared))

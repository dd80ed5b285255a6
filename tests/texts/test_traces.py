"""Paths as sentences: whole for every name of the shipped pack, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compass.service.evaluating import evaluate_file
from compass.service.tracing import trace_file, trace_result
from compass.service.workspace import open_workspace
from compass.texts.traces import trace_lines
from compass.texts.typography import set_type

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "questionnaires/radiology-ai/assessments/fracture-detection.yaml"


@pytest.fixture(scope="module")
def result():
    return evaluate_file(open_workspace(ROOT), CASE, draws=128)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_name_of_the_case_reads_whole(result, language):
    pack, lines = result.pack, []
    for name in [*pack.questions, *pack.quantities, *pack.nodes, *pack.criteria]:
        told = trace_lines(pack, result.read.assessment, trace_result(result, name), language)
        assert told
        lines += told
    assert len(lines) > 2000
    assert [line for line in lines if re.search(r"[{}_]|None(?! of)|“”|  \S+  |«\s*»", line)] == []
    assert [line for line in lines if set_type(line, language) != line] == []
    assert [line for line in lines if not re.search(r"[.:]$", line)] == []


def test_a_path_reads_as_a_sentence(result):
    told = trace_lines(result.pack, result.read.assessment, trace_result(result, "studies_per_year"), "en")
    assert told[0].startswith("“Studies a year” touches ")
    assert (
        "  “Studies a year” goes into “Missed cases a year”, which counts in the criterion “Missed cases”. "
        "In force for all options."
    ) in told


def test_a_result_names_its_largest_input_first(result):
    told = trace_lines(result.pack, result.read.assessment, trace_result(result, "missed_cases"), "fr")
    assert told[0] == "«\u202fCas manqués\u202f» repose, pour «\u202fLecture actuelle\u202f», sur\u00a0:"
    assert re.match(
        r"  \d\d\u202f% de la variance\u00a0: «\u202fSensibilité de la lecture actuelle\u202f» entre dans ", told[1]
    )


def test_a_pack_alone_is_traced_by_its_id():
    traced = trace_file(open_workspace(ROOT), "radiology-ai", "pue")
    assert traced.assessment is None
    lines = trace_lines(traced.pack, None, traced.trace, "en")
    assert lines[0].startswith("“Data centre efficiency (PUE)” touches ")
    assert not any("In force" in line for line in lines)

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compass import shipped
from compass.errors import InputError
from compass.service.auditing import audit_named
from compass.service.workspace import open_workspace

CASE = shipped.questionnaires() / "radiology-ai" / "assessments" / "fracture-detection.yaml"


@pytest.fixture(scope="module")
def workspace():
    return open_workspace(Path.cwd())


def test_a_pack_is_audited_today_unless_a_day_is_given(workspace):
    today = audit_named(workspace, "radiology-ai", None, "2028-01-01")
    assert today.assessment is None
    kinds = ("short", "production", "reasoning_open", "reasoning_long")
    stale = ("grid_ghg/fra", *(f"request_electricity/{kind}" for kind in kinds), "request_water_on_site")
    assert (today.audit.date, today.audit.stale) == ("2028-01-01", stale)
    assert audit_named(workspace, "radiology-ai", "2027-12-31", "2028-01-01").audit.stale == ()


def test_an_assessment_is_audited_on_its_own_day_unless_another_is_given(workspace):
    audited = audit_named(workspace, str(CASE), None, "2028-01-01")
    assert (audited.audit.date, audited.audit.stale) == ("2026-11-22", ())
    assert audited.assessment is not None
    read = ("grid_ghg/fra", "request_electricity/production", "request_water_on_site")
    assert audit_named(workspace, str(CASE), "2028-01-01", "2026-01-01").audit.stale == read


def test_both_counts_of_ranges_are_given_for_the_shipped_pack(workspace):
    audit = audit_named(workspace, "radiology-ai", None, "2026-11-22").audit
    pack = workspace.pack("radiology-ai").usable().pack
    rows = [row for factor in pack.factors.values() for row in factor.rows.values()]
    assert audit.ranges["pedigree"] == sum(row.pedigree is not None for row in rows) > 80
    assert audit.ranges["published"] > 60
    assert sum(audit.ranges.values()) == len(rows)


def test_a_name_that_is_neither_is_refused(workspace):
    with pytest.raises(InputError) as refused:
        audit_named(workspace, "nowhere", None, "2026-11-22")
    assert [p.code for p in refused.value.problems] == ["F015"]


def test_an_assessment_at_fault_is_refused_with_its_problems(tmp_path):
    folder = tmp_path / "assessments"
    folder.mkdir()
    shutil.copy(CASE, folder / "wrong.yaml")
    path = folder / "wrong.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("pack: radiology-ai", "pack: nowhere"), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        audit_named(open_workspace(tmp_path), str(path), None, "2026-11-22")
    assert [p.code for p in refused.value.problems] == ["F015"]

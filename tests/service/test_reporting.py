from __future__ import annotations

import weakref
from pathlib import Path

import pytest

from compass.service import reporting
from compass.service.starting import start_pack
from compass.service.workspace import open_workspace


@pytest.mark.parametrize("kind", ["full", "brief"])
def test_draws_are_let_go_before_the_pages_are_laid_out(kind, tmp_path, monkeypatch):
    start_pack("small", tmp_path, "en")
    (case,) = (tmp_path / "small" / "assessments").glob("*.yaml")
    drawn, seen = [], []

    def evaluate(*arguments, evaluate=reporting.evaluate_file, **options):
        result = evaluate(*arguments, **options)
        drawn.append(weakref.ref(result.evaluated.drawn))
        return result

    def lay_out(page, enclosures):
        seen.extend(each() for each in drawn)
        return page.encode()

    monkeypatch.setattr(reporting, "evaluate_file", evaluate)
    monkeypatch.setattr(reporting, "render_pdf", lay_out)
    workspace = open_workspace(tmp_path, (tmp_path,))
    reporting.report_files(workspace, case, (Path(tmp_path / "report.pdf"),), "en", draws=64, kind=kind)
    assert seen == [None]

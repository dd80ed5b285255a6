"""A folder of assessments reported at once: what is written, what is left, what fails alone."""

from __future__ import annotations

import json

import pytest

from compass.cli import main
from compass.errors import InputError
from compass.service.batch import LEDGER, open_batch
from compass.service.starting import start_pack
from compass.service.workspace import open_workspace


@pytest.fixture
def folder(tmp_path):
    """Two assessments that can be evaluated, and one that can't."""
    start_pack("small", tmp_path, "en")
    cases = tmp_path / "small" / "assessments"
    (first,) = cases.glob("*.yaml")
    text = first.read_text(encoding="utf-8")
    (cases / "second.yaml").write_text(text, encoding="utf-8")
    (cases / "wrong.yaml").write_text(text + "nonsense: 1\n", encoding="utf-8")
    return cases


def states(folder, kinds=(".html",)):
    workspace = open_workspace(folder, (folder.parent.parent,))
    done = list(open_batch(workspace, folder, folder.parent.parent / "out", kinds, "en", 64).run(2))
    return {each.source.name: (each.state, [problem.code for problem in each.problems], each.fault) for each in done}


def test_a_fault_in_one_does_not_stop_the_others_and_only_what_changed_is_made_again(folder):
    out = folder.parent.parent / "out"
    first = {"first-case.yaml": ("written", [], ""), "second.yaml": ("written", [], "")}
    failed = {"wrong.yaml": ("failed", ["K001"], "")}
    assert states(folder) == {**first, **failed}
    assert {path.name for path in out.iterdir()} == {"first-case.full.en.html", "second.full.en.html", LEDGER}
    (out / "first-case.full.en.html").unlink()
    unchanged = {"second.yaml": ("unchanged", [], "")}
    assert states(folder) == {**first, **unchanged, **failed}
    changed = (folder / "second.yaml").read_text(encoding="utf-8").replace("title:", "notes: [changed]\ntitle:", 1)
    (folder / "second.yaml").write_text(changed, encoding="utf-8")
    assert states(folder) == {"first-case.yaml": ("unchanged", [], ""), "second.yaml": ("written", [], ""), **failed}


def test_a_folder_without_assessments_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        open_batch(open_workspace(tmp_path), tmp_path, tmp_path, (".html",), "en", 64)
    assert [problem.code for problem in caught.value.problems] == ["F023"]


def test_the_command_tells_what_failed_and_ends_with_1(folder, capsys):
    packs = folder.parent.parent
    given = ["report", "--all", folder, "-o", packs / "books", "--format", "xlsx", "--draws", "64", "--json"]
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in ("--packs", packs, *given)])
    told = {entry["assessment"].split("/")[-1]: entry["state"] for entry in json.loads(capsys.readouterr().out)}
    assert ended.value.code == 1
    assert told == {"first-case.yaml": "written", "second.yaml": "written", "wrong.yaml": "failed"}
    assert len(list((packs / "books").glob("*.xlsx"))) == 2


def test_an_assessment_and_a_folder_together_are_wrong_usage(folder):
    with pytest.raises(SystemExit) as ended:
        main(["report", "a.yaml", "--all", str(folder), "-o", "out"])
    assert ended.value.code == 2

"""The folder of checked packs: where it lies, what it does when it can't be used, and that no result shows it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from compass.service import cache
from compass.service.cache import Cache, cache_folder
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace

CASE = Path("questionnaires/radiology-ai/assessments/fracture-detection.yaml")
PACKS = Path(__file__).parents[1] / "packs"


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"COMPASS_CACHE": "/some/where", "XDG_CACHE_HOME": "/caches", "HOME": "/me"}, "/some/where"),
        ({"COMPASS_CACHE": "", "XDG_CACHE_HOME": "/caches", "HOME": "/me"}, None),
        ({"XDG_CACHE_HOME": "/caches", "HOME": "/me"}, "/caches/ai-compass"),
        ({"XDG_CACHE_HOME": "not/absolute", "HOME": "/me"}, "/me/.cache/ai-compass"),
        ({"HOME": "/me"}, "/me/.cache/ai-compass"),
        ({}, None),
    ],
)
def test_the_folder_is_the_one_that_the_environment_names(environment, folder):
    assert cache_folder(environment) == (None if folder is None else Path(folder))


def test_results_are_the_same_bytes_with_and_without(tmp_path):
    def told(folder):
        workspace = open_workspace(Path.cwd(), cache=folder)
        result = evaluate_file(workspace, CASE, draws=64)
        return result.evaluated.evaluation.model_dump_json(), result.read.warnings, result.read.checked.digest

    plain, first, again = told(None), told(tmp_path), told(tmp_path)
    assert len([*tmp_path.iterdir()]) == 1
    assert plain == first == again


def test_a_damaged_file_is_written_anew(tmp_path):
    def check():
        return open_workspace(PACKS, (PACKS,), cache=tmp_path / "cache").pack("tiny")

    good = check()
    (file,) = (tmp_path / "cache").iterdir()
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    assert check().pack == good.pack
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_written_to_changes_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    workspace = open_workspace(PACKS, (PACKS,), cache=tmp_path / "file")
    assert not workspace.pack("tiny").faults


def test_the_oldest_packs_go_first(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "MOST", 2)
    kept = Cache(tmp_path)
    for age, key in enumerate(("new", "old", "oldest")):
        kept.put(key, b"content")
        os.utime(tmp_path / f"{key}.json", (1000 - age, 1000 - age))
    kept.put("newest", b"content")
    assert {path.stem for path in tmp_path.iterdir()} == {"newest", "new"}
    assert kept.get("new") == b"content"
    assert kept.get("oldest") is None


def test_what_is_checked_afresh_neither_reads_nor_writes_the_folder(tmp_path):
    shutil.copytree(PACKS / "tiny", tmp_path / "packs" / "tiny")
    workspace = open_workspace(tmp_path, (tmp_path / "packs",), cache=tmp_path / "cache")
    assert not workspace.afresh().pack("tiny").faults
    assert not (tmp_path / "cache").exists()

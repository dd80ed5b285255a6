"""`compass docs`: a folder of pages, written whole, and again where it was ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass.errors import PackError, UnavailableError
from compass.service.documenting import document_pack
from compass.service.workspace import open_workspace

TINY = str(Path(__file__).parents[1] / "packs" / "tiny")


@pytest.fixture
def workspace():
    return open_workspace(Path.cwd())


def test_pages_are_counted_and_written(workspace, tmp_path):
    count = document_pack(workspace, TINY, tmp_path / "site")
    assert count == len(list((tmp_path / "site").rglob("*.html"))) > 20
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_pages_of_ours_are_replaced_and_no_old_one_is_left(workspace, tmp_path):
    document_pack(workspace, TINY, tmp_path / "site")
    old = tmp_path / "site" / "en" / "old.html"
    old.write_text("old", encoding="utf-8")
    document_pack(workspace, TINY, tmp_path / "site")
    assert not old.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["notes.txt", "index.html"])
def test_a_folder_of_others_is_left_as_it_is(workspace, tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UnavailableError) as refused:
        document_pack(workspace, TINY, tmp_path)
    assert refused.value.problem.code == "S004"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_empty_folder_is_filled(workspace, tmp_path):
    assert document_pack(workspace, TINY, tmp_path) > 20
    assert (tmp_path / "index.html").is_file()


def test_a_wrong_pack_makes_no_pages(workspace, tmp_path):
    wrong = Path(__file__).parents[1] / "wrong_packs" / "N001_unknown_name_in_a_formula.yaml"
    with pytest.raises(PackError):
        document_pack(workspace, str(wrong), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []

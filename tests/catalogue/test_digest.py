"""The digest knows a pack again by what it says, not by how it is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.canonical import digest_of
from compass.catalogue.packs import Shelf
from compass.service.workspace import Workspace

PACKS = Path(__file__).parents[1] / "packs"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PACKS / "tiny", tmp_path / "tiny"))


def shelf(root):
    return Shelf((root,), shipped.questionnaires() / "library", root)


def of_pack(folder):
    checked = shelf(folder.parent).check(folder)
    assert checked.problems == ()
    return checked.digest


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_it_is_64_hexadecimal_signs_and_the_same_every_time(folder):
    assert of_pack(folder) == of_pack(folder)
    assert len(of_pack(folder)) == 64
    assert int(of_pack(folder), 16) >= 0


def test_a_comment_changes_nothing(folder):
    before = of_pack(folder)
    change(folder / "tree.yaml", "nodes:\n", "# what follows from it\nnodes:\n\n")
    assert of_pack(folder) == before


def test_the_layout_of_the_files_changes_nothing(folder):
    before = of_pack(folder)
    (folder / "aside").mkdir()
    (folder / "criteria.yaml").rename(folder / "aside" / "judged.yaml")
    change(folder / "tree.yaml", '{fr: "Courant", en: "Current"}', "{fr: Courant,\n    en: 'Current'}")
    assert of_pack(folder) == before


def test_a_default_that_is_written_out_changes_nothing(folder):
    before = of_pack(folder)
    change(folder / "questions" / "room.yaml", "    unit: case/year\n", "    unit: case/year\n    answered_by: buyer\n")
    assert of_pack(folder) == before


def test_a_worked_case_is_no_part_of_the_pack(folder):
    before = of_pack(folder)
    shutil.rmtree(folder / "assessments")
    assert of_pack(folder) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack.yaml", "likely: 0.05", "likely: 0.051"),
        ("pack.yaml", "version: 2", "version: 3"),
        ("tree.yaml", "used / sharing", "used / sharing / 2"),
        ("criteria.yaml", '"Climat"', '"Le climat"'),
        ("questions/room.yaml", "[0, 365]", "[0, 366]"),
    ],
)
def test_a_value_changes_it(folder, file, old, new):
    before = of_pack(folder)
    change(folder / file, old, new)
    assert of_pack(folder) != before


def test_that_of_an_assessment_changes_with_an_answer_and_not_with_a_comment(folder):
    case = folder / "assessments" / "right.yaml"
    before = Workspace(shelf(folder.parent)).assessment(case).digest
    change(case, "need:", "# of the need\nneed:")
    assert Workspace(shelf(folder.parent)).assessment(case).digest == before
    change(case, "energy: 0.06", "energy: 0.07")
    assert Workspace(shelf(folder.parent)).assessment(case).digest != before


def test_it_is_that_of_the_noun(folder):
    checked = shelf(folder.parent).check(folder)
    assert checked.digest == digest_of(checked.pack)

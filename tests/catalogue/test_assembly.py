"""Files put together into one pack, and the places of its parts in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.assembly import assemble, pack_files
from compass.catalogue.packs import Shelf
from compass.engine.faults import Fault
from compass.texts.messages import problem_line

PACKS = Path(__file__).parents[1] / "packs"
LIBRARY = shipped.questionnaires() / "library"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PACKS / "tiny", tmp_path / "tiny"))


def problems(folder):
    checked = Shelf((folder.parent,), LIBRARY, folder).check(folder)
    return [(p.code, str(p.place)) for p in checked.problems]


def add(file, text):
    file.write_text(file.read_text(encoding="utf-8") + text if file.exists() else text, encoding="utf-8")


def test_the_files_of_a_folder_are_read_with_the_header_first_and_without_the_worked_cases(folder):
    names = [str(path.relative_to(folder)) for path in pack_files(folder)]
    assert names == ["pack.yaml", "criteria.yaml", "questions/lamp.yaml", "questions/room.yaml", "tree.yaml"]


def test_a_folder_and_its_library_become_one_pack():
    found = assemble(PACKS / "tiny", LIBRARY, str)
    pack = found.pack()
    assert found.problems == []
    assert set(pack.questions) >= {"evenings", "energy", "colour"}
    assert pack.questions["energy"].section == "lamp"
    assert pack.sections["lamp"].asked_of == ("option",)
    assert "kWh" in pack.units
    assert "electricity" in pack.flows
    assert "grid_ghg" not in pack.factors


def test_a_single_file_is_a_pack_too():
    checked = Shelf((PACKS,), LIBRARY, PACKS).check(PACKS / "single.yaml")
    assert checked.problems == ()
    assert set(checked.pack.sections) == {"trip"}
    assert checked.pack.questions["distance"].section == "trip"


def test_a_row_of_a_table_of_two_scales_is_found_by_both_ids():
    checked = Shelf((PACKS,), LIBRARY, PACKS).check(PACKS / "single.yaml")
    assert list(checked.pack.factors["toll"].rows) == ["car/fra", "car/bel", "van/fra", "van/bel"]
    assert (
        str(checked.places.of(Fault("N003", ("factors", "toll", "rows", "van/bel"), at_key=True))) == "single.yaml:43:9"
    )


@pytest.mark.parametrize(
    ("path", "at_key", "place"),
    [
        (("header", "horizon"), False, "pack.yaml:6:10"),
        (("factors", "ghg", "unit"), False, "pack.yaml:11:76"),
        (("factors", "ghg", "rows", "", "likely"), True, "pack.yaml:11:99"),
        (("questions", "evenings", "unit"), False, "questions/room.yaml:7:11"),
        (("questions", "evenings"), True, "questions/room.yaml:4:3"),
        (("sections", "lamp", "asked_of"), False, "questions/lamp.yaml:3:11"),
        (("nodes", "keep", "sets", "new_lamp"), True, "tree.yaml:8:70"),
        (("nodes", "keep", "nothing", "written"), False, "tree.yaml:8:9"),
        (("criteria", "climate"), True, "criteria.yaml:3:3"),
    ],
)
def test_each_part_of_a_pack_has_its_place_in_its_file(path, at_key, place):
    found = assemble(
        PACKS / "tiny",
        LIBRARY,
        lambda file: str(file.relative_to(PACKS / "tiny")) if file.is_relative_to(PACKS) else file.name,
    )
    assert str(found.places.of(Fault("K001", path, at_key=at_key))) == place


def test_what_belongs_to_no_part_has_no_place():
    found = assemble(PACKS / "tiny", LIBRARY, str)
    assert found.places.of(Fault("K001", ("nodes", "nowhere"))) is None


def test_the_faults_of_several_files_are_told_at_once_in_reading_order(folder):
    add(folder / "tree.yaml", "quantites: {}\n")
    add(folder / "criteria.yaml", "colour: red\n")
    add(folder / "questions" / "room.yaml", "seat: kitchen\n")
    assert problems(folder) == [
        ("K001", "criteria.yaml:8:1"), ("K004", "questions/room.yaml:11:7"), ("K001", "tree.yaml:11:1"),
    ]  # fmt: skip


def test_a_formula_is_checked_although_another_part_was_refused(folder):
    add(folder / "more.yaml", "quantities:\n  more: {title: {fr: x, en: y}, unit: kWh, formula: evenings + nothing}\n")
    add(folder / "criteria.yaml", "colour: red\n")
    assert problems(folder) == [("K001", "criteria.yaml:8:1"), ("N001", "more.yaml:2:64")]


def test_the_names_of_a_file_that_was_not_read_are_not_told_as_unknown(folder):
    (folder / "pack.yaml").write_text((folder / "pack.yaml").read_text() + "extra: [\n")
    assert [code for code, _ in problems(folder)] == ["F005"]
    shutil.copy(PACKS / "tiny" / "pack.yaml", folder / "pack.yaml")
    (folder / "tree.yaml").write_bytes(b"\xff\xfe")
    assert problems(folder) == [("F003", "tree.yaml:1:1")]


def test_what_names_a_refused_part_is_not_told_as_unknown(folder):
    file = folder / "questions" / "room.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("type: number", "type: numbr"), encoding="utf-8")
    assert problems(folder) == [("K004", "questions/room.yaml:6:11")]


def test_a_second_header_is_told_with_the_place_of_the_first(folder):
    add(folder / "again.yaml", "pack: other\nversion: 1\n")
    assert problems(folder) == [("N010", "again.yaml:1:7")]


def test_a_section_written_in_two_files_is_told(folder):
    add(folder / "questions" / "more.yaml", "section: lamp\ntitle: {fr: x, en: y}\n")
    found = problems(folder)
    assert ("N010", "questions/more.yaml:1:10") in found or ("N010", "questions/lamp.yaml:1:10") in found


def test_a_misspelt_key_beside_a_section_is_told_with_the_one_that_was_meant(folder):
    add(folder / "questions" / "more.yaml", "section: more\ntitle: {fr: x, en: y}\nquestion: {}\n")
    checked = Shelf((folder.parent,), LIBRARY, folder).check(folder)
    (problem,) = checked.problems
    assert problem_line(problem, "en") == (
        "questions/more.yaml:3:1: K001 unknown key “question”; use one of: "
        "asked_of, help, questions, seat, section, title, when. Did you mean “questions”?"
    )


def test_the_condition_of_a_section_has_its_place(folder):
    add(folder / "questions" / "lamp.yaml", "when: evenings > nothing\n")
    assert problems(folder) == [("N001", "questions/lamp.yaml:29:18")]


def test_a_library_file_named_twice_is_read_once(folder):
    file = folder / "pack.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + "uses: [factors/network, factors/network, units]\n", encoding="utf-8"
    )
    assert problems(folder) == []

"""Files that are no pack at all: a clear message, in bounded time and memory, never a crash."""

from __future__ import annotations

import os
import tracemalloc

import pytest

from compass import shipped
from compass.catalogue.packs import Shelf
from compass.catalogue.reader import MAX_BYTES, MAX_VALUES, read_file
from compass.errors import InputError, Place
from compass.service.checking import check_packs
from compass.service.workspace import Workspace
from compass.texts.messages import problem_line

BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
BAD = [
    ("empty", b"", "F004", 1, 1),
    ("only comments", b"# nothing\n\n# at all\n", "F004", 1, 1),
    ("only a null", b"~\n", "F004", 1, 1),
    ("binary", bytes(range(256)), "F003", 1, 1),
    ("Latin-1", "titre: été".encode("latin-1"), "F003", 1, 1),
    ("UTF-16", "pack: x".encode("utf-16"), "F003", 1, 1),
    ("a control character", b"pack: a\x07b", "F003", 1, 1),
    ("nesting in brackets", b"a: " + b"[" * 5000 + b"]" * 5000, "F006", 1, 28),
    ("nesting in braces", b"a: " + b"{a: " * 5000, "F006", 1, 100),
    ("an alias bomb", BOMB.encode(), "F007", 1, 4),
    ("too many values", b"a: [" + b"1," * MAX_VALUES + b"]", "F011", 1, 5 + 2 * (MAX_VALUES - 3)),
    ("a list", b"- a\n- b\n", "K003", 1, 1),
    ("a text", b"hello\n", "K003", 1, 1),
    ("a number", b"12\n", "K003", 1, 1),
    ("two documents", b"a: 1\n---\nb: 2\n", "F010", 2, 1),
    ("a quote left open", b'pack: "x\nversion: 1\n', "F005", 3, 1),
    ("an object of Python", b"!!python/object:os.system {}\n", "F008", 1, 1),
]


@pytest.fixture
def workspace(tmp_path):
    return Workspace(Shelf((), shipped.questionnaires() / "library", tmp_path))


@pytest.mark.parametrize(("content", "code", "line", "column"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_bad_file_is_one_problem_at_its_place(workspace, tmp_path, content, code, line, column):
    file = tmp_path / "pack.yaml"
    file.write_bytes(content)
    with pytest.raises(InputError) as pack:
        workspace.pack(str(file)).usable()
    with pytest.raises(InputError) as assessment:
        workspace.assessment(file)
    assert [(p.code, p.place) for p in pack.value.problems] == [(code, Place("pack.yaml", line, column))]
    assert code in {p.code for p in assessment.value.problems}
    assert all(p.place.file == "pack.yaml" for p in assessment.value.problems)
    for problem in (*pack.value.problems, *assessment.value.problems):
        assert problem_line(problem, "fr").startswith("pack.yaml:")


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    file = tmp_path / "huge.yaml"
    with file.open("wb") as handle:
        handle.truncate(50_000_000)
    tracemalloc.start()
    document = read_file(file, "huge.yaml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (problem,) = document.problems
    assert problem.code == "F002"
    assert problem.details == {"size": 50_000_000, "most": MAX_BYTES}
    assert document.data is None
    assert peak < 1_000_000


def test_a_file_that_is_not_there_is_told(workspace, tmp_path):
    with pytest.raises(InputError) as error:
        workspace.assessment(tmp_path / "nowhere.yaml")
    assert [(p.code, p.place.file) for p in error.value.problems] == [("F001", "nowhere.yaml")]


def test_a_folder_is_no_file(workspace, tmp_path):
    with pytest.raises(InputError) as error:
        workspace.assessment(tmp_path)
    assert [p.code for p in error.value.problems] == ["F001"]


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert [p.code for p in read_file(tmp_path / "pipe.yaml", "pipe.yaml").problems] == ["F001"]


def test_a_path_that_can_t_be_opened_is_told(tmp_path):
    file = tmp_path / "file.yaml"
    file.write_text("pack: x")
    assert [p.code for p in read_file(file / "below.yaml", "below.yaml").problems] == ["F001"]


@pytest.mark.parametrize(
    "name", ["nowhere", "../../etc/passwd", "/etc/passwd", "/etc", "", "a/../..", "x" * 5000, "nul\0l"]
)
def test_a_name_of_no_pack_is_told_with_those_there_are(name):
    shelf = Shelf((shipped.questionnaires(),), shipped.questionnaires() / "library", shipped.questionnaires())
    with pytest.raises(InputError) as error:
        Workspace(shelf).pack(name)
    (problem,) = error.value.problems
    assert problem.code == "F015"
    assert "radiology-ai" in problem_line(problem, "en")


@pytest.mark.parametrize(
    "name", ["../../../../etc/passwd", "/etc/passwd", "..", "../radiology-ai/pack", "factors", "nul\\0l", "."]
)
def test_a_library_name_that_leads_elsewhere_is_not_followed(workspace, tmp_path, name):
    file = tmp_path / "pack.yaml"
    words = '{fr: "x", en: "x"}'
    file.write_text(
        f"pack: x\nversion: 1\ntitle: {words}\nfunctional_unit: {words}\nhorizon: 1\nlicence: CC0-1.0\n"
        f'authors: [me]\nuses: ["{name}"]\n'
    )
    with pytest.raises(InputError) as error:
        workspace.pack(str(file)).usable()
    assert [(p.code, str(p.place)) for p in error.value.problems] == [("F013", "pack.yaml:8:8")]


def test_checking_a_bad_pack_beside_a_good_one_tells_both(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"")
    shelf = Shelf((shipped.questionnaires(),), shipped.questionnaires() / "library", tmp_path)
    first, second, third = check_packs(Workspace(shelf), (str(bad), "radiology-ai", "nowhere"))
    assert (first.name, first.passes, [p.code for p in first.problems]) == ("bad.yaml", False, ["F004"])
    assert second.passes
    assert (third.passes, [p.code for p in third.problems]) == (False, ["F015"])

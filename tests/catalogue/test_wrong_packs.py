"""Each file of `tests/wrong_packs` holds one fault; the checker tells that one, at its place, and nothing else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.packs import CheckedPack, Shelf
from compass.errors import PackError, Problem
from compass.texts.messages import problem_line
from compass.texts.words import LANGUAGES, table

FOLDER = Path(__file__).parents[1] / "wrong_packs"
FILES = sorted(FOLDER.glob("*.yaml"))
MARK = re.compile(r"# <- ([^#]+)")


def expected_in(path: Path) -> list[tuple[str, int, int]]:
    """Read the marks `# <- CODE:COLUMN …` of a file: code, line and column of each problem, in reading order."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        mark = MARK.search(line)
        pairs = mark[1].split() if mark is not None else []
        found += [(pair[:4], number, int(pair[5:])) for pair in pairs]
    return found


def found_in(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(p.code, p.place.line, p.place.column) if p.place is not None else (p.code, 0, 0) for p in problems]


@cache
def checked(path: Path) -> CheckedPack:
    return Shelf((FOLDER,), shipped.questionnaires() / "library", FOLDER, today="2026-11-22").check(path)


def check(path: Path) -> tuple[Problem, ...]:
    return checked(path).problems


def has_no_blank_left(line: str, code: str) -> bool:
    sentences = [table("errors", language)[f"{code}.{part}"] for language in LANGUAGES for part in ("fault", "remedy")]
    blanks = {blank for sentence in sentences for blank in re.findall(r"(?<!\{)\{\w+\}", sentence)}
    return not any(blank in line for blank in blanks)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_wrong_pack_is_told_its_fault_at_its_place_and_nothing_else(path):
    problems = check(path)
    assert found_in(problems) == expected_in(path), [problem_line(problem, "en") for problem in problems]
    assert path.stem[:4] in {problem.code for problem in problems}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_sentence_of_a_wrong_pack_gives_the_place_in_both_languages(path):
    for problem in check(path):
        for language in LANGUAGES:
            line = problem_line(problem, language)
            assert line.startswith(f"{path.name}:{problem.place.line}:{problem.place.column}: {problem.code} ")
            assert has_no_blank_left(line, problem.code)
            assert len(line) < 1000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_pack_with_a_fault_cannot_be_used_and_one_with_a_warning_can(path):
    pack = checked(path)
    if pack.faults:
        with pytest.raises(PackError) as refused:
            pack.usable()
        assert refused.value.problems == pack.faults
    else:
        assert pack.usable().pack.header.pack == "trial"


@pytest.mark.parametrize(
    ("file", "near"),
    [
        ("K001_misspelt_key", "between"),
        ("K001_misspelt_collection", "quantities"),
        ("K001_misspelt_key_of_a_factor", "expires"),
        ("K001_misspelt_key_of_a_section", "asked_of"),
        ("K001_misspelt_key_of_a_row", "why"),
        ("K001_vendor_key_in_the_header", "authors"),
        ("K004_unknown_type", "number"),
        ("N001_unknown_name_in_a_formula", "price"),
        ("N002_unknown_option_in_a_condition", "cold"),
        ("N003_row_that_its_scale_does_not_have", "bel"),
        ("N012_unknown_cause", "led"),
        ("F013_no_such_library_file", "factors/electricity"),
        ("U002_unknown_unit", "km"),
        ("L002_unknown_model", "openai/gpt-4o-mini"),
    ],
)
def test_the_sentence_names_what_was_meant(file, near):
    (problem,) = check(FOLDER / f"{file}.yaml")
    assert problem_line(problem, "en").endswith(f"Did you mean “{near}”?")


def test_a_circle_of_quantities_is_printed_as_a_path():
    (problem,) = check(FOLDER / "G001_quantities_in_a_circle.yaml")
    assert problem.details["cycle"] == "fare → toll → fare"


def test_a_circle_in_the_tree_is_printed_as_a_path():
    (problem,) = check(FOLDER / "G001_tree_in_a_circle.yaml")
    assert problem.details["cycle"] == "light → current → light"


def test_units_that_do_not_fit_are_both_named():
    (problem,) = check(FOLDER / "U001_kilograms_and_kilometres.yaml")
    assert problem_line(problem, "en").split(";")[0].endswith("units do not fit: found kg, expected m")

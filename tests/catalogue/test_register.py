"""The register of errors is complete: every code has its words, every sentence its use, and every fault its example."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

import compass
from compass.errors import WARNINGS
from compass.texts.words import LANGUAGES, table

TESTS = Path(__file__).parents[1]
CODE = re.compile(r"[A-Z]\d{3}")
PACKAGE = Path(compass.__file__).parent
NOT_IN_A_FILE = {
    "F001": "no file: test_bad_files",
    "F002": "too large to be kept: test_bad_files",
    "F003": "no text, so no place for a mark: test_bad_files",
    "F004": "empty: test_bad_files",
    "F011": "too many values to be kept: test_bad_files",
    "L001": "a library that is not installed: test_generators",
    "A020": "a warning, so nothing is refused: test_checking",
    "F016": "a snapshot: test_snapshots",
    "F017": "a snapshot: test_snapshots",
    "F018": "a snapshot: test_snapshots",
    "F019": "a snapshot: test_snapshots",
    "F020": "a PDF: test_verifying",
    "F021": "a PDF: test_verifying",
    "F022": "a PDF: test_verifying",
    "F023": "a folder: test_batch",
    "F063": "an argument: test_agendas",
    "W013": "another pack: test_agendas",
}
FROM_THE_RESULT = {"E005", "E006", "E007", "E008", "E009", "E010", "E011", "V005"}
FROM_THE_COMMAND = {"A019", "A021", "A022", "A023", "A024", "A025", "V003", "V004"}
FROM_THE_COMMAND |= {"S001", "S002", "S003", "S004", "S008"}
FROM_THE_APPLICATION = {"S005", "S006", "S007", "S009"}
FROM_THE_APPLICATION |= {key[:4] for key in table("errors", "en") if re.match(r"P\d", key)}

FROM_THE_WORKSHOP = {"W001", "W002", "W003", "W004", "W005", "W006", "W007", "W008", "W009"}
FROM_THE_WORKSHOP |= {"W014", "W015", "W016", "W017", "W018", "W019", "W020", "W021", "W022", "W023", "W024", "W025"}


def used() -> set[str]:
    """Collect every text of the program that is a code."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        found |= {text for text in texts if CODE.fullmatch(text)}
    return found


def words(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((PACKAGE / "texts" / f"errors.{language}.toml").read_text(encoding="utf-8"))


def registered(language: str) -> set[str]:
    return {code for code in words(language) if CODE.fullmatch(code)}


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def shown() -> set[str]:
    """Collect the codes that the wrong packs, assessments and agendas are named for."""
    folders = ("wrong_packs", "wrong_assessments", "wrong_agendas")
    return {path.stem[:4] for folder in folders for path in (TESTS / folder).glob("*.yaml")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_the_program_uses_has_a_fault_and_a_remedy(language):
    assert used() - registered(language) == set()
    for code in registered(language):
        assert set(words(language)[code]) == {"fault", "remedy"}, code
        assert all(words(language)[code].values()), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_registered_code_is_used(language):
    assert registered(language) - used() == set()


def test_both_languages_have_the_same_sentences_with_the_same_blanks():
    english, french = table("errors", "en"), table("errors", "fr")
    assert set(english) == set(french)
    for key, sentence in english.items():
        assert blanks(sentence) == blanks(french[key]), key


def test_every_warning_is_registered():
    assert registered("en") >= WARNINGS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_begins_small_and_its_remedy_ends_with_a_stop(language):
    for code in registered(language):
        assert not words(language)[code]["fault"].endswith("."), code
        assert words(language)[code]["remedy"].endswith("."), code


def test_every_fault_that_a_file_can_have_is_shown_by_a_wrong_file():
    assert (
        used() - shown()
        == set(NOT_IN_A_FILE) | FROM_THE_RESULT | FROM_THE_COMMAND | FROM_THE_APPLICATION | FROM_THE_WORKSHOP
    )


def test_every_fault_of_the_application_is_raised_by_a_test_of_its_own():
    tests = [*(TESTS / "store").glob("test_*.py"), *(TESTS / "service").glob("test_*.py")]
    named = {code for file in tests for code in re.findall(r"[SP]\d{3}", file.read_text(encoding="utf-8"))}
    assert named >= FROM_THE_APPLICATION


def test_every_fault_of_a_vote_is_raised_by_a_test_of_its_own():
    files = [*(TESTS / "decision").glob("test_*.py"), *(TESTS / "service").glob("test_*.py")]
    named = {code for file in files for code in re.findall(r"W\d{3}", file.read_text(encoding="utf-8"))}
    assert named >= FROM_THE_WORKSHOP

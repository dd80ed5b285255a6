from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import compass.reporting
from compass.texts import words as home
from compass.texts.words import say, table

AREAS = ("report", "site", "quantiges", "workshops")
ALL = sorted({path.name.split(".")[0] for path in Path(home.__file__).parent.glob("*.fr.toml")} - {"errors"})
"""All but what test_register compares with its register."""
KEYS = [(area, key) for area in ALL for key in table(area, "fr")]


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("area", ALL)
def test_both_languages_have_the_same_keys(area):
    assert list(table(area, "fr")) == list(table(area, "en"))


@pytest.mark.parametrize(("area", "key"), KEYS)
def test_both_languages_have_the_same_blanks(area, key):
    assert blanks(table(area, "fr")[key]) == blanks(table(area, "en")[key])


def test_every_key_written_out_in_the_code_exists():
    report = set(table("report", "fr")) | {key.removeprefix("tree.") for key in table("report", "fr")}
    for path in sorted(Path(compass.reporting.__file__).parent.rglob("*.py")):
        known = set(table(path.parent.name, "fr")) if path.parent.name in AREAS else report
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    assert first.value in known, f"{path.name}: {first.value}"


def test_every_word_of_the_reference_pages_is_used():
    folder = Path(compass.reporting.__file__).parent / "site"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    for key in table("site", "fr"):
        group, name = key.split(".")
        named = f'"{key}"' in code or f'"{name}"' in code
        assert named or (group in ("one", "many", "word", "kind") and f'f"{group}.{{' in code), key


@pytest.mark.parametrize(
    ("language", "count", "words"), [("fr", 0, "0 inconnue"), ("fr", 1, "1 inconnue"), ("fr", 2, "2 inconnues")]
)
def test_0_and_1_are_singular_in_french(language, count, words):
    assert words in say("report", language, "reply.unknown", name="A", unknown=count, blank=0)


@pytest.mark.parametrize(("count", "words"), [(0, "0 elements"), (1, "1 element;"), (2, "2 elements")])
def test_only_1_is_singular_in_english(count, words):
    assert words in say("report", "en", "tree.figure_title", count=count)

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import compass.reporting
from compass.texts.words import table


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys():
    assert list(table("report", "fr")) == list(table("report", "en"))


@pytest.mark.parametrize("key", table("report", "fr"))
def test_both_languages_have_the_same_blanks(key):
    assert blanks(table("report", "fr")[key]) == blanks(table("report", "en")[key])


def test_every_key_written_out_in_the_code_exists():
    known = set(table("report", "fr")) | {key.removeprefix("tree.") for key in table("report", "fr")}
    for path in sorted(Path(compass.reporting.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    assert first.value in known, f"{path.name}: {first.value}"

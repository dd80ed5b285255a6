"""Write the reference pages that are made from the program itself: errors, keys and modules in docs/ (`make docs`)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from compass.catalogue.keys import describe, format_nouns, keys_of
from compass.errors import WARNINGS
from compass.texts.typography import set_type
from compass.texts.words import Language, table

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
PACKAGE = ROOT / "compass"
LAYERS = (
    "cli", "web", "service", "reporting", "catalogue", "store", "texts", "decision", "engine", "model",
)  # fmt: skip
CODE = re.compile(r"[A-Z]\d{3}")
BLANK = re.compile(r"\{(\w+)\}")
KINDS = {
    "F": "Files", "K": "Keys and values", "T": "Texts", "N": "Names", "X": "Formulas", "U": "Units",
    "G": "The consequence tree", "C": "Criteria", "Q": "Questions", "E": "Examples and expectations",
    "A": "Answers of an assessment", "V": "Results", "L": "Generators of factors", "S": "The machine",
    "P": "People, their roles, and what changed meanwhile",
    "W": "Workshops",
}  # fmt: skip
"""What the first letter of a code stands for."""


def errors_page() -> str:
    """Tell every code of the register: its sentence in both languages, and a file that shows it."""
    lines = [
        "# Every fault, by code", "",
        "Made by `make docs` from the register of errors; a test fails when it differs. A fault is told as",
        "`file:line:column: CODE what is wrong; what to do about it`; words in *italics* are filled in. Each of the",
        "wrong files holds one fault and is checked with every change.",
    ]  # fmt: skip
    for letter, title in KINDS.items():
        codes = [code for code in registered() if code[0] == letter]
        lines += ["", f"## {letter}: {title}", *(line for code in codes for line in _entry(code))]
    return "\n".join(lines) + "\n"


def registered() -> list[str]:
    """Give the codes of the register, in order."""
    heads = {key.split(".")[0] for key in table("errors", "en")}
    return sorted(head for head in heads if CODE.fullmatch(head))


def _entry(code: str) -> Iterator[str]:
    mark = " (a warning)" if code in WARNINGS else ""
    yield from ("", f"### {code}{mark}", "")
    yield from (f"- {_sentence(code, language)}" for language in ("en", "fr"))
    yield f"- Shown by `{shown_by(code)}`."


def _sentence(code: str, language: Language) -> str:
    words = table("errors", language)
    joined = words["line.sentence"].format(fault=words[f"{code}.fault"], remedy=words[f"{code}.remedy"])
    text = BLANK.sub(r"*\1*", joined.replace("{{", "{").replace("}}", "}"))
    return set_type(text, language)


def shown_by(code: str) -> str:
    """Give the first wrong file named for a code; where there is none, the first test that names it."""
    folders = ("wrong_packs", "wrong_assessments", "wrong_agendas")
    wrong = [path for folder in folders for path in TESTS.glob(f"{folder}/{code}_*.yaml")]
    found = wrong or [path for path in TESTS.rglob("test_*.py") if re.search(f'"{code}\\b', path.read_text("utf-8"))]
    return min(path.relative_to(ROOT).as_posix() for path in found if path.name != "test_register.py")


def keys_page() -> str:
    """Tell every key of the format, noun by noun, in both languages."""
    lines = [
        "# Every key of the format", "",
        "Made by `make docs` from the model; a test fails when it differs. [format.md](format.md) says what all of it",
        "means together; `compass schema` tells the same to an editor.",
    ]  # fmt: skip
    for name, noun in format_nouns().items():
        lines += ["", f"## {name}", "", "| Key | Meaning | Sens |", "| --- | --- | --- |"]
        lines += [f"| `{key}` | {describe(noun, key, 'en')} | {describe(noun, key, 'fr')} |" for key in keys_of(noun)]
    return "\n".join(lines) + "\n"


def modules_page() -> str:
    """Tell every module in the words that it opens with, layer by layer from the top."""
    lines = [
        "# Every module, in one sentence", "",
        "Made by `make docs` from the first sentence of each module; a test fails when it differs. A layer imports",
        "from those below it and from no other (`tests/test_layers.py`).",
    ]  # fmt: skip
    for layer in LAYERS:
        lines += ["", f"## {layer}: {_opening(PACKAGE / layer / '__init__.py')}", ""]
        files = sorted((PACKAGE / layer).rglob("*.py"))
        modules = (path for path in files if path != PACKAGE / layer / "__init__.py" and "migrations" not in path.parts)
        lines += [f"- `{_name(path.relative_to(PACKAGE / layer))}`: {_opening(path)}" for path in modules]
    return "\n".join(lines) + "\n"


def _name(path: Path) -> str:
    return f"{path.parent.as_posix()}/" if path.name == "__init__.py" else path.as_posix().removesuffix(".py")


def _opening(path: Path) -> str:
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split())


PAGES = {"errors.md": errors_page, "keys.md": keys_page, "modules.md": modules_page}


if __name__ == "__main__":
    for name, write in PAGES.items():
        (ROOT / "docs" / name).write_text(write(), encoding="utf-8")

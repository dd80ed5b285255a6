"""The reference pages can't be out of date: they are made from the program, or compared with it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from compass.catalogue.keys import format_nouns, keys_of
from compass.engine.expression import RESERVED
from compass.engine.records import RECORD_KEYS
from tests.docs.markdown import sections

FORMAT = Path("docs/format.md").read_text(encoding="utf-8")
OTHER = {"true", "false", "not_applicable", "axis", "llm_model_error"}
"""Words in code type that are neither keys, words of the format, nor of the formula language; tables hold ids."""


def _script():
    spec = importlib.util.spec_from_file_location("write_docs", "scripts/write_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
ENTRIES = {title[:4]: text for title, text in sections(SCRIPT.errors_page(), "###").items()}


@pytest.mark.parametrize("name", SCRIPT.PAGES)
def test_a_page_made_from_the_program_is_as_the_program_says(name):
    written = (Path("docs") / name).read_text(encoding="utf-8")
    assert written == SCRIPT.PAGES[name](), "run: make docs"


@pytest.mark.parametrize("code", SCRIPT.registered())
def test_every_code_has_a_test_an_entry_and_words_in_both_languages(code):
    english, french, shown = ENTRIES[code].splitlines()
    assert len({english, french}) == 2
    assert all(len(line) > 10 for line in (english, french))
    assert Path(re.search(r"`([^`]+)`", shown)[1]).is_file()


def _code_of(page):
    return [
        *re.findall(r"```.*?```", page, flags=re.DOTALL),
        *re.findall(r"`([^`]+)`", re.sub("```.*?```", "", page, flags=re.DOTALL)),
    ]


def _words(annotation):
    if get_origin(annotation) is Literal:
        return {str(word) for word in get_args(annotation)}
    return {word for part in get_args(annotation) for word in _words(part)}


def test_every_first_letter_of_a_code_has_a_heading():
    assert {code[0] for code in SCRIPT.registered()} == set(SCRIPT.KINDS)


def test_every_key_of_the_model_is_named_in_the_format_page():
    named = set(re.findall(r"[a-z_0-9]+", " ".join(_code_of(FORMAT))))
    missing = {(name, key) for name, noun in format_nouns().items() for key in keys_of(noun) if key not in named}
    assert missing == set()


def test_every_key_that_the_format_page_names_exists():
    nouns = format_nouns().values()
    keys = {key for noun in nouns for key in keys_of(noun)}
    words = {word for noun in nouns for field in noun.model_fields.values() for word in _words(field.annotation)}
    prose = re.sub(r"```.*?```|^\|.*?$", "", FORMAT, flags=re.DOTALL | re.MULTILINE)
    spans = (span.rstrip(":") for span in re.findall(r"`([^`]+)`", prose))
    named = {span for span in spans if re.fullmatch(r"[a-z_]{2,}", span)}
    assert named - keys - words - RESERVED - RECORD_KEYS - OTHER == set()


@pytest.mark.parametrize("page", sorted(Path("docs").glob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []

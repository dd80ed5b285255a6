"""Every key of the format has a right use, in a pack that passes, and a wrong one, in a file that is refused there.

A line of a wrong file that misuses a key is marked `# key: Noun.key` beside its fault `# <- CODE:COLUMN`; that the
fault is told there, and nothing else, is held by the tests of the wrong files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from compass import shipped
from compass.catalogue.agendas import read_agenda
from compass.catalogue.keys import format_nouns, keys_of
from compass.catalogue.packs import Shelf
from compass.catalogue.reader import read_file
from compass.engine.records import Record
from compass.model.assessment import Answer
from compass.model.base import Noun
from compass.service.checking import check_packs
from compass.service.workspace import Workspace
from tests.catalogue.test_wrong_packs import MARK

TESTS = Path(__file__).parents[1]
PACKS = TESTS / "packs"
WRONG = [
    path
    for folder in ("wrong_packs", "wrong_assessments", "wrong_agendas")
    for path in sorted((TESTS / folder).glob("*.yaml"))
]
KEY = re.compile(r"# key: ([A-Za-z_0-9. ]+?)\s*$")
OF_MODULES = "Expects"
"""What a module of the library names and leaves to the pack, which no pack may write: test_modules."""

PINNED = "Assessment.pack_digest"
"""Its right use changes with the library: test_snapshots and test_cli compute it."""


def known_keys() -> set[str]:
    nouns = {name: noun for name, noun in format_nouns().items() if name != OF_MODULES}
    written = {f"{name}.{key}" for name, noun in nouns.items() for key in keys_of(noun)} - {"Pack.expects"}
    return written | {f"Record.{field.name}" for field in fields(Record)}


def keys_in(value: Any) -> Iterator[str]:
    """Give every key that was written in a noun and within it."""
    if isinstance(value, Noun):
        for key in value.model_fields_set:
            yield f"{type(value).__name__}.{key}"
            yield from keys_in(getattr(value, key))
        if isinstance(value, Answer) and isinstance(value.value, list):
            yield from (f"Record.{key}" for record in value.value if isinstance(record, dict) for key in record)
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from keys_in(each)


def raw_keys_in(path: Path) -> Iterator[str]:
    data = read_file(path, path.name).data
    yield from (f"Section.{key}" for key in ("section", "questions") if "section" in data and key in data)
    if any("values" in factor for factor in data.get("factors", {}).values()):
        yield "Factor.values"


@cache
def workspace() -> Workspace:
    root = shipped.questionnaires()
    return Workspace(Shelf((PACKS, root), root / "library", TESTS))


def keys_of_file(bench: Workspace, source: Path, path: Path) -> Iterator[str]:
    match path.parent.name:
        case "assessments":
            return keys_in(bench.assessment(path).assessment)
        case "agendas":
            return keys_in(read_agenda(path, bench.pack(str(source)), bench.shelf))
    return raw_keys_in(path)


def rightly_used() -> set[str]:
    bench, found = workspace(), set()
    for source in [*bench.shelf.packs(), *PACKS.glob("*.yaml")]:
        found |= set(keys_in(bench.pack(str(source)).usable().pack))
        for path in source.rglob("*.yaml"):
            found |= set(keys_of_file(bench, source, path))
    return found


def misused() -> dict[str, str]:
    """Give each key that a wrong file misuses, with the line that does."""
    found = {}
    for path in WRONG:
        for line in path.read_text(encoding="utf-8").splitlines():
            if key := KEY.search(line):
                found |= dict.fromkeys(key[1].split(), f"{path.name}: {line}")
    return found


def test_every_pack_of_the_tests_passes_with_its_cases():
    names = tuple(str(path) for path in (*sorted(PACKS.glob("*/")), *sorted(PACKS.glob("*.yaml"))))
    for checked in check_packs(workspace(), names):
        assert checked.problems == (), checked.name


def test_every_key_has_a_right_use():
    assert known_keys() - rightly_used() == {PINNED}


def test_every_key_has_a_wrong_use():
    assert known_keys() - misused().keys() == set()


@pytest.mark.parametrize(("name", "line"), misused().items())
def test_a_marked_line_misuses_the_key_that_it_names(name, line):
    assert name in known_keys()
    text, mark = line.split("# <-", 1)
    assert MARK.search(f"# <-{mark}")
    assert re.search(rf"\b{name.split('.')[1]}\b", text.split(": ", 1)[1])

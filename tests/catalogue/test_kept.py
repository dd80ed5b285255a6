"""Packs kept from one run to the next: what is kept equals what was checked, and is believed only where it is whole."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass import shipped
from compass.catalogue import kept, packs
from compass.catalogue.assembly import APART
from compass.catalogue.canonical import canonical
from compass.catalogue.kept import read_kept
from compass.catalogue.packs import Shelf
from compass.engine.expression import FormulaFault
from compass.engine.faults import Fault
from tests.strategies import BOUNDED

PACKS = Path(__file__).parents[1] / "packs"
SHIPPED = shipped.questionnaires()
LATER = "2100-01-01"


class Memory(dict):
    """Keeps what is put and counts what was found again."""

    found = 0

    def get(self, key):
        self.found += key in self
        return super().get(key)

    def put(self, key, content):
        self[key] = content


@pytest.fixture
def folder(tmp_path):
    """A pack with its own copy of the library, whose files a test may change."""
    shutil.copytree(SHIPPED / "library", tmp_path / "library")
    return Path(shutil.copytree(PACKS / "tiny", tmp_path / "packs" / "tiny"))


@pytest.fixture
def shelf(folder):
    return Shelf((folder.parent,), folder.parents[1] / "library", folder.parents[1], keep=Memory())


def checked_again(shelf, source):
    """Check a pack and take it again from what was kept."""
    shelf.check(source)
    before = shelf.keep.found
    again = shelf.check(source)
    assert shelf.keep.found == before + 1
    return again


def same(one, other):
    """Compare all that two checks of a pack give, in order."""
    assert canonical(one.pack) == canonical(other.pack)
    assert one.pack.model_dump_json() == other.pack.model_dump_json()
    assert one.problems == other.problems
    assert list(one.program.rules) == list(other.program.rules)
    for rule, twin in zip(one.program.rules.values(), other.program.rules.values(), strict=True):
        assert replace(rule, code=None, whens=()) == replace(twin, code=None, whens=())
    assert one.program.sums == other.program.sums
    assert one.program.formulas == other.program.formulas
    assert one.program.reads == other.program.reads
    assert one.program.meanings == other.program.meanings


def translated(checked):
    """Write the code of every rule."""
    codes = [(rule.name, code) for rule in checked.program.rules.values() for code in (rule.code, *rule.whens) if code]
    return [(name, ast.dump(code.translate().tree)) for name, code in codes]


@pytest.mark.parametrize("source", [SHIPPED / "radiology-ai", SHIPPED / "compass", PACKS / "whole", PACKS / "tiny"],
                         ids=lambda path: path.name)  # fmt: skip
def test_what_is_kept_is_what_was_checked(source):
    shelf = Shelf((source.parent,), SHIPPED / "library", source.parent, LATER, Memory())
    again, plain = checked_again(shelf, source), replace(shelf, keep=None).check(source)
    same(again, plain)
    assert translated(again) == translated(plain)
    assert any(problem.is_warning for problem in plain.problems) is (source.parent == SHIPPED)


def test_a_fault_found_later_is_placed_in_the_file(shelf, folder):
    fault = Fault("V002", ("quantities", "used", "formula"), 3)
    again, plain = checked_again(shelf, folder), replace(shelf, keep=None).check(folder)
    assert again.places.of(fault) == plain.places.of(fault) is not None


def test_every_file_that_is_read_counts(shelf, folder):
    for path in [*folder.glob("**/*.yaml"), *shelf.library.glob("**/*.yaml")]:
        is_apart = bool(APART & {*path.parts})
        checked_again(shelf, folder)
        path.write_text(path.read_text(encoding="utf-8") + "# one more line\n", encoding="utf-8")
        before = shelf.keep.found
        shelf.check(folder)
        assert shelf.keep.found == before + is_apart, path


@given(number=st.integers(1, 10**6), added=st.booleans())
@BOUNDED
def test_a_changed_number_or_file_changes_what_is_given(tmp_path_factory, number, added):
    folder = Path(shutil.copytree(PACKS / "tiny", tmp_path_factory.mktemp("made") / "tiny"))
    shelf = Shelf((folder.parent,), SHIPPED / "library", folder, keep=Memory())
    checked_again(shelf, folder)
    if added:
        text = f"conditions: {{extra: 'evenings > {number}'}}"
        (folder / "more.yaml").write_text(text, encoding="utf-8")
    else:
        path = folder / "pack.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("version: 2", f"version: {number}"), encoding="utf-8")
    plain, found = replace(shelf, keep=None).check(folder), shelf.check(folder)
    assert (found.pack, found.problems) == (plain.pack, plain.problems)


def test_days_places_and_the_program_count(shelf, folder, monkeypatch):
    checked_again(shelf, folder)
    before = shelf.keep.found
    replace(shelf, today=LATER).check(folder)
    replace(shelf, base=folder).check(folder)
    monkeypatch.setattr(kept, "_program", lambda: b"another version")
    shelf.check(folder)
    assert shelf.keep.found == before


def test_a_pack_with_a_fault_is_not_kept(shelf, folder):
    (folder / "more.yaml").write_text("conditions: {extra: 'nothing > 1'}", encoding="utf-8")
    assert [problem.code for problem in shelf.check(folder).faults] == ["N001"]
    assert not shelf.keep


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"x" * 3_000_000),
        lambda path: path.rename(path.with_name(os.fsdecode(b"\xff.yaml"))),
    ],
    ids=["gone", "too large", "no text for a name"],
)
def test_a_file_that_is_not_read_is_told_as_ever(shelf, folder, spoil):
    spoil(folder / "tree.yaml")
    assert shelf.check(folder).problems == replace(shelf, keep=None).check(folder).problems
    assert not shelf.keep


def test_a_pack_that_changes_while_it_is_read_is_not_kept(shelf, folder, monkeypatch):
    def assembled(source, *others):
        found = assemble(source, *others)
        (source / "more.yaml").write_text("conditions: {}", encoding="utf-8")
        return found

    assemble = packs.assemble
    monkeypatch.setattr(packs, "assemble", assembled)
    shelf.check(folder)
    assert not shelf.keep


# What is damaged or foreign


@pytest.fixture(scope="module")
def entry():
    """What is kept of a small pack, and its key."""
    memory = Memory()
    Shelf((PACKS,), SHIPPED / "library", PACKS, keep=memory).check(PACKS / "tiny")
    ((key, content),) = memory.items()
    return key, content


def signed(data):
    content = json.dumps(data).encode()
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


@given(data=st.data())
@BOUNDED
def test_what_is_damaged_is_not_believed(entry, data):
    key, content = entry
    place = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[place]))
    assert read_kept(content[:place], key) is None
    assert read_kept(content[:place] + bytes([byte]) + content[place + 1 :], key) is None


FOREIGN = {
    "another key": lambda data: data | {"key": "0" * 64},
    "no JSON object": lambda data: [data],
    "an unknown part": lambda data: data | {"code": "print()"},
    "no pack": lambda data: data | {"pack": {"header": {}}},
    "a circle": lambda data: data | {"readings": [each | {"needs": ["saved"]} for each in data["readings"]]},
    "a formula that is none": lambda data: data | {"readings": [], "pack": data["pack"] | {"conditions": {"x": "1 +"}}},
}


@pytest.mark.parametrize("forge", FOREIGN.values(), ids=FOREIGN)
def test_what_is_foreign_is_not_believed(entry, forge):
    key, content = entry
    data = json.loads(content.partition(b"\n")[2])
    assert read_kept(signed(data), key) is not None
    assert read_kept(signed(forge(data)), key) is None
    assert read_kept(None, key) is None


def test_a_forged_formula_runs_nothing(entry):
    key, content = entry
    data = json.loads(content.partition(b"\n")[2])
    forged = "__import__('os').abort()"
    data["pack"]["conditions"] = {"x": forged}
    data["readings"].append({"formula": forged, "site": "", "needs": [], "referred": []})
    found = read_kept(signed(data), key)
    with pytest.raises(FormulaFault):
        found.program.rules["x"].code.value({})

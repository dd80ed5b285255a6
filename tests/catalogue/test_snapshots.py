"""The resolved pack of an assessment: what changes it and what does not, kept in a file and read again."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass import shipped
from compass.catalogue.canonical import canonical, digest_of, pack_data, read_pack, written
from compass.catalogue.packs import Shelf
from compass.catalogue.snapshots import FORMAT, read_snapshot, resolve, snapshot_of
from compass.decision.evaluate import Stamp, evaluate
from compass.engine.cells import read_cells
from compass.engine.compiler import compile_pack
from compass.engine.reach import reached
from compass.engine.units import UnitTable
from compass.errors import PackError
from compass.reporting.build import build_report
from compass.reporting.html import render_html
from compass.service.workspace import Workspace
from tests.helpers import read_yaml
from tests.strategies import BOUNDED

PACKS = Path(__file__).parents[1] / "packs"
CASE = Path("assessments", "right.yaml")


def workspace(folder):
    return Workspace(Shelf((folder.parent,), shipped.questionnaires() / "library", folder))


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PACKS / "tiny", tmp_path / "tiny"))


@pytest.fixture
def tiny(folder):
    return workspace(folder).assessment(folder / CASE)


def bytes_of(folder):
    return canonical(workspace(folder).assessment(folder / CASE).checked.pack)


# What changes nothing


FACTOR = (
    "unit: kg, value: 3, source: compass_2026, year: 2026, geography: FRA, quality: measured, title: {fr: x, en: x}"
)
ALTERNATIVE = "nodes: {swap: {level: alternative, caused_by: see, sets: {new_lamp: true}, title: {fr: x, en: x}}}"
QUESTION = "rent: {ask: {fr: x, en: x}, type: yes_no, purpose: report}"
UNRELATED = [
    "# a remark",
    f"factors: {{idle: {{{FACTOR}}}}}",
    "quantities: {idle: {title: {fr: x, en: x}, unit: kWh/year, formula: 2 * used}}",
    ALTERNATIVE,
    f"{ALTERNATIVE}\nsections: {{rented: {{title: {{fr: x, en: x}}, asked_of: swap, questions: {{{QUESTION}}}}}}}",
    "scales: {idle: {title: {fr: x, en: x}, options: {a: {title: {fr: x, en: x}}}}}",
    "units: {furlong: {of: 201.168 m, title: {fr: x, en: x}}}",
    "sources: {idle: {title: x, year: '2026', seen: primary}}",
]


@pytest.mark.parametrize("added", UNRELATED)
def test_what_the_assessment_does_not_reach_changes_no_byte(folder, added):
    before = bytes_of(folder)
    is_remark = added.startswith("#")
    with (folder / ("pack.yaml" if is_remark else "aside.yaml")).open("a", encoding="utf-8") as changed:
        changed.write(added + "\n")
    assert bytes_of(folder) == before


@given(st.randoms(use_true_random=False))
@BOUNDED
def test_the_layout_and_the_order_of_the_keys_of_an_item_change_no_byte(tmp_path_factory, chance):
    folder = Path(shutil.copytree(PACKS / "tiny", tmp_path_factory.mktemp("laid") / "tiny"))
    before = bytes_of(folder)
    for path in (p for p in folder.rglob("*.yaml") if "assessments" not in p.parts):
        data = shuffled(read_yaml(path.read_text(encoding="utf-8")), chance)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=chance.choice([None, 1, 4])), encoding="utf-8")
    assert bytes_of(folder) == before


def shuffled(data: dict, chance: random.Random) -> dict:
    """Shuffle the keys of each file and of each item; the order of items stays."""
    found = {}
    for key in chance.sample(list(data), len(data)):
        items = data[key]
        if isinstance(items, dict) and all(isinstance(item, dict) for item in items.values()):
            found[key] = {id: dict(chance.sample(list(item.items()), len(item))) for id, item in items.items()}
        else:
            found[key] = items
    return found


# What changes it


@given(st.data())
@BOUNDED
def test_whatever_changes_a_result_or_a_printed_word_changes_the_digest(data):
    """Change one value anywhere in the pack: where the evaluation or a report differs, so does the digest."""
    read = workspace(PACKS / "tiny").assessment(PACKS / "tiny" / CASE)
    whole = workspace(PACKS / "tiny").pack(str(PACKS / "tiny")).pack
    changed = pack_data(whole)
    path = data.draw(st.sampled_from([p for p in leaves(changed) if p[0] in CHANGEABLE]))
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = other(holder[path[-1]])
    before, after = told(read.assessment, whole), told(read.assessment, read_pack(changed))
    assert (before[1:] == after[1:]) or before[0] != after[0]


CHANGEABLE = {"factors", "quantities", "criteria", "nodes", "questions", "sections", "sources", "units", "families"}


def leaves(data, path=()):
    """Give the path of every number and of every text for people."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        elif isinstance(value, float) or key in ("fr", "en"):
            yield (*path, key)


def other(value):
    return value * 1.001 if isinstance(value, float) else value + " (changed)"


def told(assessment, pack):
    """Give the digest, the evaluation without it, and the report in both languages without it."""
    program, faults = compile_pack(pack, UnitTable(pack.units))
    assert faults == ()
    pack = reached(program, assessment)
    program, _ = compile_pack(pack, UnitTable(pack.units))
    cells, _ = read_cells(pack, program.units, assessment)
    stamp = Stamp("test", "pack", "assessment")
    found = evaluate(program, assessment, cells, seed=1, draws=64, stamp=stamp).evaluation
    reports = [render_html(build_report(pack, assessment, found, language)) for language in ("fr", "en")]
    return digest_of(pack), found.model_dump_json(), *reports


# Snapshots


def test_a_snapshot_gives_back_the_pack_byte_for_byte(tiny, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_bytes(snapshot_of(tiny.checked.pack))
    read = read_snapshot(kept, "kept.json")
    assert read.pack == tiny.checked.pack
    assert read.digest == tiny.checked.digest
    assert snapshot_of(read.pack) == kept.read_bytes()
    assert resolve(read, tiny.assessment).pack == tiny.checked.pack


def test_a_snapshot_is_canonical_json_that_says_its_digest(tiny):
    content = snapshot_of(tiny.checked.pack)
    data = json.loads(content)
    assert content.decode() == written(data) + "\n"
    assert (data["format"], data["digest"]) == (FORMAT, tiny.checked.digest)


def refused(tmp_path, content):
    kept = tmp_path / "kept.json"
    kept.write_bytes(content)
    with pytest.raises(PackError) as error:
        read_snapshot(kept, "kept.json")
    (problem,) = error.value.problems
    assert problem.place.file == "kept.json"
    return problem.code


def test_a_snapshot_written_in_another_layout_is_the_same(tiny, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(json.loads(snapshot_of(tiny.checked.pack)), indent=2), encoding="utf-8")
    assert read_snapshot(kept, "kept.json").digest == tiny.checked.digest


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"pack: tiny\n", "F016"),
        (b"[" * 100_000, "F016"),
        (b"\xff\xfe", "F003"),
        (b"[1, 2]", "F017"),
        (b'{"name": "package.json", "version": "1"}', "F017"),
    ],
)
def test_a_foreign_file_is_refused(tmp_path, content, code):
    assert refused(tmp_path, content) == code


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"=":', b'"=', "F016"),
        (b"pack 1", b"pack 9", "F017"),
        (b'"likely":0.05', b'"likely":0.055', "F018"),
        (b"Tout", b"Rien", "F018"),
        (b'"likely":0.05', b'"likely":5', "F019"),
        (b'"level"', b'"niveau"', "F019"),
        (b'"pack":{', b'"pack":[{', "F016"),
    ],
)
def test_a_damaged_snapshot_is_refused(tiny, tmp_path, old, new, code):
    content = snapshot_of(tiny.checked.pack)
    assert old in content
    assert refused(tmp_path, content.replace(old, new)) == code


def test_a_snapshot_of_no_pack_is_refused(tmp_path):
    assert refused(tmp_path, json.dumps({"format": FORMAT, "digest": "0", "pack": [1]}).encode()) == "F019"


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["quantities"]["used"].update(formula="evenings * energy_of_nothing"),
        lambda data: data["factors"]["ghg"]["rows"][""].update(source="nobody"),
        lambda data: data["nodes"].pop("see") and data["nodes"]["="].remove("see"),
    ],
)
def test_a_forged_snapshot_is_compiled_and_its_names_are_looked_up(tiny, tmp_path, change):
    data = pack_data(tiny.checked.pack)
    change(data)
    assert refused(tmp_path, snapshot_of(read_pack(data))) == "F019"


def test_a_file_that_is_not_there_or_too_large_is_said(tmp_path, monkeypatch):
    with pytest.raises(PackError) as error:
        read_snapshot(tmp_path / "none.json", "none.json")
    assert error.value.problems[0].code == "F001"
    monkeypatch.setattr("compass.catalogue.snapshots.MAX_BYTES", 3)
    assert refused(tmp_path, b"12345") == "F002"

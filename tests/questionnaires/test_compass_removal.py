"""Removing any node of the general pack changes something: evaluated, with the whole tree and without the node.

What has a number or a level changes a result. What only leads there, a choice or a function, changes the tree: others
are not reached, or are told to have fewer causes. COMPASS_FULL=1 removes every node, otherwise one in four is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from compass.engine.program import Program
from compass.model.assessment import Assessment
from compass.service.workspace import Workspace, open_workspace
from tests.questionnaires.removal import Told, program_without, tell, what_changes

FULL = bool(os.environ.get("COMPASS_FULL"))
CASES = Path("questionnaires/compass/assessments")
SCAN = {"input_kind": "in_volume", "resolution": "fine", "adaptation": "full_tuning"}
REACHING: dict[str, dict[str, Any]] = {
    "agent": {"place": "edge_centre", "inputs_saved": 1, **SCAN},
    "classic_learning": {"place": "colocation_centre", "trip_change": 2},
    "rules_software": {},
    "vendor_hosted": {},
}
"""Options that reach what no worked case does: they are no part of its need."""


@cache
def workspace() -> Workspace:
    return open_workspace(Path.cwd())


def program() -> Program:
    return workspace().pack("compass").usable()


NODES = program().pack.nodes
INNER = [id for id, node in NODES.items() if node.level not in ("need", "alternative")]
COUNTED = {id for id in INNER if NODES[id].flows or NODES[id].impacts or NODES[id].described}


def trial(options: dict[str, dict[str, Any]], need: dict[str, Any] | None = None) -> Assessment:
    asked = {"id": "as_we_are", "alternative": "do_nothing", "title": "…"}
    others = [{"id": id, "alternative": id, "title": "…", "answers": answers} for id, answers in options.items()]
    head = {"pack": "compass", "version": 1, "title": "…", "date": "2026-11-24"}
    return Assessment.model_validate({**head, "need": need or {}, "options": [asked, *others]})


@cache
def situations() -> tuple[tuple[Assessment, Told], ...]:
    """Give the worked cases and the options beside them, with what the whole pack tells of each."""
    cases = [workspace().assessment(path).assessment for path in sorted(CASES.glob("*.yaml"))]
    return tuple((each, tell(program(), each)) for each in (*cases, trial(REACHING)))


def alone(id: str) -> Assessment:
    """Give an assessment with the level of a node at its worst, and the others of its criterion at their best."""
    pack, own = program().pack, NODES[id].described
    assert own is not None
    told = [each.described for each in NODES.values() if each.described and each.described.criterion == own.criterion]
    answers = {each.by: min(each.levels, key=each.levels.__getitem__) for each in told}
    answers[own.by] = max(own.levels, key=own.levels.__getitem__)
    need = {by: value for by, value in answers.items() if pack.is_asked_of_need(pack.questions[by])}
    return trial({"large_hosted": {by: value for by, value in answers.items() if by not in need}}, need)


def reaching(id: str) -> Iterator[tuple[Assessment, Told]]:
    """Give the situations that reach a node, the one made for its level last."""
    yield from (each for each in situations() if id in {node for _, node in each[1].causes})
    if NODES[id].described:
        assessment = alone(id)
        yield assessment, tell(program(), assessment)


def test_every_node_takes_place_somewhere():
    assert set(NODES) - {node for _, told in situations() for _, node in told.causes} == set()


@pytest.mark.parametrize("id", [id for id in INNER if FULL or crc32(id.encode()) % 4 == 0])
def test_without_a_node_something_is_otherwise(id):
    without, wanted = program_without(program(), id), "result" if id in COUNTED else "walk"
    assert any(wanted in what_changes(id, before, tell(without, each)) for each, before in reaching(id))

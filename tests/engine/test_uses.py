"""What each part of a pack uses, and what uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass.engine.uses import PARTS, used_by, uses
from compass.service.workspace import open_workspace

PACKS = Path(__file__).parents[1] / "packs"


@pytest.fixture(scope="module")
def tiny():
    return uses(open_workspace(Path.cwd()).pack(str(PACKS / "tiny")).usable())


@pytest.fixture(scope="module")
def radiology():
    workspace = open_workspace(Path.cwd())
    return uses(workspace.pack("radiology-ai").usable()), workspace.pack("radiology-ai").pack


def test_a_quantity_uses_the_questions_that_its_formula_names(tiny):
    assert tiny["quantities", "used"] == (("questions", "energy"), ("questions", "evenings"))


def test_the_reference_option_is_looked_through(tiny):
    assert tiny["quantities", "saved"] == (("quantities", "used"),)


def test_points_use_the_questions_of_their_section(tiny):
    assert ("questions", "colour") in tiny["criteria", "look"]


def test_a_criterion_uses_its_flows_and_these_the_nodes_that_state_them(tiny):
    assert tiny["criteria", "climate"] == (("factors", "ghg"), ("flows", "electricity"))
    assert tiny["flows", "electricity"] == (("nodes", "current"),)
    assert ("quantities", "used") in tiny["nodes", "current"]
    assert ("nodes", "led") in tiny["nodes", "current"]


def test_used_by_is_uses_turned_round(radiology):
    links, _ = radiology
    turned = used_by(links)
    assert {(user, part) for user, parts in links.items() for part in parts} == {
        (user, part) for part, users in turned.items() for user in users
    }


def test_every_part_is_there_and_none_uses_itself(radiology):
    links, pack = radiology
    assert set(links) == {(collection, id) for collection in PARTS for id in getattr(pack, collection)}
    assert all(part not in parts for part, parts in links.items())


def test_a_place_is_looked_through_to_the_questions_that_say_where(radiology):
    links, pack = radiology
    assert ("questions", pack.header.site) in links["criteria", "climate"]


def test_a_finding_uses_what_it_is_about(radiology):
    links, pack = radiology
    for id, finding in pack.findings.items():
        assert set(finding.about) <= {name for _, name in links["findings", id]}

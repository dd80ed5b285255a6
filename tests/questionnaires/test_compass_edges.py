"""Every edge of the consequence catalogue is in the pack, or listed with its reason, and never both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compass.catalogue.reader import read_file
from compass.model.node import Node
from compass.model.pack import Pack
from compass.service.workspace import open_workspace

HERE = Path(__file__).parent
CATALOGUE = read_file(HERE / "compass_edges.yaml", "compass_edges.yaml").data
DOC = Path("docs/compass-pack.md")
ROW = re.compile(r"^\| ([A-Z]\d\d) → ([A-Z]\d\d) \| (.{20,}) \|$", re.MULTILINE)
Edge = tuple[str, str]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_workspace(Path.cwd()).pack("compass").usable().pack


def edges() -> list[Edge]:
    return [(each["from"], to) for each in CATALOGUE["edges"] for to in each["to"]]


def listed() -> dict[Edge, str]:
    return {(left, right): reason for left, right, reason in ROW.findall(DOC.read_text(encoding="utf-8"))}


def names(formula: str | None) -> set[str]:
    return set(re.findall(r"[a-z_0-9]+", formula or ""))


def is_caused(pack: Pack, edge: Edge) -> bool:
    causes, effects = (CATALOGUE["nodes"][end] for end in edge)
    return any(cause in pack.nodes[effect].caused_by for cause in causes for effect in effects)


def is_suited(pack: Pack, edge: Edge) -> bool:
    (question,), (alternative,) = (CATALOGUE["nodes"][end] for end in edge)
    return question in names(pack.nodes[alternative].suits) or is_told(pack, {question})


def is_told(pack: Pack, questions: set[str]) -> bool:
    return any(questions <= set(finding.about) for finding in pack.findings.values())


def is_constrained(pack: Pack, edge: Edge) -> bool:
    (need,) = CATALOGUE["nodes"][edge[0]]
    return is_told(pack, {need, CATALOGUE["questions"][edge[1]]})


def with_followers(pack: Pack, ids: list[str]) -> list[Node]:
    """Give the nodes of an element, and what its making alone causes: its delivery and its end."""
    return [node for id, node in pack.nodes.items() if id in ids or set(ids) & set(node.caused_by)]


def is_counted(pack: Pack, edge: Edge) -> bool:
    counted = {flow for id in CATALOGUE["nodes"][edge[1]] for flow in pack.criteria[id].characterise or {}}
    return any(counted & set(node.flows) for node in with_followers(pack, CATALOGUE["nodes"][edge[0]]))


def is_held(pack: Pack, edge: Edge) -> bool:
    if edge[1][0] == "M":
        return is_counted(pack, edge)
    if edge[0][0] == "N":
        return is_suited(pack, edge) if edge[1][0] == "A" else is_constrained(pack, edge)
    return is_caused(pack, edge)


def test_the_catalogue_has_all_its_edges():
    assert len(edges()) == 431


def test_every_edge_is_in_the_pack_or_listed_with_its_reason(pack):
    missing = {edge for edge in edges() if not is_held(pack, edge)}
    assert missing == set(listed())


def test_a_choice_calls_its_functions_only_where_the_catalogue_says_so(pack):
    known = set(edges())
    codes = {id: code for code, ids in CATALOGUE["nodes"].items() for id in ids}
    added = {
        (codes[cause], codes[id])
        for id, node in pack.nodes.items()
        if node.level == "function" and id in codes
        for cause in node.caused_by
        if (codes[cause], codes[id]) not in known
    }
    assert added == set()


def test_every_node_of_the_catalogue_is_in_the_pack(pack):
    assert len(pack.alternatives()) == 13
    everything = {**pack.nodes, **pack.questions, **pack.criteria}
    assert [id for ids in CATALOGUE["nodes"].values() for id in ids if id not in everything] == []


def test_the_six_forms_of_rebound_are_told_apart(pack):
    forms = {node.rebound for node in pack.nodes.values() if node.rebound}
    assert forms == {"direct", "time", "indirect", "induction", "cascade", "systemic"}


def test_the_quick_screen_has_ten_questions_and_takes_a_quarter_of_an_hour(pack):
    screen = [question for question in pack.questions.values() if question.tags.get("screen")]
    assert len(screen) == 10
    assert sum(question.effort or 0 for question in screen) == 15


def test_the_two_accounts_count_no_flow_in_common_but_by_different_criteria(pack):
    own, elsewhere = (
        {flow for each in pack.criteria.values() if each.family == family for flow in each.characterise or {}}
        for family in ("own_share", "consequences")
    )
    assert own & elsewhere == set()

"""The consequence tree of the radiology pack: every node can be reached, and none could be left out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from compass.decision.evaluate import Stamp, evaluate
from compass.engine.cells import read_cells
from compass.model.assessment import Assessment
from compass.model.node import LEVELS, Order, Rebound, Stage
from compass.service.workspace import open_workspace
from tests.questionnaires.removal import program_without, tell, what_changes

PROGRAM = open_workspace(Path.cwd()).pack("radiology-ai").usable()
PACK = PROGRAM.pack
ALTERNATIVES = [id for id, node in PACK.nodes.items() if node.level == "alternative"]
SOFTWARE = ("vendor_ai_site", "vendor_ai_cloud")
INNER = [id for id, node in PACK.nodes.items() if node.level not in ("need", "alternative")]

NEED = {
    "studies_per_year": 20000, "hospital_country": "fra", "modality": "radiograph", "readers_today": "one",
    "follow_up_exam": "ct", "freed_time": "given_back", "documented_queue": False, "emergency_triage": False,
    "oversight_person": "named_and_tested", "public_buyer": False,
}  # fmt: skip
HELP = {"missed_recovered": 0.3, "false_positive_change": -0.3, "minutes_with_help": 1.0}
OFFER = {"data_leaving": "pseudonymised_deleted", "payment_model": "perpetual", "algorithm_change": "fixed",
         "result_display": "viewer_editable", "hardware_need": "existing", "language_model": False}  # fmt: skip
SITUATIONS = {
    "quiet": {},
    "no longer quiet": {
        "freed_time": "refilled", "payment_model": "per_study", "algorithm_change": "continuous",
        "result_display": "other_station", "hardware_need": "dedicated", "language_model": True,
        "data_leaving": "reused",
    },
    "queue": {"freed_time": "refilled", "documented_queue": True},
    "second look": {"tool_role": "second_look", "follow_up_exam": "radiograph"},
    "screening": {
        "modality": "mammography", "readers_today": "two", "follow_up_exam": "mammogram_ultrasound",
        "tool_role": "replaces_reader",
    },
    "rule-out": {"tool_role": "rules_out", "modality": "ultrasound", "follow_up_exam": "ultrasound"},
    "worklist": {"tool_role": "sorts_list", "modality": "ct", "emergency_triage": True},
    "faster MRI": {
        "modality": "mri", "follow_up_exam": "mri", "tool_role": "rebuilds_images", "acquisition_compared": True,
        "scan_minutes": 20, "scan_kwh": 10, "scan_minutes_with": 10, "scan_kwh_with": 5.7,
    },
    "faster MRI, slots refilled": {
        "modality": "mri", "follow_up_exam": "mri", "tool_role": "rebuilds_images", "acquisition_compared": True,
        "scan_minutes": 20, "scan_kwh": 10, "scan_minutes_with": 10, "scan_kwh_with": 5.7, "freed_time": "refilled",
        "refilled_share": 0.75, "documented_queue": True,
    },
    "abroad": {"hospital_country": "deu", "data_leaving": "nothing_leaves"},
}  # fmt: skip
"""Answers that differ from those above, where each told effect is at its lowest."""


def lowest() -> dict[str, str]:
    """Give, for each question that levels are read off, the answer with the lowest level."""
    found = {}
    for node in PACK.nodes.values():
        if node.described is not None and node.described.by not in (*NEED, "computing_place", "tool_role"):
            found[node.described.by] = min(node.described.levels, key=node.described.levels.__getitem__)
    return found


def answers_of(alternative, changed):
    """Put the answers together that are asked of an alternative."""
    given = {"tool_role": "aid"} | HELP | lowest() | OFFER | changed
    asked = {id: v for id, v in given.items() if id in PACK.questions and not PACK.is_asked_of_need(PACK.questions[id])}
    return {id: value for id, value in asked.items() if alternative in PACK.asked_of(PACK.questions[id])}


@cache
def assessment(changes, alternatives):
    changed = dict(changes)
    need = NEED | {id: v for id, v in changed.items() if PACK.is_asked_of_need(PACK.questions[id])}
    options = [{"id": id, "alternative": id, "title": "…", "answers": answers_of(id, changed)} for id in alternatives]
    head = {"pack": "radiology-ai", "version": 1, "title": "…", "date": "2026-11-22"}
    return Assessment.model_validate({**head, "need": need, "options": options})


@cache
def program_of(removed=None):
    return PROGRAM if removed is None else program_without(PROGRAM, removed)


@cache
def told(changes, alternatives=tuple(ALTERNATIVES), removed=None):
    """Tell what is answered of some alternatives, with the whole tree or without one node."""
    return tell(program_of(removed), assessment(changes, alternatives))


@cache
def reached():
    """Give the nodes that some answers activate, each with the last alternative in which they do."""
    found = set().union(*(told(frozen(changed)).causes for changed in SITUATIONS.values()))
    return {node: alternative for alternative in ALTERNATIVES for option, node in found if option == alternative}


def evaluation(changed):
    """Evaluate what is answered of all alternatives."""
    asked = assessment(frozen(changed), tuple(ALTERNATIVES))
    cells, faults = read_cells(PACK, PROGRAM.units, asked)
    assert not faults
    return evaluate(PROGRAM, asked, cells, seed=1, draws=8, stamp=Stamp("test", "pack", "assessment")).evaluation


def frozen(changed):
    return tuple(sorted(changed.items()))


def totals(found):
    return {(c.option, c.criterion): c.total for c in found.criteria}


def situations(id):
    """Give the situations, each with the worst answer to the question that the node's level is read off."""
    described = PACK.nodes[id].described
    worst = {}
    if described is not None and described.by != "computing_place":
        option = max(described.levels, key=described.levels.__getitem__)
        worst = {described.by: option == "yes" if PACK.questions[described.by].type == "yes_no" else option}
    return [frozen({**changed, **worst}) for changed in SITUATIONS.values()]


def is_told_only(id):
    node = PACK.nodes[id]
    causes = any(id in other.caused_by for other in PACK.nodes.values())
    return not (causes or node.flows or node.impacts or node.described)


def test_there_are_120_nodes_of_every_level_stage_order_and_form_of_rebound():
    nodes = PACK.nodes.values()
    assert len(nodes) >= 120
    assert {node.level for node in nodes} == set(LEVELS)
    for kinds, key in ((Stage, "stage"), (Order, "order"), (Rebound, "rebound")):
        assert {getattr(node, key) for node in nodes} - {None} == set(get_args(kinds))


def test_every_node_is_reached_by_some_answers():
    assert set(reached()) == set(PACK.nodes)


@pytest.mark.parametrize("id", INNER)
def test_no_node_could_be_left_out(id):
    if is_told_only(id):
        assert PACK.nodes[id].why is not None, "it is there to be read, and says nothing"
        return
    alternatives = tuple(dict.fromkeys(("do_nothing", reached()[id])))
    assert any(changes_without(id, changes, alternatives) for changes in situations(id)), "nothing changes without it"


def changes_without(id, changes, alternatives):
    """Say whether a criterion, a finding or the activity of another node is otherwise where the node is left out."""
    before = told(changes, alternatives)
    if id not in {node for _, node in before.causes}:
        return False
    return what_changes(id, before, told(changes, alternatives, id)) & {"result", "tree"}


def test_a_consequence_that_uses_something_says_when_in_the_life_cycle_and_in_which_order():
    for id, node in PACK.nodes.items():
        if node.flows:
            assert node.stage, id
            assert node.order, id
        if node.rebound:
            assert node.order == "higher", id


def test_refilling_three_quarters_of_the_slots_takes_the_saving_back():
    """Half of the time and 43 % less electricity: it uses as much as before at phi* = (i0/i1 - 1) t1/(t0 - t1)."""
    i0, i1, t0, t1 = 10.0, 5.7, 20.0, 10.0
    break_even = (i0 / i1 - 1) * t1 / (t0 - t1)
    assert break_even == pytest.approx(0.75, abs=0.005)
    for refilled in (0.0, 0.5, 0.75, break_even, 1.0):
        changed = SITUATIONS["faster MRI, slots refilled"] | {"refilled_share": refilled}
        found = evaluation(changed)
        machine = {
            option: sum(
                c.likely
                for c in found.contributions
                if (c.option, c.criterion) == (option, "electricity_used")
                and c.node in ("image_acquisition", "slot_refill")
            )
            for option in ("do_nothing", "vendor_ai_site")
        }
        assert machine["do_nothing"] == pytest.approx(20000 * i0)
        assert machine["vendor_ai_site"] == pytest.approx(20000 * (1 + refilled * (t0 - t1) / t1) * i1)
        (share,) = [q for q in found.quantities if (q.option, q.quantity) == ("vendor_ai_site", "break_even_refill")]
        assert share.value.likely == pytest.approx(break_even)
        flagged = {f.finding for f in found.findings if f.option == "vendor_ai_site"}
        assert ("slots_beyond_break_even" in flagged) == (refilled > break_even)
        assert ("slots_below_break_even" in flagged) == (refilled < break_even)


def test_a_documented_queue_shows_patients_served_and_takes_nothing_off_what_they_cost():
    changed = SITUATIONS["faster MRI, slots refilled"]
    queue, none = (totals(evaluation({**changed, "documented_queue": q})) for q in (True, False))
    served, unserved = (found["vendor_ai_site", "patients_served"].likely for found in (queue, none))
    assert served > 0.75 * 20000 * 0.999
    assert unserved == 0
    assert queue["vendor_ai_site", "climate"] == none["vendor_ai_site", "climate"]

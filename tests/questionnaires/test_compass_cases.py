"""The general pack against numbers from outside, and every answer and every node of it at work."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path

import pytest
from ecologits.impacts.llm import compute_llm_impacts

from compass.catalogue.reader import read_file
from compass.model.evaluation import Evaluation
from compass.model.pack import Pack
from compass.model.question import Question
from compass.reporting.quantiges.build import steps_of_case
from compass.service.evaluating import Result, evaluate_file
from compass.service.workspace import Workspace, open_workspace

CASES = Path("questionnaires/compass/assessments")
SOFTWARE = "large_hosted"
HEAD = """
pack: compass
version: 1
title: {fr: "Essai", en: "Trial"}
about: {fr: "Essai.", en: "Trial."}
date: 2026-11-24
"""


@cache
def workspace() -> Workspace:
    return open_workspace(Path.cwd())


@pytest.fixture(scope="module")
def pack() -> Pack:
    return workspace().pack("compass").usable().pack


@cache
def result(name: str) -> Result:
    return evaluate_file(workspace(), CASES / f"{name}.yaml", 256)


def case(name: str) -> Evaluation:
    return result(name).evaluated.evaluation


def trial(path: Path, need: dict[str, object], options: list[tuple[str, dict[str, object]]]) -> Result:
    def block(answers: dict[str, object]) -> str:
        return "{" + ", ".join(f"{key}: {value}" for key, value in answers.items()) + "}"

    listed = [("do_nothing", {}), *options]
    lines = [
        f'- {{id: o{n}, alternative: {alternative}, title: {{fr: "O", en: "O"}}, answers: {block(answers)}}}'
        for n, (alternative, answers) in enumerate(listed)
    ]
    text = HEAD + f"need: {block(need)}\noptions:\n" + textwrap.indent("\n".join(lines), "  ") + "\n"
    file = path / "trial.yaml"
    file.write_text(text, encoding="utf-8")
    return evaluate_file(workspace(), file, 64)


def evaluated(path: Path, need: dict[str, object], options: list[tuple[str, dict[str, object]]]) -> Evaluation:
    return trial(path, need, options).evaluated.evaluation


def quantity(evaluation: Evaluation, option: str, name: str) -> float:
    (value,) = (each.value for each in evaluation.quantities if each.option == option and each.quantity == name)
    assert value is not None
    return value.likely


def total(evaluation: Evaluation, option: str, criterion: str) -> float:
    (value,) = (each.total for each in evaluation.criteria if each.option == option and each.criterion == criterion)
    assert value is not None
    return value.likely


def law(billions: float, tokens: float) -> float:
    """Say what EcoLogits itself gives for the machines of a request, in Wh, without cooling."""
    impacts = compute_llm_impacts(
        model_active_parameter_count=billions,
        model_total_parameter_count=billions,
        output_token_count=tokens,
        request_latency=1e9,
        if_electricity_mix_adpe=0,
        if_electricity_mix_pe=0,
        if_electricity_mix_gwp=0,
        if_electricity_mix_wue=0,
        datacenter_pue=1,
        datacenter_wue=0,
    )
    return 1000 * float(impacts.usage.energy.value)


@pytest.mark.parametrize(
    ("name", "option", "tokens", "reading"),
    [("meeting-minutes", "large_hosted", 2000, 10), ("augmented-search", "large_subscription", 400, 2)],
)
def test_the_text_of_a_large_model_costs_what_ecologits_says(name, option, tokens, reading):
    """100 and 400 billion parameters are the ends of the class; the likely value is their middle."""
    middle = (law(100, tokens) + law(400, tokens)) / 2
    assert quantity(case(name), option, "text_energy") == pytest.approx(reading * middle, rel=1e-6)


def test_a_plain_request_of_a_large_model_is_within_the_stated_error_of_published_ones(tmp_path):
    """0.24 Wh (Google 2025) to 0.6 Wh (Microsoft 2026), and the factor of 5 that the model of EcoLogits carries."""
    plain = {"context_length": "short_context", "output_length": "page", "reasoning": "single"}
    found = quantity(evaluated(tmp_path, {}, [(SOFTWARE, plain)]), "o1", "assumed_energy")
    assert 0.24 / 5 <= found <= 0.6 * 5


def test_a_small_classifier_of_images_takes_what_was_measured(tmp_path):
    """AI Energy Score 2025: 0.0026 kWh for a thousand images."""
    answers = {"input_kind": "in_image", "output_kind": "label"}
    found = quantity(evaluated(tmp_path, {}, [("small_local", answers)]), "o1", "assumed_energy")
    assert found == pytest.approx(0.0026, rel=0.01)


def test_one_ct_weighs_about_eight_thousand_answers(pack):
    """McAlister 2022: 9.2 kg; Mistral 2025: 1.14 g for 400 tokens. An order of magnitude, no more."""
    requests = read_file(Path("questionnaires/library/factors/language_requests.yaml"), "requests").data
    answer = requests["factors"]["lca_request_ghg"]["likely"]
    assert pack.factors["check_ghg"].rows["ct_check"].likely / answer == pytest.approx(8000, rel=0.02)


def test_a_refilled_saving_loses_the_share_that_telework_loses(tmp_path):
    """ADEME 2020: rebounds take 31 % of the benefit of telework."""
    need = {"units_per_year": 100, "reference_ghg": 1, "current_minutes": 5, "check_kind": "no_check"}
    answers = {"avoided_share": 1, "use_of_gains": "refilled"}
    found = evaluated(tmp_path, need, [("organisation", answers)])
    assert total(found, "o1", "climate_elsewhere") == pytest.approx(-100 * (1 - 0.31), rel=1e-6)


def test_a_robot_pays_where_it_replaces_diesel_passes_and_not_where_it_only_looks(tmp_path):
    """Lagnelov 2021: 293 kg a hectare with diesel, 102 with autonomous electric tractors.

    The study carries over no further than the sign: a robot that only looks replaces no pass, and saves nothing.
    """
    robot = {"sensors_robots": "robot_fleet", "robots": 20, "use_of_gains": "capped", "flag_change": 0}
    need = {"units_per_year": 2000, "reference_ghg": 293}
    answers = [("physical_system", {**robot, "avoided_share": share}) for share in (1 - 102 / 293, 0)]
    found = evaluated(tmp_path, need, answers)
    working, looking = (
        total(found, option, "climate") + total(found, option, "climate_elsewhere") for option in ("o1", "o2")
    )
    assert working < 0 < looking


def test_a_measured_run_replaces_the_product_of_the_choices(tmp_path):
    measured = {"energy_per_run": 2, "runs_a_year": 1000, "cost_display": "cost_hidden"}
    options = [(SOFTWARE, {**measured, "reasoning": level}) for level in ("single", "agent_loops")]
    found = evaluated(tmp_path, {}, options)
    assert [quantity(found, option, "compute_energy") for option in ("o1", "o2")] == [2, 2]


def test_a_purely_qualitative_use_is_complete(tmp_path):
    found = evaluated(tmp_path, {}, [("agent", {}), ("bundled_assistant", {}), ("embedded", {})])
    assert {each.option for each in found.criteria if each.criterion == "lock_in"} == {"o0", "o1", "o2", "o3"}


def test_a_case_without_a_single_number_reads_well_in_eight_steps(tmp_path):
    """Only choices are answered: every option still has a level on every criterion told in levels, and its effects."""
    answers = {"place": "hyperscale_centre", "payment": "advertising", "openness": "closed_system"}
    read = trial(tmp_path, {"need_proof": "comfort"}, [("large_hosted", answers), ("organisation", {})])
    told = read.pack, read.read.assessment, read.evaluated.evaluation
    steps = {each.anchor: each for each in steps_of_case(*told, "fr", numbers=False).steps}
    described = [each for each in read.pack.criteria.values() if each.described]
    assert len(steps["quantify"].tables) == len(described) == 10
    words = {table.caption: [row.cells[0].text for row in table.rows] for table in steps["quantify"].tables}
    assert all(len(levels) == 3 and all(levels) for levels in words.values())
    assert len(set(words["Poussée du modèle économique"])) == 2
    assert any(item.mark == "B" for item in steps["perimeter"].groups[1].items)
    assert steps["analyse"].groups


def test_hours_and_money_are_freed_against_the_reference_and_never_below_zero(tmp_path):
    need = {"units_per_year": 600, "current_minutes": 10}
    quick, slow = ({"minutes_per_unit": minutes, "cost_per_unit": cost} for minutes, cost in ((5, 0), (30, 900)))
    found = evaluated(tmp_path, need, [("organisation", quick), ("human_staff", slow)])
    assert quantity(found, "o1", "freed_hours") == pytest.approx(600 * (10 - 5) / 60)
    assert quantity(found, "o1", "freed_money") == quantity(found, "o0", "spending") > 0
    assert [quantity(found, "o2", name) for name in ("freed_hours", "freed_money")] == [0, 0]


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.yaml")))
def test_what_was_expected_to_weigh_most_has_a_source_and_only_a_difference_is_explained(name):
    expected = [each for each in result(name).read.assessment.expect if each.largest]
    assert len(expected) >= 4
    for each in expected:
        found = case(name).largest(each.option, each.criterion)[: len(each.largest)]
        assert each.source
        assert (found != each.largest) == (each.difference_explained is not None), (each.option, each.criterion)


def formulas(pack: Pack) -> str:
    """Join every formula that decides something: conditions, quantities, flows, knock-outs, findings."""
    parts = [node.when or "" for node in pack.nodes.values()] + [node.suits or "" for node in pack.nodes.values()]
    parts += [formula for node in pack.nodes.values() for formula in node.flows.values()]
    parts += [each.formula for each in pack.quantities.values()]
    parts += [each.formula or "" for each in pack.criteria.values()]
    parts += [formula for each in pack.criteria.values() for formula in (each.characterise or {}).values()]
    parts += [each.when for each in (*pack.knock_outs.values(), *pack.findings.values())]
    return "\n".join(parts)


def marks(pack: Pack, question: Question, option: str, text: str) -> tuple[object, ...]:
    """Give what the pack does with one answer: numbers looked up, levels read, conditions that name it."""
    tables = [name for name, chosen in re.findall(r"lookup\((\w+), (\w+)\)", text) if chosen == question.id]
    factors = [pack.factors[table] for table in tables]
    rows = [(each.rows.get(option) or each.otherwise) for each in factors]
    numbers = [row.model_dump_json(exclude={"why"}) for row in rows if row]
    levels = [
        node.described.levels[option]
        for node in pack.nodes.values()
        if node.described and node.described.by == question.id
    ]
    compared = re.findall(rf"\b{question.id} (?:==|!=|in|not in) (\[[^\]]*\]|\w+)", text)
    return (*numbers, *levels, *(option in re.findall(r"\w+", each) for each in compared))


def test_every_option_of_every_question_on_the_result_changes_something(pack):
    text, alike = formulas(pack), []
    for question in pack.questions.values():
        if question.type != "choice" or question.options_from == "countries":
            continue
        found = [marks(pack, question, option, text) for option in pack.options_of(question)]
        alike += [(question.id, n) for n, each in enumerate(found) if all(each == other for other in found)]
    assert alike == []


def test_every_number_asked_for_is_read(pack):
    text = formulas(pack) + "\n".join(each.anchors.worst for each in pack.criteria.values() if each.anchors)
    numbers = [id for id, question in pack.questions.items() if question.type == "number"]
    assert [id for id in numbers if not re.search(rf"\b{id}\b", text)] == []


def test_removing_any_node_takes_a_number_a_level_or_a_cause_away(pack):
    idle = [
        id
        for id, node in pack.nodes.items()
        if not (node.flows or node.impacts or node.described)
        and not any(id in other.caused_by for other in pack.nodes.values())
    ]
    assert idle == []

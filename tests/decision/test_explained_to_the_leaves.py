"""The fracture case: every number explained down to answers, marked assumptions, sources and studies, and computed
again from what its explanation shows (acceptance line 5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from compass.engine.functions import FUNCTIONS
from compass.engine.program import active_name, criterion_name
from compass.engine.values import CLOSED
from compass.model.explanation import Explanation
from compass.service.evaluating import evaluate_file
from compass.service.explaining import explain
from compass.service.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "questionnaires/radiology-ai/assessments/fracture-detection.yaml"


@pytest.fixture(scope="module")
def result():
    return evaluate_file(open_workspace(ROOT), CASE, draws=512)


@pytest.fixture(scope="module")
def pack(result):
    return result.read.checked.usable().pack


@pytest.fixture(scope="module")
def explained(result, pack):
    """Explain every criterion and every computed quantity of every option."""
    evaluation, scopes = result.evaluated.evaluation, result.evaluated.drawn.scopes
    computed = {option: [id for id in pack.quantities if id in scopes[option]] for option in evaluation.options}
    names = [(option, name) for option in computed for name in (*pack.criteria, *computed[option])]
    return {(option, name): explain(result, option, name) for option, name in names}


def every(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for part in explanation.parts:
        yield from every(part)


def is_by_rule(leaf: Explanation, pack) -> bool:
    """Say whether a leaf is a choice with points and no assumption: it stands at equal shares of its options."""
    question = pack.questions[leaf.key.split("@")[0]]
    has_points = question.points or any(o.points is not None for o in pack.choice_options(question).values())
    return question.if_unknown is None and bool(has_points)


def is_grounded(leaf: Explanation, pack, assessment) -> bool:
    match leaf.origin:
        case "answered":
            return leaf.evidence is None or leaf.evidence in assessment.evidence
        case "assumed":
            return is_by_rule(leaf, pack) or (
                leaf.why is not None and (leaf.source is None or leaf.source in pack.sources)
            )
        case "factor":
            return leaf.source in pack.sources and leaf.quality is not None
        case "study":
            return leaf.evidence in assessment.evidence
        case "fixed" | "closed" | "setting":
            return True
        case _:  # computed from nothing: a number written in the pack, or a sum without members
            written = leaf.formula is not None and leaf.formula.replace(".", "").isdigit()
            return written or (leaf.kind == "criterion" and leaf.value.p5 == leaf.value.p95 == 0)


def test_there_is_much_to_explain(explained, result, pack):
    assert len(explained) > len(pack.criteria) * len(result.evaluated.evaluation.options)
    assert sum(1 for e in explained.values() for _ in every(e)) > 1000


def test_every_leaf_is_grounded(explained, result, pack):
    assessment = result.read.assessment
    leaves = [(where, leaf) for where, e in explained.items() for leaf in every(e) if not leaf.parts]
    assert [(where, leaf.key, leaf.origin) for where, leaf in leaves if not is_grounded(leaf, pack, assessment)] == []


def test_every_answer_in_an_explanation_is_the_one_that_was_given(explained, result):
    cells = {cell.name: cell for cell in result.read.cells}
    for explanation in explained.values():
        for leaf in every(explanation):
            if leaf.kind == "question" and leaf.key in cells and leaf.origin in ("answered", "fixed"):
                assert cells[leaf.key].state == leaf.origin
            if leaf.kind == "question" and leaf.key in cells and leaf.origin == "assumed":
                assert cells[leaf.key].state in ("blank", "unknown")


def test_every_assumption_is_listed_and_every_factor_too(explained, result):
    evaluation = result.evaluated.evaluation
    assumed = {a.question if a.option is None else f"{a.question}@{a.option}" for a in evaluation.assumptions}
    factors = {f.factor if f.row == "" else f"{f.factor}[{f.row}]" for f in evaluation.factors}
    for explanation in explained.values():
        for leaf in every(explanation):
            if leaf.origin == "assumed":
                assert leaf.key.split(".")[0] in assumed
            if leaf.origin == "factor":
                assert leaf.key in factors


def test_sums_are_the_sums_of_their_parts(explained, pack, result):
    checked = 0
    for (option, _), explanation in explained.items():
        for each in every(explanation):
            total = each.kind == "criterion" and pack.criteria[each.key].kind == "additive"
            if total or (each.kind == "node" and each.value is not None):
                assert each.value.likely == pytest.approx(sum(p.value.likely for p in each.parts), rel=1e-9)
                assert each.value.mean == pytest.approx(sum(p.value.mean for p in each.parts), rel=1e-9)
                checked += 1
            if each.kind == "flow" and each.formula is None:
                used, per = each.parts
                is_active = result.evaluated.likely.scopes[option][active_name(each.key.split(".")[0])]
                counted = used.value.likely * per.value.likely if is_active else 0
                assert each.value.likely == pytest.approx(counted, rel=1e-9)
                checked += 1
    assert checked > 100


def test_formulas_give_their_value_from_the_parts_shown(explained, result):
    """Each formula runs again on nothing but the likely values that its explanation shows."""
    program, checked = result.read.checked.usable(), set()
    for (option, name), each in explained.items():
        if each.formula is not None and each.origin == "computed":
            rule = program.rules[criterion_name(name) if each.kind == "criterion" else name]
            scope = dict(FUNCTIONS) | _shown_values(program, rule, each, result.evaluated.likely.scopes[option])
            assert rule.code.value(scope) == pytest.approx(each.value.likely, rel=1e-9)
            checked.add(name)
    assert len(checked) > 20


def _shown_values(program, rule, explanation, likely):
    """Read the parts of an explanation back as the names of its formula; choices and conditions from the likely run."""
    shown, parts = {}, list(explanation.parts)
    for name in [name for name in program.rules if name in rule.needs]:
        if program.rules[name].kind == "factor" and program.pack.factors[name].by:
            rows = [part for part in parts if part.key.startswith(f"{name}[")]
            shown[name] = {part.key[len(name) + 1 : -1]: part.value.likely for part in rows}
            parts = [part for part in parts if part not in rows]
        elif name in likely:
            part = parts.pop(0)
            number = part.value.likely if part.value is not None else CLOSED
            shown[name] = likely[name] if part.chosen is not None else number
    assert parts == []
    return shown

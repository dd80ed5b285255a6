"""What holds for every pack and every assessment."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.engine.filling import CannotRun
from tests.helpers import Outcome, evaluated, program_of
from tests.strategies import BOUNDED, cases, numbers, ranges, text


def outcome(pack: dict[str, Any], assessment: dict[str, Any], **more: int) -> Outcome:
    return evaluated(text(pack), text(assessment), **more)


def unordered(found: Outcome) -> dict[str, Any]:
    """Give an evaluation with its lists in an order of their own."""
    data = json.loads(found.json)
    return {key: sorted(value, key=json.dumps) if isinstance(value, list) else value for key, value in data.items()}


def backwards(data: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(data.items()))


@BOUNDED
@given(cases())
def test_the_order_of_answers_changes_no_byte(case):
    pack, assessment = case
    turned = {
        "need": backwards(assessment["need"]),
        "options": [{**backwards(option), "answers": backwards(option["answers"])} for option in assessment["options"]],
    }
    assert outcome(pack, assessment).json == outcome(pack, turned).json


@BOUNDED
@given(cases())
def test_the_order_of_questions_in_a_pack_changes_no_number(case):
    pack, assessment = case
    section = pack["sections"]["offer"]
    turned = backwards(pack) | {
        "questions": backwards(pack["questions"]),
        "sections": {"offer": {**section, "questions": backwards(section["questions"])}},
    }
    assert unordered(outcome(pack, assessment)) == unordered(outcome(turned, assessment))


@BOUNDED
@given(cases(), st.integers(0, 2**31))
def test_the_same_seed_gives_the_same_bytes(case, seed):
    assert outcome(*case, seed=seed).json == outcome(*case, seed=seed).json


@BOUNDED
@given(cases())
def test_contributions_add_up_to_the_total(case):
    found = outcome(*case)
    for result in found.evaluation.criteria:
        key = (result.option, result.criterion)
        mine = [c for c in found.evaluation.contributions if (c.option, c.criterion) == key]
        size = sum(abs(c.mean) + abs(c.likely) for c in mine) + 1
        assert sum(c.mean for c in mine) == pytest.approx(result.total.mean, abs=1e-12 * size)
        assert sum(c.likely for c in mine) == pytest.approx(result.total.likely, abs=1e-12 * size)


@BOUNDED
@given(cases())
def test_quantiles_are_in_order_and_shares_of_the_best_sum_to_one(case):
    found = outcome(*case)
    for result in found.evaluation.criteria:
        for spread in (result.total, result.difference):
            assert spread is None or spread.p5 <= spread.median <= spread.p95
    for criterion in case[0]["criteria"]:
        shares = [c.best_share for c in found.evaluation.criteria if c.criterion == criterion]
        assert sum(shares) == pytest.approx(1, abs=1e-12)


@BOUNDED
@given(cases(), ranges())
def test_one_more_question_moves_nothing_else(case, estimate):
    pack, assessment = case
    more = json.loads(text(pack))
    more["questions"] = {"another": {"if_unknown": estimate}} | more["questions"]
    more["nodes"]["last"] = {"level": "effect", "caused_by": ["base", "other"], "flows": {"noise": "another"}}
    more["flows"]["noise"] = "1"
    more["criteria"] = {"loudness": {"characterise": {"noise": 1}}} | more["criteria"]
    before, after = outcome(pack, assessment), outcome(more, assessment)
    for option, scope in before.evaluated.drawn.scopes.items():
        for name in (*pack["questions"], *pack["sections"]["offer"]["questions"], "per_power"):
            if name in scope:
                assert np.array_equal(scope[name], after.drawn(name, option))
    kept = tuple(c for c in after.evaluation.criteria if c.criterion != "loudness")
    assert sorted(kept, key=repr) == sorted(before.evaluation.criteria, key=repr)


@BOUNDED
@given(cases(), st.data())
def test_an_unknown_is_an_assumption_or_a_refusal_and_never_zero(case, data):
    pack, assessment = case
    name = data.draw(st.sampled_from(sorted(pack["questions"])))
    state = data.draw(st.sampled_from(["unknown", None]))
    assessment["need"] = assessment["need"] | {name: state}
    found = outcome(pack, assessment)
    assert (name, None) in found.assumed()
    del pack["questions"][name]["if_unknown"]
    try:
        bare = outcome(pack, assessment)
    except CannotRun as refused:
        told = [(fault.code, fault.path) for fault in refused.faults]
    else:  # only where no result rests on it
        told = [("V001", ("need", name))]
        assert [c.total for c in bare.evaluation.criteria] == [c.total for c in found.evaluation.criteria]
    assert told == [("V001", ("need", name))]


@BOUNDED
@given(st.lists(numbers, min_size=2, max_size=2), ranges(), numbers)
def test_an_answer_to_a_closed_question_has_no_effect(answers, estimate, size):
    pack = {
        "questions": {"gate": {"type": "yes_no"}, "hidden": {"when": "gate", "if_unknown": estimate}},
        "sections": {
            "later": {"asked_of": "option", "when": "gate", "questions": {"inside": {"if_unknown": estimate}}},
        },
        "nodes": {"made": {"level": "effect", "caused_by": "base", "flows": {"power": f"hidden + inside * {size}"}}},
        "flows": {"power": "1"},
        "knock_outs": {"large": "hidden > 2 or inside != 1"},
        "findings": {"told": "hidden < 9"},
        "criteria": {"climate": {"characterise": {"power": 1}}, "score": {"formula": "inside * 2", "otherwise": 1}},
    }
    base = {"need": {"gate": False}, "options": [{"id": "one", "alternative": "base"}]}
    answered = {
        "need": {"gate": False, "hidden": answers[0]},
        "options": [{"id": "one", "alternative": "base", "answers": {"inside": answers[1]}}],
    }
    assert outcome(pack, base).json == outcome(pack, answered).json


@BOUNDED
@given(cases())
def test_what_options_share_cancels_in_their_difference(case):
    pack, assessment = case
    twin = assessment["options"][0] | {"id": "twin"}
    own = pack["sections"]["offer"]["questions"]
    for id in own:  # each offer's own range is a column of its own; share them all
        own[id].pop("own", None)
        twin["answers"] = {k: v for k, v in twin["answers"].items() if not isinstance(v, dict)}
    pair = assessment | {"options": [assessment["options"][0] | {"answers": twin["answers"]}, twin]}
    pair["settings"] = {"reference": "option_0"}
    for result in outcome(pack, pair).evaluation.criteria:
        if result.option == "twin":
            assert (result.difference.p5, result.difference.p95) == (0, 0)


@BOUNDED
@given(ranges(), numbers, numbers, st.sampled_from(["certain", "sure", "fairly", "hardly", "guess"]))
def test_to_be_less_sure_never_narrows_a_linear_result(estimate, slope, offset, sure):
    pack = f"""
questions: {{x: {{}}}}
criteria: {{line: {{formula: {slope} * x + {offset}}}}}
"""
    program = program_of(pack)

    def width(word):
        total = evaluated(program, text({"need": {"x": estimate | {"sure": word}}})).total("line")
        return total.p95 - total.p5

    assert width(sure) >= width("certain") - 1e-12

"""The heat table, the rose and the map of infrastructure tell what was computed."""

from __future__ import annotations

import pytest

from compass.engine.points import point_table
from compass.model.assessment import Answer
from compass.model.decision import ChoiceEffect
from compass.reporting.context import Context
from compass.reporting.sections.heat import heat_block
from compass.reporting.sections.infrastructure import infrastructure_block
from compass.reporting.sections.rose import rose_block, unproven_share


def with_decision(told, **update) -> Context:
    pack, assessment, evaluation = told
    decision = evaluation.decision.model_copy(update=update)
    return Context(pack, assessment, evaluation.model_copy(update={"decision": decision}), "en")


def test_the_mean_worths_times_the_weights_are_the_scores(told):
    decision = told[2].decision
    weights = {each.criterion: each.mean for each in decision.weighed}
    for standing in decision.standings:
        worths = {each.criterion: each.worth.mean for each in decision.worths if each.option == standing.option}
        assert sum(weights[id] * worth for id, worth in worths.items()) == pytest.approx(standing.score.mean)


def test_the_heat_table_prints_the_same_values_as_its_table(told):
    (block,) = heat_block(Context(*told, "en"))
    drawn = [each.text for each in block.figures[0].writings]
    for row in block.tables[0].rows:
        for cell in row.cells:
            assert any(text.split(" ")[0] == cell.text.split(" ")[0] for text in drawn)


def test_an_option_that_is_out_is_crossed_and_says_so(told):
    out = told[2].options[-1]
    worths = tuple(each for each in told[2].decision.worths if each.option != out)
    (block,) = heat_block(with_decision(told, out=(out,), worths=worths))
    assert all((row.cells[-1].text, row.cells[-1].mark) == ("–", "excluded") for row in block.tables[0].rows)


def test_the_rose_tells_the_criteria_of_the_headings_and_leaves_out_whom_they_do_not_concern(told):
    (block,) = rose_block(Context(*told, "en"))
    names = [row.head.text.split("\u2002")[0] for row in block.tables[0].rows]
    assert names == ["C", "D"]
    assert block.sentences == ("The headings do not concern A and B.",)
    median = next(
        r.total.median for r in told[2].criteria if (r.criterion, r.option[:4]) == ("answers_on_validation", "bone")
    )
    assert block.tables[0].rows[0].cells[1].text.startswith(f"{median:.0%}")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_where_no_rose_can_be_drawn_the_report_says_why(told, language):
    pack, assessment, evaluation = told
    results = tuple(each.model_copy(update={"concerned": False}) for each in evaluation.criteria)
    unconcerned = Context(pack, assessment, evaluation.model_copy(update={"criteria": results}), language)
    without = Context(pack.model_copy(update={"axes": {}}), assessment, evaluation, language)
    blocks = [block for context in (without, unconcerned) for block in rose_block(context)]
    assert [block.figures for block in blocks] == [(), ()]
    reasons = [without.say("choosing.rose_none"), without.say("choosing.rose_nobody")]
    assert [block.sentences for block in blocks] == [(reason,) for reason in reasons]


def test_an_answer_about_an_option_that_loses_its_evidence_is_no_longer_proven(told):
    pack = told[0]
    option = Context(*told, "en").options["boneview_site"]
    answers = {id: Answer(value="yes", evidence="paper", page=1) for id, _ in _of_heading(pack, "usability")}
    told_of = [_unproven(told, option, answers)]
    told_of.append(_unproven(told, option, {id: Answer(value="yes") for id in answers}))
    told_of.append(_unproven(told, option, {id: Answer(value="unknown", evidence="paper") for id in answers}))
    assert told_of[0] < told_of[1] == told_of[2]


def _of_heading(pack, axis):
    return [(id, q) for id, q in pack.questions.items() if q.tags.get("axis") == axis and point_table(pack, id)]


def _unproven(told, option, answers):
    pack, assessment, evaluation = told
    others = tuple(o.model_copy(update={"answers": answers}) if o.id == option.id else o for o in assessment.options)
    return unproven_share(
        Context(pack, assessment.model_copy(update={"options": others}), evaluation, "en"), option.id, "usability"
    )


def test_what_moves_most_stands_first_in_the_map_of_infrastructure(told):
    nodes = [id for id, node in told[0].nodes.items() if node.level == "infrastructure"][:2]
    effects = [
        ChoiceEffect(question="hosting", choice="x", option="boneview_site", criterion="climate", node=n, change=c)
        for n, c in zip(nodes, (10.0, -90.0), strict=True)
    ]
    question = next(id for id, q in told[0].questions.items() if q.type == "yes_no")
    effects = tuple(each.model_copy(update={"question": question, "choice": "yes"}) for each in effects)
    (block,) = infrastructure_block(with_decision(told, choices=effects))
    assert [cell.text for cell in block.tables[0].rows[0].cells] == ["−90.0", "+10.0"]
    assert not list(infrastructure_block(with_decision(told, choices=())))

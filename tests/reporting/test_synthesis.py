"""Page 2 alone answers the five questions and the workshops' three, in each case and language; it is one page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compass.model.decision import Driver, Fit, Swing
from compass.model.evaluation import Unfit
from compass.reporting.build import build_report
from compass.reporting.context import Context
from compass.reporting.html import render_html
from compass.reporting.sections.inputs import input_title
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace
from compass.shipped import questionnaires
from compass.texts.summaries import leader_lines
from tests.reporting.pages import page_texts, without_spaces

CASES = sorted(questionnaires().glob("*/assessments/*.yaml"))


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def case(request):
    result = evaluate_file(open_workspace(Path.cwd()), request.param, draws=256)
    return result.pack, result.read.assessment, result.evaluated.evaluation


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["fr", "en"])
def test_page_2_answers_five_questions(case, language):
    context = Context(*case, language)
    whole = render_html(build_report(*case, language))
    _, page = page_texts(whole.split("</section>")[0] + "</section></main></body></html>")
    for title in ("holds", "sure", "depends", "unproven"):
        assert without_spaces(context.say(f"reply.{title}_title")) in page
    for answer in expected(context):
        assert without_spaces(answer) in page, answer


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["fr", "en"])
def test_page_2_says_what_the_need_is_whether_ai_is_needed_and_what_the_choices_cause(case, language):
    """The three questions of the workshops, answered from the evaluation."""
    context = Context(*case, language)
    whole = render_html(build_report(*case, language))
    _, page = page_texts(whole.split("</section>")[0] + "</section></main></body></html>")
    for answer in workshop_answers(context):
        assert without_spaces(answer) in page, answer
    assert not re.search(r"\d{5,}%|\d{1,3}(,\d{3}){2,}%", page), "of next to nothing a change is told as an amount"


def workshop_answers(context):
    pack, decision = context.pack, context.evaluation.decision
    yield from (context.node_title(id) for id, node in pack.nodes.items() if node.level == "need")
    yield from (context.say(f"reply.{key}_title") for key in ("needed", "caused"))
    order = sorted(decision.standings, key=lambda each: (-each.ranks[0], -each.score.mean))
    uses_ai = {id: pack.nodes[option.alternative].ai for id, option in context.options.items()}
    best = {ai: next(each.option for each in order if uses_ai[each.option] == ai) for ai in (False, True)}
    wins = next(p.wins for p in decision.pairs if (p.option, p.other) == (best[True], best[False]))
    ai, other = context.letters[best[True]], context.letters[best[False]]
    told = {
        "en": f"{ai} scores higher than {other} in" if wins else f"{ai} never scores higher than {other}.",
        "fr": f"{ai} a un meilleur score que {other} dans" if wins else f"{ai} n’a dans aucun tirage un meilleur",
    }
    yield told[context.language]
    counted = [each for each in decision.weighed if causes(context, best[True], each.criterion)]
    heaviest = max(counted, key=lambda each: each.mean).criterion
    yield context.node_title(max(causes(context, best[True], heaviest), key=lambda each: each.mean).node)


def causes(context, option, criterion):
    found = context.evaluation.contributions
    return [each for each in found if (each.option, each.criterion) == (option, criterion) and each.mean > 0]


@pytest.mark.parametrize(
    ("ai", "words"),
    [
        ({"boneview_site", "rbfracture_cloud"}, "C never scores higher than A."),
        (set(), "No option that is ranked uses AI."),
        ({"status_quo", "second_human", "boneview_site", "rbfracture_cloud"}, "nothing tells what it adds."),
    ],
)
def test_the_best_with_ai_stands_against_the_best_without(told, ai, words):
    pack, assessment, evaluation = told
    used = {option.alternative for option in assessment.options if option.id in ai} or {"reorganise"}
    nodes = {id: node.model_copy(update={"ai": id in used}) for id, node in pack.nodes.items()}
    said = sentences(build_report(pack.model_copy(update={"nodes": nodes}), assessment, evaluation, "en"))
    assert words in said


def test_without_weights_the_options_with_and_without_ai_are_named(told):
    said = sentences(build_report(*without_weights(told), "en"))
    assert "with AI C, D; without AI A, B." in said


def expected(context):
    """Give the words that answer the questions, taken from the evaluation."""
    decision, evaluation = context.evaluation.decision, context.evaluation
    if decision.leader is not None:
        standings = {each.option: each for each in decision.standings}
        for option in (decision.leader, decision.next_best):
            yield context.option_title(option)
            yield context.share(standings[option].ranks[0])
        lead = [each.input for each in decision.drivers if each.criterion is None]
        yield from (input_title(context, name) for name in lead[:3])
    for option in context.options:
        unknown = {a.question for a in evaluation.assumptions if a.option == option and a.state == "unknown"}
        if unknown:
            yield f"{context.letters[option]}: {len(unknown)}" if context.language == "en" else str(len(unknown))
    shown = [context.text(context.pack.questions[q].ask) for q in {q.question for q in evaluation.vendor_questions}]
    if shown:
        yield context.say("reply.ask_title", shown=min(5, len(shown)), count=len(shown))


def test_an_answer_shared_by_all_options_is_titled_as_its_question(told):
    context = Context(*told, "en")
    assert input_title(context, "missed_recovered@*") == input_title(context, "missed_recovered")


def test_the_first_questions_to_the_vendor_are_decisive(told):
    report = build_report(*told, "en")
    marks = [item.mark for item in report.synthesis.ask_first.items]
    assert marks == ["knock-out"] * 5


def without_weights(told):
    pack, assessment, evaluation = told
    cleared = dict.fromkeys(("standings", "weighed", "weight_flips", "clipped", "disguises", "lead"), ())
    cleared |= dict.fromkeys(("weights", "leader", "next_best", "cross_check", "information"))
    drivers = tuple(each for each in evaluation.decision.drivers if each.criterion is not None)
    decision = evaluation.decision.model_copy(update={**cleared, "drivers": drivers})
    return pack, assessment, evaluation.model_copy(update={"decision": decision})


def sentences(report):
    return " ".join(sentence for reply in report.synthesis.replies for sentence in reply.sentences)


def test_without_weights_dominance_answers(told):
    said = sentences(build_report(*without_weights(told), "en"))
    assert "No weights are set: the options are not ranked." in said
    assert "B\u2002Second reader does at least as well as D\u2002RBfracture in the cloud on every criterion in" in said
    assert "points out of 100" not in said


def test_a_second_method_that_disagrees_is_told(told):
    pack, assessment, evaluation = told
    decision = evaluation.decision.model_copy(update={"cross_check": "boneview_site"})
    said = sentences(build_report(pack, assessment, evaluation.model_copy(update={"decision": decision}), "en"))
    assert "puts C\u2002BoneView on site first: the order depends on the method." in said


def ahead_at_likely(told, option):
    """Let one option lead at likely values, whatever weight moves."""
    pack, assessment, evaluation = told
    decision = evaluation.decision
    scores = [each.score.model_copy(update={"likely": float(each.option == option)}) for each in decision.standings]
    standings = tuple(
        s.model_copy(update={"score": score}) for s, score in zip(decision.standings, scores, strict=True)
    )
    steady = {"lead_low": option, "lead_high": option}
    weighed = tuple(each.model_copy(update=steady) for each in decision.weighed)
    decision = decision.model_copy(update={"standings": standings, "weighed": weighed})
    return pack, assessment, evaluation.model_copy(update={"decision": decision})


def turned_by_a_weight(told, option):
    """Let the heavier first weight give the lead to an option."""
    pack, assessment, evaluation = told
    first, *others = evaluation.decision.weighed
    weighed = (first.model_copy(update={"lead_high": option}), *others)
    decision = evaluation.decision.model_copy(update={"weighed": weighed})
    return pack, assessment, evaluation.model_copy(update={"decision": decision})


def test_a_lead_that_a_weight_turns_names_the_weight(told):
    held = ahead_at_likely(told, told[2].decision.leader)
    assert "No weight, raised or lowered by 20% alone, changes who leads." in sentences(build_report(*held, "en"))
    said = sentences(build_report(*turned_by_a_weight(held, "boneview_site"), "en"))
    assert "The lead changes when one of these weights is raised or lowered by 20%: Missed cases." in said


def said_of_one_driver(told, language, **moved):
    """Give what page 2 says where the change of false positives alone drives the lead of B over A."""
    pack, assessment, evaluation = told
    lead = {"option": None, "criterion": None, "input": "false_positive_change"}
    swing = Swing(**lead, kind="number", low=-0.53, high=0.3, **moved)
    driven = {"drivers": (Driver(**lead, index=0.5),), "swings": (swing,)}
    two = {"leader": "second_human", "next_best": "status_quo"}
    decision = evaluation.decision.model_copy(update=driven | two)
    return sentences(build_report(pack, assessment, evaluation.model_copy(update={"decision": decision}), language))


@pytest.mark.parametrize(
    ("at_low", "at_high", "words"),
    [
        (0.08, -0.02, "B stays ahead until it exceeds 14.9%; beyond, C takes the lead."),
        (-0.02, 0.08, "B stays ahead as long as it is above 14.9%; below, C takes the lead."),
    ],
)
def test_a_flip_point_is_told_with_its_unit_and_its_side(told, at_low, at_high, words):
    turned = {"flips": (0.1487,), "flips_to": ("boneview_site",)}
    assert words in said_of_one_driver(told, "en", at_low=at_low, at_high=at_high, **turned)


@pytest.mark.parametrize(
    ("language", "at_high", "words"),
    [
        (
            "fr",
            0.02,
            "De \N{MINUS SIGN}53\u202f% à 30\u202f%, cela ne suffit pas à faire perdre la première place à B.",
        ),
        ("fr", -0.02, "De \N{MINUS SIGN}53\u202f% à 30\u202f%, cela ne suffit pas à mettre B en tête."),
        ("en", 0.02, "From \N{MINUS SIGN}53% to 30%, it cannot take the lead from B by itself."),
        ("en", -0.02, "From \N{MINUS SIGN}53% to 30%, it cannot give B the lead by itself."),
    ],
)
def test_an_input_that_turns_the_lead_nowhere_in_its_range_says_so(told, language, at_high, words):
    assert words in said_of_one_driver(told, language, at_low=4 * at_high, at_high=at_high, flips=(), flips_to=())


def test_when_everything_is_out_nothing_holds(told):
    pack, assessment, evaluation = without_weights(told)
    decision = evaluation.decision.model_copy(update={"out": evaluation.options, "pairs": ()})
    said = sentences(build_report(pack, assessment, evaluation.model_copy(update={"decision": decision}), "fr"))
    assert "Rien\u00a0: une condition éliminatoire exclut chacune des solutions." in said


def test_a_leader_that_does_not_suit_the_need_is_told(told):
    pack, assessment, evaluation = told
    unfit = (Unfit(option=evaluation.decision.leader, share=1.0),)
    said = sentences(build_report(pack, assessment, evaluation.model_copy(update={"unfit": unfit}), "en"))
    assert "does not suit the need; the score does not show this." in said


@pytest.mark.parametrize(
    ("count", "line"),
    [
        (0, "Aucune des solutions classées n’y convient."),
        (1, "Seule y convient "),
        (2, "première d’entre elles dans 60\u202f% des tirages"),
    ],
)
def test_beside_a_leader_that_does_not_suit_stands_the_best_that_does(told, count, line):
    pack, assessment, evaluation = told
    leader = evaluation.decision.leader
    others = tuple(each.option for each in evaluation.decision.standings if each.option != leader)[:count]
    fit = Fit(options=others, leader=others[0] if others else None, first=0.6 if others else None)
    decision, unfit = evaluation.decision.model_copy(update={"fit": fit}), (Unfit(option=leader, share=1.0),)
    changed = evaluation.model_copy(update={"decision": decision, "unfit": unfit})
    assert line in sentences(build_report(pack, assessment, changed, "fr"))
    assert line not in sentences(build_report(pack, assessment, evaluation, "fr"))
    (head,) = leader_lines(assessment, changed, "en")
    assert ("no other does.", "the only one that does is ", "comes first in 60 % of draws.")[count] in head

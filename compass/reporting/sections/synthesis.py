"""The page for those who read only one."""

from __future__ import annotations

import ast
from dataclasses import replace

from compass.engine.expression import FormulaFault, parse
from compass.model.assessment import Answer
from compass.reporting.context import Context
from compass.reporting.parts import Group, Item, OptionLine
from compass.reporting.report import Synthesis
from compass.reporting.sections.answers import answer_words
from compass.reporting.sections.cover import option_lines
from compass.reporting.sections.questions import is_shared
from compass.reporting.sections.replies import build_replies

_OPTIONS = 8
_NEED_ANSWERS = 4
_FIRST_QUESTIONS = 5


def build_synthesis(context: Context) -> Synthesis:
    """Sum up: the need, the options, what holds up best, how surely, on what it depends, what to ask first."""
    return Synthesis(
        anchor="synthesis",
        title=context.say("synthesis.title"),
        need=_need(context),
        options_title=context.say("synthesis.options"),
        options=_options(context),
        replies=build_replies(context),
        ask_first=_ask_first(context),
    )


def _options(context: Context) -> tuple[OptionLine, ...]:
    """Give as many options as leave room for the rest of the page; the cover has them all, with their notes."""
    lines = tuple(replace(line, notes=()) for line in option_lines(context))
    if len(lines) <= _OPTIONS:
        return lines
    return (*lines[:_OPTIONS], OptionLine("…", context.say("synthesis.more", count=len(lines) - _OPTIONS), ""))


def _need(context: Context) -> tuple[str, ...]:
    needs = [id for id, node in context.pack.nodes.items() if node.level == "need"]
    first = context.say("synthesis.need", need=context.listed(context.node_title(id) for id in needs)) if needs else ""
    facts = [
        context.say(
            "synthesis.need_fact", title=context.question_title(id), answer=answer_words(context, id, answer.value)
        )
        for id, answer in _told_answers(context)
    ]
    second = context.say("synthesis.need_facts", facts=context.several(facts)) if facts else ""
    return tuple(sentence for sentence in (first, context.words(second)) if sentence)


def _told_answers(context: Context) -> list[tuple[str, Answer]]:
    """Give the answers about the need that were given, those of the first screen before the others."""
    given = [
        (id, answer)
        for id, answer in context.assessment.need.items()
        if id in context.pack.questions and answer.value not in ("unknown", "not_applicable")
    ]
    return sorted(given, key=lambda each: context.pack.questions[each[0]].tags.get("screen") is not True)[
        :_NEED_ANSWERS
    ]


def _ask_first(context: Context) -> Group:
    owed = context.evaluation.vendor_questions
    decisive = decisive_questions(context)
    order = sorted(
        dict.fromkeys(each.question for each in owed),
        key=lambda q: (is_shared(context, q), q not in decisive, not _on_screen(context, q)),
    )
    items = tuple(
        Item(
            context.text(context.pack.questions[id].ask) or context.question_title(id),
            detail=context.letters_words([each.option for each in owed if each.question == id]),
            mark=context.say("synthesis.decisive") if id in decisive else "",
        )
        for id in order[:_FIRST_QUESTIONS]
    )
    return Group(
        context.say("reply.ask_title", shown=len(items), count=len(order)),
        items,
        context.say("synthesis.ask_nothing"),
    )


def _on_screen(context: Context, question: str) -> bool:
    return context.pack.questions[question].tags.get("screen") is True


def decisive_questions(context: Context) -> frozenset[str]:
    """Give the questions on which a knock-out that is not settled yet depends."""
    found: set[str] = set()
    for result in context.evaluation.knock_outs:
        if result.verdict == "not_proven":
            found |= names_in(context, context.pack.knock_outs[result.knock_out].when)
    return frozenset(found)


def names_in(context: Context, formula: str) -> frozenset[str]:
    """Give the questions that a formula names, directly or through a condition."""
    try:
        names = {node.id for node in ast.walk(parse(formula).tree) if isinstance(node, ast.Name)}
    except FormulaFault:
        return frozenset()
    through = [context.pack.conditions[name] for name in names if name in context.pack.conditions]
    inside = [names_in(context, each) for each in sorted(through) if each != formula]
    return frozenset(names).union(*inside)

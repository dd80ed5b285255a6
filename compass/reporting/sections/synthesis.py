"""The page for those who read only one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from compass.engine.expression import FormulaFault, parse
from compass.model.assessment import Answer
from compass.model.criterion import Criterion
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Group, Item, Row, Table, stackable
from compass.reporting.report import Synthesis
from compass.reporting.sections.amounts import difference_form, unit_of
from compass.reporting.sections.answers import answer_words
from compass.reporting.sections.cover import option_lines
from compass.texts.numbers import exact
from compass.texts.typography import HARD

CLEAR = 0.6
"""An option is called the best of a criterion when it is so in more than this share of draws."""
_CLEARED = ("passed", "not_concerned")
_NEED_ANSWERS = 4
_FIRST_QUESTIONS = 5


def build_synthesis(context: Context) -> Synthesis:
    """Sum up: the need, who is best at what, what is eliminated, what is not proven, what to ask first."""
    return Synthesis(
        anchor="synthesis",
        title=context.say("synthesis.title"),
        need=_need(context),
        options_title=context.say("synthesis.options"),
        options=option_lines(context),
        best=_best_table(context),
        eliminated=_eliminated(context),
        proof=_proof_table(context),
        ask_first=_ask_first(context),
    )


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


def _best_table(context: Context) -> Table:
    rows = tuple(
        Row(
            Cell(context.text(criterion.title), _criterion_detail(context, criterion)),
            (*_best_cells(context, id), *_difference_cells(context, id, criterion)),
        )
        for id, criterion in context.criteria.items()
        if not criterion.intermediate
    )
    names = ["criterion", "best", "share", "others"]
    names += ["difference"] if context.evaluation.reference is not None else []
    letter = context.letters.get(context.evaluation.reference or "", "")
    draws = exact(context.evaluation.draws, context.language)
    table = Table(
        caption=context.say("synthesis.best", clear=context.share(CLEAR)),
        columns=tuple(context.say(f"synthesis.column_{name}", letter=letter) for name in names),
        rows=rows,
        shape="best",
        note=context.say("synthesis.best_note", draws=draws),
    )
    return stackable(table)


def _criterion_detail(context: Context, criterion: Criterion) -> str:
    """Give the unit, and that more is better where it is."""
    better = context.say("comparison.maximise") if criterion.objective == "maximise" else ""
    return ", ".join(part for part in (unit_of(context, criterion), better) if part)


def _difference_cells(context: Context, id: str, criterion: Criterion) -> tuple[Cell, ...]:
    """Give the median difference of every other option from the reference; none without a reference."""
    if context.evaluation.reference is None:
        return ()
    told = []
    for option in context.options:
        result = context.results.get((id, option))
        if option == context.evaluation.reference or result is None or not result.concerned or not result.difference:
            continue
        form = difference_form(context, criterion, result, result.difference)
        told.append(f"{context.letters[option]}{HARD}{form.signed(result.difference.median)}".replace(" ", HARD))
    return (Cell(", ".join(told) or "–"),)


def _best_cells(context: Context, criterion: str) -> tuple[Cell, ...]:
    leaders, share = context.leaders(criterion)
    if not leaders:
        return (Cell(context.say("synthesis.nobody")), Cell("–", kind="number"), Cell(""))
    if share <= CLEAR:
        return (
            Cell(context.say("synthesis.no_difference")),
            Cell("–", kind="number"),
            Cell(_shares(context, criterion, ())),
        )
    name = f"{context.letters[leaders[0]]}\u2002{context.option_title(leaders[0])}"
    if len(leaders) > 1:
        name = context.say("synthesis.tie", letters=context.listed(context.letters[o] for o in leaders))
    return (Cell(name), Cell(context.share(share), kind="number"), Cell(_shares(context, criterion, leaders) or "–"))


def _shares(context: Context, criterion: str, without: tuple[str, ...]) -> str:
    """List the other options with their shares, the largest first."""
    results = [
        context.results[criterion, o] for o in context.options if (criterion, o) in context.results and o not in without
    ]
    known = sorted(((r.best_share, r.option) for r in results if r.best_share), key=lambda each: -each[0])
    return ", ".join(_letter_share(context, option, share) for share, option in known)


def _letter_share(context: Context, option: str, share: float) -> str:
    words = context.say("synthesis.letter_share", letter=context.letters[option], share=context.share(share))
    return words.replace(" ", HARD)


def _eliminated(context: Context) -> Group:
    items = [item for verdict in ("failed", "not_proven", "set_aside") for item in _judged(context, verdict)]
    return Group(context.say("synthesis.knock_outs"), tuple(items), context.say("synthesis.no_knock_out"))


def _judged(context: Context, verdict: str) -> Iterator[Item]:
    """Tell the knock-outs of one verdict; what is not proven of the same options takes one item, ours apart."""
    told = [r for r in context.evaluation.knock_outs if r.verdict == verdict and r.judged not in _CLEARED]
    set_aside = context.evaluation.settings.knock_outs
    groups: dict[tuple[str, ...], list[str]] = {}
    for id in dict.fromkeys(r.knock_out for r in told):
        options = tuple(r.option for r in told if r.knock_out == id)
        proposed = context.proposed(context.pack.knock_outs[id].source)
        groups.setdefault((proposed, *options, *([] if verdict == "not_proven" else [id])), []).append(id)
    for (proposed, *_), ids in groups.items():
        knock_outs = [context.pack.knock_outs[id] for id in ids]
        letters = context.letters_words([r.option for r in told if r.knock_out == ids[0]])
        titles = context.several(context.text(knock_out.title) for knock_out in knock_outs)
        yield Item(
            context.say("synthesis.knock_out", title=titles, letters=letters),
            detail=context.text(set_aside[ids[0]].set_aside) if verdict == "set_aside" else "",
            mark=context.several(filter(None, (context.say(f"verdict.{verdict}"), proposed))),
            references=context.references(*(knock_out.source for knock_out in knock_outs)),
        )


def _proof_table(context: Context) -> Table:
    evaluation = context.evaluation
    rows = []
    for option in context.options:
        assumed = [a for a in evaluation.assumptions if a.option == option]
        numbers = (
            len({a.question for a in assumed if a.state == "unknown"}),
            len({a.question for a in assumed if a.state == "blank"}),
            sum(q.option == option for q in evaluation.vendor_questions),
        )
        rows.append(Row(context.option_cell(option), tuple(Cell(str(n), kind="number") for n in numbers)))
    shared = {a.question for a in evaluation.assumptions if a.option is None}
    return Table(
        caption=context.say("synthesis.proof"),
        columns=tuple(context.say(f"synthesis.column_{name}") for name in ("option", "unknown", "blank", "owed")),
        rows=tuple(rows),
        shape="proof",
        note=context.say("synthesis.proof_note", count=len(shared)),
    )


def _ask_first(context: Context) -> Group:
    owed = context.evaluation.vendor_questions
    decisive = _names_of_open_knock_outs(context)
    order = sorted(
        dict.fromkeys(each.question for each in owed), key=lambda q: (q not in decisive, not _on_screen(context, q))
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
        context.say("synthesis.ask_first", shown=len(items), count=len(order)),
        items,
        context.say("synthesis.ask_nothing"),
    )


def _on_screen(context: Context, question: str) -> bool:
    return context.pack.questions[question].tags.get("screen") is True


def _names_of_open_knock_outs(context: Context) -> frozenset[str]:
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

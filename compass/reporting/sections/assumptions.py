"""What stood in for answers that nobody gave or that nobody has."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.evaluation import Assumption, Reviewed
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import TableSection


def build_assumptions(context: Context) -> TableSection:
    """List every assumption once, with the options that it concerns; decisions not yet taken stand apart."""
    decisions = [a for a in context.evaluation.assumptions if a.is_decision]
    left = [a for a in context.evaluation.assumptions if not a.is_decision]
    facts = [a for a in left if not _is_by_rule(a) and not _is_unread(a)]
    tables = [_table(context, key, found) for key, found in (("decisions", decisions), ("facts", facts)) if found]
    lead = [context.say("assumptions.lead"), context.say("assumptions.proposals")]
    for key, belongs in (("equal_shares", _is_by_rule), ("unread", _is_unread)):
        ids = dict.fromkeys(a.question for a in left if belongs(a))
        if ids:
            titles = context.several(context.question_title(id) for id in ids)
            lead.append(context.say(f"assumptions.{key}", questions=titles))
    return TableSection(
        "assumptions",
        context.say("assumptions.title"),
        (*lead, *_reviewed(context)),
        tuple(tables),
        context.say("assumptions.none"),
    )


def _is_by_rule(assumed: Assumption) -> bool:
    """Say whether nothing but the rule of equal shares stood in for an answer that earns points."""
    return assumed.shares is not None and assumed.why is None


def _is_unread(assumed: Assumption) -> bool:
    """Say whether nothing stands in for an answer, since no result is computed with it."""
    return assumed.value is None and not assumed.shares and assumed.taken is None


def _reviewed(context: Context) -> Iterator[str]:
    """Say which answers a reviewer rejected or has not decided on, and what that means."""
    for verdict in ("rejected", "pending"):
        found = [each for each in context.evaluation.reviewed if each.verdict == verdict]
        if found:
            items = context.several(_review_words(context, each) for each in found)
            yield context.say(f"assumptions.{verdict}", items=items)


def _review_words(context: Context, reviewed: Reviewed) -> str:
    letter = context.letters_words([reviewed.option])
    told = context.say("assumptions.answer", title=context.question_title(reviewed.question), letters=letter)
    comment = context.text(reviewed.comment)
    return context.say("assumptions.commented", answer=told, comment=comment) if comment else told


def _table(context: Context, key: str, found: list[Assumption]) -> Table:
    groups: dict[str, list[Assumption]] = {}
    for assumed in found:
        groups.setdefault(assumed.model_copy(update={"option": None}).model_dump_json(), []).append(assumed)
    columns = ("question", "options", "stood_in", "source")
    table = Table(
        caption=context.say(f"assumptions.{key}"),
        columns=tuple(context.say(f"assumptions.column_{name}") for name in columns),
        rows=tuple(_row(context, same) for same in groups.values()),
        shape="assumptions",
    )
    return stackable(table)


def _row(context: Context, same: list[Assumption]) -> Row:
    assumed = same[0]
    question = context.pack.questions.get(assumed.question)
    title = context.question_title(assumed.question)
    if assumed.metric and question is not None and question.metrics:
        metric = context.text(question.metrics[assumed.metric].title)
        title = context.say("assumptions.metric", title=title, metric=metric)
    state = context.say(f"assumptions.{assumed.state}")
    options = context.letters_words([a.option for a in same])
    source = Cell(
        context.quality(assumed.quality),
        mark=_proposal(context, assumed),
        references=context.references(assumed.source),
    )
    if assumed.quality == "proposal":
        source = Cell("", mark=source.mark, references=source.references)
    return Row(
        Cell(title, context.text(assumed.why)), (Cell(options, state), Cell(_stood_in(context, assumed)), source)
    )


def _proposal(context: Context, assumed: Assumption) -> str:
    return context.say("quality.proposal") if assumed.quality == "proposal" else ""


def _stood_in(context: Context, assumed: Assumption) -> str:
    if assumed.value is not None:
        return _value_words(context, assumed, assumed.value)
    if assumed.shares:
        return context.several(
            context.say(
                "assumptions.share", title=_option(context, assumed.question, option), share=context.share(share)
            )
            for option, share in sorted(assumed.shares.items(), key=lambda each: -each[1])
            if share > 0
        )
    return _option(context, assumed.question, assumed.taken) if assumed.taken else context.say("word.nothing")


def _option(context: Context, question: str, option: str) -> str:
    """Give the words of an assumed choice, or of the quantity that was computed instead."""
    if option in context.pack.quantities:
        return context.text(context.pack.quantities[option].title)
    known = context.pack.questions[question]
    if known.type == "yes_no" or option in context.pack.options_of(known):
        return context.choice_title(question, option)
    return option


def _value_words(context: Context, assumed: Assumption, value: Spread) -> str:
    question = context.pack.questions[assumed.question]
    unit = question.unit or "1"
    if assumed.metric and question.metrics:
        unit = question.metrics[assumed.metric].unit
    likely, band = context.input_words(value, unit)
    return context.say("assumptions.value", likely=likely, band=band) if band else likely

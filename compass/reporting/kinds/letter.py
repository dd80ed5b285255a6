"""Letters of questions, one to the vendor of each option that leaves something open."""

from __future__ import annotations

from dataclasses import replace

from compass.reporting.context import Context
from compass.reporting.papers import Letter, Letters
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.sections.cover import build_head
from compass.reporting.sections.questions import is_shared
from compass.reporting.sections.synthesis import decisive_questions
from compass.reporting.sections.topics import has_evidence

Rows = tuple[Row, ...]


def build_letters(context: Context) -> Letters:
    """Write a letter for each option whose vendor left a question open or a statement without proof."""
    owed = ((option, _rows(context, option)) for option in context.options)
    letters = tuple(_letter(context, option, rows) for option, rows in owed if any(rows))
    head = replace(build_head(context, "letter"), stamp=context.say("letter.stamp"))
    lead = context.say("letter.lead", count=len(letters)) if letters else context.say("letter.none")
    return Letters(head, context.say("cover.product"), context.say("kind.letter"), (lead,), letters)


def _letter(context: Context, option: str, rows: tuple[Rows, Rows]) -> Letter:
    offer = context.options[option]
    product = context.words(offer.product) or context.text(offer.title)
    told = {"product": product, "title": context.text(context.pack.header.title), "count": sum(map(len, rows))}
    tables = (
        _table(context, key, found, product) for key, found in zip(("caption", "shared"), rows, strict=True) if found
    )
    return Letter(
        title=context.say("letter.title", **told),
        sender=context.text(context.assessment.organisation) or context.say("letter.sender"),
        recipient=context.say("letter.recipient", **told),
        place=context.say("letter.place"),
        subject=context.say("letter.subject", **told),
        salutation=context.say("letter.salutation"),
        opening=tuple(context.say(f"letter.opening_{n}", **told) for n in (1, 2)),
        questions=tuple(tables),
        closing=tuple(context.say(f"letter.closing_{n}") for n in (1, 2, 3)),
        signed=context.say("letter.signed"),
    )


def _table(context: Context, key: str, rows: Rows, product: str) -> Table:
    columns = tuple(context.say(f"letter.column_{name}") for name in ("question", "state", "evidence"))
    return Table(context.say(f"letter.{key}", product=product), columns, rows, "owed")


def _rows(context: Context, option: str) -> tuple[Rows, Rows]:
    """List what one vendor owes, then what the buyer holds a part of."""
    owed, unproven = _owed(context, option), _unproven(context, option)
    told = [
        tuple(_row(context, id, state) for id, state in (*owed, *unproven) if is_shared(context, id) == shared)
        for shared in (False, True)
    ]
    remarks = (
        context.pack.findings[each.finding].text
        for each in context.evaluation.findings
        if each.kind == "vendor_question" and each.option == option
    )
    asked = (Row(Cell(context.text(text)), (Cell(context.say("letter.remark")), Cell("–"))) for text in remarks)
    return (*told[0], *asked), told[1]


def _owed(context: Context, option: str) -> list[tuple[str, str]]:
    """Give the questions without an answer, the decisive ones before the others, each with where it stands."""
    owed = [each.question for each in context.evaluation.vendor_questions if each.option == option]
    decisive = decisive_questions(context)
    return sorted(
        ((id, "decisive" if id in decisive else "unknown") for id in owed), key=lambda each: each[1] != "decisive"
    )


def _unproven(context: Context, option: str) -> list[tuple[str, str]]:
    return [(id, "unproven") for id in context.pack.questions if _is_unproven(context, option, id)]


def _row(context: Context, id: str, state: str) -> Row:
    question = context.pack.questions[id]
    documents = context.several(context.text(context.pack.documents[name]) for name in question.evidence)
    ask = context.text(question.ask) or context.question_title(id)
    unit = context.unit(question.unit)
    detail = context.say("letter.unit", unit=unit) if unit else ""
    return Row(Cell(ask, detail), (Cell(context.say(f"letter.{state}")), Cell(documents or context.say("letter.any"))))


def _is_unproven(context: Context, option: str, id: str) -> bool:
    """Say whether a vendor's statement came without any of the documents that the pack asks for."""
    question, answer = context.pack.questions[id], context.options[option].answers.get(id)
    if answer is None or question.answered_by == "buyer" or not question.evidence:
        return False
    return answer.value not in ("unknown", "not_applicable") and not has_evidence(answer)

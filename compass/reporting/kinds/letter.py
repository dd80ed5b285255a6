"""Letters of questions, one to the vendor of each option that leaves something open."""

from __future__ import annotations

from dataclasses import replace

from compass.reporting.context import Context
from compass.reporting.papers import Letter, Letters
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.sections.cover import build_head
from compass.reporting.sections.synthesis import decisive_questions
from compass.reporting.sections.topics import has_evidence


def build_letters(context: Context) -> Letters:
    """Write a letter for each option whose vendor left a question open or a statement without proof."""
    letters = tuple(_letter(context, option, rows) for option in context.options if (rows := _rows(context, option)))
    head = replace(build_head(context, "letter"), stamp=context.say("letter.stamp"))
    lead = context.say("letter.lead", count=len(letters)) if letters else context.say("letter.none")
    return Letters(head, context.say("cover.product"), context.say("kind.letter"), (lead,), letters)


def _letter(context: Context, option: str, rows: tuple[Row, ...]) -> Letter:
    offer = context.options[option]
    product = context.words(offer.product) or context.text(offer.title)
    columns = tuple(context.say(f"letter.column_{name}") for name in ("question", "state", "evidence"))
    told = {"product": product, "title": context.text(context.pack.header.title), "count": len(rows)}
    return Letter(
        title=context.say("letter.title", **told),
        sender=context.text(context.assessment.organisation) or context.say("letter.sender"),
        recipient=context.say("letter.recipient", **told),
        place=context.say("letter.place"),
        subject=context.say("letter.subject", **told),
        salutation=context.say("letter.salutation"),
        opening=tuple(context.say(f"letter.opening_{n}", **told) for n in (1, 2)),
        questions=Table(context.say("letter.caption", **told), columns, rows, "owed"),
        closing=tuple(context.say(f"letter.closing_{n}") for n in (1, 2, 3)),
        signed=context.say("letter.signed"),
    )


def _rows(context: Context, option: str) -> tuple[Row, ...]:
    """List what one vendor owes: answers first, the decisive ones before the others, then proofs, then remarks."""
    owed = [each.question for each in context.evaluation.vendor_questions if each.option == option]
    decisive = decisive_questions(context)
    owed.sort(key=lambda id: id not in decisive)
    unproven = [id for id in context.pack.questions if id not in owed and _is_unproven(context, option, id)]
    remarks = [
        context.pack.findings[each.finding].text
        for each in context.evaluation.findings
        if each.kind == "vendor_question" and each.option == option
    ]
    return (
        *(_row(context, id, "decisive" if id in decisive else "unknown") for id in owed),
        *(_row(context, id, "unproven") for id in unproven),
        *(Row(Cell(context.text(text)), (Cell(context.say("letter.remark")), Cell("–"))) for text in remarks),
    )


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

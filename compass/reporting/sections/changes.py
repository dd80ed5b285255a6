"""What was entered, reviewed and noted, by day and by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from compass.model.assessment import Answer
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import TableSection
from compass.texts.numbers import long_date


def build_changes(context: Context) -> TableSection:
    """List the dated answers and reviews, the latest first, then the notes of the assessment."""
    counted = Counter(
        (day, by or "", what) for answer in _answers(context) for day, by, what in _acts(answer) if day is not None
    )
    rows = tuple(
        Row(
            Cell(long_date(day, context.language)),
            (Cell(context.words(by) or "–"), Cell(context.say(f"changes.{what}", count=count))),
        )
        for (day, by, what), count in sorted(counted.items(), reverse=True)
    )
    columns = tuple(context.say(f"changes.column_{name}") for name in ("day", "by", "what"))
    tables = (Table(context.say("changes.caption"), columns, rows, "changes"),) if rows else ()
    lead = tuple(context.say("changes.note", text=context.text(note)) for note in context.assessment.notes)
    return TableSection("changes", context.say("changes.title"), lead, tables, context.say("changes.none"))


def _answers(context: Context) -> Iterator[Answer]:
    yield from context.assessment.need.values()
    yield from context.assessment.all_options.values()
    for option in context.assessment.options:
        yield from option.answers.values()


def _acts(answer: Answer) -> Iterator[tuple[str | None, str | None, str]]:
    """Give the days on which an answer was given and reviewed, who did it, and what was done."""
    yield answer.at, answer.by, "answered"
    if answer.review is not None:
        yield answer.review.at, answer.review.by, answer.review.verdict

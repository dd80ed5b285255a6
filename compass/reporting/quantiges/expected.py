"""What sizes each option, as a case expected it before computing, beside what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compass.model.assessment import Expectation
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.quantiges.subject import Subject


def expected_tables(subject: Subject) -> Iterator[Table]:
    """Give a row for each expectation of what weighs most; nothing where a case has none, or no numbers are told."""
    case = subject.case
    if case is None or not subject.numbers:
        return
    rows = [_row(subject, case, each, each.largest) for each in case.assessment.expect if each.largest]
    if rows:
        columns = tuple(subject.say(f"expected.{name}") for name in ("what", "wanted", "found", "why"))
        yield Table(subject.say("expected.title"), columns, tuple(rows))


def _row(subject: Subject, case: Context, expected: Expectation, wanted: tuple[str, ...]) -> Row:
    option, criterion = expected.option or "", expected.criterion or ""
    found = case.evaluation.largest(option, criterion)[: len(wanted)]
    head = Cell(f"{case.letters[option]}\u2002{case.text(case.pack.criteria[criterion].title)}")
    if found == wanted:
        told = Cell(subject.say("expected.as_wanted"))
    else:
        told = Cell(case.text(expected.difference_explained))
    return Row(head, (Cell(_named(case, wanted), case.words(expected.source)), Cell(_named(case, found)), told))


def _named(case: Context, nodes: Iterable[str]) -> str:
    return case.several(case.node_title(id) for id in nodes)

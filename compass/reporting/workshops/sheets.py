"""The sheets of the workbook of a workshop: the numbers of its minutes in columns, every count and every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compass.decision.counting import counts
from compass.decision.seeing import outcomes
from compass.model.group import Estimated, Pooled, Swings, Wanted, Weighted, Wishes
from compass.model.running import Stage
from compass.model.workshop import Outcome, Poll
from compass.reporting.sheets import Column, ColumnKind, Sheet, Value
from compass.reporting.workbook import write_book
from compass.reporting.workshops.decided import answer_of, change_words, dissent_lines, standings
from compass.reporting.workshops.minutes import went
from compass.reporting.workshops.record import Record
from compass.texts.numbers import long_date

_NUMBERS = frozenset(
    [
        "round",
        "persons",
        "minutes",
        "low",
        "likely",
        "high",
        "first",
        "third",
        "points",
        "median",
        "agreement",
        "consensus",
        "first_before",
        "first_after",
        "score_before",
        "score_after",
    ]
)
_SHARES = frozenset(("first_before", "first_after"))
_WIDE = frozenset(["title", "ask", "answer", "value", "said", "why", "topic", "note", "change", "about", "dissent"])


def minutes_book(record: Record) -> bytes:
    """Write the workbook of a workshop in one language; the same record gives the same bytes."""
    return write_book(build_sheets(record), record.words.text(record.workshop.title), record.program, record.date)


def build_sheets(record: Record) -> tuple[Sheet, ...]:
    """Give the sheets in their order; who said what is one of them where votes have names."""
    sheets = [
        _sheet(record, "read_me", "item value", _read_me(record)),
        _sheet(record, "agenda", "step kind minutes went", _agenda(record)),
        _sheet(record, "people", "person seat table", _people(record)),
        _sheet(record, "counts", "vote statement round among group answer persons", _counts(record)),
        _sheet(record, "numbers", "vote round low likely high first third persons", _numbers(record)),
        _sheet(record, "weights", "vote round criterion points", _points(record)),
        _sheet(record, "statements", "vote round statement median agreement consensus", _statements(record)),
        _sheet(record, "words", "vote round said", _words(record)),
        _sheet(record, "votes", "vote round person item answer low likely high sure why", _votes(record)),
        _sheet(record, "decisions", "cell answer low likely high proposer reason dissent", _decisions(record)),
        _sheet(record, "result", "option first_before first_after score_before score_after", _result(record)),
        _sheet(record, "changes", "change", ((line,) for line in change_words(record))),
        _sheet(record, "parked", "topic state", _parked(record)),
        _sheet(record, "notes", "step note", _notes(record)),
        _sheet(record, "next", "cell ask minutes", _next(record)),
    ]
    return tuple(sheet for sheet in sheets if sheet.rows)


def _sheet(record: Record, name: str, columns: str, rows: Iterable[tuple[Value, ...]]) -> Sheet:
    made = tuple(_column(record, key) for key in columns.split())
    return Sheet(record.say(f"sheet.{name}"), made, tuple(rows))


def _column(record: Record, key: str) -> Column:
    kind: ColumnKind = "share" if key in _SHARES else "number" if key in _NUMBERS else "text"
    return Column(record.say(f"column.{key}"), kind, 48 if key in _WIDE else 13 if kind != "text" else 24)


def _read_me(record: Record) -> Iterator[tuple[Value, ...]]:
    version = record.report_word(
        "head.version", pack=record.pack.header.pack, version=record.pack.header.version
    )  # fmt: skip
    told = {
        "title": record.words.text(record.workshop.title),
        "assessment": record.words.text(record.assessment.title),
        "organisation": record.words.text(record.assessment.organisation),
        "date": long_date(record.date, record.language),
        "facilitator": record.words.words(record.facilitator),
        "method": f"{record.words.text(record.pack.header.title)} – {version}",
        "program": record.program,
        "mode": record.say(f"mode.{record.workshop.mode}"),
        "about": record.say(
            "minutes.rehearsal_detail" if record.workshop.is_rehearsal else f"minutes.{record.workshop.mode}_detail"
        ),
        "people": record.say("minutes.people", count=len(record.people)),
    }
    yield from ((record.say(f"fact.{key}"), value) for key, value in told.items() if value)


def _agenda(record: Record) -> Iterator[tuple[Value, ...]]:
    for stage in record.workshop.stages:
        kind = record.say(f"step.{stage.step.step}")
        yield record.stage_title(stage), kind, float(stage.step.minutes), went(record, stage)


def _people(record: Record) -> Iterator[tuple[Value, ...]]:
    for person in record.people if record.is_named else ():
        yield record.names[person.id], record.seat(person), record.words.words(person.table)


def _told(record: Record) -> Iterator[tuple[str, Stage, Poll, Outcome]]:
    """Give each revealed round with the name of its vote."""
    for stage, poll in record.revealed:
        for outcome in outcomes(poll, record.people):
            yield record.poll_title(stage, poll), stage, poll, outcome


def _counts(record: Record) -> Iterator[tuple[Value, ...]]:
    for stage, poll in record.revealed:
        for each in counts(poll, record.people):
            yield (
                record.poll_title(stage, poll),
                record.item(stage, poll, each.item),
                float(each.round),
                record.say(f"by.{each.by}"),
                record.group(each.by, each.of),
                record.answers(stage, poll, each.answers),
                float(each.persons),
            )


def _numbers(record: Record) -> Iterator[tuple[Value, ...]]:
    for title, _, _, outcome in _told(record):
        found = outcome.summary
        if isinstance(found, Pooled | Wishes):
            ends = (found.low, found.likely, found.high) if isinstance(found, Pooled) else (None, found.median, None)
            yield title, float(outcome.round), *ends, *found.quartiles, found.persons


def _points(record: Record) -> Iterator[tuple[Value, ...]]:
    for title, stage, poll, outcome in _told(record):
        if isinstance(outcome.summary, Swings):
            for id in poll.choices:
                points = outcome.summary.points.get(id, 0.0)
                yield title, float(outcome.round), record.choice_of(stage, id), points


def _statements(record: Record) -> Iterator[tuple[Value, ...]]:
    for title, stage, poll, outcome in _told(record):
        for each in outcome.summary if isinstance(outcome.summary, tuple) else ():
            statement = record.item(stage, poll, poll.choices.index(each.statement))
            yield title, float(outcome.round), statement, each.median, each.agreement, each.consensus


def _words(record: Record) -> Iterator[tuple[Value, ...]]:
    """Give the words of why of anonymous votes; those of named ones stand by their authors."""
    for title, _, _, outcome in () if record.is_named else _told(record):
        yield from ((title, float(outcome.round), record.words.words(why)) for why in outcome.whys)


def _votes(record: Record) -> Iterator[tuple[Value, ...]]:
    for title, stage, _, outcome in _told(record):
        for vote in outcome.votes:
            who = (title, float(outcome.round), record.names[vote.participant])
            sure = record.report_word(f"workbook.sure_{vote.sure}") if vote.sure is not None else ""
            tail = (sure, record.words.words(vote.why))
            match vote.ballot:
                case Estimated(low=low, likely=likely, high=high):
                    yield *who, "", "", low, likely, high, *tail
                case Wanted(value=value):
                    yield *who, "", "", None, value, None, *tail
                case Weighted(points=points):
                    for id, value in points.items():
                        yield *who, record.choice_of(stage, id), "", None, value, None, *tail
                case ballot:
                    yield *who, "", record.ballot(stage, ballot), None, None, None, *tail


def _decisions(record: Record) -> Iterator[tuple[Value, ...]]:
    for each in record.workshop.adoptions:
        yield (
            record.cell_title(each.cell),
            answer_of(record, each),
            *_ends(each.answer.value),
            record.say(f"proposer.{each.proposer}"),
            record.words.text(each.answer.comment),
            "\n".join(dissent_lines(record, each)),
        )


def _ends(value: object) -> tuple[float | None, ...]:
    """Give the low, likely and high value of an answer that is a number."""
    if isinstance(value, dict) and {"low", "likely", "high"} <= value.keys():
        return tuple(float(value[key]) for key in ("low", "likely", "high"))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return None, float(value) if is_number else None, None  # type: ignore[arg-type]


def _result(record: Record) -> Iterator[tuple[Value, ...]]:
    before, after = standings(record.before), standings(record.after)
    for id in dict.fromkeys([*after, *before]):
        found = (before.get(id), after.get(id))
        firsts = (None if each is None else each.ranks[0] for each in found)
        scores = (None if each is None else each.score.median for each in found)
        yield record.option_title(id), *firsts, *scores


def _parked(record: Record) -> Iterator[tuple[Value, ...]]:
    for each in record.workshop.parked:
        state = record.say("minutes.settled" if each.is_settled else "minutes.unsettled")
        yield record.words.words(each.text), state


def _notes(record: Record) -> Iterator[tuple[Value, ...]]:
    for stage in record.workshop.stages:
        yield from ((record.stage_title(stage), record.words.words(note)) for note in stage.notes)


def _next(record: Record) -> Iterator[tuple[Value, ...]]:
    for fact in record.next.facts if record.next is not None else ():
        for cell in fact.cells:
            ask = record.words.text(record.pack.questions[fact.question].ask)
            yield record.cell_title(cell), ask, float(fact.minutes)

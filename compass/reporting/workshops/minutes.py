"""The minutes of a workshop: agenda as planned and as it went, people, decisions, result, votes, what comes next."""

from __future__ import annotations

from compass.model.running import Stage
from compass.reporting.parts import Cell, Fact, Group, Head, Item, Row, Table
from compass.reporting.report import ListSection, TableSection
from compass.reporting.workshops.decided import build_changes, build_decisions, build_result
from compass.reporting.workshops.document import Minutes
from compass.reporting.workshops.record import Record
from compass.reporting.workshops.votes import build_vote
from compass.texts.numbers import long_date
from compass.texts.typography import shorten

_SHORT_TITLE = 70
NONE = "–"
_NEXT = 10
"""So many things to find out next are told; the workbook has all."""


def build_minutes(record: Record) -> Minutes:
    """Write the minutes in one language; nothing of a round that was not revealed is in them."""
    return Minutes(
        head=_head(record),
        product=record.report_word("cover.product"),
        kind=record.say("kind.minutes"),
        status=record.say(f"minutes.{record.status}"),
        status_detail=record.say(f"minutes.{record.status}_detail"),
        facts=_facts(record),
        agenda=_agenda(record),
        people=_people(record),
        decisions=build_decisions(record),
        result=build_result(record),
        changes=build_changes(record),
        votes_title=record.say("minutes.votes"),
        votes_none=record.say("minutes.no_votes") if not record.revealed else "",
        votes=tuple(build_vote(record, n, stage, poll) for n, (stage, poll) in enumerate(record.revealed, start=1)),
        parked=_parked(record),
        further=_further(record),
    )


def _head(record: Record) -> Head:
    header, title = record.pack.header, record.words.text(record.workshop.title)
    version = record.report_word("head.version", pack=header.pack, version=header.version)
    told = {"version": version, "date": long_date(record.date, record.language)}
    return Head(
        kind="minutes",
        language=record.language,
        title=title,
        short_title=shorten(title, _SHORT_TITLE),
        stamp=record.say("minutes.stamp", mode=record.say(f"minutes.{record.status}"), **told),
        page_word=record.report_word("head.page"),
        of_word=record.report_word("head.of"),
        description=record.say("kind.minutes"),
        author=record.words.text(record.assessment.organisation) or record.report_word("head.author"),
        date=record.date,
        generator=record.program,
    )


def _facts(record: Record) -> tuple[Fact, ...]:
    planned = sum(stage.step.minutes for stage in record.workshop.stages)
    values = {
        "assessment": record.words.text(record.assessment.title),
        "organisation": record.words.text(record.assessment.organisation),
        "method": record.words.text(record.pack.header.title),
        "date": long_date(record.date, record.language),
        "facilitator": record.words.words(record.facilitator),
        "minutes": record.say("word.minutes", count=planned),
        "people": record.say("minutes.people", count=len(record.people)),
    }
    return tuple(Fact(record.say(f"fact.{key}"), value) for key, value in values.items() if value)


def _agenda(record: Record) -> Table:
    columns = tuple(record.say(f"column.{name}") for name in ("step", "minutes", "went"))
    rows = tuple(
        Row(
            Cell(record.stage_title(stage), record.say(f"step.{stage.step.step}")),
            (Cell(str(stage.step.minutes), kind="number"), Cell(went(record, stage))),
        )
        for stage in record.workshop.stages
    )
    return Table(record.say("guide.agenda"), columns, rows, "went")


def went(record: Record, stage: Stage) -> str:
    """Say how a step went: done, skipped or not reached, with the revealed rounds of its votes."""
    rounds = sum(len(poll.told) for poll in stage.polls)
    told = record.say("minutes.played", rounds=rounds) if rounds else ""
    return ", ".join(filter(None, (record.say(f"status.{stage.status}"), told)))


def _people(record: Record) -> TableSection:
    """List who took part, by seat; where votes have no names, the seats alone."""
    title = record.say("minutes.people_title")
    seats = {record.seat(person) or record.say("minutes.no_seat") for person in record.people}
    if not record.is_named:
        lead = record.say("minutes.seats", count=len(record.people), seats=record.words.listed(sorted(seats)))
        return TableSection("people", title, (lead,) if record.people else (), (), record.say("minutes.unnamed"))
    columns = tuple(record.say(f"column.{name}") for name in ("person", "seat", "table"))
    people = sorted(record.people, key=lambda each: (each.seat or "~", each.name))
    rows = tuple(
        Row(
            Cell(record.names[each.id], record.say("minutes.left") if each.has_left else ""),
            (Cell(record.seat(each) or NONE), Cell(record.words.words(each.table) or NONE)),
        )
        for each in people
    )
    tables = (Table(record.say("minutes.people_caption"), columns, rows, "people"),) if rows else ()
    return TableSection("people", title, (), tables, record.say("minutes.nobody_came"))


def _parked(record: Record) -> ListSection:
    """List the topics put aside, then the facilitator's notes by step."""
    topics = tuple(
        Item(record.words.words(each.text), record.say("minutes.settled" if each.is_settled else "minutes.unsettled"))
        for each in record.workshop.parked
    )
    noted = tuple(
        Item(record.words.words(note), record.stage_title(stage))
        for stage in record.workshop.stages
        for note in stage.notes
    )
    groups = [Group(record.say("guide.parking"), topics, record.say("minutes.none_parked"))]
    groups += [Group(record.say("minutes.notes"), noted)] if noted else []
    return ListSection("parked", record.say("minutes.parked"), (), tuple(groups))


def _further(record: Record) -> ListSection:
    """List what to find out first with the answers of the workshop, and when to stop."""
    found = record.next
    lead = []
    if found is not None and found.stop is not None:
        lead.append(record.say(f"minutes.stop_{found.stop}"))
    cells = [] if found is None else [*found.missing, *(cell for fact in found.facts for cell in fact.cells[:1])]
    items = tuple(Item(record.cell_title(cell), _asked(record, cell)) for cell in cells[:_NEXT])
    group = Group(record.say("minutes.next_group"), items, record.say("minutes.next_none"))
    return ListSection("next", record.say("minutes.next"), tuple(lead), (group,))


def _asked(record: Record, cell: str) -> str:
    question = record.pack.questions[cell.partition("@")[0]]
    return record.words.text(question.ask)

"""What a workshop took into its assessment, who differs, and what that does to the result."""

from __future__ import annotations

from collections.abc import Iterator

from compass.decision.changes import changes
from compass.decision.small_cells import LEAST
from compass.model.adoption import Adoption, Dissent
from compass.model.decision import Standing
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Group, Item, Row, Table
from compass.reporting.report import TableSection
from compass.reporting.sections.answers import answer_words
from compass.reporting.sections.lead import points
from compass.reporting.workshops.record import Case, Record
from compass.texts.changes import Side, change_lines
from compass.texts.numbers import share

NONE = "–"
_CHANGES = 10


def build_decisions(record: Record) -> TableSection:
    """List the answers taken, by whose proposal, with those who differ."""
    columns = tuple(record.say(f"column.{name}") for name in ("cell", "answer", "proposer", "dissent"))
    rows = tuple(_decision(record, each) for each in record.workshop.adoptions)
    tables = (Table(record.say("decisions.caption"), columns, rows, "decisions"),) if rows else ()
    lead = (record.say("decisions.lead"),) if rows else ()
    return TableSection("decisions", record.say("decisions.title"), lead, tables, record.say("decisions.none"))


def _decision(record: Record, adoption: Adoption) -> Row:
    return Row(
        Cell(record.cell_title(adoption.cell)),
        (
            Cell(answer_of(record, adoption)),
            Cell(record.say(f"proposer.{adoption.proposer}"), record.words.text(adoption.answer.comment)),
            Cell(record.words.several(dissent_lines(record, adoption)) or _nobody(record, adoption)),
        ),
    )


def answer_of(record: Record, adoption: Adoption) -> str:
    """Write the answer that was taken; of weights the points of each criterion."""
    question, value = adoption.cell.partition("@")[0], adoption.answer.value
    if question in record.pack.questions:
        return answer_words(record.words, question, value)
    titles = {id: record.words.text(record.pack.criteria[id].title) for id in value}
    return record.words.several(f"{titles[id]} {record.points(each)}" for id, each in value.items())


def dissent_lines(record: Record, adoption: Adoption) -> list[str]:
    """Tell who said otherwise than the answer taken: a name, or how many."""
    return [_dissent(record, adoption, each) for each in adoption.dissent]


def _dissent(record: Record, adoption: Adoption, dissent: Dissent) -> str:
    stage = next(stage for stage, poll in record.revealed if poll.id == adoption.poll)
    said = record.ballot(stage, dissent.ballot)
    who = record.names.get(dissent.participant or "", "") or record.say("dissent.persons", count=dissent.persons)
    why = record.report_word("word.brackets", text=record.words.words(dissent.why)) if dissent.why else ""
    return record.say("dissent.line", who=who, said=said, why=why).strip()


def _nobody(record: Record, adoption: Adoption) -> str:
    return record.say("dissent.withheld" if adoption.withheld else "dissent.none")


def build_result(record: Record) -> TableSection:
    """Tell the result with what was decided beside the one without, and if people differ on facts or weights."""
    title = record.say("result.title")
    if record.after is None:
        return TableSection("result", title, (), (), record.say("result.missing"))
    lead = (*_leader(record, record.after), *_members(record))
    table = _standings(record)
    return TableSection("result", title, lead, (table,) if table.rows else ())


def _context(record: Record, case: Case) -> Context:
    return Context(record.pack, case.assessment, case.evaluation, record.language)


def _leader(record: Record, after: Case) -> Iterator[str]:
    decision = after.evaluation.decision
    if decision.leader is None:
        yield record.say("result.unweighed")
        return
    standing = next(each for each in decision.standings if each.option == decision.leader)
    told = {"title": record.option_title(decision.leader), "share": share(standing.ranks[0], record.language)}
    yield record.say("result.leader", **told)


def standings(case: Case | None) -> dict[str, Standing]:
    """Give how each option that is scored compares, by its id."""
    return {each.option: each for each in case.evaluation.decision.standings} if case is not None else {}


def _standings(record: Record) -> Table:
    """Set beside each other how often each option comes first and its score, without and with what was decided."""
    before, after = standings(record.before), standings(record.after)
    rows = tuple(
        Row(
            Cell(record.option_title(id)),
            (
                *(Cell(_first(record, each.get(id)), kind="number") for each in (before, after)),
                *(
                    _score(record, case, each.get(id))
                    for case, each in ((record.before, before), (record.after, after))
                ),
            ),
        )
        for id in dict.fromkeys([*after, *before])
    )
    names = ("option", "first_before", "first_after", "score_before", "score_after")
    columns = tuple(record.say(f"column.{name}") for name in names)
    return Table(record.say("result.standings"), columns, rows, "result", record.say("result.note"))


def _first(record: Record, standing: Standing | None) -> str:
    return NONE if standing is None else share(standing.ranks[0], record.language)


def _score(record: Record, case: Case | None, standing: Standing | None) -> Cell:
    if case is None or standing is None:
        return Cell(NONE, kind="number")
    score, band = points(_context(record, case), standing.score)
    return Cell(score, record.report_word("word.brackets", text=band), kind="number")


def change_words(record: Record) -> list[str]:
    """Tell each criterion, knock-out and finding that is otherwise with what was decided."""
    if record.before is None or record.after is None:
        return []
    sides = [Side(record.pack, each.assessment) for each in (record.before, record.after)]
    found = changes(record.before.evaluation, record.after.evaluation)
    return change_lines(sides[0], sides[1], found, record.language)


def build_changes(record: Record) -> Group:
    """List the first things that are otherwise with what was decided, and how many more the workbook has."""
    lines = change_words(record)
    rest = len(lines) - _CHANGES
    told = [Item(line) for line in lines[:_CHANGES]]
    told += [Item(record.say("result.more", count=rest))] if rest > 0 else []
    none = record.say("result.unchanged" if record.before is not None else "result.first")
    return Group(record.say("result.changes"), tuple(told), none)


def _members(record: Record) -> Iterator[str]:
    """Say how often each option is first and why results differ between persons; of an anonymous few, nothing."""
    found = record.members
    if found is None or not (record.is_named or found.persons >= LEAST):
        return
    for each in found.backings:
        told = {"title": record.option_title(each.option), "share": share(each.share, record.language)}
        yield record.say("result.backing", **told)
    if found.difference is not None:
        parts = {name: share(value, record.language) for name, value in found.difference}
        yield record.say("result.difference", **parts)

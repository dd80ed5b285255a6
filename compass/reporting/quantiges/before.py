"""The first four steps: the action, the aim, the reference scenario, the consequence tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compass.reporting.figures.tree import TreeWords
from compass.reporting.parts import Cell, Group, Item, Row, Table
from compass.reporting.quantiges.document import Step
from compass.reporting.quantiges.subject import Subject
from compass.reporting.sections.answers import answer_words
from compass.reporting.sections.cover import option_lines
from compass.reporting.sections.tree import build_tree, outline
from compass.texts.numbers import exact


def action(subject: Subject) -> Step:
    """Name what is envisaged: the options compared, or the alternatives that a pack knows."""
    items = tuple(_options(subject))
    return Step("action", subject.say("action.title"), subject.leads("action"), (_group(subject, "action", items),))


def _options(subject: Subject) -> Iterator[Item]:
    if subject.case is not None:
        for line in option_lines(subject.case):
            detail = line.detail if line.detail != line.title else ""
            yield Item(f"{line.letter}\u2002{line.title}", detail, line.marks[0] if line.marks else "")
        return
    for node in subject.pack.alternatives().values():
        mark = subject.report_word("word.reference") if node.reference else ""
        yield Item(subject.text(node.title), subject.text(node.help), mark)


def aim(subject: Subject) -> Step:
    """Say what for and for whom: the unit of service, the time looked at, the need as it was told."""
    header = subject.pack.header
    unit = subject.say("aim.unit", unit=subject.text(header.functional_unit))
    horizon = subject.say("aim.horizon", years=exact(header.horizon, subject.language))
    lead = (*subject.leads("aim"), unit, horizon)
    items = tuple(_need(subject))
    return Step("aim", subject.say("aim.title"), lead, (_group(subject, "aim", items),))


def _need(subject: Subject) -> Iterator[Item]:
    asked = (id for id, each in subject.pack.questions.items() if subject.pack.is_asked_of_need(each))
    if subject.case is None:
        for id in asked:
            yield Item(subject.text(subject.pack.questions[id].ask) or subject.question(id))
        return
    given = subject.case.assessment.need
    for id in asked:
        if id in given:
            words = answer_words(subject.case, id, given[id].value)
            told = subject.say("word.told", question=subject.question(id), answer=words)
            yield Item(told, subject.case.text(given[id].comment))


def reference(subject: Subject) -> Step:
    """Say what would happen anyway, with which all others are compared."""
    lead = subject.leads("reference")
    if subject.case is None:
        marked = [each for each in subject.pack.alternatives().values() if each.reference]
        items = tuple(Item(subject.text(each.title), subject.text(each.help)) for each in marked)
        return Step("reference", subject.say("reference.title"), lead, (_group(subject, "reference", items),))
    tables = tuple(_answers_of_reference(subject))
    groups = () if tables else (_group(subject, "reference", ()),)
    return Step("reference", subject.say("reference.title"), lead, groups, tables)


def _answers_of_reference(subject: Subject) -> Iterator[Table]:
    """Give what is said of the reference option; nothing where an assessment names none."""
    case = subject.case
    if case is None or case.evaluation.reference is None:
        return
    option = case.options[case.evaluation.reference]
    known = {id: answer for id, answer in option.answers.items() if id in subject.pack.questions}
    told = [Row(Cell(subject.question(id)), (Cell(answer_words(case, id, a.value)),)) for id, a in known.items()]
    rows = told or [Row(Cell(subject.say("reference.nothing_said")), (Cell("–"),))]
    caption = f"{case.letters[option.id]}\u2002{case.option_title(option.id)}"
    yield Table(caption, (subject.say("word.question"), subject.say("word.answer")), tuple(rows), "grid")


def tree(subject: Subject) -> Step:
    """Draw the tree and write it as a list."""
    if subject.case is not None:
        section = build_tree(subject.case)
    else:
        section = outline(subject.pack, TreeWords(subject.pack, subject.language, None))
    _, _, *notes = section.lead  # how it was laid out, on how many sheets; the first two are the report's own
    title, lead = subject.say("tree.title"), (*subject.leads("tree"), *notes)
    return Step("tree", title, lead, tree=replace(section, title=title, lead=lead))


def _group(subject: Subject, step: str, items: tuple[Item, ...]) -> Group:
    return Group(subject.say(f"{step}.group"), items, subject.say(f"{step}.none"))

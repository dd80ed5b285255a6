"""The last four steps: the perimeter, the data, the quantities or levels, the analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from compass.model.assessment import Answer
from compass.model.base import Id
from compass.model.criterion import Criterion
from compass.model.node import Node
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Group, Item, Row, Table
from compass.reporting.quantiges.document import Step
from compass.reporting.quantiges.expected import expected_tables
from compass.reporting.quantiges.subject import Subject
from compass.reporting.sections.comparison import build_comparison
from compass.reporting.sections.findings import build_findings
from compass.reporting.sections.replies import build_replies


def perimeter(subject: Subject) -> Step:
    """Say what is looked at: criteria, stages of the life cycle, orders of effects."""
    rows = tuple(
        Row(
            Cell(subject.text(each.title)),
            (Cell(subject.say(f"perimeter.{each.kind}")), Cell(subject.text(each.help) or "–")),
        )
        for each in subject.pack.criteria.values()
    )
    columns = tuple(subject.say(f"word.{name}") for name in ("criterion", "kind", "what"))
    table = Table(subject.say("perimeter.table"), columns, rows, "grid")
    groups = (_stages(subject), _effects(subject))
    return Step("perimeter", subject.say("perimeter.title"), subject.leads("perimeter"), groups, (table,))


def _stages(subject: Subject) -> Group:
    counts = Counter(node.stage for node in subject.pack.nodes.values() if node.stage is not None)
    items = tuple(
        Item(subject.report_word(f"stage.{stage}"), subject.say("word.consequences", count=count))
        for stage, count in counts.items()
    )
    return Group(subject.say("perimeter.stages"), items, subject.say("perimeter.no_stage"))


def _effects(subject: Subject) -> Group:
    """List the effects beyond the system itself, each with the options that have it."""
    beyond = {id: node for id, node in subject.pack.nodes.items() if node.order in ("second", "higher")}
    items = tuple(
        Item(subject.node(id), " · ".join(_marks(subject, node)), _letters(subject, id)) for id, node in beyond.items()
    )
    return Group(subject.say("perimeter.effects"), items, subject.say("perimeter.no_effect"))


def _marks(subject: Subject, node: Node) -> Iterator[str]:
    yield subject.report_word(f"tree.order.{node.order}")
    if node.rebound is not None:
        yield subject.say("word.rebound", kind=subject.report_word(f"tree.rebound.{node.rebound}"))


def _letters(subject: Subject, id: str) -> str:
    case = subject.case
    if case is None:
        return ""
    active = [option for option in case.options if (id, option) in case.activity and case.activity[id, option].share]
    return case.letters_words(active) if active else subject.say("word.nowhere")


def data(subject: Subject) -> Step:
    """Say what is known, what stands in for what is not, and what the numbers are worth."""
    table = _sections(subject) if subject.case is None else _known(subject, subject.case)
    return Step("data", subject.say("data.title"), subject.leads("data"), (_worth(subject),), (table,))


def _sections(subject: Subject) -> Table:
    counts = Counter(question.section for question in subject.pack.questions.values())
    rows = tuple(
        Row(Cell(subject.text(section.title)), (Cell(str(counts[id]), kind="number"), Cell(subject.text(section.help))))
        for id, section in subject.pack.sections.items()
    )
    columns = tuple(subject.say(f"word.{name}") for name in ("section", "questions", "what"))
    return Table(subject.say("data.sections"), columns, rows)


def _known(subject: Subject, case: Context) -> Table:
    """Count the answers given and those that an assumption replaces, for the need and for each option."""
    whose: dict[str | None, str] = {None: subject.say("data.need")}
    whose |= {id: f"{case.letters[id]}\u2002{case.option_title(id)}" for id in case.options}
    answers: dict[str | None, dict[Id, Answer]] = {None: case.assessment.need}
    answers |= {id: option.answers for id, option in case.options.items()}
    states = Counter((each.option, each.state) for each in case.evaluation.assumptions)
    rows = []
    for id, title in whose.items():
        given = sum(answer.value != "unknown" for answer in answers[id].values())
        counts = (given, states[id, "unknown"], states[id, "blank"])
        rows.append(Row(Cell(title), tuple(Cell(str(count), kind="number") for count in counts)))
    columns = tuple(subject.say(f"word.{name}") for name in ("whose", "given", "unknown", "blank"))
    return Table(subject.say("data.known"), columns, tuple(rows))


def _worth(subject: Subject) -> Group:
    used = None if subject.case is None else {use.factor for use in subject.case.evaluation.factors}
    counts = Counter(
        row.quality
        for id, factor in subject.pack.factors.items()
        if used is None or id in used
        for row in factor.rows.values()
    )
    items = tuple(
        Item(subject.report_word(f"quality.{quality}"), subject.say("word.numbers", count=count))
        for quality, count in counts.most_common()
    )
    return Group(subject.say("data.group"), items, subject.say("data.none"))


def quantify(subject: Subject) -> Step:
    """Give the results, or the levels where nothing is counted, or how a pack will give them."""
    return Step("quantify", subject.say("quantify.title"), subject.leads("quantify"), (), tuple(_results(subject)))


def _results(subject: Subject) -> Iterator[Table]:
    if subject.case is None:
        yield from _scales(subject)
    elif subject.numbers:
        found = build_comparison(subject.case)
        yield from found.overview or tuple(replace(card.table, caption=card.title) for card in found.cards)
    else:
        yield from _levels(subject, subject.case)


def _scales(subject: Subject) -> Iterator[Table]:
    """Give the words of each level of the criteria that are told."""
    for criterion in subject.pack.criteria.values():
        levels = sorted((criterion.described or {}).items())
        rows = tuple(Row(Cell(str(level)), (Cell(subject.text(words)),)) for level, words in levels)
        if rows:
            columns = (subject.say("word.level"), subject.say("word.what"))
            yield Table(subject.text(criterion.title), columns, rows)


def _levels(subject: Subject, case: Context) -> Iterator[Table]:
    """Give each option its level in words on every criterion that is told; one table for each criterion."""
    for id, criterion in case.criteria.items():
        if criterion.described is not None:
            rows = tuple(
                Row(case.option_cell(option), (Cell(_level(subject, case, id, criterion, option)),))
                for option in case.options
            )
            yield Table(subject.text(criterion.title), (subject.say("word.option"), subject.say("word.level")), rows)


def _level(subject: Subject, case: Context, id: str, criterion: Criterion, option: str) -> str:
    """Give the level of the likely case in words; it is read off answers and nothing is computed from it."""
    result = case.results.get((id, option))
    if result is None or result.total is None or not result.concerned:
        return subject.say("quantify.not_concerned")
    return subject.text((criterion.described or {})[round(result.total.likely)])


def analyse(subject: Subject) -> Step:
    """Say what follows: with numbers also which option holds up best, how surely, and what it depends on."""
    groups: list[Group] = []
    if subject.case is not None and subject.numbers:
        groups += [Group(r.title, tuple(map(Item, r.sentences))) for r in build_replies(subject.case)]
    groups += _findings(subject)
    lead = subject.leads("analyse") if groups else (*subject.leads("analyse"), subject.say("analyse.none"))
    return Step("analyse", subject.say("analyse.title"), lead, tuple(groups), tuple(expected_tables(subject)))


def _findings(subject: Subject) -> Iterator[Group]:
    """Give the findings that hold, or those that a pack can come to."""
    if subject.case is not None:
        for group in build_findings(subject.case).groups:
            items = (Item(each.text, each.detail, each.mark if subject.numbers else "") for each in group.items)
            yield replace(group, items=tuple(items))
        return
    kinds = dict.fromkeys(each.kind for each in subject.pack.findings.values() if each.kind != "vendor_question")
    for kind in kinds:
        told = (each for each in subject.pack.findings.values() if each.kind == kind)
        yield Group(subject.report_word(f"findings.{kind}"), tuple(Item(subject.text(each.text)) for each in told))

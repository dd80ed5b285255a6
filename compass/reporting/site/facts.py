"""What the page of each kind of part says: its texts, its facts, its formulas, its lists."""

from __future__ import annotations

from collections.abc import Iterator

from compass.engine.uses import Part
from compass.model.criterion import Criterion, KnockOut
from compass.model.factor import Factor, Flow, Row
from compass.model.finding import Finding
from compass.model.node import Node
from compass.model.quantity import Example, Quantity
from compass.model.question import IfUnknown, Question
from compass.reporting.parts import Cell, Fact, Group, Item, Table, stackable
from compass.reporting.parts import Row as TableRow
from compass.reporting.site.page import FormulaLine
from compass.reporting.site.words import SiteWords
from compass.texts.places import place_name
from compass.texts.scales import row_words

Noun = Question | Factor | Quantity | Node | Flow | Criterion | KnockOut | Finding | str


def texts_of(words: SiteWords, noun: Noun) -> tuple[str, ...]:
    """Give the sentences that the author wrote for people."""
    found = [getattr(noun, name, None) for name in ("ask", "text", "help", "note", "why")]
    if isinstance(noun, Question) and noun.if_unknown is not None:
        found.append(noun.if_unknown.why)
    if isinstance(noun, Node) and noun.described is not None:
        found.append(noun.described.why)
    return tuple(words.text(text) for text in found if text is not None)


def facts_of(words: SiteWords, part: Part, noun: Noun) -> tuple[Fact, ...]:
    """Give the short facts of a part, its id first."""
    return tuple(Fact(words.say(f"fact.{key}"), value) for key, value in _facts(words, part[1], noun) if value)


def _facts(words: SiteWords, id: str, noun: Noun) -> Iterator[tuple[str, str]]:
    yield "id", id
    unit = getattr(noun, "unit", None)
    if unit is not None:
        yield "unit", words.unit(unit)
    match noun:
        case Question():
            yield from _question_facts(words, noun)
        case Node():
            yield "level", words.report(f"tree.level.{noun.level}")
            yield "stage", words.report(f"stage.{noun.stage}") if noun.stage else ""
            yield "order", words.report(f"tree.order.{noun.order}") if noun.order else ""
            yield "rebound", words.report(f"tree.rebound.{noun.rebound}") if noun.rebound else ""
        case Criterion():
            yield "family", words.text(words.pack.families[noun.family].title)
            yield "objective", words.say(f"word.{noun.objective}")
            yield "otherwise", words.number(noun.otherwise) if noun.otherwise is not None else ""
        case Finding():
            yield "kind", words.say(f"kind.{noun.kind}")


def _question_facts(words: SiteWords, question: Question) -> Iterator[tuple[str, str]]:
    yield "section", words.text(words.pack.sections[question.section].title)
    yield "type", words.say(f"word.{question.type}")
    if question.between is not None:
        low, high = (words.number(bound) for bound in question.between)
        yield "between", f"{low} – {high}"
    yield "answered_by", words.say(f"word.{question.answered_by}")
    yield "nature", words.say(f"word.{question.nature}")
    if question.if_unknown is not None:
        yield "if_unknown", _assumed(words, question, question.if_unknown)


def _assumed(words: SiteWords, question: Question, assumed: IfUnknown) -> str:
    if assumed.quantity is not None:
        return words.title(("quantities", assumed.quantity))
    if assumed.option is not None:
        return words.option(question.id, assumed.option)
    if assumed.shares is not None:
        return words.several((words.option(question.id, id), words.number(n)) for id, n in assumed.shares.items())
    if assumed.reported is not None:
        metrics = question.metrics or {}
        return words.several((words.text(metrics[id].title), words.given(n)) for id, n in assumed.reported.items())
    return words.given(assumed)


def formulas_of(words: SiteWords, noun: Noun) -> tuple[FormulaLine, ...]:
    """Give every formula of a part, in words and as it is written."""
    return tuple(FormulaLine(name, words.formula(text), text) for name, text in _formulas(words, noun))


def _formulas(words: SiteWords, noun: Noun) -> Iterator[tuple[str, str]]:
    if isinstance(noun, str):
        yield words.say("fact.when"), noun
    for key in ("formula", "when", "suits"):
        if isinstance(formula := getattr(noun, key, None), str):
            yield words.say(f"fact.{key}"), formula
    for key, collection in (("flows", "flows"), ("impacts", "criteria")):
        for id, formula in (getattr(noun, key, None) or {}).items() if isinstance(noun, Node) else ():
            name = words.title((collection, id))
            yield words.say("fact.flow" if key == "flows" else "fact.impact", name=name), formula
    if isinstance(noun, Criterion):
        for flow, formula in (noun.characterise or {}).items():
            yield words.say("fact.characterise", name=words.title(("flows", flow))), formula
        if noun.anchors is not None:
            yield words.say("fact.worst"), noun.anchors.worst
            yield words.say("fact.best"), noun.anchors.best


def lists_of(words: SiteWords, noun: Noun) -> tuple[Group, ...]:
    """Give what a part lists: answers, levels, answers fixed, bands, examples."""
    found: dict[str, tuple[str, ...]] = {}
    match noun:
        case Question():
            found = {"options": _options(words, noun)}
        case Criterion():
            found = {"levels": _levels(words, noun)}
        case Node():
            found = {"sets": _sets(words, noun)}
        case Quantity():
            found = {"bands": _bands(words, noun), "examples": _examples(words, noun)}
    return tuple(Group(words.say(f"site.{key}"), tuple(map(Item, items))) for key, items in found.items() if items)


def _options(words: SiteWords, question: Question) -> tuple[str, ...]:
    options = [(words.text(o.title), o.points) for o in words.pack.choice_options(question).values()]
    options += [(words.say(f"word.{answer}"), points) for answer, points in (question.points or {}).items()]
    return tuple(
        title if points is None else words.say("word.points", title=title, points=words.number(points))
        for title, points in options
    )


def _sets(words: SiteWords, node: Node) -> tuple[str, ...]:
    return tuple(
        words.say("site.given", name=words.title(("questions", id)), value=_set_value(words, id, value))
        for id, value in node.sets.items()
    )


def _set_value(words: SiteWords, id: str, value: str | bool | float | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return ", ".join(words.option(id, option) for option in value)
    if isinstance(value, bool):
        return words.say("word.yes" if value else "word.no")
    return words.option(id, value) if isinstance(value, str) else words.number(value)


def _bands(words: SiteWords, quantity: Quantity) -> tuple[str, ...]:
    edges = (quantity.bands or {}).items()
    return tuple(words.say("site.band", edge=words.number(edge), band=band) for band, edge in edges)


def _levels(words: SiteWords, criterion: Criterion) -> tuple[str, ...]:
    levels = (criterion.described or {}).items()
    return tuple(words.say("site.given", name=level, value=words.text(text)) for level, text in levels)


def _examples(words: SiteWords, quantity: Quantity) -> tuple[str, ...]:
    return tuple(_example(words, example) for example in quantity.examples)


def _example(words: SiteWords, example: Example) -> str:
    given = (words.say("site.equals", name=words.formula(id), value=value) for id, value in example.given.items())
    return words.say("site.example", given=", ".join(given), expect=example.expect)


def tables_of(words: SiteWords, id: str, noun: Noun) -> tuple[Table, ...]:
    """Give the rows of a factor with their ranges and where they come from."""
    if not isinstance(noun, Factor):
        return ()
    columns = tuple(words.say(f"column.{name}") for name in ("row", "value", "context", "quality", "source"))
    rows = tuple(_row(words, id, key, row) for key, row in noun.rows.items())
    return (stackable(Table(words.say("site.rows"), columns, rows)),)


def _row(words: SiteWords, id: str, key: str, row: Row) -> TableRow:
    place = f"{row.year}, {place_name(row.geography, words.language)}"
    source = words.pack.sources[row.source]
    cells = (
        Cell(words.given(row), words.text(row.why), kind="number"),
        Cell(place),
        Cell(words.report(f"quality.{row.quality}")),
        Cell(f"{source.authors or source.publisher or source.title} {source.year}"),
    )
    return TableRow(Cell(row_words(words.pack, id, key, words.language) or words.say("word.single")), cells)

"""The sheets of the workbook: typed values in columns, every word in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from compass.model.assessment import Answer
from compass.model.digest import digest
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.reporting.sections.answers import answer_words

Value = str | float | None
ColumnKind = Literal["text", "number", "share"]
Kinds = dict[str, ColumnKind]
_WIDTHS = {"text": 28, "number": 13, "share": 11}
_WIDE = {"ask": 60, "good_answer": 48, "red_flag": 48, "value": 40, "title": 48, "note": 40, "why": 48, "address": 40}


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its title, what its values are, its width in characters."""

    title: str
    kind: ColumnKind
    width: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its columns, and its rows, each as long as there are columns."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


_SPREAD: Kinds = {"likely": "number", "median": "number", "p5": "number", "p95": "number"}
_DIFFERENCE: Kinds = {f"difference_{key}": "number" for key in _SPREAD}
_SHARES: Kinds = {"lower_share": "share", "best_share": "share"}
_COMPARED = " ".join(("family criterion unit option likely median p5 p95", *_DIFFERENCE, *_SHARES))


def build_sheets(context: Context) -> tuple[Sheet, ...]:
    """Give every sheet of the workbook of an evaluation, in their order."""
    answers = "id question option value number unit sure evidence page by at comment"
    assumed = "id question option state likely median p5 p95 taken quality source why"
    evidence = "label title authors publisher at address version sha256 note"
    sources = "label title authors publisher at address note"
    added: Kinds = {"likely": "number", "mean": "number"}
    return (
        _sheet(context, "read_me", "item value", {}, _read_me(context)),
        _sheet(context, "questions", "id section ask type unit good_answer red_flag", {}, _questions(context)),
        _sheet(context, "answers", answers, {"number": "number", "page": "number"}, _answers(context)),
        _sheet(context, "comparison", _COMPARED, _SPREAD | _DIFFERENCE | _SHARES, _comparison(context)),
        _sheet(
            context, "contributions", "criterion unit option node stage likely mean", added, _contributions(context)
        ),
        _sheet(context, "assumptions", assumed, _SPREAD, _assumptions(context)),
        _sheet(context, "evidence", evidence, {}, _evidence(context)),
        _sheet(context, "sources", sources, {}, _sources(context)),
    )


def _sheet(context: Context, name: str, columns: str, kinds: Kinds, rows: Iterable[tuple[Value, ...]]) -> Sheet:
    made = []
    for key in columns.split():
        kind = kinds.get(key, "text")
        made.append(Column(context.say(f"workbook.column_{key}"), kind, _WIDE.get(key, _WIDTHS[kind])))
    return Sheet(context.say(f"workbook.{name}"), tuple(made), tuple(rows))


def _read_me(context: Context) -> Iterator[tuple[Value, ...]]:
    assessment, evaluation = context.assessment, context.evaluation
    told = {
        "title": context.text(assessment.title),
        "about": context.text(assessment.about),
        "organisation": context.text(assessment.organisation),
        "date": evaluation.date,
        "method": context.text(context.pack.header.title),
        "version": context.say("head.version", pack=evaluation.pack, version=evaluation.pack_version),
        "draws": str(evaluation.draws),
        "seed": str(evaluation.seed),
        "program": evaluation.program,
        "digest": digest(evaluation),
        "pack_digest": evaluation.pack_digest,
        "assessment_digest": evaluation.assessment_digest,
    }
    yield from ((context.say(f"workbook.item_{key}"), value) for key, value in told.items() if value)
    yield from ((context.say("workbook.column_option"), _option(context, id)) for id in context.options)
    yield (context.say("workbook.item_numbers"), context.say("workbook.numbers"))
    yield (context.say("workbook.item_sheets"), context.say("workbook.sheets"))


def _option(context: Context, id: str | None) -> str:
    if id is None:
        return context.say("word.all_options")
    return f"{context.letters[id]} – {context.text(context.options[id].title)}"


def _questions(context: Context) -> Iterator[tuple[Value, ...]]:
    for id, question in context.pack.questions.items():
        section = context.text(context.pack.sections[question.section].title)
        texts = (
            context.text(each) for each in (question.ask or question.title, question.good_answer, question.red_flag)
        )
        ask, good, flag = texts
        yield id, section, ask, context.say(f"workbook.type_{question.type}"), context.unit(question.unit), good, flag


def _answers(context: Context) -> Iterator[tuple[Value, ...]]:
    assessment = context.assessment
    for shared in (assessment.need, assessment.all_options):
        yield from (_answer(context, id, None, answer) for id, answer in shared.items())
    for option in context.options.values():
        yield from (_answer(context, id, option.id, answer) for id, answer in option.answers.items())


def _answer(context: Context, id: str, option: str | None, answer: Answer) -> tuple[Value, ...]:
    is_number = isinstance(answer.value, int | float) and not isinstance(answer.value, bool)
    return (
        id,
        context.question_title(id),
        _option(context, option),
        answer_words(context, id, answer.value),
        float(answer.value) if is_number else None,
        context.unit(context.pack.questions[id].unit) if is_number else "",
        context.say(f"workbook.sure_{answer.sure}") if answer.sure else "",
        context.evidence_labels.get(answer.evidence or "", ""),
        float(answer.page) if answer.page is not None else None,
        context.words(answer.by),
        answer.at or "",
        context.text(answer.comment),
    )


def _spread(spread: Spread | None) -> tuple[Value, ...]:
    return (None,) * 4 if spread is None else (spread.likely, spread.median, spread.p5, spread.p95)


def _comparison(context: Context) -> Iterator[tuple[Value, ...]]:
    for id, criterion in context.criteria.items():
        family, unit = context.text(context.pack.families[criterion.family].title), context.unit(criterion.unit)
        for option in context.options:
            result = context.results.get((id, option))
            if result is not None and result.concerned:
                head = (family, context.text(criterion.title), unit, _option(context, option))
                shares = (result.lower_share, result.best_share)
                yield (*head, *_spread(result.total), *_spread(result.difference), *shares)


def _contributions(context: Context) -> Iterator[tuple[Value, ...]]:
    for each in context.evaluation.contributions:
        criterion = context.pack.criteria[each.criterion]
        head = (context.text(criterion.title), context.unit(criterion.unit), _option(context, each.option))
        yield (
            *head,
            context.node_title(each.node),
            context.say(f"stage.{each.stage or 'none'}"),
            each.likely,
            each.mean,
        )


def _assumptions(context: Context) -> Iterator[tuple[Value, ...]]:
    for each in context.evaluation.assumptions:
        taken = context.choice_title(each.question, each.taken) if each.taken and each.metric is None else each.taken
        head = (each.question, context.question_title(each.question), _option(context, each.option))
        label = context.source_labels.get(each.source or "", "")
        quality, why = context.quality(each.quality), context.text(each.why)
        yield (*head, context.say(f"assumptions.{each.state}"), *_spread(each.value), taken or "", quality, label, why)


def _evidence(context: Context) -> Iterator[tuple[Value, ...]]:
    for id, label in context.evidence_labels.items():
        document = context.assessment.evidence[id]
        address = document.doi or document.url or document.file
        about = (document.title, document.authors, document.publisher, document.date, address, document.version)
        yield (label, *map(context.words, (*about, document.sha256)), context.text(document.note))


def _sources(context: Context) -> Iterator[tuple[Value, ...]]:
    for id, label in context.source_labels.items():
        source = context.pack.sources[id]
        about = (source.title, source.authors, source.publisher, source.year, source.doi or source.url)
        yield (label, *(context.words(each) for each in about), context.text(source.note))

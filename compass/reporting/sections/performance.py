"""What was published on each product, study by study, and what follows from it at the department's own numbers."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.evaluation import StudyMetric, StudyResult
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.reporting.figures.interval import IntervalRow, Words, interval_figure
from compass.reporting.figures.shapes import IntervalFigure
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import Performance, ProductCard
from compass.texts.numbers import NumberFormat, exact
from compass.texts.typography import HARD

_ACROSS = 3
"""Studies side by side in one table."""


def build_performance(context: Context) -> Performance:
    """Show the studies of each product side by side; nothing is averaged."""
    cards = tuple(_card(context, options, studies) for options, studies in _products(context))
    lead = (context.say("performance.lead"), context.say("performance.follows_lead")) if cards else ()
    return Performance("performance", context.say("performance.title"), lead, cards, context.say("performance.none"))


def _products(context: Context) -> Iterator[tuple[list[str], list[StudyResult]]]:
    """Give the studies of each question, options with the very same studies and consequences together."""
    asked = dict.fromkeys((s.question, s.option) for s in context.evaluation.studies)
    groups: list[tuple[list[str], list[StudyResult]]] = []
    for question, option in asked:
        studies = [s for s in context.evaluation.studies if (s.question, s.option) == (question, option)]
        same = next((g for g in groups if _bare(g[1]) == _bare(studies)), None)
        if same is None:
            groups.append(([option], studies))
        else:
            same[0].append(option)
    yield from groups


def _bare(studies: list[StudyResult]) -> list[StudyResult]:
    return [study.model_copy(update={"option": ""}) for study in studies]


def _card(context: Context, options: list[str], studies: list[StudyResult]) -> ProductCard:
    names = [f"{context.letters[o]}\u2002{context.options[o].product or context.option_title(o)}" for o in options]
    chunks = [studies[n : n + _ACROSS] for n in range(0, len(studies), _ACROSS)]
    return ProductCard(
        title=" · ".join(names),
        subject=context.question_title(studies[0].question),
        figures=_figures(context, options[0], studies),
        tables=tuple(_table(context, studies, chunk) for chunk in chunks),
    )


def _metric_ids(studies: list[StudyResult]) -> list[str]:
    return list(dict.fromkeys(m.metric for s in studies for m in s.metrics))


def _metric_title(context: Context, question: str, metric: str) -> str:
    return context.text((context.pack.questions[question].metrics or {})[metric].title)


def _figures(context: Context, option: str, studies: list[StudyResult]) -> tuple[IntervalFigure, ...]:
    """Draw each figure that more than one study reports."""
    figures = []
    question = studies[0].question
    for metric in _metric_ids(studies):
        told = [(n, m) for n, s in enumerate(studies, start=1) for m in s.metrics if m.metric == metric]
        if len(told) > 1 and _is_share(context, question, metric):
            title = _metric_title(context, question, metric)
            words = Words(
                f"study-{option}-{question}-{metric}", context.say("performance.figure_title", metric=title),
                context.say("performance.caption", metric=title), title,
            )  # fmt: skip
            rows = [_interval(context, studies[n - 1], n, m) for n, m in told]
            figures.append(interval_figure(rows, words, NumberFormat(context.language, 0, percent=True).plain))
    return tuple(figures)


def _interval(context: Context, study: StudyResult, number: int, metric: StudyMetric) -> IntervalRow:
    low, high = metric.ci if metric.ci is not None else (None, None)
    return IntervalRow(
        str(number), _short_name(context, study), metric.value, low, high, None, _percent(context, metric.value)
    )


def _short_name(context: Context, study: StudyResult) -> str:
    evidence = context.assessment.evidence.get(study.evidence)
    if evidence is None:
        return study.evidence
    who = (evidence.authors or evidence.publisher or evidence.title).split(" et al")[0]
    return context.words(f"{who}, {evidence.date[:4]}" if evidence.date else who)


def _is_share(context: Context, question: str, metric: str) -> bool:
    return (context.pack.questions[question].metrics or {})[metric].unit == "1"


def _table(context: Context, studies: list[StudyResult], chunk: list[StudyResult]) -> Table:
    rows = [_row(context, "setting", [_setting_cell(context, s) for s in chunk])]
    rows += [_metric_row(context, metric, chunk) for metric in _metric_ids(studies)]
    rows += _context_rows(context, chunk)
    rows.append(_row(context, "used", [_used(context, s) for s in chunk]))
    rows += [
        _follows_row(context, quantity, chunk) for quantity in dict.fromkeys(q for s in studies for q in s.follows)
    ]
    columns = [f"{studies.index(s) + 1}\u2002{_short_name(context, s)}" for s in chunk]
    return Table(
        context.say("performance.table"),
        (context.say("performance.column_figure"), *columns),
        tuple(rows),
        f"studies across-{len(chunk)}",
    )


def _row(context: Context, key: str, cells: list[Cell]) -> Row:
    return Row(Cell(context.say(f"performance.{key}")), tuple(cells))


def _setting_cell(context: Context, study: StudyResult) -> Cell:
    """Tell where and on whom a study was made, as its record says, or else the note of its document."""
    evidence = context.assessment.evidence.get(study.evidence)
    note = context.text(evidence.note) if evidence is not None else ""
    return Cell(context.words(study.setting) or note or _unstated(context))


def _context_rows(context: Context, chunk: list[StudyResult]) -> list[Row]:
    """Tell who read, for whom and with what; what no study says takes one row."""
    rows, silent = [], []
    for field in ("readers", "independent", "version"):
        cells = [_context_cell(context, study, field) for study in chunk]
        if any(cell.text != _unstated(context) for cell in cells):
            rows.append(_row(context, field, cells))
        else:
            silent.append(context.say(f"performance.{field}"))
    if silent:
        rows.append(Row(Cell(context.several(silent)), tuple(Cell(_unstated(context)) for _ in chunk)))
    return rows


def _unstated(context: Context) -> str:
    return context.say("performance.unstated")


def _metric_row(context: Context, metric: str, chunk: list[StudyResult]) -> Row:
    title = _metric_title(context, chunk[0].question, metric)
    return Row(Cell(title), tuple(_metric_cell(context, study, metric) for study in chunk))


def _metric_cell(context: Context, study: StudyResult, metric: str) -> Cell:
    found = next((m for m in study.metrics if m.metric == metric), None)
    if found is None:
        return Cell(context.say("performance.not_reported"))
    write = _writer(context, study.question, metric)
    interval = (
        context.say("performance.ci", low=write(found.ci[0]), high=write(found.ci[1]))
        if found.ci
        else context.say("performance.no_ci")
    )
    details = [interval]
    details.append(
        context.say("performance.n", n=exact(found.n, context.language))
        if found.n is not None
        else context.say("performance.no_n")
    )
    if found.prevalence is not None:
        details.append(context.say("performance.prevalence", share=_percent(context, found.prevalence)))
    if found.page is not None:
        details.append(context.say("performance.page", page=found.page))
    return Cell(write(found.value), " · ".join(details), references=context.references(study.evidence))


def _writer(context: Context, question: str, metric: str):  # type: ignore[no-untyped-def]
    if _is_share(context, question, metric):
        return lambda value: _percent(context, value)
    unit = context.unit((context.pack.questions[question].metrics or {})[metric].unit)
    return lambda value: context.words(f"{exact(value, context.language)}{HARD}{unit}")


def _percent(context: Context, value: float) -> str:
    return NumberFormat(context.language, 1, percent=True).plain(value)


def _context_cell(context: Context, study: StudyResult, field: str) -> Cell:
    values = list(dict.fromkeys(getattr(metric, field) for metric in study.metrics))
    told = [_context_words(context, value) for value in values if value is not None]
    return Cell(context.several(told) or _unstated(context))


def _context_words(context: Context, value: str | bool) -> str:
    if isinstance(value, bool):
        return context.say("word.yes" if value else "word.no")
    return context.words(value)


def _used(context: Context, study: StudyResult) -> Cell:
    if study.drawn:
        marks = [context.say("performance.used_main")] if study.is_main else []
        marks += [context.say("performance.used_pending")] if study.verdict == "pending" else []
        return Cell(context.say("performance.used_yes"), context.several(marks))
    why = "rejected" if study.verdict == "rejected" else "incomplete"
    return Cell("", context.say(f"performance.why_{why}"), context.say("performance.not_used"))


def _follows_row(context: Context, quantity: str, chunk: list[StudyResult]) -> Row:
    known = context.pack.quantities[quantity]
    head = Cell(context.text(known.title), context.in_brackets(context.say("performance.here")))
    return Row(head, tuple(_follows_cell(context, study.follows.get(quantity), known.unit) for study in chunk))


def _follows_cell(context: Context, value: Spread | None, unit: str) -> Cell:
    if value is None:
        return Cell(context.say("performance.nothing_follows"))
    form = context.format(value, unit)
    median = form.plain(value.median)
    words = median if form.percent else context.measured(median, unit, value.median)
    return Cell(words, context.in_brackets(context.band(value, form)))

"""What a result rests on: assumptions, factors, published studies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from compass.engine.binding import Reported, Rows, equal_shares
from compass.engine.cells import Cell, Cells
from compass.engine.draws import Columns
from compass.engine.run import Run
from compass.engine.spreads import spread
from compass.engine.studies import Followed, follow_studies
from compass.engine.values import CLOSED, Value
from compass.model.evaluation import Assumption, FactorUse, QuantityResult, StudyMetric, StudyResult
from compass.model.question import IfUnknown, Question
from compass.model.spread import Spread


def assumptions(likely: Run, drawn: Run, cells: Cells) -> Iterator[Assumption]:
    """List what stood in for each open question that has no answer and that a result rests on."""
    pack = drawn.program.pack
    for cell in cells:
        question = pack.questions[cell.question]
        option = cell.option or _first_reading(drawn, cell.question)
        value = drawn.scopes[option].get(cell.question)
        if value is None or value is CLOSED:
            continue
        if cell.state in ("blank", "unknown") or _unused_studies(cell, value, question):
            yield from _assumed(likely, drawn, cell, question, option)


def _first_reading(drawn: Run, name: str) -> str:
    """Give the first option whose result reads something that is the same for all, else the first option."""
    return next((o.id for o in drawn.options if name in drawn.scopes[o.id]), drawn.options[0].id)


def _unused_studies(cell: Cell, value: Value, question: Question) -> bool:
    """Say whether an answered study question has no complete study, so that its assumption stands in."""
    reported = question.if_unknown is not None and question.if_unknown.reported is not None
    return cell.state == "answered" and reported and isinstance(value, Reported) and not value.from_studies


def _assumed(likely: Run, drawn: Run, cell: Cell, question: Question, option: str) -> Iterator[Assumption]:
    assumed = question.if_unknown
    state: Literal["blank", "unknown"] = "blank" if cell.state == "blank" else "unknown"
    common: dict[str, Any] = {
        "question": cell.question,
        "option": cell.option,
        "state": state,
        "is_decision": question.nature == "decision",
        "source": assumed.source if assumed is not None else None,
        "quality": assumed.quality if assumed is not None else None,
        "why": assumed.why if assumed is not None else None,
    }
    at_likely, value = likely.scopes[option][cell.question], drawn.scopes[option][cell.question]
    if isinstance(value, Reported):
        for metric, column in value.metrics.items():
            yield Assumption(**common, metric=metric, value=spread(at_likely.metrics[metric], column))
    elif question.type == "number":
        yield Assumption(**common, value=spread(at_likely, value))
    else:
        yield Assumption(**common, **_choice(drawn, question, assumed))


def _choice(drawn: Run, question: Question, assumed: IfUnknown | None) -> dict[str, Any]:
    if assumed is not None and assumed.option is not None:
        return {"taken": assumed.option}
    if assumed is not None and assumed.shares is not None:
        return {"shares": dict(assumed.shares)}
    shares = equal_shares(drawn.program.pack, question)
    return {"shares": shares} if shares else {}


def factors(likely: Run, drawn: Run, date: str) -> Iterator[FactorUse]:
    """List every sourced number that was read, once, in the order of the pack."""
    for id, factor in drawn.program.pack.factors.items():
        for key in dict.fromkeys((*factor.rows, *sorted(_keys_read(drawn, id)))):
            row = factor.rows.get(key, factor.otherwise)
            value = spread(_read(likely, id, key), _read(drawn, id, key))
            if value is not None and row is not None:
                yield FactorUse(
                    factor=id,
                    row=key,
                    value=value,
                    unit=factor.unit,
                    source=row.source,
                    year=row.year,
                    geography=row.geography,
                    quality=row.quality,
                    by_pedigree=row.pedigree is not None,
                    expired=row.expires is not None and row.expires < date,
                )


def _keys_read(run: Run, id: str) -> Iterator[str]:
    """Give the rows of a table that were read, those that its `otherwise` stands for included."""
    for scope in run.scopes.values():
        if isinstance(scope.get(id), Rows):
            yield from scope[id]


def _read(run: Run, id: str, key: str) -> Value:
    for scope in run.scopes.values():
        value = scope.get(id)
        if isinstance(value, Rows) and key in value:
            return value[key]
        if value is not None and not isinstance(value, Rows):
            return value
    return None


def quantities(likely: Run, drawn: Run) -> Iterator[QuantityResult]:
    """Tell every derived number that was computed."""
    for id in drawn.program.pack.quantities:
        rule = drawn.program.rules[id]
        for option in [o.id for o in drawn.options] if rule.per_option else [_first_reading(drawn, id)]:
            if id in drawn.scopes[option]:
                value = spread(likely.scopes[option].get(id), drawn.scopes[option][id])
                yield QuantityResult(option=option if rule.per_option else None, quantity=id, value=value)


def followed(found: Run, cells: Cells, columns: Columns) -> dict[tuple[str, str], tuple[Followed, ...]]:
    """Give what follows from each study of each option, by question and option."""
    asked = [id for id, question in found.program.pack.questions.items() if question.type == "study"]
    return {
        (id, option.id): follow_studies(found.program, found.scopes[option.id], cell, columns)
        for id in asked
        for option in found.options
        if (cell := cells.of(id, option.id)).state == "answered"
    }


def studies(
    drawn: Run,
    once: Mapping[tuple[str, str], tuple[Followed, ...]],
    many: Mapping[tuple[str, str], tuple[Followed, ...]],
) -> Iterator[StudyResult]:
    """Tell every published study of every option, with what follows from it alone, at likely values and on draws."""
    for (id, option), found in many.items():
        if drawn.scopes[option].get(id) is not CLOSED:
            for point, study in zip(once[id, option], found, strict=True):
                yield _study(option, id, point, study)


def _study(option: str, question: str, point: Followed, followed: Followed) -> StudyResult:
    study = followed.study
    values = {id: spread(point.values[id], value) for id, value in followed.values.items()}
    return StudyResult(
        option=option,
        question=question,
        evidence=study.evidence,
        setting=study.setting,
        drawn=followed.drawn,
        is_main=study.is_main,
        verdict=cast(Any, study.verdict),
        metrics=tuple(
            StudyMetric(
                metric=r.metric, value=r.value, ci=r.ci, n=r.n, prevalence=r.prevalence, readers=r.readers,
                independent=r.independent, version=r.version, page=r.page,
            )
            for r in study.records
        ),
        follows={id: value for id, value in values.items() if isinstance(value, Spread)},
    )  # fmt: skip

"""Counts of the numbers of a pack, and of those that an evaluation rests on, by how good they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from compass.engine.program import Program
from compass.model.audit import QUALITIES, RANGE_WAYS, Audit, ProposalLed, RangeWay
from compass.model.evaluation import Evaluation, FactorUse
from compass.model.factor import Row
from compass.model.pack import Pack

K = TypeVar("K", bound=str)


def audit_pack(program: Program, date: str) -> Audit:
    """Audit everything that a pack holds; a factor is unused where no formula reads it."""
    pack = program.pack
    rows = dict(_rows(pack))
    read = {id for id in pack.factors if len(program.graph.used_by([id])) > 1}
    assumed = (q.if_unknown.quality for q in pack.questions.values() if q.if_unknown is not None)
    causes, sourced = _causes(pack, pack.nodes)
    return Audit(
        pack=pack.header.pack,
        date=date,
        qualities=_counted(QUALITIES, [*(row.quality for row in rows.values()), *assumed]),
        ranges=_counted(RANGE_WAYS, [_way(row) for row in rows.values()]),
        causes=causes,
        sourced_causes=sourced,
        stale=_stale(rows, date),
        unused=tuple(name for name in rows if name.partition("/")[0] not in read),
    )


def audit_evaluation(
    pack: Pack, evaluation: Evaluation, led: tuple[ProposalLed, ...] | None = None, date: str | None = None
) -> Audit:
    """Audit what the result of an assessment rests on, on the day of the assessment unless another is given."""
    rows, today = dict(_rows(pack)), date or evaluation.date
    used = {name: rows[name] for name in (_read_row(pack, use) for use in evaluation.factors)}
    assumed = {(a.question, a.metric): a.quality for a in evaluation.assumptions}
    causes, sourced = _causes(pack, {activity.node for activity in evaluation.activity if activity.share > 0})
    return Audit(
        pack=evaluation.pack,
        date=today,
        qualities=_counted(QUALITIES, [*(row.quality for row in used.values()), *assumed.values()]),
        ranges=_counted(RANGE_WAYS, [_way(row) for row in used.values()]),
        causes=causes,
        sourced_causes=sourced,
        stale=_stale(used, today),
        unused=tuple(name for name in rows if name not in used),
        proposal_led=led,
    )


def _read_row(pack: Pack, use: FactorUse) -> str:
    """Name the row that was read: `otherwise` where the table has none for the option."""
    return row_name(use.factor, use.row if use.row in pack.factors[use.factor].rows else "otherwise")


def _stale(rows: Mapping[str, Row], date: str) -> tuple[str, ...]:
    return tuple(name for name, row in rows.items() if row.expires is not None and row.expires < date)


def row_name(factor: str, row: str) -> str:
    """Name a row: `factor`, or `factor/row` in a table."""
    return f"{factor}/{row}" if row else factor


def _rows(pack: Pack) -> Iterator[tuple[str, Row]]:
    for id, factor in pack.factors.items():
        yield from ((row_name(id, key), row) for key, row in factor.rows.items())
        if factor.otherwise is not None:
            yield row_name(id, "otherwise"), factor.otherwise


def _way(row: Row) -> RangeWay:
    if row.pedigree is not None:
        return "pedigree"
    if row.value is not None or row.low == row.high:
        return "exact"
    return "proposed" if row.quality == "proposal" else "published"


def _counted(order: tuple[K, ...], found: Iterable[K | None]) -> dict[K, int]:
    counts = Counter(found)
    return {key: counts[key] for key in order}


def _causes(pack: Pack, active: Iterable[str]) -> tuple[int, int]:
    """Count the edges between active nodes, and those with a source that is no proposal."""
    here = set(active)
    edges = [node for node in here for cause in pack.nodes[node].caused_by if cause in here]
    return len(edges), sum(_has_outside_source(pack, pack.nodes[node].source) for node in edges)


def _has_outside_source(pack: Pack, source: str | None) -> bool:
    return source is not None and source in pack.sources and pack.sources[source].seen != "proposal"

"""What follows from each published study alone, at the department's own numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compass.engine.binding import Study, drawn_studies, metrics_read, studies_of
from compass.engine.cells import Cell
from compass.engine.code import reported_name
from compass.engine.draws import Columns
from compass.engine.filling import Scope, evaluate
from compass.engine.program import Program
from compass.engine.records import Record
from compass.engine.values import Value


@dataclass(frozen=True)
class Followed:
    """A study and the values of the quantities that its question shows; `drawn` says whether results rest on it."""

    study: Study
    drawn: bool
    values: dict[str, Value]


def follow_studies(program: Program, scope: Scope, cell: Cell, columns: Columns) -> tuple[Followed, ...]:
    """Compute what each study of an answered cell implies, everything else as in `scope`."""
    assert isinstance(cell.known, tuple)
    records = tuple(record for record in cell.known if isinstance(record, Record))
    drawn = drawn_studies(program, cell.question, records)
    return tuple(
        Followed(study, study in drawn, _values(program, scope, cell, study, columns)) for study in studies_of(records)
    )


def _values(program: Program, scope: Scope, cell: Cell, study: Study, columns: Columns) -> dict[str, Value]:
    """Compute the shown quantities that the study's own metrics suffice for."""
    metrics = program.pack.questions[cell.question].metrics or {}
    changed = dict(scope)
    lacking = set()
    for metric in metrics_read(program, cell.question):
        name = reported_name(cell.question, metric)
        record = study.metrics.get(metric)
        if record is None:
            lacking |= program.graph.used_by([name])
            continue
        is_share = metrics[metric].unit == "1"
        changed[name] = columns.reported(study.column(cell, metric), record.value, record.ci, is_share)
    touched = program.graph.used_by(reported_name(cell.question, m) for m in metrics)
    shown = program.pack.questions[cell.question].shows
    wanted = program.graph.reach(shown) & touched
    with np.errstate(all="ignore"):
        for name, rule in program.rules.items():
            if name in wanted and rule.kind in ("quantity", "condition") and name not in lacking:
                changed[name] = evaluate(rule, changed)
    return {id: changed[id] for id in shown if id not in lacking and id in touched}

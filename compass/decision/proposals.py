"""Which results owe most of their spread to proposals of the authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from compass.decision.audit import row_name
from compass.engine.binding import Reported, Rows
from compass.engine.cells import Cells
from compass.engine.run import Run
from compass.engine.sensitivity import first_order
from compass.engine.spreads import columns_of
from compass.engine.values import Value
from compass.model.audit import ProposalLed

MOSTLY = 0.5
DRAWS = 2048
"""Enough for a share of a half; the draws of a column are in no order, so that the first ones are a sample."""


def proposal_led(drawn: Run, cells: Cells) -> Iterator[ProposalLed]:
    """Give each criterion of each option of whose variance proposals explain more than half.

    What they explain is the sum of the first-order indices of their columns, which are drawn independently.
    """
    for option in drawn.options:
        proposed = dict(_proposed(drawn, cells, option.id))
        for criterion, total in drawn.totals[option.id].items():
            if not isinstance(total, np.ndarray):
                continue
            shares = first_order(proposed, total[:DRAWS])
            if sum(shares.values()) > MOSTLY:
                largest = max(shares, key=lambda name: shares[name])
                share = min(sum(shares.values()), 1.0)
                yield ProposalLed(option=option.id, criterion=criterion, share=share, largest=largest.partition("#")[0])


def _proposed(drawn: Run, cells: Cells, option: str) -> Iterator[tuple[str, Any]]:
    """Give the columns of the proposals that an option's results may rest on, by name."""
    pack, scope = drawn.program.pack, drawn.scopes[option]
    for id, factor in pack.factors.items():
        for key, row in factor.rows.items():
            if row.quality == "proposal":
                yield from _varied(row_name(id, key), _read(scope.get(id), key))
    for id, question in pack.questions.items():
        assumed = question.if_unknown
        if assumed is not None and assumed.quality == "proposal" and cells.of(id, option).known is None:
            yield from _varied(id, scope.get(id))


def _read(value: Value, key: str) -> Value:
    return value.get(key) if isinstance(value, Rows) else value


def _varied(name: str, value: Value) -> Iterator[tuple[str, Any]]:
    held: Mapping[str, Value] = value.metrics if isinstance(value, Reported) else {"": value}
    columns = [column for each in held.values() for column in columns_of(each)]
    for index, column in enumerate(columns):
        if isinstance(column, np.ndarray):
            yield f"{name}#{index}", column[:DRAWS]

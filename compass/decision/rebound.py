"""How much of a saving rebound may eat up before nothing is left of it.

After the consequential method of ITU-T L.1480: first-order effects, later effects and rebound are kept apart. What
replaces something of the same order is netted with it; a saving and a footprint of different orders are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compass.engine.run import Run
from compass.engine.spreads import mean_of
from compass.engine.values import Value
from compass.model.decision import BreakEven


def break_evens(drawn: Run) -> Iterator[BreakEven]:
    """Tell, for each option that saves something against the reference on an additive criterion to be minimised, how
    large rebound is and how large it may be; means over the draws."""
    reference, pack = drawn.reference, drawn.program.pack
    for option in (o.id for o in drawn.options if reference is not None and o.id != reference):
        for id, added in drawn.added[option].items():
            if pack.criteria[id].objective == "minimise" and drawn.concerned[option][id]:
                found = _break_even(drawn, option, id, _means(added), _means(drawn.added[reference or ""][id]))
                if found.gross > 0:
                    yield found


def _means(added: Mapping[str, Value]) -> dict[str, float]:
    return {node: mean_of(value) for node, value in added.items()}


def _break_even(drawn: Run, option: str, criterion: str, here: dict[str, float], there: dict[str, float]) -> BreakEven:
    nodes = drawn.program.pack.nodes
    changes = {"first": 0.0, "later": 0.0, "rebound": 0.0}
    for id in dict.fromkeys((*here, *there)):
        order = "first" if nodes[id].order in (None, "first") else "later"
        changes["rebound" if nodes[id].rebound else order] += here.get(id, 0.0) - there.get(id, 0.0)
    rebound = changes.pop("rebound")
    gross, footprint = -sum(c for c in changes.values() if c < 0), sum(c for c in changes.values() if c > 0)
    left = 1 - footprint / gross if gross > 0 else 0.0
    return BreakEven(
        option=option,
        criterion=criterion,
        gross=gross,
        footprint=footprint,
        rebound=rebound,
        rate=rebound / gross if gross > 0 else None,
        break_even=left if left > 0 else None,
    )

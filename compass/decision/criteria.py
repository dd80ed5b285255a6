"""Each criterion of each option: its total, its difference from the reference, how often it is the best."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from compass.engine.run import Run
from compass.engine.spreads import mean_of, share_of, spread
from compass.engine.values import CLOSED
from compass.model.evaluation import Contribution, CriterionResult, NodeActivity


def criterion_results(likely: Run, drawn: Run) -> Iterator[CriterionResult]:
    """Tell every criterion of every option."""
    for id in drawn.program.pack.criteria:
        best = best_shares(drawn, id)
        for option in drawn.options:
            yield _result(likely, drawn, id, option.id, best)


def best_shares(run: Run, criterion: str) -> dict[str, float]:
    """Give the share of draws in which each concerned option is best on a criterion; ties are shared.

    An option does not compete in draws in which it is closed; draws in which none competes are left out.
    """
    concerned = [o.id for o in run.options if run.concerned[o.id][criterion]]
    if not concerned:
        return {}
    columns = np.stack([np.broadcast_to(run.totals[o][criterion], (run.draws,)) for o in concerned])
    if run.program.pack.criteria[criterion].objective == "minimise":
        columns = -columns
    first = columns == np.fmax.reduce(columns, axis=0)
    ties = first.sum(axis=0)
    shares = (first[:, ties > 0] / ties[ties > 0]).mean(axis=1)
    return dict(zip(concerned, (float(share) for share in shares), strict=True))


def _result(likely: Run, drawn: Run, id: str, option: str, best: dict[str, float]) -> CriterionResult:
    total = drawn.totals[option].get(id)
    difference, lower = None, None
    reference = drawn.reference
    if reference is not None and reference != option and total is not None and id in drawn.totals[reference]:
        gap = total - drawn.totals[reference][id]
        at_likely = [likely.totals[o].get(id, CLOSED) for o in (option, reference)]
        difference = spread(at_likely[0] - at_likely[1], gap)
        lower = share_of(gap < 0)
    return CriterionResult(
        option=option,
        criterion=id,
        concerned=drawn.concerned[option][id],
        total=None if total is None else spread(likely.totals[option].get(id), total),
        difference=difference,
        lower_share=lower,
        best_share=best.get(option),
    )


def contributions(likely: Run, drawn: Run) -> Iterator[Contribution]:
    """Tell what each active node adds to each additive criterion; the means sum to the mean of the total."""
    for option in drawn.options:
        for criterion, added in drawn.added[option.id].items():
            at_likely = likely.added[option.id][criterion]
            for id in dict.fromkeys((*added, *at_likely)):
                node = drawn.program.pack.nodes[id]
                yield Contribution(
                    option=option.id,
                    criterion=criterion,
                    node=id,
                    level=node.level,
                    stage=node.stage,
                    order=node.order,
                    rebound=node.rebound,
                    mean=mean_of(added.get(id, 0.0)),
                    likely=mean_of(at_likely.get(id, 0.0)),
                )


def activity(likely: Run, drawn: Run) -> Iterator[NodeActivity]:
    """Tell which nodes are active, and through which of their causes they are told."""
    for option in drawn.options:
        now, ever = likely.scopes[option.id], drawn.scopes[option.id]
        for id, node in drawn.program.pack.nodes.items():
            share = share_of(ever[f"_active_{id}"])
            active = [c for c in node.caused_by if now[f"_active_{c}"] is True]
            sometimes = [c for c in node.caused_by if ever[f"_active_{c}"] is not False]
            cause = next(iter(active or sometimes), None) if share else None
            yield NodeActivity(option=option.id, node=id, share=share or 0.0, cause=cause)

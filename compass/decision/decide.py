"""From the runs of an assessment to its Decision: which option holds up, how surely, what drives and changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from compass.decision import drivers
from compass.decision.choices import choice_effects
from compass.decision.information import perfect_information
from compass.decision.moves import Compute
from compass.decision.rebound import break_evens
from compass.decision.standings import (
    Scored,
    clipped,
    disguises,
    fit,
    pairs,
    score,
    standings,
    weighed,
    weight_flips,
    worths,
)
from compass.decision.weighing import weighing, weights_of
from compass.decision.worth import scores
from compass.engine.cells import Cells
from compass.engine.designs import Input
from compass.engine.draws import Draws
from compass.engine.run import Run
from compass.engine.values import Column, Value
from compass.model.assessment import Assessment
from compass.model.decision import Decision
from compass.model.evaluation import KnockOutResult, Unfit

MOST_DRAWS = 65_536
"""Options are compared as wholes on no more draws than this, taken evenly: shares of draws are told in whole percents,
and all criteria of all options at once would need gigabytes for a million."""
DOTS = 50
"""The lead is told by so many equally likely values, which a figure shows as dots (Fernandes et al. 2018,
doi:10.1145/3173574.3173718)."""


@dataclass(frozen=True)
class Runs:
    """The runs of an assessment: at likely values and on draws, with the `inputs` that they read and the `columns` that
    were drawn for them; `compute` runs it on other columns."""

    likely: Run
    drawn: Run
    inputs: Mapping[str, Input]
    columns: Mapping[str, Value]
    assessment: Assessment
    cells: Cells
    compute: Compute


def thinned(run: Run) -> Run:
    """Leave evenly spaced draws of the totals of a run that has more than MOST_DRAWS; the rest stays as it is."""
    step = _step(run)
    if step == 1:
        return run
    totals = {option: _every(step, found) for option, found in run.totals.items()}
    return replace(run, draws=len(range(0, run.draws, step)), totals=totals)


def _step(run: Run) -> int:
    return -(-run.draws // MOST_DRAWS)


def _every(step: int, values: Mapping[str, Value]) -> dict[str, Value]:
    """Take one draw in `step` of each column; numbers stay."""
    return {
        name: np.ascontiguousarray(value[::step]) if isinstance(value, np.ndarray) else value
        for name, value in values.items()
    }


def decide(runs: Runs, knock_outs: Iterable[KnockOutResult], unfit: Iterable[Unfit], seed: int) -> Decision:
    """Compare the options as wholes; uncertain weights are drawn by `seed`.

    An option that a knock-out puts out is not compared; one that does not suit the need is, and the best of those that
    do is told beside. Without weights nothing is scored, and dominance stands alone.
    Raises CannotRun where weights need an anchor that can't be computed.
    """
    failed = {each.option for each in knock_outs if each.verdict == "failed"}
    runs = replace(runs, drawn=thinned(runs.drawn), columns=_every(_step(runs.drawn), runs.columns))
    drawn, program = runs.drawn, runs.drawn.program
    left = tuple(option.id for option in drawn.options if option.id not in failed)
    weights = weights_of(program.pack, runs.assessment)
    scored = None
    if weights is not None and len(left) > 1:
        weighed_by = weighing(program, runs.assessment, runs.cells, weights, Draws(seed, drawn.draws))
        scored = score(runs.likely, drawn, weighed_by, left)
    return Decision(
        out=tuple(option.id for option in drawn.options if option.id in failed),
        pairs=tuple(pairs(left, goodness(drawn, left), scored.ranked.wins if scored is not None else None)),
        choices=tuple(choice_effects(program, runs.assessment, runs.cells, runs.likely)),
        break_evens=tuple(break_evens(drawn)),
        **(_scored(drawn, scored, unfit) if scored is not None else {}),
        **_driven(runs, scored),
    )


def goodness(run: Run, options: tuple[str, ...]) -> Column:
    """Give how good each option is, higher is better, on each criterion that all of them have: criteria that are only
    shown on the way to others are left out. The shape is (criteria, options, draws)."""
    found = [np.empty((0, len(options), run.draws))]
    for id, criterion in run.program.pack.criteria.items():
        if criterion.intermediate or not options or any(id not in run.totals[option] for option in options):
            continue
        sign = 1.0 if criterion.objective == "maximise" else -1.0
        found.append(np.stack([np.broadcast_to(sign * run.totals[o][id], (run.draws,)) for o in options])[None])
    return np.concatenate(found)


def _scored(drawn: Run, scored: Scored, unfit: Iterable[Unfit]) -> dict[str, Any]:
    leader, next_best = (scored.options[place] for place in scored.order[:2])
    told = tuple(standings(scored))
    return {
        "weights": scored.weighing.kind,
        "leader": leader,
        "next_best": next_best,
        "fit": fit(scored, unfit),
        "lead": tuple(float(q) for q in np.quantile(scored.lead, (np.arange(DOTS) + 0.5) / DOTS)),
        "weighed": tuple(weighed(scored)),
        "standings": told,
        "worths": tuple(worths(scored)),
        "cross_check": max(told, key=lambda each: each.outranks).option,
        "information": perfect_information(scored.scores),
        "clipped": tuple(clipped(drawn, scored.weighing, scored.options)),
        "disguises": tuple(disguises(scored)),
        "weight_flips": tuple(weight_flips(scored)),
    }


def _driven(runs: Runs, scored: Scored | None) -> dict[str, Any]:
    """Find the drivers of the lead and of each criterion, and what moving them does."""
    columns, inputs = dict(runs.columns), runs.inputs
    lead, how, options = None, None, tuple[str, ...]()
    if scored is not None:
        first, lead, options = scored.order[0], scored.lead, scored.options
        columns |= scored.weighing.columns
        weighed_by = scored.weighing
        how = first, lambda run: scores(weighed_by.worths(run, options), weighed_by.means)
    told, explained = drivers.drivers(list(drivers.targets(runs.drawn, lead)), dict(sorted(columns.items())))
    swings = drivers.swings(told, inputs, runs.compute, how, options)
    return {"drivers": tuple(told), "explained": tuple(explained), "swings": tuple(swings)}

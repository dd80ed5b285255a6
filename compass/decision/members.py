"""Where each member of a group stands: the assessment with the member's own answers and weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from compass.decision.adopting import as_asked
from compass.decision.divergence import backings, crossed, difference
from compass.decision.small_cells import LEAST
from compass.decision.weighing import weighing, weights_of
from compass.decision.weights import from_swings
from compass.decision.worth import scores
from compass.engine.cells import read_cells
from compass.engine.draws import Columns, Draws, Likely
from compass.engine.filling import CannotRun, placed
from compass.engine.interview import answered
from compass.engine.program import Program
from compass.engine.run import run
from compass.engine.values import Column
from compass.model.assessment import Answer, Assessment
from compass.model.criterion import Weighting
from compass.model.group import Backing, Estimated, Held, Members, Preferred, Vote, Wanted, Weighted
from compass.model.workshop import Mode, Poll

Points = Mapping[str, float]


@dataclass(frozen=True)
class Voice:
    """What a member says: answers by cell, and the points of criteria; None where the group's weights are taken."""

    participant: str
    answers: Mapping[str, Answer]
    points: Points | None = None


def voices(program: Program, asked: Mapping[str, Poll], weights: Poll | None = None) -> tuple[Voice, ...]:
    """Gather what each member said in the last revealed round of polls, by cell, and of the one on weights."""
    answers: dict[str, dict[str, Answer]] = {}
    for cell, poll in asked.items():
        for vote in _votes(poll):
            own = answers.setdefault(vote.participant, {})
            if (answer := _answer(vote)) is not None:
                own[cell] = as_asked(program, cell, answer)
    given = {vote.participant: vote.ballot for vote in _votes(weights)}
    pointed = {id: ballot.points for id, ballot in given.items() if isinstance(ballot, Weighted)}
    points = {id: own for id, own in pointed.items() if any(own.values())}
    return tuple(Voice(id, answers.get(id, {}), points.get(id)) for id in sorted({*answers, *given}))


def _votes(poll: Poll | None) -> tuple[Vote, ...]:
    return poll.told[-1].votes if poll is not None and poll.told else ()


def _answer(vote: Vote) -> Answer | None:
    """Give a vote as the answer that its author would have written; None where it is none."""
    match vote.ballot:
        case Estimated(low=low, likely=likely, high=high):
            return Answer(value={"low": low, "likely": likely, "high": high}, sure=vote.sure)
        case Held(option=option) | Preferred(option=option):
            return Answer(value=option)
        case Wanted(value=value):
            return Answer(value=value)
    return None


def members(
    program: Program,
    assessment: Assessment,
    heard: Sequence[Voice],
    options: tuple[str, ...],
    mode: Mode,
    *,
    seed: int,
    draws: int,
) -> Members | None:
    """Tell with whom each of two options or more comes first, and whether members differ on facts or on weights.

    What a member did not say is as in the assessment, the weights too; all members share one set of draws. The split is
    that of the lead of the option that comes first most often over the next, and not told of an anonymous group under
    five. None where nobody can be scored. Raises CannotRun where an answer of a member can't be read or computed.
    """
    shared = _points(program, assessment, draws, seed)
    scored = [(voice, points) for voice in heard if (points := voice.points or shared)]
    if not scored or len(options) < 2:
        return None
    ids = [id for id in program.pack.criteria if any(points.get(id, 0.0) > 0 for _, points in scored)]
    weights = np.stack([from_swings(points, ids) for _, points in scored])
    columns = Draws(seed, draws)
    drawn, likely = ([_worths(program, assessment, v, ids, options, c) for v, _ in scored] for c in (columns, Likely()))
    found = np.stack([scores(worths, own) for worths, own in zip(drawn, weights, strict=True)])
    told = backings(found, [voice.participant for voice, _ in scored], options)
    first, second = sorted(range(len(options)), key=lambda place: (-told[place].share, place))[:2]
    crossing = crossed(np.stack(likely)[:, :, :, 0], weights)
    lead = np.asarray(crossing[:, :, first] - crossing[:, :, second])
    why = difference(lead) if mode == "named" or len(scored) >= LEAST else None
    return Members(persons=len(scored), backings=_shown(told, mode), difference=why)


def _points(program: Program, assessment: Assessment, draws: int, seed: int) -> Points | None:
    """Give the mean weights of the assessment by criterion; None where it has none."""
    weights = weights_of(program.pack, assessment)
    if weights is None:
        return None
    cells, _ = read_cells(program.pack, program.units, assessment)
    found = weighing(program, assessment, cells, weights, Draws(seed, draws))
    return dict(zip((each.id for each in found.criteria), map(float, found.means), strict=True))


def _worths(
    program: Program, group: Assessment, voice: Voice, ids: list[str], options: tuple[str, ...], columns: Columns
) -> Column:
    """Give what each option is worth to a member on each criterion, shape (criteria, options, draws)."""
    own = group
    for cell, answer in voice.answers.items():
        question, _, option = cell.partition("@")
        own = answered(own, question, answer, option or None)
    cells, faults = read_cells(program.pack, program.units, own)
    if faults:
        raise CannotRun(placed(faults, own))
    even = weighing(program, own, cells, Weighting(swing=dict.fromkeys(ids, 1.0)), Draws(0, 1))
    return even.worths(run(program, own, cells, columns), options)


def _shown(told: tuple[Backing, ...], mode: Mode) -> tuple[Backing, ...]:
    """Leave of an anonymous group no names, and nothing where an option has fewer than five."""
    if mode == "named":
        return told
    if any(0 < len(each.persons) < LEAST for each in told):
        return ()
    return tuple(each.model_copy(update={"persons": ()}) for each in told)

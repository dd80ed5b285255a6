"""Where the options stand and what a change did, in few words: for the side panel, and for an answer tried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compass.model.assessment import Assessment
from compass.model.evaluation import Evaluation
from compass.service.desk import Opened
from compass.service.glancing import Glance
from compass.texts.changes import Side, change_lines
from compass.texts.moves import Move, moves
from compass.texts.numbers import exact, share
from compass.texts.summaries import leader_lines
from compass.texts.typography import set_type
from compass.web.shown import language, shown, words


@dataclass(frozen=True)
class Place:
    """An option with its score and how often it is first; `was` where a change moved that share."""

    title: str
    score: str
    first: str
    was: str


@dataclass(frozen=True)
class Standing:
    """Sentences on who leads, the options in order, and what a change did: in `told` to knock-outs and findings, in
    `moves` to the criteria."""

    lead: tuple[str, ...]
    places: tuple[Place, ...]
    titles: dict[str, str]
    told: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    is_compared: bool = False


def standing(opened: Opened, found: Glance) -> Standing:
    """Tell where the options of an assessment stand, and what a change did to them."""
    assessment = opened.read.assessment
    lead = [set_type(line, language()) for line in leader_lines(assessment, found.evaluation, language())]
    told = Standing(
        lead=(*(lead or [words("standing.unweighed")]), *_out(assessment, found.evaluation)),
        places=tuple(_places(assessment, found)),
        titles=_titles(assessment),
    )
    if found.earlier is None:
        return told
    pack, did = opened.whole.usable().pack, found.earlier.changes
    sides = Side(pack, found.earlier.assessment), Side(pack, assessment)
    lines = change_lines(*sides, did.model_copy(update={"criteria": ()}), language())
    return replace(
        told,
        told=tuple(line.strip() for line in lines),
        moves=tuple(moves(pack, did, language())),
        is_compared=True,
    )


def _places(assessment: Assessment, found: Glance) -> Iterator[Place]:
    titles = _titles(assessment)
    earlier = found.earlier.evaluation.decision.standings if found.earlier is not None else ()
    before = {each.option: share(each.ranks[0], language()) for each in earlier}
    for each in sorted(found.evaluation.decision.standings, key=lambda each: (-each.ranks[0], -each.score.mean)):
        first = share(each.ranks[0], language())
        was = before.get(each.option, first)
        score = exact(round(100 * each.score.median), language())
        yield Place(titles[each.option], score, first, was if was != first else "")


def _out(assessment: Assessment, evaluation: Evaluation) -> Iterator[str]:
    titles = _titles(assessment)
    if evaluation.decision.out:
        yield words("standing.out", titles=", ".join(titles[id] for id in evaluation.decision.out))


def _titles(assessment: Assessment) -> dict[str, str]:
    return {option.id: shown(option.title) for option in assessment.options}

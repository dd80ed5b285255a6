"""The consequence tree: from the need to the effects."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from compass.model.base import Flag, Formula, Id, Ids, Noun, Number, Text

Level = Literal["need", "alternative", "choice", "function", "infrastructure", "effect"]
Stage = Literal["manufacturing", "transport", "use", "end_of_life"]
Order = Literal["first", "second", "higher"]
Rebound = Literal["direct", "time", "indirect", "induction", "cascade", "systemic"]
LEVELS: tuple[Level, ...] = ("need", "alternative", "choice", "function", "infrastructure", "effect")


class Described(Noun):
    """A level from 0 to 4 read off an answer, for a criterion that is told and not counted."""

    criterion: Id
    by: Id
    levels: dict[Id, int]
    why: Text


class Node(Noun):
    """One consequence; it is active when its `when` holds and any of its causes is active."""

    level: Level
    title: Text
    help: Text | None = None
    caused_by: Ids = ()
    when: Formula | None = None
    suits: Formula | None = None
    question: Id | None = None
    reference: Flag = False
    ai: Flag = False
    sets: dict[Id, Id | Flag | Number | tuple[Id, ...]] = Field(default_factory=dict)
    site: Id | None = None
    stage: Stage | None = None
    order: Order | None = None
    rebound: Rebound | None = None
    flows: dict[Id, Formula] = Field(default_factory=dict)
    impacts: dict[Id, Formula] = Field(default_factory=dict)
    described: Described | None = None
    source: Id | None = None
    why: Text | None = None

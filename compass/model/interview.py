"""What is still to be asked: open questions, progress, and which of them to ask next."""

from __future__ import annotations

from typing import Literal

from compass.model.base import Noun
from compass.model.decision import ChoiceEffect, WeightsKind
from compass.model.question import Seat

Depth = Literal["screen", "full", "expert"]
DEPTHS: tuple[Depth, ...] = ("screen", "full", "expert")


class OpenCell(Noun):
    """A question of one option (None: of the need) that is open at what is known, and that something can still use."""

    question: str
    option: str | None
    section: str
    seat: Seat | None
    depth: Depth
    state: Literal["blank", "unknown", "answered"]
    is_decision: bool

    @property
    def cell(self) -> str:
        return self.question if self.option is None else f"{self.question}@{self.option}"


class Progress(Noun):
    """How many of the open cells of a section, or of a seat, have an answer."""

    name: str
    answered: int
    total: int


class Interview(Noun):
    """The open cells in the order of the pack; `missing` are those without which nothing can be computed."""

    cells: tuple[OpenCell, ...]
    sections: tuple[Progress, ...]
    seats: tuple[Progress, ...]
    missing: tuple[str, ...]


class NextFact(Noun):
    """A fact to find out: its cells (several where one unknown stands for all of them).

    `value` is the expected worth of knowing it before choosing, from 0 to 1 on the scale of scores, None where options
    are not compared. `knock_outs` are those that it keeps from being settled, `opens` the questions that hang on it.
    """

    question: str
    cells: tuple[str, ...]
    value: float | None
    minutes: int
    knock_outs: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    pinned: int | None = None


class OpenDecision(Noun):
    """A decision not yet taken, with what each of its other options would notably do at likely values."""

    question: str
    option: str | None
    effects: tuple[ChoiceEffect, ...]


class NextQuestions(Noun):
    """What to ask next, best first; `stop` says why nothing more need be asked.

    `assumed_weights`: the assessment sets no weights, so they were taken as unknown. `first` is the share of draws in
    which the leader is first, `hidden` are needed questions that an order pinned by the author puts behind others.
    """

    depth: Depth
    missing: tuple[str, ...] = ()
    weights: WeightsKind | None = None
    assumed_weights: bool = False
    leader: str | None = None
    first: float | None = None
    threshold: float
    facts: tuple[NextFact, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()
    hidden: tuple[str, ...] = ()
    deeper: int = 0
    stop: Literal["no_value", "sure"] | None = None

"""From a question or a factor to the results that it touches, and back."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from compass.model.base import Noun

StopKind = Literal[
    "question",
    "factor",
    "quantity",
    "condition",
    "constant",
    "flow",
    "impact",
    "characterisation",
    "active",
    "node",
    "criterion",
    "anchor",
    "suits",
    "knock_out",
    "finding",
]


class Stop(Noun):
    """One thing on a path."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    kind: StopKind
    """What it is; `active`: whether a node is active; `node`: what it adds; `anchor`: an end of a criterion's scale."""
    id: str
    """Its id in the pack; `node.flow` of a flow, `node.criterion` of an impact, `criterion.flow` of what one unit of a
    flow does to a criterion."""


class Path(Noun):
    """How one thing leads to another, each stop read by the next."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    stops: tuple[Stop, ...]
    """From what is read first to what rests on it."""
    live: tuple[str, ...] | None = None
    """The options for which every step is open, active and read at the answers given; null without an assessment. The
    path is that of the first of them."""


class Ground(Noun):
    """A question or a factor on which a result rests."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    path: Path
    """From the question or factor to the result."""
    variance: float | None = None
    """The share of the result's variance that it explains alone; null without an assessment."""


class Grounds(Noun):
    """All that one result rests on, the largest share of its variance first."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    option: str | None
    """The option; null without an assessment."""
    criterion: str | None
    """The criterion to which a node adds, or that is asked about; null for a quantity."""
    grounds: tuple[Ground, ...]
    """The questions and factors; in the order of the rules where shares are equal."""


class Trace(Noun):
    """What one name of a pack touches, and what it rests on."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    of: Stop
    """What was asked about."""
    touches: tuple[Path, ...] = ()
    """The quantities, nodes, criteria, knock-outs and findings that it touches; empty for a criterion and a node."""
    rests_on: tuple[Grounds, ...] = ()
    """For each option, and for a node each criterion, what it rests on; empty for a question and a factor."""

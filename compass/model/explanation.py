"""Why a number is what it is, down to answers, marked assumptions and sources.

This is the shape of `compass explain --json`: fields are added, never renamed or given another meaning.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from compass.model.base import Noun, Text
from compass.model.estimate import Quality
from compass.model.spread import Spread

Origin = Literal["computed", "answered", "assumed", "factor", "fixed", "closed", "setting", "study"]
Kind = Literal[
    "criterion",
    "node",
    "flow",
    "impact",
    "characterisation",
    "quantity",
    "question",
    "factor",
    "condition",
    "constant",
]


class Term(Noun):
    """A name or a call of a formula, such as `pue` or `lookup(pue, datacentre)`, and where it is explained."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    text: str
    """As the formula writes it."""
    parts: tuple[str, ...] = ()
    """The keys of the parts that tell where it comes from; for a table the choices, then the rows read, the one of the
    likely values first."""
    value: float | None = None
    """Counted points, at likely values; other values stand with the parts."""


class Truth(Noun):
    """A condition that a formula asks, or a part of one."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    text: str
    """As the formula writes it."""
    likely: bool | None = None
    """Whether it holds at likely values; null where that is undecided."""
    share: float | None = None
    """The share of the draws in which it holds, from 0 to 1; null where that is undecided."""


class Closing(Noun):
    """Why a number does not arise for this option."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    by: Literal["condition", "not_asked", "answer", "part"]
    """`condition`: its `condition` does not hold; `not_asked`: the question is put to other alternatives; `answer`: it
    was answered that it does not apply; `part`: it is computed from the one part shown, which is closed."""
    condition: str | None = None
    """The condition that does not hold, as the pack writes it; its parts are the parts of the explanation."""


class Explanation(Noun):
    """One number or choice with the formula that gave it and the parts that the formula uses.

    Leaves have an `origin` other than `computed` and tell the source, the evidence or the assumption they rest on.
    """

    model_config = ConfigDict(use_attribute_docstrings=True)

    key: str
    """What it is, unique among the parts of one explanation: an id of the pack, `question@option`, `factor[row]`."""
    kind: Kind
    """What the key names."""
    origin: Origin
    """Where it comes from: computed from its parts, or what a leaf rests on."""
    title: Text | None = None
    """Its title in the pack, in both languages; null for a condition and a setting."""
    unit: str | None = None
    """The unit of its value, as the pack writes it."""
    value: Spread | None = None
    """The number at likely values and over the draws in which it is open; null for what is closed or no number."""
    chosen: str | None = None
    """The options at which a choice stands in any draw, or `yes`, `no`, `yes in 38%`, `undecided`."""
    shares: dict[str, float] | None = None
    """The share of the draws at each option of a choice that is not certain."""
    holds: float | None = None
    """The share of the draws in which a condition or a yes-no answer holds."""
    open_share: float = 1.0
    """The share of the draws in which it arises: the question is open, the node active. Elsewhere it is no number,
    or adds nothing."""
    variance: float | None = None
    """The share of the variance of the number that was asked about which this one alone explains (first-order index):
    at most 1, and near 0, on either side, for what has no effect; null for what has no value. Parts that share inputs
    overlap."""
    formula: str | None = None
    """The pack's own formula."""
    terms: tuple[Term, ...] = ()
    """The names and calls of the formula, in the order in which it asks for them."""
    truths: tuple[Truth, ...] = ()
    """The conditions that the formula, or the condition of `closed`, asks, in that order."""
    closed: Closing | None = None
    """Why it does not arise, where its origin is `closed`."""
    why: Text | None = None
    """The pack's reason: of a formula, of a node, of an assumption."""
    source: str | None = None
    """The id of the pack's source."""
    evidence: str | None = None
    """The id of the assessment's document."""
    quality: Quality | None = None
    """How a factor or an assumption was come by."""
    parts: tuple[Explanation, ...] = ()
    """What it is computed from, each explained in the same way."""

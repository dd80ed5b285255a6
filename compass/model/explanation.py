"""Why a number is what it is, down to answers, marked assumptions and sources."""

from __future__ import annotations

from typing import Literal

from compass.model.base import Noun, Text
from compass.model.estimate import Quality
from compass.model.evaluation import Spread

Origin = Literal["computed", "answered", "assumed", "factor", "fixed", "closed", "setting", "study"]


class Explanation(Noun):
    """One number or choice with the formula that gave it and the parts that the formula uses.

    `formula` is the pack's own text; `chosen` names the option of a choice; leaves have an `origin` other than
    `computed` and tell the source, the evidence or the assumption that they rest on.
    """

    key: str
    kind: Literal[
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
    origin: Origin
    title: Text | None = None
    unit: str | None = None
    value: Spread | None = None
    chosen: str | None = None
    formula: str | None = None
    why: Text | None = None
    source: str | None = None
    evidence: str | None = None
    quality: Quality | None = None
    parts: tuple[Explanation, ...] = ()

"""Numbers derived by a formula, and conditions used twice."""

from __future__ import annotations

from pydantic import Field

from compass.model.base import Formula, Id, Noun, Number, Text, Words


class Example(Noun):
    """A worked value of a formula: with what it is given, what must come out."""

    given: dict[Id, Words | Number]
    expect: Words | Number


class Quantity(Noun):
    """A derived number with its unit; `bands` turn the value into the first band whose upper edge reaches it."""

    title: Text
    unit: Words
    formula: Formula
    why: Text | None = None
    examples: tuple[Example, ...] = ()
    bands: dict[int, Number] | None = Field(default=None, min_length=1)

"""Sourced numbers, units and flows: what the library holds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from compass.model.base import Ids, Noun, Text, Words
from compass.model.estimate import Given, Provenance


class Source(Noun):
    """A bibliographic record."""

    title: Words
    authors: Words | None = None
    publisher: Words | None = None
    year: Words
    doi: Words | None = None
    url: Words | None = None
    seen: Literal["primary", "secondary", "software", "proposal"]
    note: Text | None = None


Product = Literal["energy", "embodied_ghg", "embodied_adpe", "embodied_pe"]


class Generator(Noun):
    """A library of the field that fills the rows of a table when the pack is loaded, and what it is asked for.

    `energy` is that of the machines, before the building and the electricity mix; `embodied_*` is the making of the
    machines: greenhouse gases, metals and minerals, primary energy. `per` token written, or the part of each request
    that does not grow with its tokens.
    """

    name: Literal["ecologits"]
    gives: Product
    per: Literal["token", "request"] = "token"


class Row(Given, Provenance):
    """One number of a factor, with its range, source, year, geography and quality."""


class Factor(Noun):
    """A number, or a table of numbers read by `lookup`; `rows` are keyed by the options of the scales in `by`."""

    title: Text
    unit: Words
    by: Ids = ()
    generator: Generator | None = None
    rows: dict[str, Row]
    note: Text | None = None
    otherwise: Row | None = None


class UnitRecord(Noun):
    """A unit: a base unit, or `of` so many of another (`3600 s`)."""

    of: Words | None = None
    title: Text
    plural: Text | None = None
    symbol: Text | None = None


class Flow(Noun):
    """Something that nodes use and criteria characterise: electricity, one CT examination, a euro."""

    title: Text
    unit: Words
    note: Text | None = Field(default=None)

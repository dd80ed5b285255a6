"""The library: every sourced number and every source, of one pack or of all, with a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from flask import Blueprint, render_template, request

from compass.errors import DeniedError
from compass.model.factor import Factor, Row, Source
from compass.model.pack import Pack
from compass.service import library
from compass.texts.listings import range_words
from compass.texts.numbers import unit_words
from compass.texts.places import place_name
from compass.texts.scales import row_words
from compass.texts.words import say
from compass.web.shown import language, shown, site, words

routes = Blueprint("library", __name__)
_MOST = 40


@dataclass(frozen=True)
class Number:
    """A factor in a list: where its page is, its title and unit, its value where it has one only."""

    address: str
    title: str
    unit: str
    value: str


@dataclass(frozen=True)
class Cited:
    """A source in words, with its address."""

    text: str
    address: str
    seen: str
    note: str


@dataclass(frozen=True)
class Line:
    """One row of a factor; `cited` is None where it has the source of the row before."""

    name: str
    value: str
    about: str
    cited: Cited | None


@routes.get("/library")
@routes.get("/library/<pack>")
def index(pack: str = "") -> str:
    """List the numbers and sources of a pack, or of all, that hold the words sought."""
    packs = library.packs_of(site().desk)
    chosen = [each for each in packs if pack in ("", each.header.pack)]
    if not chosen:
        raise DeniedError("P010")
    wanted = request.args.get("q", "")[:100]
    found = library.search(chosen, wanted, language())
    return render_template(
        "web/library.html",
        packs=[each.header for each in packs[:-1]],
        pack=pack,
        wanted=wanted,
        numbers=[_number(each, id) for id, each in islice(found.factors.items(), _MOST)],
        sources=[_cited(each.sources[id]) for id, each in islice(found.sources.items(), _MOST)],
        counts=(len(found.factors), len(found.sources)),
        most=_MOST,
    )


@routes.get("/library/<pack>/<factor>")
def one(pack: str, factor: str) -> str:
    """Show every row of a number with its source."""
    found = next((each for each in library.packs_of(site().desk) if each.header.pack == pack), None)
    if found is None or factor not in found.factors:
        raise DeniedError("P010")
    given = found.factors[factor]
    unit = unit_words(given.unit, found.units, language())
    return render_template("web/factor.html", factor=given, unit=unit, lines=list(_lines(found, factor, given)))


def _number(pack: Pack, id: str) -> Number:
    factor = pack.factors[id]
    lone = next(iter(factor.rows.values())) if len(factor.rows) == 1 and not factor.by else None
    value = words("library.rows", count=len(factor.rows)) if lone is None else range_words(lone, language())
    unit = unit_words(factor.unit, pack.units, language())
    return Number(f"/library/{pack.header.pack}/{id}", shown(factor.title), unit, value)


def _lines(pack: Pack, id: str, factor: Factor) -> Iterator[Line]:
    rows = {row_words(pack, id, key, language()): row for key, row in factor.rows.items()}
    rows |= {words("library.otherwise"): factor.otherwise} if factor.otherwise is not None else {}
    before = ""
    for name, row in rows.items():
        cited = None if row.source == before else _cited(pack.sources[row.source])
        yield Line(name, range_words(row, language()), _about(row), cited)
        before = row.source


def _about(row: Row) -> str:
    quality = say("report", language(), f"quality.{row.quality}")
    return f"{row.year} · {place_name(row.geography, language())} · {quality}"


def _cited(source: Source) -> Cited:
    parts = (source.authors, source.title, source.publisher, source.year)
    text = " ".join(part if part.endswith((".", "?", "!")) else part + "." for part in parts if part)
    url = source.url if source.url and source.url.startswith(("https://", "http://")) else ""
    address = f"https://doi.org/{source.doi}" if source.doi else url
    return Cited(text, address, say("report", language(), f"sources.seen_{source.seen}"), shown(source.note))

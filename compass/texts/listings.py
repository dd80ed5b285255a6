"""Sourced numbers as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from compass.engine.draws import range_of
from compass.model.estimate import Given
from compass.model.listing import FactorLine
from compass.model.pack import Pack
from compass.texts.numbers import exact, format_of, unit_words
from compass.texts.places import place_name
from compass.texts.scales import row_words
from compass.texts.typography import set_type
from compass.texts.words import Language, say


def factor_lines(pack: Pack, lines: Sequence[FactorLine], language: Language) -> list[str]:
    """Tell the factors one by one, each with its rows in columns."""
    return [
        line for id, rows in groupby(lines, key=lambda line: line.factor) for line in _factor(pack, id, rows, language)
    ]


def range_words(given: Given, language: Language) -> str:
    """Write a number with its range as its author gave it; a range that follows from a pedigree is rounded."""
    estimate = range_of(given)
    likely = exact(estimate.likely, language)
    if estimate.is_certain:
        return likely
    rounded = format_of(estimate.high - estimate.low, estimate.high, language).plain
    low, high = (
        rounded(x) if given.pedigree is not None else exact(x, language) for x in (estimate.low, estimate.high)
    )
    return f"{likely} [{low} – {high}]"


def _factor(pack: Pack, id: str, rows: Iterator[FactorLine], language: Language) -> Iterator[str]:
    factor = pack.factors[id]
    title = set_type(factor.title.in_language(language), language)
    unit = unit_words(factor.unit, pack.units, language)
    yield f"{title} ({id})" + (f", {unit}" if unit else "")
    cells = [(_row(pack, row, language), range_words(row.given, language), _notes(pack, row, language)) for row in rows]
    widths = [max(len(cell[column]) for cell in cells) for column in (0, 1)]
    for name, value, notes in cells:
        yield "  " + "  ".join(part for part in (name.ljust(widths[0]), value.ljust(widths[1]), notes) if part.strip())


def _row(pack: Pack, line: FactorLine, language: Language) -> str:
    if line.row == "otherwise":
        return say("interface", language, "factors.otherwise")
    return row_words(pack, line.factor, line.row, language)


def _notes(pack: Pack, line: FactorLine, language: Language) -> str:
    given, source = line.given, pack.sources[line.given.source]
    notes = [
        f"{source.authors or source.publisher or source.title} {source.year}",
        str(given.year),
        place_name(given.geography, language),
        set_type(say("report", language, f"quality.{given.quality}"), language),
    ]
    if given.expires is not None:
        key = "expired" if line.is_stale else "expires"
        notes.append(set_type(say("interface", language, f"factors.{key}", date=given.expires), language))
    if not line.is_used:
        notes.append(say("interface", language, "factors.unused"))
    return " · ".join(notes)

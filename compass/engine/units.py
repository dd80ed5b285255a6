"""Units: dimensions and scales, checked once when a pack is loaded and never while it runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from compass.model.factor import UnitRecord

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z_][A-Za-z_0-9]*)|(?P<number>\d{1,15}(?:\.\d{1,15})?(?:[eE][-+]?\d{1,2})?)|(?P<sign>[*/^]))"
)
_MEASURE = re.compile(
    r"\s*(?P<number>[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?)(?:\s*(?P<unit>[^\W\d].*)|\s+(?P<per>1\s*/.*))?\s*$"
)
MAX_UNIT_LENGTH = 80
MAX_POWER = 6

Dimension = tuple[tuple[str, int], ...]


class UnitFault(Exception):
    """A unit that can't be read; `code` and `details` say why."""

    def __init__(self, code: str, **details: str) -> None:
        self.code, self.details = code, details
        super().__init__(f"{code} {details}")


@dataclass(frozen=True)
class Unit:
    """A scale and a dimension: `1 unit = scale × the product of base units`."""

    scale: Fraction = Fraction(1)
    dimension: Dimension = ()

    @property
    def is_number(self) -> bool:
        return not self.dimension

    def times(self, other: Unit) -> Unit:
        if other == ONE:
            return self
        powers = dict(self.dimension)
        for base, power in other.dimension:
            powers[base] = powers.get(base, 0) + power
        return Unit(self.scale * other.scale, tuple(sorted((b, p) for b, p in powers.items() if p)))

    def power(self, exponent: int) -> Unit:
        return Unit(self.scale**exponent, tuple((b, p * exponent) for b, p in self.dimension if exponent))

    def per(self, other: Unit) -> Unit:
        return self.times(other.power(-1))

    def fits(self, other: Unit) -> bool:
        return self.dimension == other.dimension

    def factor_to(self, other: Unit) -> float:
        """Give the number that turns a value in this unit into a value in `other`."""
        return 1.0 if self.scale == other.scale else float(self.scale / other.scale)


ONE = Unit()


class UnitTable:
    """The units that a library declares, read as expressions such as `kWh/study`."""

    def __init__(self, records: Mapping[str, UnitRecord]) -> None:
        self._records = records
        self._known: dict[str, Unit] = {}
        self._expressions: dict[str, Unit] = {}

    def parse(self, text: str) -> Unit:
        """Read a unit expression: names, numbers, `*`, `/`, `^n`.

        Raises UnitFault: U002 unknown unit, U003 not a unit expression, U004 a unit defined by itself.
        """
        if text not in self._expressions:
            self._expressions[text] = self._read(text, ())
        return self._expressions[text]

    def names(self) -> tuple[str, ...]:
        return tuple(self._records)

    def _read(self, text: str, within: tuple[str, ...]) -> Unit:
        tokens = _tokens(text)
        unit, sign = ONE, "*"
        while tokens:
            term = self._term(tokens.pop(0), text, within)
            if tokens and tokens[0] == "^":
                del tokens[0]
                term = term.power(_exponent(tokens.pop(0) if tokens else "", text))
            unit = unit.times(term) if sign == "*" else unit.per(term)
            if not tokens:
                return unit
            sign = tokens.pop(0)
            if sign not in ("*", "/"):
                break
        raise UnitFault("U003", unit=text)

    def _term(self, token: str, text: str, within: tuple[str, ...]) -> Unit:
        if token in ("*", "/", "^") or (token[0].isdigit() and not Fraction(token)):
            raise UnitFault("U003", unit=text)
        if token[0].isdigit():
            return Unit(Fraction(token))
        return self._named(token, within)

    def _named(self, name: str, within: tuple[str, ...]) -> Unit:
        if name in within:
            raise UnitFault("U004", unit=" → ".join((*within, name)))
        if name not in self._known:
            if name not in self._records:
                raise UnitFault("U002", unit=name)
            definition = self._records[name].of
            self._known[name] = (
                Unit(Fraction(1), ((name, 1),)) if definition is None else self._read(definition, (*within, name))
            )
        return self._known[name]


def read_measure(text: str) -> tuple[float, str | None] | None:
    """Split `3.5 kWh` into number and unit; None where it is no such text (`1 500 kWh` is not, nor `1,5 kWh`)."""
    match = _MEASURE.match(text)
    return (float(match["number"]), match["unit"] or match["per"]) if match is not None else None


def _tokens(text: str) -> list[str]:
    if len(text) > MAX_UNIT_LENGTH:
        raise UnitFault("U003", unit=text[:MAX_UNIT_LENGTH] + "…")
    found: list[str] = []
    position = 0
    stripped = text.strip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None:
            raise UnitFault("U003", unit=text)
        if found and match["name"] and found[-1][0].isdigit():
            found.append("*")
        found.append(match.group().strip())
        position = match.end()
    return found


def _exponent(token: str, text: str) -> int:
    if not token.isdigit() or not 1 <= int(token) <= MAX_POWER:
        raise UnitFault("U003", unit=text)
    return int(token)

"""What each name of a pack means in a formula: a number with its unit, a condition, a choice, a table, a study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from compass.engine.units import ONE, Unit, UnitFault, UnitTable
from compass.model.factor import Factor
from compass.model.pack import Pack
from compass.model.quantity import Quantity
from compass.model.question import Question


@dataclass(frozen=True)
class NumberType:
    """A number in a unit; None is the literal 0, which fits any."""

    unit: Unit | None = ONE


@dataclass(frozen=True)
class TruthType:
    """A condition."""


@dataclass(frozen=True)
class ChoiceType:
    """One of the options, or several of them."""

    options: tuple[str, ...]
    many: bool = False


@dataclass(frozen=True)
class TableType:
    """A factor read by `lookup`; `rows` holds the row keys, `by` the options of each scale."""

    unit: Unit
    by: tuple[tuple[str, ...], ...]
    rows: frozenset[str]
    has_otherwise: bool


@dataclass(frozen=True)
class StudyType:
    """Published records; each metric has its unit."""

    metrics: tuple[tuple[str, Unit], ...]


@dataclass(frozen=True)
class UnusableType:
    """A text or a date, which no formula reads."""


Meaning = NumberType | TruthType | ChoiceType | TableType | StudyType | UnusableType


def meanings_of(pack: Pack, units: UnitTable) -> dict[str, Meaning]:
    """Give the meaning of every name of a pack; a name whose unit can't be read is unusable (it has its own fault)."""
    found: dict[str, Meaning] = {"horizon": NumberType(units.parse("year") if "year" in units.names() else ONE)}
    found["alternative"] = ChoiceType(tuple(pack.alternatives()))
    if pack.header.site in pack.questions:
        found["site"] = ChoiceType(pack.options_of(pack.questions[pack.header.site]))
    for named in (pack.questions, pack.factors, pack.quantities):
        for id, item in named.items():
            found[id] = _meaning(pack, item, units)
    found.update(dict.fromkeys(pack.conditions, TruthType()))
    return found


def scale_options(pack: Pack, name: str) -> tuple[str, ...] | None:
    """Give the options of a scale, of a choice question, or of the alternatives; None where there is no such scale."""
    if name in pack.scales:
        return tuple(pack.scales[name].options)
    if name == "alternative":
        return tuple(pack.alternatives())
    question = pack.questions.get(name)
    return pack.options_of(question) if question is not None and question.type in ("choice", "choices") else None


def _meaning(pack: Pack, item: Question | Factor | Quantity, units: UnitTable) -> Meaning:
    try:
        match item:
            case Question():
                return _question_meaning(pack, item, units)
            case Factor():
                return _factor_meaning(pack, item, units)
            case Quantity():
                return NumberType(units.parse(item.unit))
    except UnitFault:
        return UnusableType()


def _question_meaning(pack: Pack, question: Question, units: UnitTable) -> Meaning:
    match question.type:
        case "number":
            return NumberType(units.parse(question.unit or "1"))
        case "yes_no":
            return TruthType()
        case "choice" | "choices":
            return ChoiceType(pack.options_of(question), many=question.type == "choices")
        case "study":
            return StudyType(tuple((id, units.parse(m.unit)) for id, m in (question.metrics or {}).items()))
        case _:
            return UnusableType()


def _factor_meaning(pack: Pack, factor: Factor, units: UnitTable) -> Meaning:
    unit = units.parse(factor.unit)
    if not factor.by:
        return NumberType(unit)
    scales = tuple(scale_options(pack, name) or () for name in factor.by)
    return TableType(unit, scales, frozenset(factor.rows), factor.otherwise is not None)


def similar(name: str, known: Mapping[str, object] | tuple[str, ...] | list[str]) -> str:
    """Give the known name nearest to a misspelt one, or an empty text."""
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")

"""The rows of a factor that a library of the field fills when a pack is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from compass.catalogue.language_models import (
    GEOGRAPHY,
    SOURCE,
    UNITS,
    YEAR,
    EcoLogits,
    Ends,
    Parameters,
    UnknownModel,
)
from compass.catalogue.parts import Assembled
from compass.engine.faults import Fault, Path
from compass.engine.translate import dimension_text
from compass.engine.units import UnitFault, UnitTable
from compass.model.base import Text
from compass.model.factor import Factor, Row
from compass.model.language_model import LanguageModel
from compass.model.question import ChoiceOption
from compass.texts.numbers import exact
from compass.texts.words import Language, say


def fill_generated(found: Assembled) -> None:
    """Fill the rows of every factor that names a generator; what hinders it is kept among the problems.

    L001 the library is missing, L002 a model that its register does not have, L003 an option that does not say once
    which model it is, U001 and U002 a unit that does not suit. A scale that is not there is told elsewhere.
    """
    factors = {id: factor for id, factor in found.parts["factors"].items() if factor.generator is not None}
    if not factors:
        return
    try:
        library = EcoLogits()
    except ImportError:
        for id in factors:
            found.tell(Fault("L001", ("factors", id, "generator"), None, {"name": "ecologits"}, at_key=True))
        return
    for id, factor in factors.items():
        found.parts["factors"][id] = factor.model_copy(update={"rows": _filled(found, id, factor, library)})


def _filled(found: Assembled, id: str, factor: Factor, library: EcoLogits) -> dict[str, Row]:
    ratio = _ratio(found, id, factor)
    rows: dict[str, Row] = {}
    for key, path, told in _described(found, factor):
        found.places.prefixes[("factors", id, "rows", key)] = found.places.prefixes[("factors", id)]
        parameters = _parameters(found, path, key, told, library)
        if parameters is not None and factor.generator is not None:
            low, high = library.reckon(parameters, factor.generator.gives, factor.generator.per)
            why = _why(told, parameters, library.version)
            rows[key] = _row((low * ratio, high * ratio), why)
    return rows


def _described(found: Assembled, factor: Factor) -> Iterator[tuple[str, Path, list[LanguageModel]]]:
    """Give each row's key, the place of its first option, and what its options tell the generator.

    Rows of which nothing is told are left out where the factor has an `otherwise`.
    """
    lists = [_options(found, name) for name in factor.by]
    for chosen in product(*(options.items() for _, options in lists)):
        told = [option.ecologits for _, option in chosen if option.ecologits is not None]
        if told or factor.otherwise is None:
            yield "/".join(option for option, _ in chosen), (*lists[0][0], chosen[0][0]), told


def _options(found: Assembled, name: str) -> tuple[Path, dict[str, ChoiceOption]]:
    question = found.parts["questions"].get(name)
    if question is not None and question.options is not None:
        return ("questions", name, "options"), question.options
    scale = question.options_from if question is not None else name
    record = found.parts["scales"].get(scale)
    return ("scales", str(scale), "options"), record.options if record is not None else {}


def _parameters(
    found: Assembled, path: Path, key: str, told: list[LanguageModel], library: EcoLogits
) -> Parameters | None:
    said = [name for model in told for name in model.model_fields_set]
    if len(said) != len(set(said)) or set(said) - {"batch"} not in ({"model"}, {"active", "total"}):
        found.tell(Fault("L003", path, None, {"row": key, "said": ", ".join(sorted(said)) or "–"}, at_key=True))
        return None
    whole = LanguageModel.model_construct(**{k: v for model in told for k, v in model.model_dump().items() if v})
    try:
        return library.parameters(whole)
    except UnknownModel as unknown:
        details = {"name": str(whole.model)[:60], "near": unknown.near}
        found.tell(Fault("L002", (*path, "ecologits", "model"), None, details))
        return None


def _ratio(found: Assembled, id: str, factor: Factor) -> float:
    """Give the number that turns the library's unit into the factor's."""
    assert factor.generator is not None
    units, path = UnitTable(found.parts["units"]), ("factors", id, "unit")
    try:
        wanted = units.parse(factor.unit)
    except UnitFault:  # told where the factor is compiled
        return 1.0
    try:
        natural = units.parse(f"{UNITS[factor.generator.gives]}/{factor.generator.per}")
    except UnitFault as fault:
        found.tell(Fault(fault.code, path, None, fault.details))
        return 1.0
    if not natural.fits(wanted):
        details = {"found": dimension_text(wanted), "expected": dimension_text(natural)}
        found.tell(Fault("U001", path, None, details))
    return natural.factor_to(wanted)


def _row(ends: Ends, why: Text) -> Row:
    """Make a row of the library's result: as it stands, or its bounds with their middle.

    Nothing says where between the bounds the truth lies, so each point is as likely as another.
    """
    low, high = ends
    numbers: dict[str, Any] = {"value": low}
    if low < high:
        numbers = {"low": low, "likely": (low + high) / 2, "high": high, "shape": "uniform"}
    return Row(**numbers, source=SOURCE, year=YEAR, geography=GEOGRAPHY, quality="derived", why=why)


def _why(told: list[LanguageModel], parameters: Parameters, version: str) -> Text:
    name = next((model.model for model in told if model.model is not None), None)
    return Text(fr=_sentence("fr", name, parameters, version), en=_sentence("en", name, parameters, version))


def _sentence(language: Language, name: str | None, parameters: Parameters, version: str) -> str:
    sizes = {"active": _size(parameters.active, language), "total": _size(parameters.total, language)}
    subject = "parameters" if name is None else "model"
    details = {"version": version, "model": name, "batch": parameters.batch, **sizes}
    said = say("generators", language, f"ecologits.{subject}", **details)
    is_known = parameters.active[0] == parameters.active[1] and parameters.total[0] == parameters.total[1]
    return said if is_known else f"{said} {say('generators', language, 'ecologits.range')}"


def _size(ends: Ends, language: Language) -> str:
    low, high = (exact(end, language) for end in ends)
    return low if low == high else say("generators", language, "ecologits.between", low=low, high=high)

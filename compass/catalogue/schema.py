"""Data from a file turned into a noun of the model, each fault with its place in the file."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from compass.catalogue.reader import DocPath, Document
from compass.engine.meanings import similar
from compass.errors import Problem
from compass.model.base import Text

N = TypeVar("N", bound=BaseModel)
_FEW = 40


def validate(model: type[N], data: Any, document: Document, path: DocPath, also: Iterable[str] = ()) -> N | None:
    """Make a noun of data; on any fault keep a problem for each in the document and give None.

    `also` are keys that may stand beside those of the noun and are read elsewhere.
    K001 unknown key, K002 missing key, K003 wrong type, K004 not one of the words allowed, K005 not an id, K006 out
    of bounds, K007 to K014 what a noun's own rules say, T001 missing translation, T002 a comma split a text.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        seen: set[DocPath] = set()
        for detail in error.errors(include_url=False)[:_FEW]:
            loc, is_one_of = _written(detail["loc"])
            if loc in seen and is_one_of:
                continue
            seen.add(loc)
            problem = _problem(model, loc, is_one_of, detail, document, path, tuple(also))
            if problem not in document.problems:
                document.problems.append(problem)
        return None


def _written(loc: DocPath) -> tuple[DocPath, bool]:
    """Give a path as it was written, without what Pydantic adds, and whether several kinds of value were tried."""
    path = tuple(part for part in loc if part != "[key]")
    for index, part in enumerate(path):
        if str(part).startswith("tuple[") or (part in _BRANCHES and index == len(path) - 1):
            return path[:index], True
    return path, False


def _problem(
    model: type[BaseModel],
    loc: DocPath,
    is_one_of: bool,
    detail: ErrorDetails,
    document: Document,
    base: DocPath,
    also: tuple[str, ...],
) -> Problem:
    path, kind, context = (*base, *loc), detail["type"], detail.get("ctx", {})
    at, found = document.place(path, at_key="[key]" in detail["loc"]), _shown(detail["input"])
    if kind == "extra_forbidden":
        return _unknown_key(model, loc, detail["input"], document, path, also if len(loc) == 1 else ())
    if kind == "missing":
        missing = str(loc[-1])
        at = document.place(path[:-1], at_key=True)
        is_text = _class_at(model, loc[:-1]) is Text
        return Problem("T001", at, {"language": missing}) if is_text else Problem("K002", at, {"key": missing})
    if kind in ("literal_error", "enum"):
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        near = similar(str(detail["input"]), words)
        return Problem("K004", at, {"found": found, "allowed": ", ".join(words), "near": near})
    if kind == "string_pattern_mismatch" and str(context.get("pattern")).startswith("^[a-z]"):
        return Problem("K005", at, {"found": found})
    if kind == "string_pattern_mismatch" and str(context.get("pattern")).startswith("^[0-9a-f]"):
        return Problem("K003", at, {"found": f'"{found}"', "wanted": "digest"})
    if kind[0].isupper():
        return Problem(kind, at if kind == "K003" else document.place(path, at_key=True), context)
    if kind == "string_too_short":
        return Problem("K003", at, {"found": "nothing", "wanted": "text"})
    if kind in _BOUNDS:
        return Problem("K006", at, {"found": found, "rule": _BOUNDS[kind].format_map(context)})
    wanted = "value" if is_one_of else _WANTED.get(kind, detail["msg"])
    found = f'"{found}"' if isinstance(detail["input"], str) else found
    return Problem("K003", at, {"found": found, "wanted": wanted})


FILLED = {"Question": ("id", "section"), "Factor": ("rows",), "Pack": ("header", "questions")}
"""Keys that the assembly fills in and nobody writes."""
_BRANCHES = frozenset({"constrained-str", "bool", "float"})
_BOUNDS = {
    "greater_than": "> {gt:g}",
    "greater_than_equal": "≥ {ge:g}",
    "less_than": "< {lt:g}",
    "less_than_equal": "≤ {le:g}",
    "finite_number": "< ∞",
    "too_short": "≥ {min_length}",
    "too_long": "≤ {max_length}",
    "string_too_long": "≤ {max_length}",
    "value_error": "low ≤ high",
}
"""The bound that each of Pydantic's errors is about, in signs that need no translation."""
_WANTED = {
    "string_type": "text",
    "float_type": "number",
    "int_type": "whole number",
    "bool_type": "true or false",
    "dict_type": "mapping",
    "mapping_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "tuple_type": "list",
    "list_type": "list",
    "int_parsing": "whole number",
    "int_from_float": "whole number",
    "string_pattern_mismatch": "date",
}


def _unknown_key(
    model: type[BaseModel], loc: DocPath, value: Any, document: Document, path: DocPath, also: tuple[str, ...]
) -> Problem:
    key, at = str(loc[-1]), document.place(path, at_key=True)
    if value is None and path[:-1] in document.flow:
        return Problem("T002", at, {"part": key[:60]})
    known = _class_at(model, loc[:-1])
    filled = FILLED.get(known.__name__, ()) if known is not None else ()
    fields = [*(key for key in (known.model_fields if known is not None else ()) if key not in filled), *also]
    return Problem("K001", at, {"key": key[:60], "near": similar(key, fields), "known": ", ".join(sorted(fields))})


def _class_at(model: type[BaseModel], loc: tuple[Any, ...]) -> type[BaseModel] | None:
    """Follow a path of keys through the annotations of a model to the noun that stands there."""
    found: Any = model
    for part in loc:
        found = _inside(found, part)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _inside(annotation: Any, part: Any) -> Any:
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        return _bare(field.annotation) if field is not None else None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict and len(arguments) == 2:
        return _bare(arguments[1])
    return _bare(arguments[0]) if arguments else None


def _bare(annotation: Any) -> Any:
    origin = get_origin(annotation)
    if origin is typing.Annotated:
        return _bare(get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return _bare(next((a for a in get_args(annotation) if a is not type(None)), None))
    return annotation


def _shown(value: Any) -> str:
    if isinstance(value, dict | list | bool | None):
        return {dict: "mapping", list: "list", bool: str(value).lower()}.get(type(value), "nothing")
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"

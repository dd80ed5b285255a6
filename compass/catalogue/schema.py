"""Data from a file turned into a noun of the model, each fault with its place in the file."""

from __future__ import annotations

import types
import typing
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from compass.catalogue.reader import DocPath, Document
from compass.engine.meanings import similar
from compass.errors import Problem
from compass.model.base import Text

N = TypeVar("N", bound=BaseModel)
_FEW = 40


def validate(model: type[N], data: Any, document: Document, path: DocPath) -> N | None:
    """Make a noun of data; on any fault keep a problem for each in the document and give None.

    K001 unknown key, K002 missing key, K003 wrong type, K004 not one of the words allowed, K005 not an id, K006 out
    of bounds, K007 to K014 what a noun's own rules say, T001 missing translation, T002 a comma split a text.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False)[:_FEW]:
            problem = _problem(model, detail, document, path)
            if problem not in document.problems:
                document.problems.append(problem)
        return None


def _problem(model: type[BaseModel], detail: ErrorDetails, document: Document, base: DocPath) -> Problem:
    loc = tuple(part for part in detail["loc"] if part != "[key]")
    path, kind, context = (*base, *loc), detail["type"], detail.get("ctx", {})
    at = document.place(path)
    if kind == "extra_forbidden":
        return _unknown_key(model, loc, detail["input"], document, path)
    if kind == "missing":
        missing = str(loc[-1])
        if _class_at(model, loc[:-1]) is Text:
            return Problem("T001", document.place(path[:-1], at_key=True), {"language": missing})
        return Problem("K002", document.place(path[:-1], at_key=True), {"key": missing})
    if kind in ("literal_error", "enum"):
        words = str(context.get("expected", ""))
        near = similar(str(detail["input"]), [w.strip(" '") for w in words.replace(" or ", ",").split(",")])
        return Problem("K004", at, {"found": _shown(detail["input"]), "allowed": words, "near": near})
    if kind == "string_pattern_mismatch":
        return Problem(
            "K005", document.place(path, at_key="[key]" in detail["loc"]), {"found": _shown(detail["input"])}
        )
    if kind[0].isupper():
        return Problem(kind, at, context)
    if kind in _BOUNDS:
        return Problem("K006", at, {"found": _shown(detail["input"]), "rule": detail["msg"]})
    return Problem("K003", at, {"found": _shown(detail["input"]), "wanted": _WANTED.get(kind, detail["msg"])})


_BOUNDS = frozenset(
    {"greater_than", "greater_than_equal", "less_than", "less_than_equal", "finite_number", "too_short", "too_long",
     "string_too_short", "string_too_long", "value_error"}
)  # fmt: skip
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
}


def _unknown_key(
    model: type[BaseModel], loc: tuple[Any, ...], value: Any, document: Document, path: DocPath
) -> Problem:
    key, at = str(loc[-1]), document.place(path, at_key=True)
    if value is None and path[:-1] in document.flow:
        return Problem("T002", at, {"part": key[:60]})
    known = _class_at(model, loc[:-1])
    fields = list(known.model_fields) if known is not None else []
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
    text = value if isinstance(value, str) else "nothing" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"

"""A factor as it is written, one number or a table of them, made into rows of one type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compass.catalogue.parts import Assembled
from compass.catalogue.reader import DocPath, Document
from compass.catalogue.refusals import refuse_key, refuse_kind, refuse_missing
from compass.catalogue.schema import validate
from compass.errors import Problem
from compass.model.factor import Factor, Row

_ROW_KEYS = frozenset(Row.model_fields)
_FACTOR_KEYS = tuple(key for key in Factor.model_fields if key != "rows")


def read_factor(found: Assembled, document: Document, id: str, data: Any) -> Factor | None:
    """Make a factor and its rows of data; on any fault keep a problem for each and give None."""
    path: DocPath = ("factors", id)
    if not isinstance(data, dict):
        return validate(Factor, data, document, path)
    if data.get("generator") is not None and "rows" not in data:
        return _generated(document, path, data)
    alone = not data.get("by")
    if alone and {"values", "otherwise"} & data.keys():
        refuse_missing(document, path, "by")
        return None
    row = {key: value for key, value in data.items() if alone and key in _ROW_KEYS}
    rest = {key: value for key, value in data.items() if key not in row and key not in ("values", "rows")}
    if "rows" in data:
        refuse_key(document, (*path, "rows"), [*_FACTOR_KEYS, "values"])
    raw = {"": (path, row)} if alone else dict(_rows(data.get("values"), (*path, "values"), len(_by(data))))
    if not alone and not isinstance(data.get("values", {}), dict):
        refuse_kind(document, (*path, "values"), data["values"])
    elif not alone and not raw:
        refuse_missing(document, path, "values")
    rows = {key: validate(Row, value, document, where) for key, (where, value) in raw.items()}
    for key, (where, _) in raw.items():
        found.places.prefixes[("factors", id, "rows", key)] = (document, where)
    factor = validate(Factor, {**rest, "rows": {}}, document, path, also=_ROW_KEYS if alone else ("values",))
    if factor is None or None in rows.values():
        return None
    return factor.model_copy(update={"rows": rows})


def _generated(document: Document, path: DocPath, data: dict[str, Any]) -> Factor | None:
    """Take a factor whose rows a generator fills; K002 no scale to fill them for, L004 rows written beside it."""
    if not data.get("by"):
        refuse_missing(document, path, "by")
    elif "values" in data:
        document.problems.append(Problem("L004", document.place((*path, "values"), at_key=True)))
    else:
        return validate(Factor, {**data, "rows": {}}, document, path)
    return None


def _by(data: dict[str, Any]) -> list[str]:
    by = data["by"]
    return by if isinstance(by, list) else [by]


def _rows(values: Any, path: DocPath, depth: int, outer: str = "") -> Iterable[tuple[str, tuple[DocPath, Any]]]:
    """Give the rows of a table by key, `outer/inner` where it has two scales; what is no table is given as a row."""
    if not isinstance(values, dict):
        return [(outer, (path, values))] if outer else []
    found: list[tuple[str, tuple[DocPath, Any]]] = []
    for key, value in values.items():
        name, place = (f"{outer}/{key}" if outer else key), (*path, key)
        found += [(name, (place, value))] if depth <= 1 else _rows(value, place, depth - 1, name)
    return found

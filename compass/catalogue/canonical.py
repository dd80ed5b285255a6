"""A pack in the one way to write it: the bytes that its digest is taken of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from compass.model.base import Noun
from compass.model.pack import Pack

ORDER = "="
"""The key, no id, under which a mapping says the order of its keys where it means something and is not alphabetical."""
_UNORDERED = frozenset(
    {"units", "scales", "conditions", "tags", "points", "sets", "levels", "described", "bands", "swing"}
)
"""Keys of which the value is a mapping whose order changes no result and is printed nowhere."""


def canonical(pack: Pack) -> bytes:
    """Write a pack as canonical JSON (RFC 8785): keys sorted, numbers written shortest, no space, no default.

    Items that are printed or computed in written order keep it under the key `=`.
    """
    return written(pack_data(pack)).encode()


def pack_data(pack: Pack) -> dict[str, Any]:
    """Give a pack as JSON data, the order of its items included."""
    return _noun(pack)


def read_pack(data: Mapping[str, Any]) -> Pack:
    """Make a pack of its JSON data. Raises ValueError where they are no pack (pydantic's ValidationError is one)."""
    return Pack.model_validate(_in_order(data))


def digest_of(pack: Pack) -> str:
    """Give the SHA-256 of a pack's canonical JSON."""
    return hashlib.sha256(canonical(pack)).hexdigest()


def _noun(noun: Noun) -> dict[str, Any]:
    defaults = {key: field.get_default(call_default_factory=True) for key, field in type(noun).model_fields.items()}
    return {key: _data(key, value) for key, value in noun if value != defaults[key]}


def _data(key: str, value: Any) -> Any:
    if isinstance(value, Noun):
        return _noun(value)
    if isinstance(value, tuple):
        return [_data("", each) for each in value]
    if not isinstance(value, dict):
        return value
    inside = {str(name): _data("", each) for name, each in value.items()}
    order = list(inside)
    return inside if key in _UNORDERED or order == sorted(order) else {ORDER: order, **inside}


def _in_order(data: Any) -> Any:
    if isinstance(data, list):
        return [_in_order(each) for each in data]
    if not isinstance(data, dict):
        return data
    keys = data.get(ORDER, sorted(data))
    if {*keys, ORDER} != {*data, ORDER}:
        raise ValueError(f"the order of {', '.join(sorted(data))[:80]} is incomplete")
    return {key: _in_order(data[key]) for key in keys}


def written(data: Any) -> str:
    """Write JSON data canonically."""
    if isinstance(data, dict):
        return "{" + ",".join(f"{_text(key)}:{written(data[key])}" for key in sorted(data, key=_utf16)) + "}"
    if isinstance(data, list):
        return "[" + ",".join(written(each) for each in data) + "]"
    if isinstance(data, float):
        return number(data)
    return _text(data)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def number(value: float) -> str:
    """Write a number as ECMAScript does: the fewest digits that give it back, an exponent from 1e21 and below 1e-6."""
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(exponent, int)
    text, point = "".join(map(str, digits)), len(digits) + exponent
    if value == 0:
        return "0"
    if 0 < point <= 21:
        text = text.ljust(point, "0")
        text = text[:point] + ("." + text[point:] if len(text) > point else "")
    elif -6 < point <= 0:
        text = "0." + "0" * -point + text
    else:
        text = text[0] + ("." + text[1:] if len(text) > 1 else "") + f"e{point - 1:+}"
    return "-" * sign + text

"""The sentences of the program, by key, in both languages; they stand in the `*.toml` files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@cache
def table(area: str, language: Language) -> Mapping[str, str]:
    """Give the sentences of one area (`errors`, `interface`, `report`) by dotted key."""
    text = (files("compass.texts") / f"{area}.{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def say(area: str, language: Language, key: str, /, **details: object) -> str:
    """Give one sentence with its blanks filled; raises KeyError on a key or a blank that does not exist."""
    return table(area, language)[key].format_map(details)


def _flat(data: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        found += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return found

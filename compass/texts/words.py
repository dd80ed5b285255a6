"""The sentences of the program, by key, in both languages; they stand in the `*.toml` files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@cache
def table(area: str, language: Language) -> Mapping[str, str]:
    """Give the sentences of one area (`errors`, `interface`, `report`) by dotted key."""
    text = (files("compass.texts") / f"{area}.{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def say(area: str, language: Language, key: str, /, **details: object) -> str:
    """Give one sentence with its blanks filled; raises KeyError on a key or a blank that does not exist.

    `{count:letter|letters}` chooses the singular or the plural by a whole number.
    """
    sentence = table(area, language)[key]
    return _Numbered(language).vformat(sentence, (), details) if "|" in sentence else sentence.format_map(details)


def is_plural(value: float, language: str) -> bool:
    """Say whether a number takes the plural: from 2 on in French, for all but 1 in English."""
    return abs(value) >= 2 if language == "fr" else value != 1


class _Numbered(Formatter):
    """Fills blanks, and takes one of two forms where a blank offers both."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, several = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return several if is_plural(value, self._language) else one


def _flat(data: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        found += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return found

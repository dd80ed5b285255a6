"""The keys that a pack, an assessment and an agenda may hold, noun by noun, and the words that describe them."""

from __future__ import annotations

from typing import Any, get_args

from compass.catalogue.schema import FILLED
from compass.model.agenda import Agenda
from compass.model.assessment import Assessment
from compass.model.base import Noun
from compass.model.pack import Expects, Pack
from compass.texts.typography import set_type
from compass.texts.words import Language, table

WRITTEN = {
    "Pack": ("expects",),
    "Section": ("section", "questions"),
    "Factor": ("values",),
}
"""Keys that authors write and that the assembly turns into others."""


def format_nouns() -> dict[str, type[Noun]]:
    """Give every noun of which a pack, a module, an assessment or an agenda is made, by name."""
    found: dict[str, type[Noun]] = {}
    for root in (Pack, Expects, Assessment, Agenda):
        _collect(root, found)
    return found


def _collect(annotation: Any, found: dict[str, type[Noun]]) -> None:
    if not (isinstance(annotation, type) and issubclass(annotation, Noun)):
        for part in get_args(annotation):
            _collect(part, found)
    elif annotation.__name__ not in found:
        found[annotation.__name__] = annotation
        for field in annotation.model_fields.values():
            _collect(field.annotation, found)


def keys_of(noun: type[Noun]) -> tuple[str, ...]:
    """Give the keys that an author writes in a noun."""
    name = noun.__name__
    own = (key for key in noun.model_fields if key not in FILLED.get(name, ()))
    return (*WRITTEN.get(name, ()), *own)


def describe(noun: type[Noun], key: str, language: Language) -> str:
    """Say in a sentence what a key means, by the noun that declares it or in general; KeyError where nothing does."""
    words = table("format", language)
    names = (f"{each.__name__}.{key}" for each in noun.__mro__)
    return set_type(words[next((name for name in names if name in words), f"any.{key}")], language)

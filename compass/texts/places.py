"""Where a number comes from, in words: `FRA` gives `France`."""

from __future__ import annotations

from babel import Locale
from babel.core import get_global

WORLD = {"WOR": "001", "GLO": "001"}


def place_name(code: str, language: str) -> str:
    """Give the name of a country or of the world; a code that nobody knows stays as it is."""
    aliases = get_global("territory_aliases").get(code, [])
    territory = WORLD.get(code) or (aliases[0] if aliases else code)
    name: str = Locale(language).territories.get(territory, code)
    return name

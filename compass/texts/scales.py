"""The options of scales, choices and kinds of solution, in words."""

from __future__ import annotations

from compass.model.pack import Pack
from compass.texts.typography import set_type
from compass.texts.words import Language


def option_words(pack: Pack, scale: str, option: str, language: Language) -> str:
    """Give the title of one option of a scale, of a choice, or of the kinds of solution; else the option itself."""
    if scale in pack.scales and option in pack.scales[scale].options:
        return set_type(pack.scales[scale].options[option].title.in_language(language), language)
    if scale in pack.questions and option in pack.options_of(pack.questions[scale]):
        return set_type(pack.option_title(pack.questions[scale], option).in_language(language), language)
    if option in pack.nodes:
        return set_type(pack.nodes[option].title.in_language(language), language)
    return option


def row_words(pack: Pack, factor: str, row: str, language: Language) -> str:
    """Give the titles of the options that name a row of a factor; empty where there is one number."""
    scales = pack.factors[factor].by
    named = zip(scales, row.split("/"), strict=False) if row else ()
    return ", ".join(option_words(pack, scale, option, language) for scale, option in named)

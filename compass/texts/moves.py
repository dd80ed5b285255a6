"""What an answer moves, criterion by criterion: the medians of each option before and after, the largest move first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compass.model.change import Changes, CriterionChange
from compass.model.pack import Pack
from compass.model.spread import Spread
from compass.texts.changes import apart
from compass.texts.numbers import NumberFormat, format_for, unit_words
from compass.texts.typography import set_type
from compass.texts.words import Language, say


@dataclass(frozen=True)
class Move:
    """A criterion with its unit and, for each option that moves, its median before and after, the largest first."""

    title: str
    medians: dict[str, tuple[str, str]]


def moves(pack: Pack, changes: Changes, language: Language) -> list[Move]:
    """Tell the criteria whose medians move, those that move most in proportion first."""
    sizes: dict[str, dict[str, float]] = {}
    for change in changes.criteria:
        if change.before is None or change.after is None or change.before.median != change.after.median:
            sizes.setdefault(change.criterion, {})[change.option] = _size(change)
    known = {(change.criterion, change.option): change for change in changes.criteria}
    found = []
    for id in sorted(sizes, key=lambda id: -max(sizes[id].values())):
        ordered = sorted(sizes[id], key=lambda option: -sizes[id][option])
        medians = {option: _medians(known[id, option], language) for option in ordered}
        found.append(Move(_title(pack, id, language), medians))
    return found


def _size(change: CriterionChange) -> float:
    """Give a move in proportion to the larger of the two medians; 1 where there is only one."""
    if change.before is None or change.after is None:
        return 1.0
    old, new = change.before.median, change.after.median
    return abs(new - old) / max(abs(new), abs(old))


def _medians(change: CriterionChange, language: Language) -> tuple[str, str]:
    old, new = change.before, change.after
    if old is None or new is None:
        return _median(old, language), _median(new, language)
    forms: Iterator[NumberFormat] = (format_for(each, language) for each in ([old, new], [old], [new]))
    return apart(max(forms, key=lambda form: form.decimals - form.exponent), old.median, new.median)


def _median(spread: Spread | None, language: Language) -> str:
    if spread is None:
        return say("interface", language, "change.verdict.absent")
    return format_for([spread], language).plain(spread.median)


def _title(pack: Pack, id: str, language: Language) -> str:
    criterion = pack.criteria[id]
    unit = unit_words(criterion.unit, pack.units, language)
    return set_type(criterion.title.in_language(language) + (f" ({unit})" if unit else ""), language)

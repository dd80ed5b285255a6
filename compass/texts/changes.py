"""What changed between two evaluations, as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compass.model.assessment import Assessment
from compass.model.change import Changes, CriterionChange
from compass.model.pack import Pack
from compass.model.revision import Effect
from compass.model.spread import Spread
from compass.texts.numbers import NumberFormat, finer, format_for, format_of, unit_words
from compass.texts.typography import set_type
from compass.texts.words import Language, say

_DIGITS = 6


@dataclass(frozen=True)
class Side:
    """A pack and an assessment as they were before, or are now: a name may exist on one side only."""

    pack: Pack
    assessment: Assessment


def change_lines(before: Side, after: Side, changes: Changes, language: Language) -> list[str]:
    """Tell every change, option by option in the order of the later assessment."""
    teller = _Teller(before, after, language)
    return [set_type(line, language) for line in teller.lines(changes)]


def effect_lines(before: Side, after: Side, effects: Iterable[Effect], language: Language) -> list[str]:
    """Tell by how much criteria move, option by option."""
    teller = _Teller(before, after, language)
    return [set_type(teller.effect(each), language) for each in effects]


def sizes_of(effect: Effect, language: Language) -> dict[str, str]:
    """Write by how much the median and the likely value move."""
    form = format_of(0, max(abs(effect.median), abs(effect.likely)), language)
    sizes = {"median": effect.median, "likely": effect.likely}
    return {key: finer(form, size).signed(size) if size else "0" for key, size in sizes.items()}


@dataclass(frozen=True)
class _Teller:
    before: Side
    after: Side
    language: Language

    def lines(self, changes: Changes) -> Iterator[str]:
        for change in changes.criteria:
            yield self._line(change.option, self._criterion(change))
        for knock in changes.knock_outs:
            old, new = (self._say(f"verdict.{verdict or 'absent'}") for verdict in (knock.before, knock.after))
            pack = next(side.pack for side in (self.after, self.before) if knock.knock_out in side.pack.knock_outs)
            title = pack.knock_outs[knock.knock_out].title.in_language(self.language)
            yield self._line(knock.option, self._say("value", title=title, before=old, after=new))
        for finding in changes.findings:
            side = self.after if finding.is_told else self.before
            text = side.pack.findings[finding.finding].text.in_language(self.language)
            yield self._line(finding.option, self._say("told" if finding.is_told else "untold", text=text))

    def _say(self, key: str, **details: object) -> str:
        return say("interface", self.language, f"change.{key}", **details)

    def _line(self, option: str | None, told: str) -> str:
        titles = {o.id: o.title for side in (self.before, self.after) for o in side.assessment.options}
        who = self._say("need") if option is None else titles[option].in_language(self.language)
        return self._say("line", option=who, told=told)

    def effect(self, effect: Effect) -> str:
        sizes = sizes_of(effect, self.language)
        return self._line(effect.option, self._say("moved", title=self._title(effect.criterion), **sizes))

    def _title(self, name: str) -> str:
        pack = next(side.pack for side in (self.after, self.before) if name in side.pack.criteria)
        unit = unit_words(pack.criteria[name].unit, pack.units, self.language)
        return pack.criteria[name].title.in_language(self.language) + (f" ({unit})" if unit else "")

    def _criterion(self, change: CriterionChange) -> str:
        title = self._title(change.criterion)
        old, new = change.before, change.after
        if old is None or new is None:
            return self._say("value", title=title, before=self._median(old), after=self._median(new))
        forms = (format_for(each, self.language) for each in ([old, new], [old], [new]))
        form = max(forms, key=lambda form: form.decimals - form.exponent)
        median, likely = apart(form, old.median, new.median), apart(form, old.likely, new.likely)
        words = {"before": median[0], "after": median[1], "old_likely": likely[0], "new_likely": likely[1]}
        return self._say("both", title=title, **words)

    def _median(self, spread: Spread | None) -> str:
        if spread is None:
            return self._say("verdict.absent")
        return format_for([spread], self.language).plain(spread.median)


def apart(form: NumberFormat, old: float, new: float) -> tuple[str, str]:
    """Write two numbers with as many digits as tell them apart."""
    for _ in range(_DIGITS):
        if old != new and form.plain(old) == form.plain(new):
            form = replace(form, decimals=form.decimals + 1)
    return form.plain(old), form.plain(new)

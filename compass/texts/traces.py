"""A trace as lines: each path a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compass.engine.expression import parse
from compass.model.assessment import Assessment
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.model.trace import Ground, Grounds, Path, Stop, Trace
from compass.texts.filled import FilledWriter
from compass.texts.numbers import share
from compass.texts.titles import Titles
from compass.texts.typography import set_type, shorten
from compass.texts.words import Language

LEAST = 0.005
"""What explains less of the variance is only named."""
LONGEST = 90
"""A finding is cut so that a path stays one sentence."""


def trace_lines(pack: Pack, assessment: Assessment | None, trace: Trace, language: Language) -> list[str]:
    """Tell a trace: what is touched, by kind, then what it rests on, the largest share of variance first."""
    teller = _Teller(Titles(pack, language), assessment)
    return [set_type(line, language) for line in teller.tell(trace)]


@dataclass(frozen=True)
class _Teller:
    titles: Titles
    assessment: Assessment | None

    def tell(self, trace: Trace) -> Iterator[str]:
        named = self._named(trace.of)
        if trace.touches:
            yield self._say("touches", of=named, count=len(trace.touches))
            yield from (f"  {self.sentence(path)}{self._live(path)}" for path in trace.touches)
        elif trace.of.kind not in ("criterion", "node"):
            yield self._say("touches_nothing", of=named)
        for grounds in trace.rests_on:
            yield from self._grounds(trace.of, grounds)
        if trace.of.kind in ("criterion", "node") and not trace.rests_on:
            yield self._say("rests_on_nothing", of=named)

    def _say(self, key: str, **details: object) -> str:
        return self.titles.say_in("trace", key, **details)

    def _grounds(self, of: Stop, grounds: Grounds) -> Iterator[str]:
        details = {"of": self._named(of), "option": self.titles.quoted(self._option(grounds.option))}
        key = "rests_on" if grounds.option is not None else "rests_on_in_pack"
        if of.kind == "node" and grounds.criterion is not None:
            key, details["criterion"] = f"{key}_in", self.titles.quoted(self.titles.of(grounds.criterion))
        yield self._say(key, **details)
        listed = [each for each in grounds.grounds if each.variance is None or each.variance >= LEAST]
        yield from (f"  {self._ground(ground)}" for ground in listed)
        others = [self._named(each.path.stops[0]) for each in grounds.grounds if each not in listed]
        if others:
            yield "  " + self._say("others", count=len(others), names=self.titles.all_of(others))

    def _ground(self, ground: Ground) -> str:
        sentence = self.sentence(ground.path)
        if ground.variance is None:
            return sentence
        shown = share(min(max(ground.variance, 0.0), 1.0), self.titles.language)
        return self._say("ground", share=shown, path=sentence)

    def sentence(self, path: Path) -> str:
        """Write a path as one sentence."""
        first, *others = path.stops
        before, steps = first, []
        for stop in others:
            if before.kind != "characterisation" or stop.kind != "criterion":
                steps.append(self._step(before, stop))
            before = stop
        return self._say("sentence", first=self._named(first), steps=self._say("which").join(steps))

    def _step(self, before: Stop, stop: Stop) -> str:
        key = stop.kind
        if stop.kind == "active" and before.kind == "active":
            return self._say("step_caused", what=self._named(stop))
        if stop.kind == "question" and before.kind == "quantity":
            return self._say("step_stands_in", what=self._named(stop))
        owner = stop.id.partition(".")[0]
        details = {"what": self._named(stop)}
        if stop.kind in ("flow", "impact"):
            details["node"] = self.titles.quoted(self.titles.of(owner))
        if stop.kind == "characterisation":
            details["criterion"] = self.titles.quoted(self.titles.of(owner))
        return self._say(f"step_{key}", **details)

    def _named(self, stop: Stop) -> str:
        pack, language = self.titles.pack, self.titles.language
        what = stop.id.partition(".")[2]
        match stop.kind:
            case "condition":
                empty = Explanation(key=stop.id, kind="condition", origin="computed")
                return FilledWriter(self.titles, empty).said(parse(pack.conditions[stop.id]).tree)
            case "flow" | "characterisation":
                return self.titles.quoted(pack.flows[what].title.in_language(language))
            case "impact":
                return self.titles.quoted(pack.criteria[what].title.in_language(language))
            case "criterion" | "anchor":
                return self.titles.quoted(pack.criteria[stop.id].title.in_language(language))
            case "knock_out":
                return self.titles.quoted(pack.knock_outs[stop.id].title.in_language(language))
            case "finding":
                return self.titles.quoted(
                    shorten(pack.findings[stop.id].text.in_language(language), LONGEST).rstrip(".")
                )
        return self.titles.quoted(self.titles.of(stop.id))

    def _option(self, id: str | None) -> str:
        options = self.assessment.options if self.assessment is not None else ()
        return next((o.title.in_language(self.titles.language) for o in options if o.id == id), "")

    def _live(self, path: Path) -> str:
        if path.live is None:
            return ""
        if not path.live:
            return self._say("idle")
        every = self.assessment is not None and len(path.live) == len(self.assessment.options)
        if every:
            return self._say("live_for_all")
        return self._say("live", options=self.titles.all_of(self.titles.quoted(self._option(o)) for o in path.live))

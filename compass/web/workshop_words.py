"""What a workshop asks, in words: for the console, the projector and every seat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from compass.model.running import Stage
from compass.model.workshop import Poll
from compass.service.desk import Opened
from compass.service.overriding import ends_of
from compass.texts.numbers import exact, unit_words
from compass.web.settings import ends_in_words
from compass.web.shown import asked, label, language, shown, words

AS_SHARE = (0.0, 1.0)


@dataclass(frozen=True)
class Offered:
    """Something to choose, to rate or to weigh; `swing` is what is weighed, from the worst to the best."""

    value: str
    text: str
    swing: str = ""


@dataclass(frozen=True)
class Asking:
    """What a stage asks: its heading, the option that it is about, the form of its answers; `kind` is empty where
    nothing is put to the vote."""

    heading: str
    option: str = ""
    help: str = ""
    kind: str = ""
    unit: str = ""
    bounds: str = ""
    levels: int = 0
    choices: tuple[Offered, ...] = ()


def heard(key: str, /, **details: object) -> str:
    """Give a sentence of the pages of workshops."""
    return words(key, area="workshop", **details)


def asking(opened: Opened, stage: Stage, poll: Poll | None) -> Asking:
    """Tell what a stage asks, and what its poll takes for an answer."""
    step, heading, help = stage.step, _heading(opened, stage), ""
    if step.question is not None:
        question = opened.whole.usable().pack.questions[step.question]
        heading, help = asked(question), shown(question.help)
    if poll is None:
        return Asking(heading, help=help)
    unit = unit_of(opened, stage)
    return Asking(
        heading=heading,
        option=option_of(opened, poll),
        help=help,
        kind=poll.kind,
        unit=unit,
        bounds=_bounds(poll, unit),
        levels=poll.levels,
        choices=tuple(_offered(opened, stage, poll)),
    )


def seconds_left(at: datetime, until: datetime | None) -> int | None:
    """Give the seconds that are left by the server's clock, fewer than none when time is over."""
    return None if until is None else round((until - at).total_seconds())


def stage_title(opened: Opened, stage: Stage) -> str:
    """Name a stage, as the agenda lists it."""
    return shown(stage.step.title) or _heading(opened, stage)


def option_of(opened: Opened, poll: Poll) -> str:
    """Name the option that a poll is about; empty where it is about none."""
    return option_title(opened, (poll.cell or "").partition("@")[2])


def option_title(opened: Opened, option: str) -> str:
    return next((shown(each.title) for each in opened.read.assessment.options if each.id == option), "")


def titles_of(opened: Opened, stage: Stage, poll: Poll) -> dict[str, str]:
    """Name the choices of a poll: answers, statements, criteria."""
    pack, step = opened.whole.usable().pack, stage.step
    if step.statements is not None:
        return {str(number): shown(text) for number, text in enumerate(step.statements, 1)}
    if poll.kind == "weights":
        return {id: shown(pack.criteria[id].title) for id in poll.choices}
    if step.question is None:
        return {f"c{number}": shown(text) for number, text in enumerate(stage.choices, 1)}
    question = pack.questions[step.question]
    if question.type == "yes_no":
        return {each: words(each) for each in poll.choices}
    options = pack.choice_options(question) if poll.choices else {}
    return {id: shown(options[id].title) for id in poll.choices}


def unit_of(opened: Opened, stage: Stage) -> str:
    """Name the unit of the number that a stage asks for; empty where it asks for none."""
    pack = opened.whole.usable().pack
    question = pack.questions[stage.step.question] if stage.step.question is not None else None
    if question is None or question.type != "number":
        return ""
    return unit_words(question.unit or "1", pack.units, language(), 2.0)


def _heading(opened: Opened, stage: Stage) -> str:
    if stage.step.question is not None:
        return label(opened.whole.usable().pack, stage.step.question)
    kind = heard(f"step.{stage.step.step}")
    return shown(stage.step.ask) or kind[0].upper() + kind[1:]


def _offered(opened: Opened, stage: Stage, poll: Poll) -> Iterator[Offered]:
    """Give the choices of a poll, criteria with the swing that is weighed."""
    titles = titles_of(opened, stage, poll)
    ends = ends_of(opened) if poll.kind == "weights" else {}
    for id, title in titles.items():
        yield Offered(id, title, _swing(opened, id, ends.get(id)) if poll.kind == "weights" else "")


def _swing(opened: Opened, id: str, ends: tuple[float, float] | None) -> str:
    pack = opened.whole.usable().pack
    criterion = pack.criteria[id]
    worst, best = ends_in_words(criterion, ends)
    if not worst:
        return ""
    if criterion.described is not None:
        return heard("swing_described", worst=worst, best=best)
    return heard("swing", worst=worst, best=best, unit=unit_words(criterion.unit, pack.units, language()))


def _bounds(poll: Poll, unit: str) -> str:
    if poll.between is None:
        return ""
    if not unit and poll.between == AS_SHARE:
        return heard("as_share")
    low, high = (exact(end, language()) for end in poll.between)
    return heard("bounds", low=low, high=high)

"""What came of a round that was revealed, in words, as far as it may be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compass.model.group import (
    Ballot,
    Beliefs,
    Estimated,
    Held,
    Pooled,
    Preferences,
    Preferred,
    Rated,
    Ratings,
    Said,
    Swings,
    Vote,
    Wanted,
    Weighted,
    Wishes,
)
from compass.model.release import Figure
from compass.model.running import Stage
from compass.model.workshop import Board, Outcome, Participant, Place, Poll, Summary, Topic
from compass.service.desk import Opened
from compass.texts.numbers import exact, few, share
from compass.web.shown import language, words
from compass.web.workshop_spread import Spread, spread
from compass.web.workshop_words import heard, titles_of, unit_of

HALF = 0.5


@dataclass(frozen=True)
class Bar:
    """An answer with how many gave it, or a criterion with its points; `part` is the length in percent."""

    text: str
    value: str
    part: int
    is_own: bool = False


@dataclass(frozen=True)
class Bars:
    """Bars that belong together: answers to a question, levels of a statement, criteria that were weighed."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Told:
    """What came of a round: where numbers lie, bars, sentences, words of why, and in a named vote who said what."""

    round: int
    voted: int
    spread: Spread | None
    bars: tuple[Bars, ...]
    sentences: tuple[str, ...]
    whys: tuple[str, ...]
    votes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """The words of one poll: the titles of its choices and its unit."""

    titles: Mapping[str, str]
    unit: str

    @classmethod
    def of(cls, opened: Opened, stage: Stage, poll: Poll) -> Words:
        return cls(titles_of(opened, stage, poll), unit_of(opened, stage))

    def vote(self, vote: Vote) -> str:
        """Write a vote, with how sure its author is."""
        text = self._ballot(vote.ballot)
        return text if vote.sure is None else f"{text} ({words(f'sure.{vote.sure}')})"

    def _ballot(self, ballot: Ballot) -> str:
        match ballot:
            case Held(option=option) | Preferred(option=option):
                return self.titles[option]
            case Estimated(low=low, likely=likely, high=high) if low < high:
                ends = {key: _number(value) for key, value in (("low", low), ("likely", likely), ("high", high))}
                return f"{words('check.range', **ends)} {self.unit}".strip()
            case Estimated(likely=value) | Wanted(value=value):
                return f"{_number(value)} {self.unit}".strip()
            case Rated(levels=levels):
                return ", ".join("–" if level is None else str(level) for level in levels)
            case Weighted(points=points):
                return ", ".join(f"{self.titles[id]} {_number(value)}" for id, value in points.items())
            case Said(text=text):
                return text
        return heard("unsure")

    def numbers(self, summary: Pooled | Wishes) -> Iterator[str]:
        first, third = map(_number, summary.quartiles)
        middle = summary.likely if isinstance(summary, Pooled) else summary.median
        yield heard("median", value=_number(middle), unit=self.unit, first=first, third=third)
        if isinstance(summary, Pooled) and summary.low < summary.high:
            yield heard("range", low=_number(summary.low), high=_number(summary.high), unit=self.unit)
        if summary.unsure:
            yield heard("persons", count=summary.persons, unsure=summary.unsure)

    def rated(self, rated: Ratings) -> str:
        title = self.titles[rated.statement]
        if rated.median is None:
            return heard("rated_none", title=title)
        found = heard("rated", title=title, median=_number(rated.median), levels=len(rated.persons))
        if rated.agreement is None:
            return found
        return f"{found} {heard('agreement', value=few(rated.agreement, language()))}"

    def figure(self, figure: Figure) -> str:
        """Tell counts of answers that can't each be counted by itself."""
        titles = {**self.titles, "unsure": heard("unsure"), "known": heard("known")}
        named = ((heard("or").join(titles.get(id, id) for id in cell.answers), cell.persons) for cell in figure.cells)
        return ", ".join(heard("cell", told=title, count=persons) for title, persons in named)


def told(opened: Opened, stage: Stage, poll: Poll, board: Board, people: tuple[Participant, ...]) -> list[Told]:
    """Tell what came of each revealed round, the last first; `people` name who voted in a named vote. On a
    participant's page the own answers are marked."""
    own, names = Words.of(opened, stage, poll), {each.id: each.name for each in people}
    marked = board.own if isinstance(board, Place) else ()
    by_round = dict(enumerate(marked, 1))
    return [_told(own, board, outcome, names, by_round.get(outcome.round)) for outcome in reversed(board.outcomes)]


def discussed(opened: Opened, stage: Stage, poll: Poll, found: Topic, people: tuple[Participant, ...]) -> str:
    """Tell of a topic how far people agree, and who speaks first: those at the low and those at the high end; empty
    where neither may be told."""
    names = {each.id: each.name for each in people}
    said = []
    if found.item is not None:
        said.append(heard("topic", title=Words.of(opened, stage, poll).titles[found.item]))
    if found.together is not None:
        said.append(heard(f"agree.{_agreement(poll, found.together)}", share=share(found.together, language())))
    if found.ends is not None:
        low, high = (", ".join(sorted(names[id] for id in end)) for end in (found.ends.low, found.ends.high))
        said.append(heard("ends", low=low, high=high))
    return " ".join(said)


def _agreement(poll: Poll, together: float) -> str:
    """Name how far people agree: as much as the rule asks for, half of them, or fewer."""
    return "agreed" if together >= poll.rule.share else "split" if together >= HALF else "apart"


def _told(own: Words, board: Board, outcome: Outcome, names: Mapping[str, str], mine: Vote | None) -> Told:
    votes = sorted((names[vote.participant], own.vote(vote)) for vote in outcome.votes)
    return Told(
        round=outcome.round,
        voted=outcome.voted,
        spread=spread(outcome, mine),
        bars=tuple(_bars(own, outcome.summary, mine)),
        sentences=tuple(_sentences(own, board, outcome)),
        whys=outcome.whys,
        votes=tuple(votes),
    )


def _sentences(own: Words, board: Board, outcome: Outcome) -> Iterator[str]:
    match outcome.summary:
        case Pooled() | Wishes() as found:
            yield from own.numbers(found)
        case None if board.mode == "anonymous" and board.kind != "words":
            [release] = board.releases
            figures = (each for each in release.figures if each.round == outcome.round and each.by == "all")
            yield from map(own.figure, figures)
            yield heard("withheld", least=release.least)


def _bars(own: Words, summary: Summary | None, mine: Vote | None) -> Iterator[Bars]:
    match summary:
        case Beliefs() | Preferences() as found:
            chosen = mine.ballot.option if mine and isinstance(mine.ballot, Held | Preferred) else None
            titles = {**own.titles, "unsure": heard("unsure")}
            counts = {**found.persons, **({"unsure": found.unsure} if found.unsure else {})}
            yield Bars(heard("counts"), tuple(_counted(counts, titles, chosen)))
        case Swings(points=points):
            ordered = sorted(points.items(), key=lambda each: -each[1])
            bars = (Bar(own.titles[id], heard("points", count=_number(value)), round(value)) for id, value in ordered)
            yield Bars(heard("weighed"), tuple(bars))
        case tuple() as rated:
            for place, each in enumerate(rated):
                levels = {str(level): count for level, count in enumerate(each.persons, 1)}
                yield Bars(own.rated(each), tuple(_counted(levels, {id: id for id in levels}, _level(mine, place))))


def _counted(counts: Mapping[str, int], titles: Mapping[str, str], chosen: str | None) -> Iterator[Bar]:
    whole = sum(counts.values()) or 1
    for id, count in counts.items():
        yield Bar(titles[id], str(count), round(100 * count / whole), id == chosen)


def _level(mine: Vote | None, place: int) -> str | None:
    level = mine.ballot.levels[place] if mine and isinstance(mine.ballot, Rated) else None
    return None if level is None else str(level)


def _number(value: float) -> str:
    return exact(value, language())

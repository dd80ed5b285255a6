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
from compass.model.workshop import Board, Outcome, Participant, Poll, Summary, Topic
from compass.service.desk import Opened
from compass.texts.numbers import exact, few
from compass.web.shown import language, words
from compass.web.workshop_words import heard, titles_of, unit_of


@dataclass(frozen=True)
class Count:
    """How many gave an answer; `part` is their share of those who gave one, in percent."""

    text: str
    persons: int
    part: int


@dataclass(frozen=True)
class Told:
    """What came of a round: sentences, counts, words of why, and in a named vote who said what."""

    round: int
    voted: int
    sentences: tuple[str, ...]
    counts: tuple[Count, ...]
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
        if isinstance(summary, Pooled):
            yield heard("range", low=_number(summary.low), high=_number(summary.high), unit=self.unit)
        if summary.persons is not None:
            yield heard("persons", count=summary.persons, unsure=summary.unsure or 0)

    def rated(self, rated: Ratings) -> str:
        title = self.titles[rated.statement]
        if rated.median is None:
            return heard("rated_none", title=title)
        counts = ", ".join(heard("cell", told=level, count=n) for level, n in enumerate(rated.persons, 1) if n)
        found = heard("rated", title=title, median=_number(rated.median), levels=len(rated.persons), counts=counts)
        return (
            found
            if rated.agreement is None
            else f"{found} {heard('agreement', value=few(rated.agreement, language()))}"
        )

    def figure(self, figure: Figure) -> str:
        """Tell counts of answers that can't each be counted by itself."""
        titles = {**self.titles, "unsure": heard("unsure"), "known": heard("known")}
        named = ((heard("or").join(titles.get(id, id) for id in cell.answers), cell.persons) for cell in figure.cells)
        return ", ".join(heard("cell", told=title, count=persons) for title, persons in named)


def told(opened: Opened, stage: Stage, poll: Poll, board: Board, people: tuple[Participant, ...]) -> list[Told]:
    """Tell what came of each revealed round, the last first; `people` name who voted in a named vote."""
    own, names = Words.of(opened, stage, poll), {each.id: each.name for each in people}
    return [_told(own, board, outcome, names) for outcome in reversed(board.outcomes)]


def first_words(found: Topic, people: tuple[Participant, ...]) -> str:
    """Tell who speaks first: those at the low and those at the high end; empty where there are no ends."""
    names = {each.id: each.name for each in people}
    if found.ends is None:
        return ""
    low, high = (", ".join(sorted(names[id] for id in end)) for end in (found.ends.low, found.ends.high))
    return heard("ends", low=low, high=high)


def _told(own: Words, board: Board, outcome: Outcome, names: Mapping[str, str]) -> Told:
    votes = sorted((names[vote.participant], own.vote(vote)) for vote in outcome.votes)
    return Told(
        round=outcome.round,
        voted=outcome.voted,
        sentences=tuple(_sentences(own, board, outcome)),
        counts=tuple(_counts(own, outcome.summary)),
        whys=outcome.whys,
        votes=tuple(votes),
    )


def _sentences(own: Words, board: Board, outcome: Outcome) -> Iterator[str]:
    match outcome.summary:
        case Pooled() | Wishes() as found:
            yield from own.numbers(found)
        case Swings(points=points):
            for id, value in points.items():
                yield heard("points_of", title=own.titles[id], points=_number(value))
        case tuple() as rated:
            yield from map(own.rated, rated)
        case None if board.mode == "anonymous" and board.kind != "words":
            [release] = board.releases
            figures = (each for each in release.figures if each.round == outcome.round and each.by == "all")
            yield from map(own.figure, figures)
            yield heard("withheld", least=release.least)


def _counts(own: Words, summary: Summary | None) -> Iterator[Count]:
    if isinstance(summary, Beliefs | Preferences):
        whole = sum(summary.persons.values()) or 1
        for id, count in summary.persons.items():
            yield Count(own.titles[id], count, round(100 * count / whole))
        if summary.unsure:
            yield Count(heard("unsure"), summary.unsure, 0)


def _number(value: float) -> str:
    return exact(value, language())

"""A workshop about to be told as minutes: what was planned, said, revealed and taken into the assessment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from compass.decision.seeing import KNOWN, UNSURE
from compass.model.assessment import Assessment
from compass.model.evaluation import Evaluation
from compass.model.group import (
    Ballot,
    Estimated,
    Held,
    Members,
    Preferred,
    Rated,
    Said,
    Unsure,
    Vote,
    Wanted,
    Weighted,
)  # fmt: skip
from compass.model.interview import NextQuestions
from compass.model.release import By
from compass.model.running import Stage, Workshop
from compass.model.workshop import Participant, Poll
from compass.reporting.sections.answers import amount
from compass.reporting.workshops.told import StepWords
from compass.texts.numbers import exact

_HEAVIEST = 3
"""So many of the criteria that a person weighed are told; the workbook has all."""


@dataclass(frozen=True)
class Case:
    """An assessment with its result."""

    assessment: Assessment
    evaluation: Evaluation


@dataclass(frozen=True)
class Record(StepWords):
    """What the minutes of a workshop are made of.

    `assessment` is the one with what the workshop decided, `after` its result, `before` the result without it; both
    None while answers are missing. `next` is what to find out with `assessment` as it is.
    """

    workshop: Workshop
    people: tuple[Participant, ...]
    assessment: Assessment
    facilitator: str
    date: str
    program: str
    before: Case | None = None
    after: Case | None = None
    members: Members | None = None
    next: NextQuestions | None = None

    @property
    def is_named(self) -> bool:
        return self.workshop.mode == "named"

    @property
    def status(self) -> str:
        """Say what kind of votes these are: with names, anonymous, or those of a rehearsal, which nobody cast."""
        return "rehearsal" if self.workshop.is_rehearsal else self.workshop.mode

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the participants of a named workshop by their ids; of an anonymous one none."""
        return {each.id: self.words.words(each.name) for each in self.people} if self.is_named else {}

    @cached_property
    def revealed(self) -> tuple[tuple[Stage, Poll], ...]:
        """What was put to the vote and revealed at least once; what was not does not appear."""
        return tuple((stage, poll) for stage in self.workshop.stages for poll in stage.polls if poll.told)

    def stage_title(self, stage: Stage) -> str:
        return f"{self.workshop.stages.index(stage) + 1}. {self.title(stage.step)}"

    def poll_title(self, stage: Stage, poll: Poll) -> str:
        """Give the name of a vote, with the option that it was about."""
        option = (poll.cell or "").partition("@")[2]
        about = self.report_word("word.brackets", text=self.option_title(option)) if option else ""
        return f"{self.stage_title(stage)} {about}".strip()

    def option_title(self, id: str) -> str:
        known = next((each for each in self.assessment.options if each.id == id), None)
        return self.words.text(known.title) if known is not None else id

    def cell_title(self, cell: str) -> str:
        """Name a cell of the assessment; `weights` are those of its criteria."""
        question, _, option = cell.partition("@")
        if question not in self.pack.questions:
            return self.say("step.weights")
        title = self.words.question_title(question)
        return f"{title} {self.report_word('word.brackets', text=self.option_title(option))}" if option else title

    def choice_of(self, stage: Stage, choice: str) -> str:
        """Give one of the things that are counted, or a criterion, in words; a level is its number."""
        if choice in (UNSURE, KNOWN):
            return self.say(f"minutes.{choice}")
        if stage.step.step == "weights":
            return self.words.text(self.pack.criteria[choice].title)
        if stage.choices:
            return self.words.text(stage.choices[int(choice[1:]) - 1])
        return self.words.choice_title(stage.step.question, choice) if stage.step.question is not None else choice

    def answers(self, stage: Stage, poll: Poll, answers: tuple[str, ...]) -> str:
        """Give an answer, or several that are counted together: of levels the first and the last."""
        known = [answer for answer in answers if answer != UNSURE]
        if poll.kind == "ratings" and len(known) > 1:
            told = [f"{known[0]}–{known[-1]}"]
        else:
            told = [self.choice_of(stage, answer) for answer in known]
        return " / ".join(told + [self.say("minutes.unsure")] * (UNSURE in answers))

    def item(self, stage: Stage, poll: Poll, item: int) -> str:
        """Give the statement that is rated; empty where one thing alone is asked."""
        statements = stage.step.statements
        return f"{item + 1}. {self.words.text(statements[item])}" if statements and poll.kind == "ratings" else ""

    def group(self, by: By, of: str | None) -> str:
        """Name a seat or a table."""
        if of is None:
            return self.say("minutes.everybody")
        return self.say(f"seat.{of}") if by == "seat" else self.words.words(of)

    def seat(self, person: Participant) -> str:
        """Name the seat of a person; empty where there is none."""
        return self.group("seat", person.seat) if person.seat is not None else ""

    def why(self, vote: Vote) -> str:
        """Give how sure somebody is, and the word of why."""
        sure = self.report_word(f"workbook.sure_{vote.sure}") if vote.sure is not None else ""
        return " · ".join(filter(None, (sure, self.words.words(vote.why))))

    def estimated(self, stage: Stage, low: float, likely: float, high: float) -> str:
        """Write a likely value with its ends; a lone number where it has none."""
        if low == high:
            return self.number(stage, likely)
        ends = {"low": self.number(stage, low), "high": self.number(stage, high)}
        return self.say("minutes.estimated", likely=self.number(stage, likely), **ends)

    def number(self, stage: Stage, value: float) -> str:
        """Write a number that was voted on, with its unit."""
        asked = self.question(stage.step)
        return amount(self.words, value, asked.unit if asked is not None else None)

    def plain(self, stage: Stage, value: float) -> str:
        """Write a number that was voted on without its unit; a share as a percent."""
        return self.number(stage, value) if self.unit(stage) == "" else exact(value, self.language)

    def unit(self, stage: Stage) -> str:
        """Give the unit of what is voted on, in words; empty where it has none."""
        asked = self.question(stage.step)
        return self.words.unit(asked.unit) if asked is not None else ""

    def points(self, value: float) -> str:
        return exact(round(value, 1), self.language)

    def ballot(self, stage: Stage, ballot: Ballot) -> str:
        """Write what somebody said."""
        match ballot:
            case Estimated(low=low, likely=likely, high=high):
                return self.estimated(stage, low, likely, high)
            case Held(option=option) | Preferred(option=option):
                return self.choice_of(stage, option)
            case Wanted(value=value):
                return self.number(stage, value)
            case Rated(levels=levels):
                return self.words.several(f"{n}\u00a0: {level or '–'}" for n, level in enumerate(levels, start=1))
            case Weighted(points=points):
                first = sorted(points, key=lambda id: -points[id])[:_HEAVIEST]
                return self.words.several(f"{self.choice_of(stage, id)} {self.points(points[id])}" for id in first)
            case Said(text=text):
                return self.words.words(text)
            case Unsure():
                return self.say("minutes.unsure")

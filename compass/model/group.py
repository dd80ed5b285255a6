"""What the members of a group say, and what that amounts to.

What is held to be true of a fact and what is preferred in a decision are types of their own: shares of the first may
serve as probabilities, shares of the second never.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from compass.model.assessment import Sure
from compass.model.base import Flag, Id, NonNegative, Noun, Number, Whole, Words
from compass.model.faults import fault


class Estimated(Noun):
    """How large a person holds a number to be; a lone number has equal ends."""

    kind: Literal["estimate"] = "estimate"
    low: Number
    likely: Number
    high: Number

    @model_validator(mode="after")
    def _in_order(self) -> Estimated:
        if not self.low <= self.likely <= self.high:
            raise fault("K008", low=self.low, likely=self.likely, high=self.high)
        return self


class Held(Noun):
    """Which answer to a question of fact a person holds to be true."""

    kind: Literal["fact"] = "fact"
    option: Id


class Preferred(Noun):
    """Which answer to a question of decision a person would choose; no statement about what is true."""

    kind: Literal["preference"] = "preference"
    option: Id


class Wanted(Noun):
    """How much a person would choose in a decision that is a number: a wish without a range."""

    kind: Literal["wish"] = "wish"
    value: Number


class Rated(Noun):
    """How far a person agrees with each statement, from 1 (not at all); None where left out."""

    kind: Literal["ratings"] = "ratings"
    levels: tuple[Annotated[Whole, Field(ge=1, le=9)] | None, ...]


class Weighted(Noun):
    """The points that a person gives to the swing of each criterion from its worst to its best."""

    kind: Literal["weights"] = "weights"
    points: dict[Id, NonNegative]


class Said(Noun):
    """What a person answers to an open question, in words."""

    kind: Literal["words"] = "words"
    text: Words


class Unsure(Noun):
    """A person who does not know, and says so; counted apart, never averaged."""

    kind: Literal["unsure"] = "unsure"


Kind = Literal["estimate", "fact", "preference", "wish", "ratings", "weights", "words"]
"""What is asked of a participant."""
Ballot = Annotated[
    Estimated | Held | Preferred | Wanted | Rated | Weighted | Said | Unsure, Field(discriminator="kind")
]


class Vote(Noun):
    """One person's answer in one round, with how sure the person is and a word of why; `on_paper`: typed in later."""

    participant: Words
    ballot: Ballot
    sure: Sure | None = None
    why: Words | None = None
    on_paper: Flag = False


class Pooled(Noun):
    """The estimates of a group: the medians of lows, likelies and highs, and the quartiles of the likelies.

    `persons` gave a number, `unsure` said that they do not know; None where telling how many is up to a `Release`.
    """

    low: float
    likely: float
    high: float
    quartiles: tuple[float, float]
    persons: int | None
    unsure: int | None

    @property
    def interquartile_range(self) -> float:
        return self.quartiles[1] - self.quartiles[0]


class Beliefs(Noun):
    """How many hold each answer to a question of fact to be true."""

    persons: dict[str, int]
    unsure: int

    @property
    def shares(self) -> dict[str, float]:
        """The share of those who hold each answer, which may serve as its probability; empty where nobody holds any."""
        total = sum(self.persons.values())
        return {option: count / total for option, count in self.persons.items()} if total else {}


class Preferences(Noun):
    """How many would choose each answer to a question of decision."""

    persons: dict[str, int]
    unsure: int


class Wishes(Noun):
    """How much the persons of a group would choose: the median and the quartiles of their wishes."""

    median: float
    quartiles: tuple[float, float]
    persons: int | None
    unsure: int | None


class Appropriateness(Noun):
    """A panel's ratings from 1 to 9: the median, percentiles 30 and 70, and how far apart these may lie before the
    panel disagrees (IPRAS)."""

    median: float
    p30: float
    p70: float
    ipras: float

    @property
    def spread(self) -> float:
        return self.p70 - self.p30

    @property
    def is_disagreement(self) -> bool:
        return self.spread > self.ipras


class Ratings(Noun):
    """How many gave a statement each level, from 1; the median and how far the persons agree, None where not defined.

    `panel` is told of nine levels alone.
    """

    statement: str
    persons: tuple[int, ...]
    median: float | None
    agreement: float | None
    consensus: float | None
    panel: Appropriateness | None = None


class Swings(Noun):
    """The median of the points that a group gives to the swing of each criterion, each person's largest being 100."""

    points: dict[str, float]
    persons: int | None
    unsure: int | None


class Backing(Noun):
    """The share of persons and draws in which an option is first, and the persons for whom it is most often first."""

    option: str
    share: float
    persons: tuple[str, ...]


class Difference(Noun):
    """Where the spread of a result between persons comes from: shares that add up to 1.

    `facts`: they hold other facts to be true; `weights`: they weigh criteria otherwise; `together`: only both at once.
    """

    facts: float
    weights: float
    together: float


class Members(Noun):
    """Where the members of a group stand, each with their own answers and weights: for how many, whom each option has,
    and why results differ. Of an anonymous vote an option has no names, and none is told where one has fewer than five.
    """

    persons: int
    backings: tuple[Backing, ...]
    difference: Difference | None

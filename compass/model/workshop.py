"""A vote in a workshop: what is fixed before it, its rounds, and what each role may see of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from compass.model.base import Bounds, Flag, Id, NonNegative, Noun, Share, Whole, Words
from compass.model.group import Beliefs, Kind, Pooled, Preferences, Ratings, Swings, Vote, Wishes
from compass.model.question import Seat
from compass.model.release import Release

State = Literal["open", "sealed", "revealed"]
"""Votes are taken; they are no longer taken and nobody has seen them; everybody sees what may be told."""
Mode = Literal["anonymous", "named"]
Verdict = Literal["agreed", "stable", "last", "again"]
Act = Literal["open", "extend", "seal", "reveal"]


class Participant(Noun):
    """A person who joined, under a name or a pseudonym; the votes of one who has left stay."""

    id: Id
    name: Words
    seat: Seat | None = None
    table: Words | None = None
    has_left: Flag = False


class Rule(Noun):
    """When rounds stop, fixed before the first: at most `rounds`; when a `share` of the persons is `near` the median
    or chooses the same; when answers no longer move. For statements and criteria a share of `items` is enough.

    Near is one level of a rating, this part of the median of a number, and of the hundred points of a weight. The
    shares are usual in Delphi studies: Diamond et al. 2014, doi:10.1016/j.jclinepi.2013.12.002.
    """

    rounds: Annotated[Whole, Field(ge=1, le=3)] = 3
    share: Share = 0.75
    near: NonNegative = 0.1
    items: Share = 0.8


class Round(Noun):
    """The votes of one round, by participant; they stop at `closes_at`, or when the facilitator says so."""

    state: State = "open"
    closes_at: AwareDatetime | None = None
    votes: tuple[Vote, ...] = ()

    def of(self, participant: str) -> Vote | None:
        return next((vote for vote in self.votes if vote.participant == participant), None)


class Poll(Noun):
    """One thing put to the vote; all but its rounds is fixed before the first.

    `choices` are the answers of a fact or a decision, the statements that are rated from 1 to `levels`, or the criteria
    that are weighed; `between` bounds an estimate, as its question does. `cell` is the one of the assessment that is
    asked about, `question` or `question@option`.
    """

    id: Id
    kind: Kind
    cell: Words | None = None
    choices: tuple[Words, ...] = ()
    levels: Annotated[Whole, Field(ge=3, le=9)] = 5
    between: Bounds | None = None
    mode: Mode
    rule: Rule = Rule()
    rounds: tuple[Round, ...] = ()

    @property
    def told(self) -> tuple[Round, ...]:
        """The rounds that were revealed."""
        return tuple(round for round in self.rounds if round.state == "revealed")


Summary = Pooled | Wishes | Beliefs | Preferences | Swings | tuple[Ratings, ...]


class Outcome(Noun):
    """A revealed round: who voted what in a named vote; in an anonymous one no votes, and the summary and the words of
    why only where they give no small group away. Of an open question the answers stand among the words."""

    round: int
    voted: int
    summary: Summary | None
    whys: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()


class Board(Noun):
    """What everybody in the room may see of a vote, the projector too; nothing of a round that is not revealed but how
    many voted and how many are missing.

    `releases` tell what may be told of an anonymous vote, over all revealed rounds, one for each thing that is counted.
    """

    poll: str
    kind: Kind
    mode: Mode
    round: int
    state: State | None
    takes_votes: Flag
    closes_at: AwareDatetime | None
    voted: int
    missing: int
    outcomes: tuple[Outcome, ...] = ()
    releases: tuple[Release, ...] = ()


class Place(Board):
    """A participant's page: the board, and the participant's own vote in each round."""

    own: tuple[Vote | None, ...]


class Console(Board):
    """The facilitator's page: the board, what can be done next, and what the rule says of the revealed rounds."""

    may: tuple[Act, ...]
    verdict: Verdict | None


class Ends(Noun):
    """Who said the least and who the most: they speak first."""

    low: tuple[str, ...]
    high: tuple[str, ...]


class Topic(Noun):
    """Something to discuss: a poll, or one statement or criterion of it; the share that is together by the poll's rule,
    None of an anonymous vote, and who speaks first."""

    poll: str
    item: str | None
    together: float | None
    ends: Ends | None

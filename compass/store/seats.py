"""Who takes part in a workshop, and what each voted: one row for each vote, so that many vote at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from compass.decision.running import Votes
from compass.model.group import Vote
from compass.model.workshop import Participant
from compass.store import tables


@dataclass(frozen=True)
class Seated:
    """A participant as kept; of the token that opens the seat the hash alone is known."""

    participant: Participant
    language: str
    joined: str


@dataclass(frozen=True)
class Own:
    """A vote as its author sees it; `veiled` where it was given before the seat passed to another phone."""

    poll: str
    round: int
    vote: Vote
    veiled: bool


def add_participant(connection: Connection, workshop: str, seated: Seated, token: str) -> None:
    """Keep a participant under the hash of the token."""
    own = seated.participant
    row = {"id": own.id, "name": own.name, "seat": own.seat, "table": own.table, "gone": None}
    row |= {"workshop": workshop, "token": token, "language": seated.language, "joined": seated.joined}
    connection.execute(insert(tables.participants).values(row))


def participants_of(connection: Connection, workshop: str) -> tuple[Seated, ...]:
    """Give all who ever joined, in an order that tells nothing."""
    rows = tables.participants
    found = connection.execute(select(rows).where(rows.c.workshop == workshop).order_by(rows.c.id))
    return tuple(_seated(row) for row in found)


def seated_of(connection: Connection, workshop: str, token: str) -> Seated | None:
    """Give whose seat the hash of a token opens."""
    rows = tables.participants
    row = connection.execute(select(rows).where(rows.c.workshop == workshop, rows.c.token == token)).first()
    return None if row is None else _seated(row)


def reseat(connection: Connection, workshop: str, participant: str, token: str) -> bool:
    """Have another token open a seat, from which earlier votes are not seen; say whether there is such a seat."""
    rows, votes = tables.participants, tables.votes
    own = update(rows).where(rows.c.workshop == workshop, rows.c.id == participant)
    if not connection.execute(own.values(token=token, gone=None)).rowcount:
        return False
    cast = update(votes).where(votes.c.workshop == workshop, votes.c.participant == participant)
    connection.execute(cast.values(veiled=True))
    return True


def leave(connection: Connection, workshop: str, participant: str, at: str | None, name: str | None = None) -> None:
    """Note when a participant left, None who came back, and put another name in place of the own."""
    rows = tables.participants
    changed = {"gone": at} if name is None else {"gone": at, "name": name}
    own = update(rows).where(rows.c.workshop == workshop, rows.c.id == participant)
    connection.execute(own.values(changed))


def put_vote(connection: Connection, workshop: str, poll: str, round: int, vote: Vote, at: str) -> None:
    """Keep a vote in place of the same participant's earlier one in this round."""
    content = vote.model_dump(mode="json", exclude_none=True, exclude={"participant"})
    row = {"content": content, "at": at, "veiled": False}
    add = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    key = {"workshop": workshop, "poll": poll, "round": round, "participant": vote.participant}
    written = add(tables.votes).values(**key, **row)
    connection.execute(written.on_conflict_do_update(index_elements=list(key), set_=row))


def votes_of(connection: Connection, workshop: str) -> Votes:
    """Give the votes of every round, in the order of participants."""
    rows = tables.votes
    found = select(rows).where(rows.c.workshop == workshop).order_by(rows.c.participant)
    votes: dict[tuple[str, int], list[Vote]] = {}
    for row in connection.execute(found):
        votes.setdefault((row.poll, row.round), []).append(_vote(row))
    return votes


def own_votes(connection: Connection, workshop: str, participant: str) -> tuple[Own, ...]:
    """Give all that one participant voted."""
    rows = tables.votes
    own = select(rows).where(rows.c.workshop == workshop, rows.c.participant == participant)
    found = connection.execute(own.order_by(rows.c.poll, rows.c.round))
    return tuple(Own(row.poll, row.round, _vote(row), row.veiled) for row in found)


def count_of(connection: Connection, workshop: str) -> tuple[int, int, int]:
    """Count who joined, who of them left, and the votes of all rounds: pages that tell how many move with it."""
    people, votes = tables.participants, tables.votes
    seats = select(func.count(), func.count(people.c.gone)).where(people.c.workshop == workshop)
    joined, gone = connection.execute(seats).one()
    cast = select(func.count()).select_from(votes).where(votes.c.workshop == workshop)
    return joined, gone, connection.execute(cast).scalar_one()


def _seated(row: Any) -> Seated:
    own = row._mapping
    participant = Participant(
        id=own["id"], name=own["name"], seat=own["seat"], table=own["table"], has_left=own["gone"] is not None
    )
    return Seated(participant, own["language"], own["joined"])


def _vote(row: Any) -> Vote:
    return Vote.model_validate({"participant": row.participant, **row.content})

"""A server that is killed amid posts has kept every answer and every vote that it acknowledged, and none by half."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPException
from threading import Lock

import pytest

from compass.service import attending
from compass.service.responding import answer_in
from compass.store import seats
from compass.store.assessments import changes, load, rewound
from compass.store.parts import Key
from tests.service.desks import desk_at
from tests.service.meetings import ESTIMATE, Meeting, meeting
from tests.web.servers import Client, Server, running

KILLED = 20 if os.environ.get("COMPASS_FULL") else 2
WRITERS, EACH = 4, 50


class Ledger:
    """What was sent and what was acknowledged, by assessment or seat; kills the server when so many answers were."""

    def __init__(self, server: Server, enough: int) -> None:
        self.server, self.enough, self._lock = server, enough, Lock()
        self.sent: dict[str, int] = {}
        self.kept: dict[str, int] = {}

    def acknowledge(self, home: str, number: int) -> None:
        with self._lock:
            self.kept[home] = number
            if sum(self.kept.values()) == self.enough:
                self.server.kill()


def begun(client: Client) -> str:
    client.ask("GET", "/new/tiny")
    answer = client.post("/new/tiny", title="Lamps", option="led")
    assert answer.status == 303
    return answer.headers["Location"]


def write(ledger: Ledger) -> None:
    """Answer one cell again and again, value and comment alike, until the server is gone."""
    with closing(Client(ledger.server.port)) as client, suppress(OSError, HTTPException):
        home = begun(client)
        for number in range(1, EACH + 1):
            ledger.sent[home] = number
            fields = {"state": "known", "likely": str(number), "comment": str(number), "version": str(number - 1)}
            assert client.post(f"{home}/q/evenings", **fields).status == 303
            ledger.acknowledge(home, number)


def check(url: str, ledger: Ledger) -> None:
    """Look into the database: the last answer is whole and no older than the last one acknowledged."""
    with desk_at(url) as desk, desk.database.reading() as connection:
        for home, sent in ledger.sent.items():
            kept = load(connection, home.removeprefix("/a/"))
            answer = answer_in(kept.assessment, "evenings")
            number = 0 if answer is None else answer.value
            assert ledger.kept.get(home, 0) <= number <= sent
            assert number == 0 or answer.comment.en == str(number)
            assert kept.versions.get(Key("answer", "evenings"), 0) == number
            told = changes(connection, kept.id)
            assert [change.revision for change in told if change.key.kind == "answer"] == list(range(2, number + 2))
            assert kept.revision == number + 1
            assert answer_in(rewound(kept, told[-number:] if number else ()), "evenings") is None


@pytest.mark.parametrize("run", range(KILLED))
def test_every_acknowledged_answer_is_there_and_none_half_written(url, tmp_path, run):
    with running(url, tmp_path, "--single", "--plain") as server, ThreadPoolExecutor(WRITERS) as pool:
        ledger = Ledger(server, 1 + (run * 61 + 97) % 190)
        for writer in [pool.submit(write, ledger) for _ in range(WRITERS)]:
            writer.result()
        assert server.process.poll() is not None
    check(url, ledger)


def vote(ledger: Ledger, code: str, token: str) -> str:
    """Vote from one seat again and again until the server is gone; give the cookie of that browser."""
    with closing(Client(ledger.server.port)) as client:
        with suppress(OSError, HTTPException):
            client.ask("GET", f"/w/{code}/back/{token}")
            client.ask("GET", f"/w/{code}")
            for number in range(1, EACH + 1):
                ledger.sent[token] = number
                assert client.post(f"/w/{code}/vote", poll="p1", round="1", likely=str(number)).status == 303
                ledger.acknowledge(token, number)
        return client.cookie


def join(ledger: Ledger, code: str) -> list[str]:
    """Join as one person after the other until the server is gone; give the cookies of those who were let in."""
    entered: list[str] = []
    with suppress(OSError, HTTPException):
        while True:
            with closing(Client(ledger.server.port)) as client:
                client.ask("GET", f"/w/{code}")
                assert client.post(f"/w/{code}", name=f"Late {len(entered)}").status == 303
                entered.append(client.cookie)
    return entered


def check_votes(found: Meeting, ledger: Ledger, late: int) -> dict[str, int]:
    """Look into the database: each seat has one vote, no older than the last one acknowledged; give them by seat."""
    with found.desk.database.reading() as connection:
        votes = seats.votes_of(connection, found.kept.id).get(("p1", 1), [])
        kept = {vote.participant: int(vote.ballot.likely) for vote in votes}
        people = [each.participant.name for each in seats.participants_of(connection, found.kept.id)]
    told = {
        token: kept.get(attending.seat_by(found.desk, found.code, token).participant.id, 0) for token in found.tokens
    }
    assert len(votes) == len(kept) == sum(number > 0 for number in told.values())
    for token, number in told.items():
        assert ledger.kept.get(token, 0) <= number <= ledger.sent.get(token, 0)
    assert [people.count(f"Late {number}") for number in range(late)] == [1] * late
    assert len(people) - WRITERS - late in (0, 1)
    return told


@pytest.mark.parametrize("run", range(KILLED))
def test_every_acknowledged_vote_is_there_once_and_people_return_to_their_seats(url, tmp_path, run):
    with desk_at(url) as desk:
        found = meeting(desk, people=WRITERS)
        found.helm.go(ESTIMATE)
        found.helm.act("open")
        with running(url, tmp_path, "--single", "--plain") as server, ThreadPoolExecutor(WRITERS + 1) as pool:
            ledger = Ledger(server, 1 + (run * 61 + 97) % 190)
            entering = pool.submit(join, ledger, found.code)
            voting = {token: pool.submit(vote, ledger, found.code, token) for token in found.tokens}
            cookies, late = {token: each.result() for token, each in voting.items()}, entering.result()
            assert server.process.poll() is not None
        kept = check_votes(found, ledger, len(late))
        with running(url, tmp_path, "--single", "--plain") as server, closing(Client(server.port)) as client:
            for token, number in kept.items():
                client.cookie = cookies[token]
                said = re.search(r"Your answer: (\d+)", client.ask("GET", f"/w/{found.code}")[1])
                assert (int(said[1]) if said else 0) == number
            for client.cookie in late:
                assert "Your name, or a pseudonym" not in client.ask("GET", f"/w/{found.code}")[1]

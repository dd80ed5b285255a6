"""A server that is killed amid posts has kept every answer that it acknowledged, and none by half."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPException
from threading import Lock

import pytest

from compass.service.responding import answer_in
from compass.store.assessments import changes, load, rewound
from compass.store.parts import Key
from tests.service.desks import desk_at
from tests.web.servers import Client, Server, running

KILLED = 20 if os.environ.get("COMPASS_FULL") else 2
WRITERS, EACH = 4, 50


class Ledger:
    """What was sent and what was acknowledged, by assessment; kills the server when so many answers were."""

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

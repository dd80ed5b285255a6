"""The application as it is really served: slow senders, a newer database, accounts on PostgreSQL, what it says."""

import re
import socket
import subprocess
from contextlib import ExitStack, closing

import pytest
from sqlalchemy import text

from compass.store.database import open_database
from tests.web.servers import Client, command, free_port, running

IMPATIENT = """
from compass.web import worker
from compass.web.__main__ import main
worker.LONGEST_REQUEST = 1.0
main()
"""
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "
HALF_A_BODY = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 99\r\n\r\ncsrf="
)
PASSWORD = "horse battery staple"


@pytest.mark.parametrize("sent", [HALF_A_HEAD, HALF_A_BODY])
def test_more_slow_senders_than_threads_hold_nobody_up(tmp_path, sent):
    url = f"sqlite:///{tmp_path / 'compass.db'}"
    with ExitStack() as held, running(url, tmp_path, "--single", "--plain", run=IMPATIENT) as server:
        for _ in range(12):
            held.enter_context(socket.create_connection(("127.0.0.1", server.port))).sendall(sent)
        with closing(Client(server.port)) as client:
            assert client.ask("GET", "/")[0].status == 200
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize(("lang", "told"), [("en", "made by a newer version"), ("fr", "version plus récente")])
def test_a_newer_database_is_refused_in_a_sentence(url, tmp_path, lang, told):
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    ended = subprocess.run(command(url, tmp_path, free_port(), "--lang", lang), capture_output=True, text=True)
    assert ended.returncode == 1
    assert told in ended.stderr
    assert "9999" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_first_account_is_made_by_the_link_that_was_printed(url, tmp_path, monkeypatch):
    monkeypatch.setenv("COMPASS_CACHE", str(tmp_path / "cache"))
    public = ("--public", "https://compass.example.org")
    with running(url, tmp_path, *public) as server, closing(Client(server.port, host="compass.example.org")) as ada:
        link = re.search(r"https://compass\.example\.org(/first/\S+)", server.log.read_text())[1]
        page, _ = ada.ask("GET", link)
        assert page.headers["Strict-Transport-Security"]
        assert ada.post(link, email="ada@example.org", name="Ada", password=PASSWORD).status == 303
        ada.ask("GET", "/new/tiny")
        home = ada.post("/new/tiny", title="Lamps", option="led").headers["Location"]
        ada.ask("GET", f"{home}/shares")
        assert ada.post(f"{home}/shares", label="", ends="2031-01-01").status == 400
        assert ada.ask("GET", f"{home}/shares")[0].status == 200
        with closing(Client(server.port, host="evil.example")) as eve:
            assert eve.ask("GET", "/")[0].status == 400
    assert [*(tmp_path / "cache").glob("*.json")], "packs that were checked are kept"
    said = server.log.read_text()
    assert said.count("\n") == 2, "the address and the link"
    assert "ada@example.org" not in said

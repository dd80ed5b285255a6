"""The application as it is really served: gunicorn in a process group of its own, which a test may kill."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


@dataclass
class Server:
    """A running server; what it says stands in `log`."""

    port: int
    process: subprocess.Popen
    log: os.PathLike

    def kill(self) -> None:
        """End the server and its workers at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Client:
    """A person's browser, as much of it as a form needs; `token` is that of the last page with a form."""

    port: int
    cookie: str = ""
    token: str = ""
    host: str = "localhost"
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=300)

    def close(self) -> None:
        self.connection.close()

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[HTTPResponse, str]:
        own = {"Host": self.host, "Cookie": self.cookie, "Connection": "close"}
        self.connection.request(method, path, body, {**own, **headers})
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
        found = _TOKEN.search(text)
        self.token = found[1] if found else self.token
        return answer, text

    def post(self, path: str, **fields: str) -> HTTPResponse:
        body = urlencode({"csrf": self.token, **fields})
        return self.ask("POST", path, body, **{"Content-Type": FORM})[0]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def command(url: str, folder, port: int, *options: str, run: str = "") -> list[str]:
    """Give the command that starts a server; `run` is Python to start it by."""
    given = ["--port", str(port), "--database", url, "--documents", str(folder / "documents"), "--packs", "tests/packs"]
    return [sys.executable, *(("-c", run) if run else ("-m", "compass.web")), *given, *options]


@contextmanager
def running(url: str, folder, *options: str, run: str = ""):
    """Start a server and wait until it answers; it is killed in the end."""
    port, log = free_port(), folder / "log"
    with log.open("ab") as said:
        process = subprocess.Popen(
            command(url, folder, port, *options, run=run), stdout=said, stderr=said, start_new_session=True
        )
    server = Server(port, process, log)
    try:
        _wait(server)
        yield server
    finally:
        if process.poll() is None:
            server.kill()


def _wait(server: Server) -> None:
    while server.process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", server.port), 1).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(server.log.read_text())

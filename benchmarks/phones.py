"""A browser that costs its machine little, so that two hundred of them leave the server its processors."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from gzip import decompress
from urllib.parse import urlencode

from tests.web.servers import FORM

FINE = (200, 302, 303, 304)
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Browser:
    """A connection that is kept, its cookie and the weight of all that went over it."""

    port: int
    cookie: str = ""
    csrf: str = ""
    stamp: str = ""
    weight: int = 0
    faults: list[str] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: str = "", stamp: str = "") -> tuple[int, dict[str, str], str]:
        """Give status, headers and text of an answer; what breaks is kept as a fault, with status 0."""
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nAccept-Encoding: gzip\r\n"
        head += f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head += f"If-None-Match: {stamp}\r\n" if stamp else ""
        head += f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n" if body else ""
        try:
            status, heads, text = await self._exchanged(f"{head}\r\n{body}".encode())
        except (OSError, EOFError) as error:
            self._streams = None
            status, heads, text = 0, {}, repr(error)
        if status not in FINE:
            self.faults.append(f"{status} {method} {path} {text[:60]}")
        self.cookie = heads.get("set-cookie", self.cookie).partition(";")[0]
        found = TOKEN.search(text)
        self.csrf = found[1] if found else self.csrf
        return status, heads, text

    async def _exchanged(self, sent: bytes) -> tuple[int, dict[str, str], str]:
        async with self._turn:
            if self._streams is None or self._streams[0].at_eof():
                self._streams = await asyncio.open_connection("127.0.0.1", self.port)
            reader, writer = self._streams
            writer.write(sent)
            told = await reader.readuntil(b"\r\n\r\n")
            status, *lines = told.decode().split("\r\n")
            heads = {key.lower(): value for key, _, value in (line.partition(": ") for line in lines if line)}
            body = await reader.readexactly(int(heads.get("content-length", 0)))
            if heads.get("connection") == "close":
                writer.close()
                self._streams = None
        self.weight += len(sent) + len(told) + len(body)
        text = decompress(body) if heads.get("content-encoding") == "gzip" else body
        return int(status.split()[1]), heads, text.decode()

    async def post(self, path: str, **fields: str) -> int:
        return (await self.ask("POST", path, urlencode({"csrf": self.csrf, **fields})))[0]


def version_of(stamp: str) -> int:
    """Give the version of a workshop that the stamp of a page tells; 0 before the first page."""
    return int(stamp.strip('"').split(".")[0] or 0) if stamp else 0

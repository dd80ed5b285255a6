"""How a workshop of 200 phones fares on one server of two processes, on SQLite and on PostgreSQL.

    .venv/bin/python benchmarks/workshop.py [--people 200] [--seconds 60] [--database sqlite|postgres]

Every phone asks each two seconds, a tenth more or less, whether something is new; the facilitator does something each
six seconds; a member of the assessment opens its pages. The gates. Nothing fails. 95 % of what the facilitator does is
seen after at most the interval and a tenth. 95 % of the other pages take at most three times as long as 95 % do while
nobody asks. Each phone sends and gets at most 40 KiB a minute. A vote of all, sent at once, is acknowledged within 3 s.
From a changed round to the projector's new result it takes at most twice as long as the engine takes to evaluate that
assessment. Exit status 1 when one does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.gathering import Gathering, gathered, room_of, voted_anew  # noqa: E402
from benchmarks.phones import Browser, version_of  # noqa: E402
from benchmarks.timing import timed  # noqa: E402
from benchmarks.web import CELL, opened, site_of, told  # noqa: E402
from compass.service.evaluating import evaluate_read  # noqa: E402
from compass.service.grouped import grouped  # noqa: E402
from tests import postgres  # noqa: E402
from tests.web.servers import running  # noqa: E402

INTERVAL, JITTER, ACT_EACH = 2.0, 0.1, 6.0
SEEN, BUSY, KIB, ALL_VOTE, RESULT = 1.1 * INTERVAL, 3.0, 40.0, 3.0, 2.0
IDLE_PAGES, ROUNDS = 60, 3
WHY = ("So we see it here, on a weekday in winter.", "", "", "", "")
"""One in five says why."""


@dataclass
class Meeting:
    """What is seen while phones, facilitator and another visitor are at it."""

    gathering: Gathering
    port: int
    phones: list[Browser]
    helm: Browser
    visitor: Browser
    acts: list[tuple[int, float]] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)

    async def enter(self, phone: Browser, token: str) -> None:
        await phone.ask("GET", f"/w/{self.gathering.code}/back/{token}")
        await phone.ask("GET", f"/w/{self.gathering.code}")

    async def poll(self, phone: Browser) -> None:
        while True:
            await asyncio.sleep(INTERVAL * random.uniform(1 - JITTER, 1 + JITTER))
            status, heads, _ = await phone.ask("GET", f"/w/{self.gathering.code}/now", stamp=phone.stamp)
            if status == 200:
                before, phone.stamp = version_of(phone.stamp), heads["etag"]
                now, arrived = version_of(phone.stamp), perf_counter()
                self.seen += [arrived - at for version, at in self.acts if before < version <= now]

    async def browse(self, count: int = sys.maxsize) -> None:
        for _ in range(count):
            start = perf_counter()
            await self.visitor.ask("GET", f"/a/own/q/{CELL}")
            self.pages.append(perf_counter() - start)
            await asyncio.sleep(0.1)

    async def act(self, name: str, **fields: str) -> None:
        _, heads, _ = await self.helm.ask("GET", f"{self.gathering.home}/now")
        self.acts.append((version_of(heads.get("etag", "")) + 1, perf_counter()))
        await self.helm.post(f"{self.gathering.home}/do/{name}", **fields)

    async def go_on(self, until: float) -> None:
        """Have the facilitator do one thing after the other, as long as there is time."""
        for name in ("extend", "seal", "reveal", *["park", "prolong"] * 100):
            if perf_counter() > until:
                return
            await self.act(name, text="Who pays for the second reading?", minutes="5")
            await asyncio.sleep(ACT_EACH * random.uniform(0.8, 1.2))

    async def vote(self, phone: Browser, number: int) -> float:
        """Vote, then open the page that a vote leads to; give when the vote was acknowledged, 0 when it was not."""
        fields = {"poll": "p1", "round": "1", "likely": f"{20000 + 100 * number}", "why": WHY[number % 5]}
        is_taken = await phone.post(f"/w/{self.gathering.code}/vote", **fields) == 303
        arrived = perf_counter()
        await phone.ask("GET", f"/w/{self.gathering.code}")
        return arrived if is_taken else 0


async def held(gathering: Gathering, port: int, seconds: float) -> dict[str, tuple[float, float]]:
    """Hold the workshop; give each figure with its gate."""
    phones = [Browser(port) for _ in gathering.tokens]
    meeting = Meeting(gathering, port, phones, Browser(port), Browser(port))
    await meeting.helm.ask("GET", gathering.home)
    await meeting.browse(IDLE_PAGES)
    idle, meeting.pages = meeting.pages[5:], []
    await meeting.act("open")
    tasks = [asyncio.create_task(meeting.browse())]
    for phone, token in zip(phones, gathering.tokens, strict=True):
        await meeting.enter(phone, token)
        tasks.append(asyncio.create_task(meeting.poll(phone)))
    await asyncio.sleep(INTERVAL * 2)
    for browser in phones:
        browser.weight = 0
    begun, meeting.acts, meeting.seen = perf_counter(), [], []
    voted = await asyncio.gather(*(meeting.vote(phone, number) for number, phone in enumerate(phones)))
    await meeting.go_on(begun + seconds)
    minutes = (perf_counter() - begun) / 60
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    votes = {"votes not acknowledged": (voted.count(0), 0), "vote of all, s": (max(voted) - begun, ALL_VOTE)}
    return figures(meeting, idle, minutes) | votes


def figures(meeting: Meeting, idle: list[float], minutes: float) -> dict[str, tuple[float, float]]:
    """Tell how the meeting went, and give each figure with its gate."""
    phones, acts, seen, pages = meeting.phones, meeting.acts, meeting.seen, meeting.pages
    faults = [fault for each in (*phones, meeting.helm, meeting.visitor) for fault in each.faults]
    for fault in faults[:5]:
        print(f"  {fault}")
    print(f"  {len(phones)} phones, {60 * minutes:.0f} s; {len(acts)} changes, seen after {told(seen)} ms")
    print(f"  other pages: idle {told(idle)} ms, then {told(pages)} ms")
    return {
        "faults": (len(faults), 0),
        "changes not seen": (len(acts) * len(phones) - len(seen), len(phones)),  # the last may be out
        "change seen, 95 %, s": (p95(seen), SEEN),
        "other pages, 95 %, times idle": (p95(pages) / p95(idle), BUSY),
        "KiB for each phone and minute": (median(phone.weight for phone in phones) / 1024 / minutes, KIB),
    }


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def results(found: Gathering, folder: Path) -> tuple[float, float]:
    """Time the projector's result after a change against one evaluation of the same; medians, in seconds."""
    comparison = next(each.id for each in room_of(found).workshop.stages if each.step.step == "comparison")
    found.helm.go(comparison)
    app = site_of(found.desk, found.actor, folder)
    client, screen, engine = app.test_client(), [], []
    for turn in range(ROUNDS + 1):
        voted_anew(found, turn)
        screen.append(timed(lambda: client.get(f"{found.home}/screen/now"), 1))
        read = grouped(found.desk, room_of(found)).read
        engine.append(timed(lambda read=read: evaluate_read(read), 1))
    app.extensions["compass"].office.close()
    return median(screen[1:]), median(engine[1:])


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/compass.db"
        return
    with postgres.running() as server, postgres.database(server) as url:
        yield url


def measured(kind: str, people: int, seconds: float) -> Iterator[tuple[str, tuple[float, float]]]:
    with tempfile.TemporaryDirectory() as name, database(kind, Path(name)) as url:
        folder = Path(name)
        desk = opened(url)
        found = gathered(desk, people)
        with running(url, folder, "--single", "--plain", "--processes", "2") as server:
            yield from asyncio.run(held(found, server.port, seconds)).items()
        screen, engine = results(found, folder / "documents")
        desk.database.close()
    print(f"  result: projector {screen:.2f} s, one evaluation {engine:.2f} s")
    yield "group's live result, times one evaluation", (screen / engine, RESULT)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", choices=("sqlite", "postgres"))
    given = parser.parse_args()
    random.seed(0)
    holds = True
    for kind in (given.database,) if given.database else ("sqlite", "postgres"):
        print(kind)
        for name, (figure, gate) in measured(kind, given.people, given.seconds):
            print(f"  {name}: {figure:.2f} (gate {gate:g})", flush=True)
            holds = holds and figure <= gate
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())

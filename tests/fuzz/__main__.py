"""Run many inputs: `.venv/bin/python -m tests.fuzz COUNT [PARSER …]`; one of them: `… PARSER --only NUMBER`."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from tests.fuzz.parsers import MOST_SECONDS, PARSERS, Parser


class TooSlow(BaseException):
    """One input took more processor time than it may."""


@contextmanager
def _at_most(seconds: float):
    def stop(*_):
        raise TooSlow(f"more than {seconds} s")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _broken(parser: Parser, text: str) -> tuple[str, bool]:
    """Give what is wrong with an input (nothing: an empty text) and whether it was admitted."""
    try:
        with _at_most(MOST_SECONDS):
            return "", parser.run(text)
    except (Exception, TooSlow) as error:  # noqa: BLE001 — whatever escapes is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {last.name}, line {last.lineno}: {str(error)[:120]}", False


def _many(name: str, parser: Parser, count: int, seed: int) -> int:
    """Run so many inputs; give in how many ways they broke."""
    seen, admitted, slowest = Counter(), 0, 0.0
    began = time.process_time()
    for number in range(count):
        text = parser.input(seed, number)
        start = time.process_time()
        said, was_admitted = _broken(parser, text)
        slowest, admitted = max(slowest, time.process_time() - start), admitted + was_admitted
        if said:
            kind = said.split(":")[0]
            seen[kind] += 1
            if seen[kind] <= 3:
                print(f"{name} input {number} of seed {seed}: {said}\n    {text[:300]!r}", flush=True)
    spent = time.process_time() - began
    print(f"{name}: {count} inputs, {admitted} admitted, {sum(seen.values())} broken in {len(seen)} ways, "
          f"slowest {slowest:.2f} s, {spent:.0f} s in all", flush=True)  # fmt: skip
    return len(seen)


def main() -> int:
    """Run the inputs that are asked for; status 1 where one is broken."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("count", type=int)
    asked.add_argument("parsers", nargs="*", choices=[*PARSERS, []])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", type=int, help="run this one input and show its traceback")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        parsers = {name: PARSERS[name](Path(folder)) for name in given.parsers or PARSERS}
        if given.only is None:
            return int(sum(_many(name, parser, given.count, given.seed) for name, parser in parsers.items()) > 0)
        for parser in parsers.values():
            text = parser.input(given.seed, given.only)
            print(text, parser.run(text), sep="\n")
    return 0


sys.exit(main())

"""Which tests reach which line: each test is run once and the lines of the core that it runs are written down."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from pathlib import Path
from types import FrameType
from typing import Any

CORE = str(Path(__file__).parents[2] / "compass")
Reached = dict[tuple[str, int], list[int]]


@dataclass
class Record:
    """The tests (by place) that run each line of each file of the core, the seconds of each, and those that fail."""

    lines: Reached = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)


def record(tests: Iterable[Callable[[], bool]]) -> Record:
    """Run every test, which says whether it fails."""
    found, caches = Record(), _kept_results()
    for place, test in enumerate(tests):
        for each in caches:
            each.cache_clear()
        began = time.process_time()
        lines, fails = _traced(test)
        found.seconds.append(time.process_time() - began)
        found.failed += [place] if fails else []
        for line in lines:
            found.lines.setdefault(line, []).append(place)
    return found


def _kept_results() -> list[Any]:
    """Give every cache of a function, so that a test runs what an earlier one has run already."""
    caches = [each for each in gc.get_objects() if type(each) is _lru_cache_wrapper]
    return [each for each in caches if (each.__module__ or "").startswith(("compass", "tests"))]


def _traced(test: Callable[[], bool]) -> tuple[set[tuple[str, int]], bool]:
    seen: set[tuple[str, int]] = set()

    def inside(frame: FrameType, _event: str, _given: Any) -> Any:
        seen.add((frame.f_code.co_filename, frame.f_lineno))
        return inside

    def called(frame: FrameType, event: str, given: Any) -> Any:
        return inside(frame, event, given) if frame.f_code.co_filename.startswith(CORE) else None

    threading.settrace(called)
    sys.settrace(called)
    try:
        return seen, test()
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]

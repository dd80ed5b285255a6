"""Time two things in one process, in turn."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any


def alternate(first: Callable[[], Any], second: Callable[[], Any], repetitions: int) -> tuple[list[float], list[float]]:
    """Give the times of both in seconds, taken in turn, so that a slow moment of the machine falls on both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repetitions):
        for each, found in zip((first, second), times, strict=True):
            start = perf_counter()
            each()
            found.append(perf_counter() - start)
    return times


def timed(what: Callable[[], Any], repetitions: int = 5) -> float:
    """Give the median of several runs, in seconds."""
    return median(alternate(what, lambda: None, repetitions)[0])

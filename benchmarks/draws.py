"""How far P95 and the mean of a real case stray with stratified, Sobol and plain random columns.

The reference is one run with many stratified draws. Prints, for each kind of column and each number of draws, the
median over seeds and results of the relative error. Run: .venv/bin/python benchmarks/draws.py
"""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.stats import qmc

from compass.engine.draws import Draws
from compass.engine.run import run
from compass.engine.values import Column
from compass.service.workspace import open_workspace

CASE = Path(__file__).parent.parent / "questionnaires/radiology-ai/assessments/fracture-detection.yaml"
SEEDS = range(1, 13)
REFERENCE_DRAWS = 2**17


class Sobol(Draws):
    """Scrambled Sobol columns; a name takes the next free dimension, as a lock file would give it."""

    def __init__(self, seed: int, draws: int) -> None:
        super().__init__(seed, draws)
        self._points = qmc.Sobol(200, scramble=True, rng=seed).random(draws)
        self._dimension: dict[str, int] = {}

    def uniform(self, name: str) -> Column:
        column = self._dimension.setdefault(name, len(self._dimension))
        return np.clip(self._points[:, column], 2.0**-53, 1 - 2.0**-53)


class Plain(Draws):
    """Independent uniform columns by name."""

    def uniform(self, name: str) -> Column:
        digest = hashlib.blake2b(f"{self.seed}\0{name}".encode(), digest_size=8).digest()
        return np.random.default_rng(int.from_bytes(digest, "big")).random(self.draws)


def results(columns: Draws) -> dict[tuple[str, str], tuple[float, float]]:
    """Give P95 and mean of each uncertain criterion of each option."""
    read = open_workspace(Path.cwd()).assessment(CASE)
    found = run(read.checked.usable(), read.assessment, read.cells, columns)
    return {
        (option, criterion): (float(np.quantile(value, 0.95)), float(np.mean(value)))
        for option, totals in found.totals.items()
        for criterion, value in totals.items()
        if isinstance(value, np.ndarray) and np.std(value) > 0 and criterion != "privacy"
    }


def errors(
    kind: type[Draws], draws: int, truth: dict[tuple[str, str], tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    for seed in SEEDS:
        for key, (p95, mean) in results(kind(seed, draws)).items():
            yield abs(p95 / truth[key][0] - 1), abs(mean / truth[key][1] - 1)


def main() -> None:
    truth = results(Draws(1, REFERENCE_DRAWS))
    print(
        f"{'columns':12} {'draws':>6} {'P95':>8} {'mean':>8}   median error, {len(truth)} results × {len(SEEDS)} seeds"
    )
    for draws in (1024, 8192):
        for kind in (Draws, Sobol, Plain):
            p95, mean = zip(*errors(kind, draws, truth), strict=True)
            name = {"Draws": "stratified"}.get(kind.__name__, kind.__name__.lower())
            print(f"{name:12} {draws:6} {statistics.median(p95):8.2%} {statistics.median(mean):8.2%}")


if __name__ == "__main__":
    main()

"""How fast the engine computes, against NumPy written by hand on the same draws.

    .venv/bin/python benchmarks/engine.py

The gate: a full computation of the frozen pack (six options, 8,192 draws, columns already drawn) takes at most 1.5
times as long as benchmarks/by_hand.py. Exit status 1 when it does not hold.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import yaml

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import by_hand  # noqa: E402
from timing import alternate, timed  # noqa: E402

from compass.catalogue.assembly import assemble  # noqa: E402
from compass.engine.cells import Cells, read_cells  # noqa: E402
from compass.engine.compiler import compile_pack  # noqa: E402
from compass.engine.draws import Draws, Likely  # noqa: E402
from compass.engine.plan import make_plan  # noqa: E402
from compass.engine.program import Program  # noqa: E402
from compass.engine.run import Run, run  # noqa: E402
from compass.engine.units import UnitTable  # noqa: E402
from compass.model.assessment import Assessment  # noqa: E402
from compass.model.estimate import Estimate  # noqa: E402
from compass.service.evaluating import evaluate_read  # noqa: E402
from compass.service.explaining import explain  # noqa: E402
from compass.service.workspace import open_workspace  # noqa: E402

GATE = 1.5
DRAWS = 8192
M_TRIM_THRESHOLD = -1  # malloc.h
CASE = HERE.parent / "questionnaires/radiology-ai/assessments/fracture-detection.yaml"


class Kept:
    """Columns drawn once by the engine's own Draws and kept by name, so that both sides read the very same arrays."""

    draws = DRAWS

    def __init__(self, seed: int) -> None:
        self._drawn = Draws(seed, DRAWS)
        self.values: dict[str, Any] = {}

    def estimate(self, name: str, estimate: Estimate) -> Any:
        return self.values[name] if name in self.values else self._keep(name, self._drawn.estimate(name, estimate))

    def choice(self, name: str, shares: Mapping[int, float]) -> Any:
        return self.values[name] if name in self.values else self._keep(name, self._drawn.choice(name, shares))

    def happens(self, name: str, share: float) -> Any:
        return self.values[name] if name in self.values else self._keep(name, self._drawn.happens(name, share))

    def pick(self, name: str, count: int, main: int) -> Any:
        return self.values[name] if name in self.values else self._keep(name, self._drawn.pick(name, count, main))

    def reported(self, name: str, value: float, ci: tuple[float, float] | None, is_share: bool) -> Any:
        known = name in self.values
        return self.values[name] if known else self._keep(name, self._drawn.reported(name, value, ci, is_share))

    def _keep(self, name: str, value: Any) -> Any:
        return self.values.setdefault(name, value)


def frozen() -> tuple[Program, Assessment, Cells]:
    """Read the frozen pack and its assessment; any fault in them ends the benchmark."""
    source = HERE / "frozen_pack"
    found = assemble(source, source / "no_library", str)
    pack = found.pack()
    assert pack is not None, found.problems
    program, faults = compile_pack(pack, UnitTable(pack.units))
    text = (source / "assessments" / "six_options.yaml").read_text(encoding="utf-8")
    assessment = Assessment.model_validate(yaml.safe_load(text))
    cells, more = read_cells(pack, program.units, assessment)
    assert not faults + more, faults + more
    return program, assessment, cells


def assert_same(ours: Run, theirs: dict[str, by_hand.Result]) -> int:
    """Compare every total, contribution and quantity of every option, draw by draw; give how many totals there are."""
    for option, result in theirs.items():
        assert set(ours.totals[option]) == set(result.totals)
        for criterion, value in result.totals.items():
            same(ours.totals[option][criterion], value, f"{option} {criterion}")
        for criterion, nodes in result.added().items():
            found = ours.added[option][criterion]
            assert set(nodes) == set(found), (option, criterion, set(nodes) ^ set(found))
            for node, value in nodes.items():
                same(found[node], value, f"{option} {criterion} {node}")
        for quantity, value in result.quantities.items():
            if quantity in ours.scopes[option]:
                same(ours.scopes[option][quantity], value, f"{option} {quantity}")
    return sum(len(result.totals) for result in theirs.values()) * DRAWS


def same(ours: Any, theirs: Any, what: str) -> None:
    np.testing.assert_allclose(*np.broadcast_arrays(ours, theirs), rtol=1e-9, atol=1e-9, err_msg=what)


def keep_freed_memory() -> None:
    """Keep glibc from giving memory back between two runs: fetching it again costs both sides more than computing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).mallopt(M_TRIM_THRESHOLD, 2**30)


def ratio() -> float:
    """Compare, then time, the frozen pack; give the median of five ratios."""
    keep_freed_memory()
    program, assessment, cells = frozen()
    columns = Kept(assessment.settings.seed)
    plan = make_plan(program, assessment, cells)
    ours = run(program, assessment, cells, columns, plan)
    compared = assert_same(ours, by_hand.compute(columns.values))
    print(f"same totals: {compared:,} numbers ({len(ours.totals)} options, {DRAWS:,} draws), to 1e-9")
    rounds = []
    for _ in range(5):
        engine, numpy = alternate(
            lambda: run(program, assessment, cells, columns, plan), lambda: by_hand.compute(columns.values), 40
        )
        rounds.append((median(engine), median(numpy)))
        print(f"  engine {1e3 * rounds[-1][0]:6.2f} ms   NumPy {1e3 * rounds[-1][1]:6.2f} ms")
    found = median(a / b for a, b in rounds)
    print(f"ratio engine / NumPy: {found:.2f} (gate {GATE})")
    planned = timed(lambda: make_plan(program, assessment, cells), 40)
    print(f"planning, once for the likely values and the draws: {1e3 * planned:.2f} ms")
    return found


def absolute() -> None:
    """Time what a user waits for, on radiology-ai and its worked case."""
    root = HERE.parent
    print(f"load and check radiology-ai  {1e3 * timed(lambda: open_workspace(root).pack('radiology-ai')):8.1f} ms")
    read = open_workspace(root).assessment(CASE)
    program = read.checked.usable()
    likely = timed(lambda: run(program, read.assessment, read.cells, Likely()))
    print(f"one run at likely values     {1e3 * likely:8.1f} ms")
    print(f"full evaluation, drawing in  {1e3 * timed(lambda: evaluate_read(read, DRAWS)):8.1f} ms")
    result = evaluate_read(read, DRAWS)
    explained = timed(lambda: explain(result, "boneview_site", "climate"))
    print(f"explain climate of an option {1e3 * explained:8.1f} ms")


def main() -> int:
    found = ratio()
    absolute()
    return 0 if found <= GATE else 1


if __name__ == "__main__":
    sys.exit(main())

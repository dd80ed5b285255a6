"""How the engine copes with a large pack: benchmarks/generated_pack.py, 2,600 rules, 240 questions, 120 uncertain.

    .venv/bin/python benchmarks/scale.py

Gates, each a ratio of two things timed in turn in one process: the whole model for one value takes at most 2 times as
long as its bare formulas compiled by Python; 5 options of 2,048 draws at most 2 times as long as one of 10,240. Exit
status 1 when one does not hold. The other figures are medians of five, for docs/benchmarks.md.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from generated_pack import Generated, generate  # noqa: E402
from timing import alternate, timed  # noqa: E402

from compass.catalogue.packs import CheckedPack, Shelf  # noqa: E402
from compass.decision.evaluate import Blocks, Stamp, evaluate  # noqa: E402
from compass.engine.blocks import BLOCK, blocks_of  # noqa: E402
from compass.engine.cells import Cells, read_cells, reread_cells  # noqa: E402
from compass.engine.draws import Draws, Likely  # noqa: E402
from compass.engine.expression import parse  # noqa: E402
from compass.engine.interview import answered  # noqa: E402
from compass.engine.live import Live  # noqa: E402
from compass.engine.plan import make_plan  # noqa: E402
from compass.engine.program import Program  # noqa: E402
from compass.engine.run import run  # noqa: E402
from compass.model.assessment import Answer, Assessment  # noqa: E402
from compass.service.cache import Cache  # noqa: E402

GATE = 2.0
STAMP = Stamp("benchmark", "pack", "assessment")


def ratio(first: Callable[[], Any], second: Callable[[], Any], what: str, repetitions: int = 5) -> float:
    """Print both times and give the median of the ratios of five rounds."""
    rounds = [alternate(first, second, repetitions) for _ in range(5)]
    found = median(median(a) / median(b) for a, b in rounds)
    ours, theirs = (median(median(each[side]) for each in rounds) for side in (0, 1))
    print(f"{what}: {1e3 * ours:.1f} ms / {1e3 * theirs:.1f} ms = {found:.2f} (gate {GATE})")
    return found


def checked(folder: Path, cache: Cache | None = None) -> CheckedPack:
    """Check a pack as a new process does, or take it from a cache."""
    parse.cache_clear()
    return Shelf((folder.parent,), folder / "no_library", folder, keep=cache).check(folder)


def read(program: Program, data: dict[str, Any]) -> tuple[Assessment, Cells]:
    assessment = Assessment.model_validate(data)
    cells, faults = read_cells(program.pack, program.units, assessment)
    assert not faults, faults
    return assessment, cells


def bare(made: Generated, live: Live) -> Callable[[], dict[str, Any]]:
    """Give what computes the formulas of the first option as Python compiles them, from the same answers."""
    scope, plain = live.filler.scopes["option_0"], made.plain
    codes = [(name, compile(plain[name], name, "eval")) for name in live.program.rules if name in plain]
    levels = ("low", "middle", "high", "top")
    pack = live.program.pack
    known: dict[str, Any] = {"min": min, "max": max}
    for id, factor in pack.factors.items():
        known[id] = {level: factor.rows[level].likely for level in levels} if factor.by else scope[id]
    known |= {id: levels[scope[id]] if q.type == "choice" else scope[id] for id, q in pack.questions.items()}

    def compute() -> dict[str, Any]:
        values = dict(known)
        for name, code in codes:
            values[name] = eval(code, values)  # noqa: S307 — the benchmark's own formulas
        return values

    return compute


def one_value(made: Generated, program: Program) -> float:
    """Compare, then time, every rule of one option at likely values."""
    assessment, cells = read(program, {**made.assessment, "options": made.assessment["options"][:1]})
    live = Live(program, assessment, cells, Likely())
    compute = bare(made, live)
    values, scope = compute(), live.filler.scopes["option_0"]
    for name in made.plain:
        assert abs(values[name] - scope[name]) <= 1e-9 * abs(values[name]), name
    print(f"same values: {len(made.plain):,} formulas, to 1e-9")
    plan = make_plan(program, assessment, cells)
    found = ratio(lambda: run(program, assessment, cells, Likely(), plan), compute, "whole model, one value / bare", 10)
    print(f"planning, once an assessment: {1e3 * timed(lambda: make_plan(program, assessment, cells)):.1f} ms")
    print(
        f"every value kept up to date, begun: {1e3 * timed(lambda: Live(program, assessment, cells, Likely())):.1f} ms"
    )
    return found


def one_answer(made: Generated, program: Program, draws: int | None) -> None:
    """Time one changed answer, for every question of the need and of one option, five options evaluated."""
    assessment, cells = read(program, made.assessment)
    live = Live(program, assessment, cells, Likely() if draws is None else Draws(1, draws))
    times = []
    for option, answers in ((None, assessment.need), ("option_1", assessment.options[1].answers)):
        for question, answer in answers.items():
            other = answered(live.assessment, question, Answer(value=_other(answer.value)), option)
            start = perf_counter()
            cells, faults = reread_cells(program.pack, program.units, live.cells, live.assessment, other)
            live.change(other, cells)
            live.run()
            times.append(perf_counter() - start)
            assert not faults
    shown = "no draws" if draws is None else f"{draws:,} draws"
    usual, most = 1e3 * median(times), 1e3 * max(times)
    print(f"one changed answer, 5 options, {shown}: median {usual:.1f} ms, most {most:.1f} ms")


def _other(value: Any) -> Any:
    if isinstance(value, float):
        return round(value * 1.1, 3)
    if isinstance(value, str):
        return "low" if value != "low" else "high"
    return {key: round(each * 1.1, 3) for key, each in value.items()}


def many_draws(made: Generated, program: Program) -> float:
    one = read(program, {**made.assessment, "options": made.assessment["options"][:1]})
    five = read(program, made.assessment)

    def evaluated(case: tuple[Assessment, Cells], draws: int) -> Any:
        return evaluate(program, *case, seed=1, draws=draws, stamp=STAMP, blocks=Blocks())

    def computed() -> None:
        columns = Draws(1, 10_000)
        for block in blocks_of(columns, BLOCK):
            run(program, *one, block, plan)

    plan = make_plan(program, *one)
    print(f"10,000 draws of one option, drawing in: {timed(computed):.2f} s")
    print(
        f"  evaluated, percentiles of {len(made.plain):,} quantities in: {timed(lambda: evaluated(one, 10_000)):.2f} s"
    )
    return ratio(
        lambda: evaluated(five, 2_048), lambda: evaluated(one, 10_240), "5 options x 2,048 / 1 option x 10,240", 1
    )


def memory(folder: Path) -> None:
    """Print the peak of a process that loads the pack and evaluates 10,000 draws; run in a process of its own."""
    imported = peak()
    data = json.loads((folder / "assessments/made.yaml").read_text(encoding="utf-8"))
    program = checked(folder).usable()
    case = read(program, {**data, "options": data["options"][:1]})
    loaded = peak()
    evaluate(program, *case, seed=1, draws=10_000, stamp=STAMP, blocks=Blocks())
    print(f"10,000 draws: {peak() - imported:.0f} MB above imports, {loaded - imported:.0f} of them the pack")


def peak() -> float:
    """Give the most memory that this process has held, in MB (what `getrusage` gives counts its parent's too)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def main() -> int:
    if len(sys.argv) > 1:
        memory(Path(sys.argv[1]))
        return 0
    made = generate()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "generated"
        made.write(folder)
        print(f"load and check: {timed(lambda: checked(folder)):.2f} s")
        print(f"the same from the cache: {timed(lambda: checked(folder, Cache(Path(name)))):.2f} s")
        program = checked(folder).usable()
        reached = [len(program.graph.used_by([id])) for id in program.pack.questions]
        rules = len(program.rules)
        print(
            f"{rules:,} rules, {len(reached)} questions; a question reaches {median(reached) / rules:.0%} of the rules"
        )
        ratios = [one_value(made, program), many_draws(made, program)]
        one_answer(made, program, None)
        one_answer(made, program, 1_024)
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, str(folder)], check=True)
    return 0 if max(ratios) <= GATE else 1


if __name__ == "__main__":
    sys.exit(main())

"""Change one thing in a module and see whether a test notices: `.venv/bin/python -m tests.mutation [MODULE …]`.

Each change is tried in a process of its own that never writes to the source. Of the module's tests it runs those that
reach the changed line, then those that enter its function, the quickest first, until one fails. What none notices is
tried once more in a fresh process that reads the module anew, as is what stands outside of functions.
"""

from __future__ import annotations

import argparse
import os

import numpy as np  # noqa: F401 — loaded once, before the processes part
import pydantic  # noqa: F401
import scipy.stats  # noqa: F401
import yaml  # noqa: F401

from tests.mutation.modules import ROOT, Module, all_modules
from tests.mutation.processes import apart
from tests.mutation.trying import passes_anew, unnoticed


def unnoticed_anew(module: Module, numbers: list[int]) -> list[int]:
    """Give the changes of a module that its tests do not notice."""
    left = apart(lambda: unnoticed(module, numbers), bounded=False)
    return sorted(number for number, tests in left.items() if passes_anew(module, number, tests))


def main() -> None:
    """Print the score of each module and the changes that no test noticed."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutation")
    asked.add_argument("modules", nargs="*", help="such as engine.units; all without one")
    asked.add_argument("--sample", type=int, default=15)
    asked.add_argument("--after", type=int, default=0, help="leave out so many changes, tried before")
    given = asked.parse_args()
    os.chdir(ROOT)
    for module in [Module(name) for name in given.modules] or all_modules():
        numbers = module.chosen(given.after, given.sample)
        left = unnoticed_anew(module, numbers)
        for number in left:
            print(f"    {number}, {module.said(number)}")
        print(f"{module.name}: {len(numbers) - len(left)} of {len(numbers)} noticed (of {module.possible})", flush=True)


if __name__ == "__main__":
    main()

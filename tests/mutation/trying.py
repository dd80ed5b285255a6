"""Try changes on tests: in a session of pytest that has collected them once, or in one that reads the module anew."""

from __future__ import annotations

import gc
import importlib.machinery
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import CodeType, FunctionType

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutation.modules import Module
from tests.mutation.processes import apart
from tests.mutation.reaching import Reached, record

MOST_TESTED = 20
"""Tests of so many seconds in all are tried for a change."""
QUIET = [
    "-q", "--capture=no", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
]  # fmt: skip


@dataclass
class Session:
    """A plugin of pytest: once the tests are collected it does some work with them instead of running them all."""

    work: Callable[[Session], None]
    items: list[pytest.Item] = field(default_factory=list)
    failed: bool = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = list(session.items)
        self.work(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    def fails(self, place: int) -> bool:
        """Run one test; say whether it fails."""
        self.failed = False
        item = self.items[place]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self.failed


class Tester:
    """Tries changes on the tests collected by a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        tests = [partial(session.fails, at) for at in range(len(session.items))]
        found = apart(lambda: record(tests), bounded=False)
        self.reached: Reached = found.lines
        self.seconds: list[float] = found.seconds
        assert not found.failed, [session.items[place].nodeid for place in found.failed]
        self.functions = defaultdict(list)
        for each in gc.get_objects():
            if type(each) is FunctionType:
                self.functions[each.__code__].append(each)

    def tests(self, module: Module, number: int) -> list[int]:
        """Give the tests to try: those that reach the changed line, then those that enter its function."""
        lines = list(module.lines(number))
        if len(lines) == 1:
            lines += sorted(line for path, line in self.reached if path == str(module.path))
        found: dict[int, None] = {}
        for line in lines:
            at = self.reached.get((str(module.path), line), [])
            found.update(dict.fromkeys(sorted(at, key=self.seconds.__getitem__)))
        kept, total = [], 0.0
        for place in found:
            total += self.seconds[place]
            if total <= MOST_TESTED or not kept:
                kept.append(place)
        return kept

    def notices(self, module: Module, number: int, tests: list[int]) -> bool:
        """Say whether a test fails once the changed functions are put in; False where the change is outside of them."""
        changed = [(self.functions[before], after) for before, after in module.changed(number)]
        if not changed or not all(functions for functions, _ in changed):
            return False
        return apart(lambda: self._fails(changed, tests)) is not False

    def _fails(self, changed: list[tuple[list[FunctionType], CodeType]], tests: list[int]) -> bool:
        for functions, code in changed:
            for function in functions:
                function.__code__ = code
        return any(self.session.fails(place) for place in tests)


def unnoticed(module: Module, numbers: list[int]) -> dict[int, list[str]]:
    """Give the changes of a module that its tests do not notice, each with the names of the tests tried."""
    left: dict[int, list[str]] = {}

    def work(session: Session) -> None:
        tester = Tester(session)
        for number in numbers:
            tests = tester.tests(module, number)
            if not tester.notices(module, number, tests):
                left[number] = [session.items[place].nodeid for place in tests]

    settings.register_profile(
        "mutation", derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    settings.load_profile("mutation")
    pytest.main([*QUIET, *module.tests], plugins=[Session(work)])
    return left


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads one module from changed code."""

    changed: CodeType

    def get_code(self, fullname):
        return self.changed


def passes_anew(module: Module, number: int, tests: list[str]) -> bool:
    """Say whether tests pass in a process that reads the changed module before anything else."""
    loader = _Changed(f"compass.{module.name}", str(module.path))
    loader.changed = module.code(number)

    class Finder:
        @staticmethod
        def find_spec(fullname, *_):
            spec = importlib.machinery.ModuleSpec(fullname, loader, origin=loader.path)
            return spec if fullname == loader.name else None

    def work() -> bool:
        sys.meta_path.insert(0, Finder)
        return pytest.main([*QUIET, "-x", *tests]) == pytest.ExitCode.OK

    return not tests or bool(apart(work))

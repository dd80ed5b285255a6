"""Check packs and their worked cases, everything in one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compass.catalogue.agendas import agenda_files, read_agenda
from compass.catalogue.assembly import LIBRARY
from compass.catalogue.packs import CheckedPack
from compass.errors import InputError, Problem
from compass.service.evaluating import Result, evaluate_file
from compass.service.expectations import check_expectations
from compass.service.workspace import Workspace

CASE_DRAWS = 1024


@dataclass(frozen=True)
class Checked:
    """One pack after its check: its problems, those of its agendas and worked cases included, and the results of the
    cases by file."""

    name: str
    problems: tuple[Problem, ...]
    questions: int
    nodes: int
    factors: int
    cases: int
    results: Mapping[str, Result] = field(default_factory=dict)

    @property
    def passes(self) -> bool:
        return all(problem.is_warning for problem in self.problems)


def check_packs(workspace: Workspace, names: tuple[str, ...] = ()) -> list[Checked]:
    """Check the named packs, or all; a pack that can't be found is a fault like another."""
    found = []
    for name in names or tuple(str(path) for path in workspace.shelf.packs()):
        try:
            found.append(_check(workspace, workspace.pack(name)))
        except InputError as error:
            found.append(Checked(name, error.problems, 0, 0, 0, 0))
    return found


def check_library(workspace: Workspace) -> Checked:
    """Check the library files that no pack checked so far has used, together with all others.

    What is wrong with a used file was told with its pack, unless two files that no pack uses together take one name.
    """
    checked = workspace.shelf.check_library()
    used = {document.file for pack in workspace.checked.values() for document, _ in pack.places.prefixes.values()}
    problems = [p for p in checked.problems if p.place is None or p.place.file not in used or p.code == "N010"]
    return _counted(LIBRARY, checked, tuple(problems), 0, {})


def _check(workspace: Workspace, checked: CheckedPack) -> Checked:
    problems = list(checked.problems)
    if not checked.faults:
        problems += _of_agendas(workspace, checked)
    cases, results = _cases(checked.source), {}
    if checked.pack is not None and not checked.faults:
        for case in cases:
            found = check_case(workspace, case)
            problems += found.problems
            if found.result is not None:
                results[workspace.shelf.shown(case)] = found.result
    name = checked.pack.header.pack if checked.pack is not None else workspace.shelf.shown(checked.source)
    return _counted(name, checked, tuple(problems), len(cases), results)


def _of_agendas(workspace: Workspace, checked: CheckedPack) -> Iterator[Problem]:
    for path in agenda_files(checked.source):
        try:
            read_agenda(path, checked, workspace.shelf)
        except InputError as error:
            yield from error.problems


def _counted(
    name: str, checked: CheckedPack, problems: tuple[Problem, ...], cases: int, results: Mapping[str, Result]
) -> Checked:
    pack = checked.pack
    counts = (len(pack.questions), len(pack.nodes), len(pack.factors)) if pack is not None else (0, 0, 0)
    return Checked(name, problems, *counts, cases, results)


def _cases(source: Path) -> list[Path]:
    return sorted((source / "assessments").glob("*.yaml")) if source.is_dir() else []


@dataclass(frozen=True)
class CheckedCase:
    """A worked case after its check; no result where it can't be evaluated."""

    problems: tuple[Problem, ...]
    result: Result | None


def check_case(workspace: Workspace, path: Path) -> CheckedCase:
    """Evaluate a worked case and compare it with what it expects."""
    try:
        result = evaluate_file(workspace, path, draws=CASE_DRAWS)
    except InputError as error:
        return CheckedCase(error.problems, None)
    told = (result.read.problem(fault) for fault in check_expectations(result))
    return CheckedCase((*result.read.warnings, *told), result)

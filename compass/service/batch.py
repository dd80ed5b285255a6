"""The reports of a whole folder of assessments, several at a time; what is up to date is left as it is."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from compass.catalogue.assessments import CheckedAssessment
from compass.errors import InputError, Place, Problem, UnavailableError
from compass.model.paper import Kind
from compass.service.evaluating import evaluate_read
from compass.service.files import write_whole
from compass.service.reporting import report_documents
from compass.service.workspace import PROGRAM, Workspace
from compass.texts.words import Language

LEDGER = "reports.json"
"""Beside the reports: the digest of what each was made from."""
_MOST_PROCESSES = 8


@dataclass(frozen=True)
class Done:
    """What became of one assessment; `problems` are faults of the input, `fault` is one of the program."""

    source: Path
    state: Literal["written", "unchanged", "failed"]
    made_from: str = ""
    problems: tuple[Problem, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Batch:
    """The assessments of a folder, each to be told in one kind of document into another folder."""

    workspace: Workspace
    sources: tuple[Path, ...]
    out: Path
    endings: tuple[str, ...]
    language: Language
    draws: int
    kind: Kind = "full"

    def run(self, processes: int | None = None) -> Iterator[Done]:
        """Make the reports that are not up to date and give each as it is done; a fault stops that one alone."""
        known = _read_ledger(self.out / LEDGER)
        workers = processes or min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            waiting = {
                pool.submit(_report, self, source, known.get(self._key(source))): source for source in self.sources
            }
            for future in as_completed(waiting):
                source, error = waiting[future], future.exception()
                fault = Done(source, "failed", fault=f"{type(error).__name__}: {error}"[:300])
                done = future.result() if error is None else fault
                if done.state == "written":
                    known[self._key(source)] = done.made_from
                    write_whole(self.out / LEDGER, json.dumps(known, indent=1, sort_keys=True).encode())
                yield done

    def _key(self, source: Path) -> str:
        return f"{source.stem}.{self.kind}.{self.language} {' '.join(self.endings)}"

    def targets(self, source: Path) -> dict[str, Path]:
        """Name the document of an assessment with each ending."""
        return {each: self.out / f"{source.stem}.{self.kind}.{self.language}{each}" for each in self.endings}

    def made_from(self, read: CheckedAssessment) -> str:
        """Give the digest of everything that a report is made from."""
        inputs = [PROGRAM, read.digest, read.checked.digest, self.language, self.kind, *self.endings, str(self.draws)]
        return hashlib.sha256("\n".join(inputs).encode()).hexdigest()


def open_batch(
    workspace: Workspace,
    folder: Path,
    out: Path,
    endings: tuple[str, ...],
    language: Language,
    draws: int,
    kind: Kind = "full",
) -> Batch:
    """Find the assessments of a folder. Raises InputError F023 where there is none."""
    sources = tuple(sorted(path for path in folder.glob("*.yaml") if path.is_file()))
    if not sources:
        raise InputError([Problem("F023", Place(str(folder)))])
    return Batch(Workspace(workspace.shelf), sources, out, tuple(sorted(set(endings))), language, draws, kind)


def _report(batch: Batch, source: Path, known: str | None) -> Done:
    """Make the report of one assessment, in a process of its own."""
    try:
        read = batch.workspace.assessment(source)
        made_from, targets = batch.made_from(read), batch.targets(source)
        if known == made_from and all(target.is_file() for target in targets.values()):
            return Done(source, "unchanged")
        documents = report_documents(evaluate_read(read, batch.draws), set(targets), batch.language, batch.kind)
        for ending, target in targets.items():
            write_whole(target, documents[ending])
        return Done(source, "written", made_from)
    except InputError as error:
        return Done(source, "failed", problems=tuple(_plain(problem) for problem in error.problems))
    except UnavailableError as error:
        return Done(source, "failed", problems=(_plain(error.problem),))


def _plain(problem: Problem) -> Problem:
    """Give a problem that can be sent between processes."""
    return replace(problem, details=dict(problem.details))


def _read_ledger(path: Path) -> dict[str, str]:
    """Read the digests of earlier reports; what can't be read makes all reports anew."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(made) for name, made in data.items()} if isinstance(data, dict) else {}

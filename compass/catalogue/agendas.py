"""The ready agendas of a pack, read and checked against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compass.catalogue.packs import CheckedPack, Shelf
from compass.catalogue.reader import read_file
from compass.catalogue.schema import validate
from compass.decision.weighing import can_be_weighed
from compass.engine.faults import Fault
from compass.engine.meanings import similar
from compass.engine.settings import criterion_faults
from compass.errors import PackError, Place, Problem
from compass.model.agenda import Agenda, Step, StepKind
from compass.model.pack import Pack

FOLDER = "agendas"
VOTED = ("choice", "yes_no")
ESTIMATED = ("number",)


def agenda_files(source: Path) -> list[Path]:
    """Give the agendas that come with a pack, by name."""
    return sorted((source / FOLDER).glob("*.yaml")) if source.is_dir() else []


def read_agenda(path: Path, checked: CheckedPack, shelf: Shelf) -> Agenda:
    """Read an agenda and check it against its pack.

    Raises PackError with every problem: what `read_file` and `validate` tell; N012 a question, criterion or node that
    the pack has not; C007 to C009 a criterion that can't be weighed; W010 a key of another kind of step; W011 a
    question that can't be put to the group so; W012 minutes that do not add up; W013 a step for which the pack has
    nothing.
    """
    document = read_file(path, shelf.shown(path))
    agenda = validate(Agenda, document.data, document, ()) if document.data is not None else None
    problems = list(document.problems)
    if agenda is not None:
        found = _faults(checked.usable().pack, agenda)
        problems += [Problem(f.code, document.place(f.path, None, f.at_key), f.details) for f in found]
    if agenda is None or problems:
        raise PackError(sorted(problems, key=lambda problem: problem.place or Place("")))
    return agenda


def _faults(pack: Pack, agenda: Agenda) -> Iterator[Fault]:
    total = sum(step.minutes for step in agenda.steps)
    if total != agenda.minutes:
        yield Fault("W012", ("minutes",), None, {"sum": total, "minutes": agenda.minutes})
    for index, step in enumerate(agenda.steps):
        path = ("steps", index)
        if step.question is not None:
            yield from _of_question(pack, step, step.question, (*path, "question"))
        for place, id in enumerate(step.criteria or ()):
            yield from criterion_faults(pack, id, (*path, "criteria", place), at_key=False)
        if step.node is not None and step.node not in pack.nodes:
            yield Fault("N012", (*path, "node"), None, {"name": step.node, "near": similar(step.node, pack.nodes)})
        if has_nothing(pack, step.step):
            yield Fault("W013", (*path, "step"), None, {"step": step.step})


def _of_question(pack: Pack, step: Step, id: str, path: tuple[str | int, ...]) -> Iterator[Fault]:
    question = pack.questions.get(id)
    if question is None:
        yield Fault("N012", path, None, {"name": id, "near": similar(id, pack.questions)})
        return
    wished = VOTED + ESTIMATED if question.nature == "decision" else VOTED
    fitting = wished if step.step == "vote" else ESTIMATED if question.nature == "fact" else ()
    if question.type not in fitting:
        yield Fault("W011", path, None, {"name": id, "step": step.step})


def has_nothing(pack: Pack, step: StepKind) -> bool:
    """Say whether a pack has nothing for a step of a kind."""
    alternatives = sum(node.level == "alternative" for node in pack.nodes.values())
    weighable = any(map(can_be_weighed, pack.criteria.values()))
    lacking = {"tree": not pack.nodes, "comparison": alternatives < 2, "weights": not weighable}
    return lacking.get(step, False)

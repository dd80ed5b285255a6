"""Make the papers of an agenda: the facilitator's guide and the question cards."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from compass.catalogue.agendas import agenda_files, read_agenda
from compass.catalogue.assessments import CheckedAssessment
from compass.decision.weighing import can_be_weighed, known_ends
from compass.errors import InputError, Problem
from compass.reporting.workshops.cards import build_cards
from compass.reporting.workshops.guide import build_guide
from compass.reporting.workshops.told import Told
from compass.service.files import write_whole
from compass.service.reporting import PAGES, check_endings, document_pages
from compass.service.workspace import Workspace, is_assessment
from compass.texts.words import Language

Form = Literal["guide", "cards"]
FORMS: tuple[Form, ...] = ("guide", "cards")


def agenda_papers(
    workspace: Workspace,
    name: str,
    agenda: str,
    targets: tuple[Path, ...],
    form: Form,
    language: Language,
    start: int | None = None,
) -> None:
    """Write the guide or the cards of an agenda under each name, HTML or PDF by its ending.

    `name` is that of a pack, or the path of an assessment, whose ends of scales are then told as numbers; `agenda` is
    the name of one that comes with the pack, or a path. A guide that begins at the minute `start` of the day tells the
    time. Raises InputError F015, F063 (no such agenda), PackError, UnavailableError S001, S002, S003.
    """
    check_endings(targets, PAGES)
    told = _told(workspace, name, agenda, language)
    document = build_guide(told, start) if form == "guide" else build_cards(told)
    made = document_pages(document, {target.suffix for target in targets})
    for target in targets:
        write_whole(target, made[target.suffix])


def _told(workspace: Workspace, name: str, agenda: str, language: Language) -> Told:
    read = workspace.assessment(Path(name)) if is_assessment(name) else None
    checked = workspace.whole_pack(read, Path(name)) if read is not None else workspace.pack(name)
    found = read_agenda(_path(checked.source, agenda), checked, workspace.shelf)
    told = Told(checked.usable().pack, language, found, found.mode)
    return told if read is None else told.of(read.assessment, ends_of(read))


def ends_of(read: CheckedAssessment) -> dict[str, tuple[float, float]]:
    """Give the ends of the scales of an assessment, as far as its answers say them."""
    program = read.checked.usable()
    weighable = [id for id, criterion in program.pack.criteria.items() if can_be_weighed(criterion)]
    return known_ends(program, read.assessment, read.cells, weighable)


def _path(source: Path, agenda: str) -> Path:
    """Find an agenda by its path, or by the name of its file among those of the pack. Raises InputError F063."""
    ready = {path.stem: path for path in agenda_files(source)}
    path = ready.get(agenda, Path(agenda))
    if not path.is_file():
        raise InputError([Problem("F063", None, {"name": agenda[:80], "known": ", ".join(ready)})])
    return path

"""Begin an assessment of one's own."""

from __future__ import annotations

from pathlib import Path

from compass.catalogue.blank import blank_text
from compass.engine.cells import read_cells
from compass.engine.filling import CannotRun
from compass.engine.interview import interview, is_asked_at
from compass.engine.program import Program
from compass.errors import EvaluationError, Problem, UnavailableError
from compass.model.assessment import Assessment, Option, Reference, Settings
from compass.model.base import Text
from compass.service.files import write_whole
from compass.service.workspace import Workspace
from compass.texts.words import Language, say


def begin_assessment(workspace: Workspace, pack: str, path: Path, language: Language, date: str) -> None:
    """Write an assessment to fill in: an option for each alternative, the open questions of the screen and
    those without which nothing can be computed; all open questions where the pack has no screen.

    Raises InputError F015, PackError, EvaluationError, UnavailableError S002, S004 (the file exists).
    """
    program = workspace.pack(pack).usable()
    if path.exists() or path.is_symlink():
        raise UnavailableError("S004", file=str(path))
    assessment = blank_assessment(program, language, date)
    cells, _ = read_cells(program.pack, program.units, assessment)
    try:
        found = interview(program, assessment, cells)
    except CannotRun as error:
        raise EvaluationError([Problem(fault.code, None, fault.details) for fault in error.faults]) from None
    screen = any(is_asked_at(cell, "screen") for cell in found.cells)
    asked = [c for c in found.cells if not screen or is_asked_at(c, "screen") or c.cell in found.missing]
    write_whole(path, blank_text(program.pack, assessment, asked, language).encode())


def blank_assessment(program: Program, language: Language, date: str) -> Assessment:
    """Give an assessment without answers: an option for each alternative, the reference first."""
    pack, alternatives = program.pack, program.pack.alternatives()
    marked = [id for id, node in alternatives.items() if node.reference]
    ids = [*marked, *(id for id in alternatives if id not in marked)] or ["option"]
    titles = {id: alternatives[id].title.in_language(language) if id in alternatives else id for id in ids}
    reference = None if len(marked) == 1 or not alternatives else Reference(option=ids[0])
    return Assessment(
        pack=pack.header.pack,
        version=pack.header.version,
        title=_words(say("interface", language, "new.title")),
        date=date,
        settings=Settings(reference=reference),
        options=tuple(
            Option(id=id, alternative=id if id in alternatives else None, title=_words(titles[id])) for id in ids
        ),
    )


def _words(text: str) -> Text:
    return Text(fr=text, en=text)

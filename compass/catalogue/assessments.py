"""An assessment file read and checked against its pack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compass.catalogue.digest import digest
from compass.catalogue.packs import CheckedPack, Shelf
from compass.catalogue.reader import Document, read_file
from compass.catalogue.schema import validate
from compass.engine.cells import Cells, read_cells
from compass.engine.faults import Fault
from compass.errors import AssessmentError, Place, Problem
from compass.model.assessment import Assessment


@dataclass(frozen=True)
class CheckedAssessment:
    """An assessment whose every answer was checked, with its pack."""

    assessment: Assessment
    checked: CheckedPack
    cells: Cells
    document: Document

    @property
    def digest(self) -> str:
        return digest(self.assessment)

    def problem(self, fault: Fault) -> Problem:
        """Place a fault: in the assessment, or in the pack where its path leads there."""
        in_pack = self.checked.places.of(fault)
        place = in_pack or self.document.place(fault.path, fault.offset, fault.at_key)
        return Problem(fault.code, place, fault.details)


def read_assessment(path: Path, shelf: Shelf, packs: dict[Path, CheckedPack] | None = None) -> CheckedAssessment:
    """Read an assessment, its pack, and check every answer.

    Raises AssessmentError with every problem of the file, or PackError with those of its pack. F015: the pack that
    the file names is not found. `packs` keeps what was already checked.
    """
    document = read_file(path, shelf.shown(path))
    assessment = validate(Assessment, document.data, document, ()) if document.data is not None else None
    if assessment is None or document.problems:
        raise AssessmentError(sorted(document.problems, key=lambda p: p.place or Place("")))
    source = _pack_of(assessment, path, shelf)
    if source is None:
        details = {"name": assessment.pack, "known": ", ".join(p.name for p in shelf.packs())}
        raise AssessmentError([Problem("F015", document.place(("pack",)), details)])
    known = packs if packs is not None else {}
    if source not in known:
        known[source] = shelf.check(source)
    program = known[source].usable()
    cells, faults = read_cells(program.pack, program.units, assessment)
    found = CheckedAssessment(assessment, known[source], cells, document)
    if faults:
        problems = [Problem(f.code, document.place(f.path, f.offset, f.at_key), f.details) for f in faults]
        raise AssessmentError(sorted(problems, key=lambda p: p.place or Place("")))
    return found


def _pack_of(assessment: Assessment, path: Path, shelf: Shelf) -> Path | None:
    """Find the pack of an assessment: the folder that holds it, else the shelf."""
    beside = path.resolve().parent.parent
    if beside.name == assessment.pack and (beside / "pack.yaml").is_file():
        return beside
    return next(
        (root / assessment.pack for root in shelf.roots if (root / assessment.pack / "pack.yaml").is_file()), None
    )

"""An assessment file read and checked against its pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compass.catalogue.packs import CheckedPack, Shelf
from compass.catalogue.reader import Document, read_file, read_text
from compass.catalogue.schema import validate
from compass.catalogue.snapshots import open_pack, resolve
from compass.engine.cells import Cells, read_cells
from compass.engine.faults import Fault
from compass.errors import AssessmentError, Place, Problem
from compass.model.assessment import Assessment
from compass.model.digest import digest


@dataclass(frozen=True)
class CheckedAssessment:
    """An assessment whose every answer was checked, with its resolved pack: `checked` holds what it reaches."""

    assessment: Assessment
    checked: CheckedPack
    cells: Cells
    document: Document
    warnings: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        return digest(self.assessment)

    def problem(self, fault: Fault) -> Problem:
        """Place a fault: in the assessment, or in the pack where its path leads there."""
        in_pack = self.checked.places.of(fault)
        place = in_pack or self.document.place(fault.path, fault.offset, fault.at_key)
        return Problem(fault.code, place, fault.details)


def read_assessment(
    path: Path,
    shelf: Shelf,
    packs: dict[Path, CheckedPack] | None = None,
    source: Path | None = None,
    text: str | None = None,
) -> CheckedAssessment:
    """Read an assessment, its pack, and check every answer; `source` is another pack or a snapshot to use instead.

    Raises AssessmentError with every problem of the file, or PackError with those of its pack. F015: the pack that
    the file names is not found. A018: the pack is not the one whose digest the file pins. A019: `source` is another
    method. `packs` keeps what was already checked; `text` is read in place of what stands in the file.
    """
    assessment, document = read_written(path, shelf, text)
    checked = _checked(source or pack_of(assessment, document, path, shelf), shelf, packs if packs is not None else {})
    return check_assessment(assessment, document, checked)


def check_assessment(assessment: Assessment, document: Document, checked: CheckedPack) -> CheckedAssessment:
    """Check every answer of an assessment against a pack; raises what `read_assessment` raises."""
    own = checked.usable().pack.header.pack
    if own != assessment.pack:
        raise AssessmentError([Problem("A019", document.place(("pack",)), {"found": own, "expected": assessment.pack})])
    _cells(assessment, document, checked)
    resolved = resolve(checked, assessment)
    pinned = assessment.pack_digest
    if pinned is not None and pinned != resolved.digest:
        details = {"found": resolved.digest, "expected": pinned}
        raise AssessmentError([Problem("A018", document.place(("pack_digest",)), details)])
    warnings = _placed(_unused_evidence(assessment), document)
    return CheckedAssessment(assessment, resolved, _cells(assessment, document, resolved), document, warnings)


def read_written(path: Path, shelf: Shelf, text: str | None = None) -> tuple[Assessment, Document]:
    """Read an assessment as it is written, its answers not checked. Raises AssessmentError."""
    document = Document(shelf.shown(path)) if text is not None else read_file(path, shelf.shown(path))
    if text is not None:
        read_text(text, document)
    assessment = validate(Assessment, document.data, document, ()) if document.data is not None else None
    if assessment is None or document.problems:
        raise AssessmentError(sorted(document.problems, key=lambda p: p.place or Place("")))
    return assessment, document


def pack_of(assessment: Assessment, document: Document, path: Path, shelf: Shelf) -> Path:
    """Find the pack of an assessment: the folder that holds it, else the shelf. Raises AssessmentError F015."""
    source = _pack_of(assessment, path, shelf)
    if source is None:
        details = {"name": assessment.pack, "known": ", ".join(p.name for p in shelf.packs())}
        raise AssessmentError([Problem("F015", document.place(("pack",)), details)])
    return source


def _checked(source: Path, shelf: Shelf, known: dict[Path, CheckedPack]) -> CheckedPack:
    if source not in known:
        known[source] = open_pack(source, shelf)
    return known[source]


def _cells(assessment: Assessment, document: Document, checked: CheckedPack) -> Cells:
    program = checked.usable()
    cells, faults = read_cells(program.pack, program.units, assessment)
    if faults:
        raise AssessmentError(_placed(faults, document))
    return cells


def _placed(faults: Iterable[Fault], document: Document) -> tuple[Problem, ...]:
    problems = [Problem(f.code, document.place(f.path, f.offset, f.at_key), f.details) for f in faults]
    return tuple(sorted(problems, key=lambda p: p.place or Place("")))


def _unused_evidence(assessment: Assessment) -> Iterator[Fault]:
    """A020 (warning): evidence that no answer rests on."""
    answers = [assessment.need, assessment.all_options, *(option.answers for option in assessment.options)]
    given = [answer for each in answers for answer in each.values()]
    records = [record for answer in given if isinstance(answer.value, list) for record in answer.value]
    cited = {answer.evidence for answer in given} | {r.get("evidence") for r in records if isinstance(r, dict)}
    for id in assessment.evidence:
        if id not in cited:
            yield Fault("A020", ("evidence", id), None, {"name": id}, at_key=True)


def _pack_of(assessment: Assessment, path: Path, shelf: Shelf) -> Path | None:
    """Find the pack of an assessment: the folder that holds it, else the shelf."""
    beside = path.resolve().parent.parent
    if beside.name == assessment.pack and (beside / "pack.yaml").is_file():
        return beside
    return next(
        (root / assessment.pack for root in shelf.roots if (root / assessment.pack / "pack.yaml").is_file()), None
    )

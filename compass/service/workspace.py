"""Where a request finds its packs, and the stamps that identify its results."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from compass import __version__, shipped
from compass.catalogue.assessments import CheckedAssessment, read_assessment
from compass.catalogue.packs import CheckedPack, Shelf
from compass.errors import InputError, Problem


@dataclass
class Workspace:
    """The packs at hand; what was checked once is kept."""

    shelf: Shelf
    checked: dict[Path, CheckedPack] = field(default_factory=dict)

    def pack(self, name: str) -> CheckedPack:
        """Give a pack by id or path, checked; its problems may include faults. Raises InputError F015, F001."""
        source = self.shelf.find(name)
        if source is None:
            known = ", ".join(path.name for path in self.shelf.packs())
            raise InputError([Problem("F015", None, {"name": name[:80], "known": known})])
        if source not in self.checked:
            self.checked[source] = self.shelf.check(source)
        return self.checked[source]

    def assessment(self, path: Path) -> CheckedAssessment:
        """Give an assessment, every answer checked. Raises AssessmentError, PackError."""
        return read_assessment(path, self.shelf, self.checked)


def open_workspace(base: Path, packs: tuple[Path, ...] = ()) -> Workspace:
    """Open the packs shipped with the program and those in further folders; `base` is where paths are shown from."""
    root = shipped.questionnaires()
    return Workspace(Shelf((*packs, root), root / "library", base))


PROGRAM = f"compass {__version__}"

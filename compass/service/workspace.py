"""Where a request finds its packs, and the stamps that identify its results."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from compass import shipped
from compass.catalogue.assessments import CheckedAssessment, pack_of, read_assessment
from compass.catalogue.packs import CheckedPack, Shelf
from compass.catalogue.snapshots import open_pack
from compass.errors import InputError, Problem
from compass.service.cache import Cache
from compass.version import __version__


@dataclass
class Workspace:
    """The packs at hand; what was checked once is kept."""

    shelf: Shelf
    checked: dict[Path, CheckedPack] = field(default_factory=dict)

    def pack(self, name: str) -> CheckedPack:
        """Give a pack by id or path, or a snapshot, checked; its problems may include faults.

        Raises InputError F015, or PackError where a snapshot can't be read.
        """
        source = self.source(name)
        if source not in self.checked:
            self.checked[source] = open_pack(source, self.shelf)
        return self.checked[source]

    def afresh(self) -> Workspace:
        """Give a workspace that knows nothing: each pack is checked again."""
        return Workspace(replace(self.shelf, keep=None))

    def source(self, name: str) -> Path:
        """Find a pack by id or path, or a snapshot by its path. Raises InputError F015."""
        source = self.shelf.find(name)
        if source is None:
            known = ", ".join(path.name for path in self.shelf.packs())
            raise InputError([Problem("F015", None, {"name": name[:80], "known": known})])
        return source

    def assessment(self, path: Path, pack: str | None = None, text: str | None = None) -> CheckedAssessment:
        """Give an assessment, every answer checked, with its own pack or another one, which may be a snapshot; `text`
        stands for the content of the file.

        Raises AssessmentError, PackError, InputError F015.
        """
        return read_assessment(path, self.shelf, self.checked, self.source(pack) if pack is not None else None, text)

    def whole_pack(self, read: CheckedAssessment, path: Path, pack: str | None = None) -> CheckedPack:
        """Give the pack that an assessment was read with, not only what the assessment reaches of it."""
        source = self.source(pack) if pack is not None else None
        return self.checked[source or pack_of(read.assessment, read.document, path, self.shelf)]


def open_workspace(
    base: Path, packs: tuple[Path, ...] = (), today: str | None = None, cache: Path | None = None
) -> Workspace:
    """Open the packs shipped with the program and those in further folders; `base` is where paths are shown from.

    Numbers whose last day lies before `today` are told when a pack is checked. `cache` is a folder in which checked
    packs are kept.
    """
    root = shipped.questionnaires()
    return Workspace(Shelf((*packs, root), root / "library", base, today, Cache(cache) if cache is not None else None))


def is_assessment(name: str) -> bool:
    """Say whether a name is that of an assessment file: one that stands in a folder `assessments`."""
    path = Path(name)
    return path.is_file() and path.parent.name == "assessments"


PROGRAM = f"compass {__version__}"

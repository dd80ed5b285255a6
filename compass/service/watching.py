"""Check packs whenever a file changes, and compare the results of their worked cases with the last good ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compass.catalogue.packs import Shelf
from compass.decision.changes import changes
from compass.model.change import Changes
from compass.service.checking import Checked, check_packs
from compass.service.evaluating import Result
from compass.service.workspace import Workspace

Stamps = Mapping[Path, tuple[int, int]]


@dataclass(frozen=True)
class Compared:
    """A worked case beside its last good result."""

    case: str
    before: Result
    after: Result
    changes: Changes


@dataclass(frozen=True)
class Look:
    """One check of the watched packs; `compared` is empty at the first, which has nothing to compare with."""

    checked: tuple[Checked, ...]
    compared: tuple[Compared, ...]

    @property
    def lacks_results(self) -> bool:
        """Say whether a fault keeps a worked case from being computed."""
        return any(len(checked.results) < checked.cases for checked in self.checked)


@dataclass
class Watch:
    """Packs under watch: looks at them again when a file has changed.

    A result is good, and kept to compare the next ones with, when its pack passes; until one does, the first result
    that could be computed stands in.
    """

    shelf: Shelf
    names: tuple[str, ...] = ()
    stamps: Stamps | None = None
    good: dict[str, Result] = field(default_factory=dict)

    def look(self) -> Look | None:
        """Check the packs; None where no file has changed since the last look."""
        stamps = dict(self._stamps())
        if stamps == self.stamps:
            return None
        self.stamps = stamps
        checked = tuple(check_packs(Workspace(self.shelf), self.names))
        compared = tuple(each for pack in checked for each in self._compare(pack))
        return Look(checked, compared)

    def _compare(self, checked: Checked) -> Iterator[Compared]:
        for case, result in checked.results.items():
            before = self.good.get(case)
            if before is not None:
                found = changes(before.evaluated.evaluation, result.evaluated.evaluation)
                yield Compared(case, before, result, found)
            if before is None or checked.passes:
                self.good[case] = result

    def _stamps(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        for path in sorted({path for folder in self._folders() for path in _files(folder)}):
            try:
                seen = path.stat()
            except FileNotFoundError:  # taken away since it was listed: the next look sees it gone
                continue
            yield path, (seen.st_mtime_ns, seen.st_size)

    def _folders(self) -> Iterable[Path]:
        found = [self.shelf.find(name) or Path(name) for name in self.names]
        return [self.shelf.library, *(found or self.shelf.packs())]


def _files(source: Path) -> Iterable[Path]:
    return source.rglob("*.yaml") if source.is_dir() else [source]

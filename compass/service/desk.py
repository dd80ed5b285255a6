"""Where the use cases of the web application find packs, rows and the time; what was read and computed once is kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

from compass.catalogue.assessments import CheckedAssessment, check_assessment, read_written
from compass.catalogue.packs import CheckedPack
from compass.catalogue.reader import Document
from compass.catalogue.snapshots import snapshot_of, snapshot_pack
from compass.engine.interview import interview
from compass.errors import DeniedError, InputError
from compass.model.base import Text
from compass.model.interview import Interview
from compass.service.permissions import ALLOWED, Act, Actor, Role, allowed, granted
from compass.service.workspace import Workspace
from compass.store import assessments
from compass.store.assessments import Kept, rewound
from compass.store.database import Connection, Database
from compass.store.people import Grant

Found = TypeVar("Found")
WORKED = "~"
"""In the id of a worked case, between its pack and its name; no id of a kept assessment has it."""
_OF_WORKED = Grant("reader")


@dataclass
class _Place:
    """Where one result is kept: empty until it is computed."""

    lock: Lock = field(default_factory=Lock)
    found: tuple[Any, ...] = ()


@dataclass
class Memory:
    """The last results of some computations; one that is asked for by two at once is computed once, and whoever asks
    for another one does not wait for it."""

    most: int
    _known: OrderedDict[Hashable, _Place] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable, compute: Callable[[], Found]) -> Found:
        with self._lock:
            place = self._known.setdefault(key, _Place())
            self._known.move_to_end(key)
            if len(self._known) > self.most:
                self._known.popitem(last=False)
        with place.lock:
            if not place.found:
                place.found = (compute(),)
            found: Found = place.found[0]
            return found

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._known.clear()


@dataclass(frozen=True)
class Opened:
    """An assessment that an actor may see; `kept` is None for a worked case, which nobody changes."""

    id: str
    role: Role
    read: CheckedAssessment
    whole: CheckedPack
    interview: Interview
    kept: Kept | None
    grant: Grant = _OF_WORKED

    @property
    def may_answer(self) -> bool:
        return self.kept is not None and "answer" in ALLOWED[self.role]

    @property
    def may_review(self) -> bool:
        return self.kept is not None and "review" in ALLOWED[self.role]

    def may_answer_in(self, section: str) -> bool:
        """Say whether the actor may answer the questions of a section: a delegate those of one alone."""
        return self.may_answer or (self.role == "delegate" and self.grant.section == section)


@dataclass
class Desk:
    """One running application. `now` gives the time, in UTC."""

    workspace: Workspace
    database: Database
    now: Callable[[], datetime]
    kept: Memory = field(default_factory=lambda: Memory(64))
    opened: Memory = field(default_factory=lambda: Memory(64))
    packs: Memory = field(default_factory=lambda: Memory(16))
    results: Memory = field(default_factory=lambda: Memory(16))
    evaluations: Memory = field(default_factory=lambda: Memory(256))
    reports: Memory = field(default_factory=lambda: Memory(16))
    rooms: Memory = field(default_factory=lambda: Memory(64))

    def at(self) -> str:
        """Give the time as it is kept."""
        return self.now().isoformat(timespec="seconds")

    def open(self, actor: Actor, id: str, act: Act = "read") -> Opened:
        """Give an assessment that the actor may see, checked with the pack that it keeps.

        Raises DeniedError P001, P002.
        """
        if WORKED in id:
            return self._worked(id, act)
        with self.database.reading() as connection:
            grant = granted(connection, actor, id, act)
            revision = assessments.revision_of(connection, id)
            kept: Kept = self.kept.get((id, revision), lambda: _loaded(connection, id))
            whole = self.pack_of(connection, kept)
        read, found = self.opened.get((kept.id, kept.revision), lambda: _read(kept, whole))
        return Opened(kept.id, cast(Role, grant.role), read, whole, found, kept, grant)

    def before_last(self, opened: Opened) -> CheckedAssessment | None:
        """Give a kept assessment as it stood before its last change, answers enough to be computed; else None."""
        kept = opened.kept
        if kept is None or kept.revision < 2:
            return None
        with self.database.reading() as connection:
            last = assessments.changes(connection, kept.id, kept.revision - 1)
        before = replace(kept, assessment=rewound(kept, last), revision=kept.revision - 1)
        read, found = self.opened.get((kept.id, before.revision), lambda: _read(before, opened.whole))
        return None if found.missing else read

    def worked_cases(self) -> tuple[str, ...]:
        """Give the ids of the assessments that come with the packs."""
        return tuple(f"{pack}{WORKED}{path.stem}" for pack, path in self._cases())

    def worked_head(self, id: str) -> tuple[str, Text]:
        """Give the pack and the title of a worked case."""
        path = self._case(id)
        written, _ = self.opened.get((id, "head"), lambda: read_written(path, self.workspace.shelf))
        return written.pack, written.title

    def _case(self, id: str) -> Path:
        path = next((path for pack, path in self._cases() if f"{pack}{WORKED}{path.stem}" == id), None)
        if path is None:
            raise DeniedError("P001")
        return path

    def _cases(self) -> tuple[tuple[str, Path], ...]:
        packs = self.workspace.shelf.packs()
        return tuple((pack.name, path) for pack in packs for path in sorted((pack / "assessments").glob("*.yaml")))

    def _worked(self, id: str, act: Act) -> Opened:
        role = allowed("reader", act)
        path = self._case(id)
        read, found = self.opened.get(id, lambda: with_interview(self.workspace.assessment(path)))
        return Opened(id, role, read, self.workspace.whole_pack(read, path), found, None)

    def pack_of(self, connection: Connection, kept: Kept) -> CheckedPack:
        """Give the pack that an assessment was begun with: from the shelf where it is the same, else the kept one."""
        name = kept.assessment.pack
        try:
            ours = self.workspace.pack(name)
            if not ours.faults and ours.digest == kept.pack:
                return ours
        except InputError:
            pass  # the pack has gone from the shelf, or is at fault by now: the one that was kept is not
        snapshot = assessments.pack_snapshot(connection, kept.pack)
        return self.packs.get(kept.pack, lambda: snapshot_pack(snapshot, Path(name), name))

    def keep_pack(self, connection: Connection, name: str) -> str:
        """Keep a pack of the shelf as it is now; give its digest."""
        checked = self.workspace.pack(name)
        assessments.keep_pack(connection, checked.digest, snapshot_of(checked.usable().pack))
        return checked.digest


def _loaded(connection: Connection, id: str) -> Kept:
    kept = assessments.load(connection, id)
    assert kept is not None
    return kept


def _read(kept: Kept, whole: CheckedPack) -> tuple[CheckedAssessment, Interview]:
    return with_interview(check_assessment(kept.assessment, Document(kept.assessment.pack), whole))


def with_interview(read: CheckedAssessment) -> tuple[CheckedAssessment, Interview]:
    """Give an assessment that was read with its open questions. Raises CannotRun where an answer can't be computed."""
    return read, interview(read.checked.usable(), read.assessment, read.cells)

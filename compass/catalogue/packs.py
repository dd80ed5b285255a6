"""A pack found, read, compiled and checked, with every problem at its place."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from compass.catalogue.assembly import assemble, assemble_library, library_files, pack_files
from compass.catalogue.canonical import digest_of
from compass.catalogue.checks import check_pack
from compass.catalogue.kept import Keep, key_of, read_kept, write_kept
from compass.catalogue.parts import Assembled, Places
from compass.engine.compiler import compile_pack
from compass.engine.faults import Fault
from compass.engine.meanings import UnusableType
from compass.engine.program import Program
from compass.engine.units import UnitTable
from compass.errors import WARNINGS, Detail, PackError, Place, Problem
from compass.model.pack import Pack

_SAFE_ON_A_PART = ("U001", "U002", "U003", "U006", "U007", "X", "N001", "N002", "N012", "G001")

_UNREAD = frozenset({f"F0{number:02}" for number in range(1, 15)} - {"F009"} | {"T003"})
_UNUSABLE = ("text", "date")
_UNUSED = ("Q007", "N009", "C001")


@dataclass(frozen=True)
class CheckedPack:
    """A pack with its program, the places of its parts, and its problems (warnings, or faults that forbid its use).

    `find_places` gives the places when they are first asked for.
    """

    source: Path
    pack: Pack | None
    program: Program | None
    find_places: Callable[[], Places]
    problems: tuple[Problem, ...]

    @cached_property
    def places(self) -> Places:
        return self.find_places()

    @property
    def faults(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_warning)

    @cached_property
    def digest(self) -> str:
        assert self.pack is not None
        return digest_of(self.pack)

    def usable(self) -> Program:
        """Give the program, or raise PackError with every fault."""
        if self.faults or self.program is None:
            raise PackError(self.faults)
        return self.program


@dataclass(frozen=True)
class Shelf:
    """Where packs and the library are found; `base` is the folder against which paths are shown.

    Numbers expire against `today`, where it is given. `keep`, if given, holds packs that were checked before.
    """

    roots: tuple[Path, ...]
    library: Path
    base: Path
    today: str | None = None
    keep: Keep | None = None

    def shown(self, path: Path) -> str:
        """Write a path as a person expects it: from the current folder where possible."""
        for base in (self.base, *(root.parent for root in self.roots)):
            if path.resolve().is_relative_to(base.resolve()):
                return str(path.resolve().relative_to(base.resolve()))
        return str(path)

    def find(self, name: str) -> Path | None:
        """Find a pack by its id, or a pack's folder or file, or a snapshot, by its path."""
        try:
            for root in self.roots:
                if "/" not in name and (root / name / "pack.yaml").is_file():
                    return root / name
            path = Path(name)
            if path.is_dir() and (path / "pack.yaml").is_file():
                return path
            return path if path.is_file() and path.suffix in (".yaml", ".yml", ".json") else None
        except (OSError, ValueError):  # a name that no file can have
            return None

    def packs(self) -> list[Path]:
        """Give the folder of every pack, by name."""
        return sorted(path.parent for root in self.roots for path in root.glob("*/pack.yaml"))

    def check(self, source: Path) -> CheckedPack:
        """Read, compile and check one pack; where the very same files were checked before, take what was kept."""
        with _uncollected():
            key = self._key(source) if self.keep is not None else None
            if self.keep is None or key is None:
                return self._read(source)
            kept = read_kept(self.keep.get(key), key)
            if kept is not None:
                later = cache(lambda: assemble(source, self.library, self.shown).places)
                return CheckedPack(source, kept.pack, kept.program, later, kept.problems)
            checked = self._read(source)
            if checked.program is not None and not checked.faults and key == self._key(source):
                self.keep.put(key, write_kept(checked.program, checked.problems, key))
            return checked

    def _read(self, source: Path) -> CheckedPack:
        return self._checked(source, assemble(source, self.library, self.shown))

    def _key(self, source: Path) -> str | None:
        """Give the digest of all that the check of a pack depends on: files come and go, so that all count."""
        files = [*pack_files(source), *library_files(self.library)]
        return key_of([(self.shown(path), path) for path in files], (self.shown(source), self.today or ""))

    def check_library(self) -> CheckedPack:
        """Read, compile and check every file of the library together; nothing need use what it offers."""
        checked = self._checked(self.library, assemble_library(self.library, self.shown))
        problems = tuple(problem for problem in checked.problems if problem.code not in _UNUSED)
        return replace(checked, problems=problems)

    def _checked(self, source: Path, found: Assembled) -> CheckedPack:
        complete = found.pack()
        pack = complete or _partial(found)
        problems = list(found.problems)
        program = None
        if pack is not None:
            program, faults = compile_pack(pack, UnitTable(pack.units))
            every = _without_echoes(program, [*faults, *check_pack(program, self.today)])
            kept = every if complete is not None else _certain(every, found)
            problems += [Problem(f.code, found.places.of(f) or Place(self.shown(source)), f.details) for f in kept]
        ordered = sorted(
            dict.fromkeys(map(_hashable, problems)),
            key=lambda key: (str(key[1].file), key[1].line, key[1].column, key[0]),
        )
        listed = tuple(Problem(code, place, dict(details)) for code, place, details in ordered)
        return CheckedPack(source, complete, program if complete is not None else None, lambda: found.places, listed)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the search for cyclic garbage: a pack is all kept, and searching it would take half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _without_echoes(program: Program, faults: list[Fault]) -> list[Fault]:
    """Leave out what merely follows from another fault.

    A name is no number where its unit can't be read, and nothing seems to use it where a formula was not understood.
    """
    questions = program.pack.questions
    unread = {
        name
        for name, meaning in program.meanings.items()
        if isinstance(meaning, UnusableType) and not (name in questions and questions[name].type in _UNUSABLE)
    }
    doubtful = any(fault.code[0] in "XUN" and fault.code not in WARNINGS for fault in faults)
    return [
        fault
        for fault in faults
        if not (fault.code == "X011" and fault.details.get("part") in unread)
        and not (fault.code in ("Q007", "N009") and doubtful)
    ]


def _hashable(problem: Problem) -> tuple[str, Place, tuple[tuple[str, Detail], ...]]:
    return problem.code, problem.place or Place(""), tuple(sorted(problem.details.items()))


def _partial(found: Assembled) -> Pack | None:
    """Put together what was not refused, so that its formulas can be checked in the same run.

    None where a file was not read at all: nobody knows what it declares.
    """
    if found.header is None or any(problem.code in _UNREAD for problem in found.problems):
        return None
    parts = {name: dict(items) for name, items in found.parts.items()}
    parts["questions"] = {id: q for id, q in parts["questions"].items() if q.section in parts["sections"]}
    return Pack(header=found.header, **parts)


def _certain(faults: Iterable[Fault], found: Assembled) -> list[Fault]:
    """Keep the faults that do not merely follow from a part that was refused."""
    declared = {key[1] for key in found.places.prefixes if len(key) > 1}
    lists_lack = any(key[0] == "scales" and key[1] not in found.parts["scales"] for key in found.places.prefixes)
    return [
        fault
        for fault in faults
        if fault.code.startswith(_SAFE_ON_A_PART)
        and fault.details.get("name") not in declared
        and not (lists_lack and fault.code == "N002")
    ]

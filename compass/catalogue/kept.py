"""Checked packs kept from one run to the next, each under the digest of all that its check depends on.

What is kept is JSON, and nothing in it runs when it is read: the pack is validated like any other, and a formula is
admitted, node by node, when it is first computed.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple, Protocol

from compass.catalogue.reader import MAX_BYTES
from compass.engine.code import Reads
from compass.engine.compiler import compile_pack
from compass.engine.program import Program
from compass.engine.units import UnitTable
from compass.errors import Detail, Place, Problem
from compass.model.base import Noun
from compass.model.pack import Pack
from compass.version import __version__

_PACKAGE = Path(__file__).resolve().parent.parent
_LAYERS = ("model", "engine", "decision", "texts", "catalogue")
_LIBRARIES = ("pydantic", "pyyaml", "networkx", "ecologits")


class Keep(Protocol):
    """Where checked packs are kept, by key."""

    def get(self, key: str) -> bytes | None:
        """Give what was put under a key, if it is there."""

    def put(self, key: str, content: bytes) -> None:
        """Keep some content, if that can be done."""


class Kept(NamedTuple):
    """A pack that was checked before, its program and its warnings."""

    pack: Pack
    program: Program
    problems: tuple[Problem, ...]


class _Reading(Noun):
    """What a formula reads; `site` is the rule that holds its place, or empty."""

    formula: str
    site: str
    needs: tuple[str, ...]
    referred: tuple[str, ...]


class _Warning(Noun):
    code: str
    file: str
    line: int
    column: int
    details: dict[str, Detail]


class _Entry(Noun):
    key: str
    pack: Pack
    readings: tuple[_Reading, ...]
    warnings: tuple[_Warning, ...]


def key_of(files: Iterable[tuple[str, Path]], also: Iterable[str]) -> str | None:
    """Give the SHA-256 of files by the names that messages show, of further texts and of the program.

    None where a file is none, can't be read, is larger than packs are read or has a name that is no text.
    """
    try:
        parts = [_program(), *(text.encode() for text in also)]
        for shown, path in files:
            if not path.is_file() or path.stat().st_size > MAX_BYTES:
                return None
            parts += [shown.encode(), path.read_bytes()]
    except (OSError, UnicodeEncodeError):
        return None
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()


@cache
def _program() -> bytes:
    """Tell one state of the program from another: versions, and the files that read and check packs."""
    files = [_PACKAGE / "errors.py", *(path for layer in _LAYERS for path in (_PACKAGE / layer).rglob("*.[pt]*"))]
    stamps = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files if path.suffix != ".pyc"]
    libraries = [(name, _version(name)) for name in _LIBRARIES]
    return repr((__version__, platform.python_version(), libraries, sorted(stamps))).encode()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def write_kept(program: Program, problems: Iterable[Problem], key: str) -> bytes:
    """Write a checked pack that has warnings at most, behind the digest of what is written."""
    entry = _Entry(
        key=key,
        pack=program.pack,
        readings=tuple(
            _Reading(formula=formula, site=site, needs=tuple(sorted(needs)), referred=tuple(sorted(referred)))
            for (formula, site), (needs, referred) in program.reads.items()
        ),
        warnings=tuple(_warning(problem) for problem in problems),
    )
    content = entry.model_dump_json().encode()
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def _warning(problem: Problem) -> _Warning:
    place = problem.place or Place("")
    return _Warning(
        code=problem.code, file=place.file, line=place.line, column=place.column, details=dict(problem.details)
    )


def read_kept(written: bytes | None, key: str) -> Kept | None:
    """Read what was kept under a key; None where it is damaged, of another key, or no pack that compiles."""
    digest, _, content = (written or b"").partition(b"\n")
    if digest != hashlib.sha256(content).hexdigest().encode():
        return None
    try:
        entry = _Entry.model_validate_json(content)
    except ValueError:
        return None
    known = {
        (each.formula, each.site): Reads(frozenset(each.needs), frozenset(each.referred)) for each in entry.readings
    }
    program, faults = compile_pack(entry.pack, UnitTable(entry.pack.units), known)
    if entry.key != key or faults:
        return None
    problems = tuple(
        Problem(each.code, Place(each.file, each.line, each.column), each.details) for each in entry.warnings
    )
    return Kept(entry.pack, program, problems)

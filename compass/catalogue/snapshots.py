"""Snapshots: the resolved pack of an assessment in one file, read again in place of the pack's folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from compass.catalogue.canonical import canonical, digest_of, pack_data, read_pack, written
from compass.catalogue.checks.references import check_references
from compass.catalogue.packs import CheckedPack, Shelf
from compass.catalogue.parts import Places
from compass.engine.compiler import compile_pack
from compass.engine.reach import reached
from compass.engine.units import UnitTable
from compass.errors import Detail, PackError, Place, Problem
from compass.model.assessment import Assessment
from compass.model.pack import Pack

ENDING = ".json"
FORMAT = "ai-compass pack 1"
MAX_BYTES = 32_000_000


def open_pack(source: Path, shelf: Shelf) -> CheckedPack:
    """Check the pack of a folder or a file, or read a snapshot, which was checked when it was taken.

    Raises PackError where a snapshot can't be read.
    """
    return read_snapshot(source, shelf.shown(source)) if source.suffix == ENDING else shelf.check(source)


def resolve(checked: CheckedPack, assessment: Assessment) -> CheckedPack:
    """Give the resolved pack of an assessment, compiled: what it reaches, as its snapshot says it.

    Raises PackError where the pack has faults.
    """
    pack = read_pack(pack_data(reached(checked.usable(), assessment)))
    program, faults = compile_pack(pack, UnitTable(pack.units))
    problems = tuple(Problem(fault.code, checked.places.of(fault), fault.details) for fault in faults)
    return replace(checked, pack=pack, program=program, problems=problems)


def snapshot_of(pack: Pack) -> bytes:
    """Write a resolved pack with its digest, as canonical JSON and a line end."""
    head = written({"digest": digest_of(pack), "format": FORMAT})
    return head.removesuffix("}").encode() + b',"pack":' + canonical(pack) + b"}\n"


def read_snapshot(path: Path, shown: str) -> CheckedPack:
    """Read a snapshot and compile its pack; what it does not say is looked up nowhere.

    Raises PackError: F001, F002, F003 a file that can't be read; F016 no JSON; F017 no snapshot, or one of another
    format; F018 one that was changed since it was written; F019 one whose pack can't be used.
    """
    return snapshot_pack(_text(path, shown), path, shown)


def snapshot_pack(text: str, path: Path, shown: str) -> CheckedPack:
    """Compile the pack of a snapshot whose text was read; raises what `read_snapshot` raises."""
    data = _envelope(text, shown)
    try:
        pack = read_pack(data["pack"])
    except (ValueError, TypeError, AttributeError) as error:
        raise _refused("F019", shown, said=_first_line(error)) from None
    if data["digest"] != digest_of(pack):
        raise _refused("F018", shown, found=digest_of(pack)[:12], expected=str(data["digest"])[:12])
    program, faults = compile_pack(pack, UnitTable(pack.units))
    wrong = [*faults, *check_references(program)]
    if wrong:
        said = ", ".join(f"{fault.code} {'.'.join(map(str, fault.path))}" for fault in wrong[:3])
        raise _refused("F019", shown, said=said)
    return CheckedPack(path, pack, program, Places, ())


def _text(path: Path, shown: str) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refused("F002", shown, size=path.stat().st_size, most=MAX_BYTES)
        return path.read_text(encoding="utf-8")
    except OSError:
        raise _refused("F001", shown) from None
    except UnicodeDecodeError:
        raise _refused("F003", shown) from None


def _envelope(text: str, shown: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise PackError([Problem("F016", Place(shown, error.lineno, error.colno))]) from None
    except (RecursionError, ValueError):
        raise _refused("F016", shown) from None
    if not isinstance(data, dict) or {*data} != {"digest", "format", "pack"} or data["format"] != FORMAT:
        raise _refused("F017", shown, expected=FORMAT)
    return data


def _refused(code: str, shown: str, **details: Detail) -> PackError:
    return PackError([Problem(code, Place(shown), details)])


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]

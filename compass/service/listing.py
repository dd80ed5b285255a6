"""List the sourced numbers of a pack, or of the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compass.decision.audit import audit_pack, row_name
from compass.errors import PackError
from compass.model.factor import Row
from compass.model.listing import FactorLine
from compass.model.pack import Pack
from compass.service.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """Which rows to list; each condition that is set must hold."""

    stale: bool = False
    unused: bool = False
    qualities: frozenset[str] = frozenset()

    def admits(self, line: FactorLine) -> bool:
        is_of_quality = not self.qualities or line.given.quality in self.qualities
        return is_of_quality and (line.is_stale or not self.stale) and (not line.is_used or not self.unused)


@dataclass(frozen=True)
class Listing:
    """The rows found, with the pack that names their scales, units and sources."""

    pack: Pack
    lines: tuple[FactorLine, ...]


def list_factors(workspace: Workspace, name: str | None, wanted: Wanted, today: str) -> Listing:
    """List the factors of a pack, the library files that it uses included; without a name, those of the library.

    `today` (such as `2026-11-22`) decides what has expired. A factor of the library is used when any pack at hand
    uses it. Raises InputError, PackError.
    """
    program = (workspace.pack(name) if name is not None else workspace.shelf.check_library()).usable()
    audit, packs = audit_pack(program, today), workspace.shelf.packs() if name is None else ()
    unused = set(audit.unused).difference(*(_used_by(workspace, str(pack)) for pack in packs))
    stale = set(audit.stale)
    lines = (
        FactorLine(factor=id, row=key, given=row, is_used=named not in unused, is_stale=named in stale)
        for id, key, named, row in _rows(program.pack)
    )
    return Listing(program.pack, tuple(line for line in lines if wanted.admits(line)))


def _rows(pack: Pack) -> Iterator[tuple[str, str, str, Row]]:
    """Give each row with its factor, its key, and the name by which an audit calls it."""
    for id, factor in pack.factors.items():
        yield from ((id, key, row_name(id, key), row) for key, row in factor.rows.items())
        if factor.otherwise is not None:
            yield id, "otherwise", row_name(id, "otherwise"), factor.otherwise


def _used_by(workspace: Workspace, name: str) -> set[str]:
    """Give the rows that a pack uses; a pack with faults uses what nobody can tell, so nothing."""
    try:
        program = workspace.pack(name).usable()
    except PackError:
        return set()
    return {row for _, _, row, _ in _rows(program.pack)} - set(audit_pack(program, "").unused)

"""Assessments kept part by part; each change is a row of their history, written in one transaction with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from compass.model.assessment import Assessment
from compass.store import files, tables
from compass.store.parts import Key, Parts, assessment_of, parts_of


@dataclass(frozen=True)
class Kept:
    """An assessment as it is kept; `versions` counts the changes of each part, those taken back included."""

    id: str
    pack: str
    revision: int
    created: str
    changed: str
    assessment: Assessment
    versions: Mapping[Key, int]


@dataclass(frozen=True)
class Change:
    """One part before and after; None where it was not there."""

    revision: int
    at: str
    account: str | None
    key: Key
    before: Any
    after: Any


def keep_pack(connection: Connection, digest: str, snapshot: bytes) -> None:
    """Keep a resolved pack under its digest, once, whoever else does so at the same time."""
    known = select(tables.packs.c.digest).where(tables.packs.c.digest == digest)
    if connection.execute(known).first() is None:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        row = insert(tables.packs).values(digest=digest, snapshot=snapshot.decode())
        connection.execute(row.on_conflict_do_nothing())


def pack_snapshot(connection: Connection, digest: str) -> str:
    """Give a pack that was kept."""
    return str(connection.execute(select(tables.packs.c.snapshot).where(tables.packs.c.digest == digest)).scalar_one())


def create(connection: Connection, id: str, pack: str, assessment: Assessment, account: str | None, at: str) -> None:
    """Keep a new assessment, with a pack that is kept already."""
    row = {"id": id, "pack": pack, "revision": 0, "created": at, "changed": at}
    connection.execute(insert(tables.assessments).values(row))
    _write(connection, id, 1, {}, parts_of(assessment), {}, account, at)


def load(connection: Connection, id: str, *, to_change: bool = False) -> Kept | None:
    """Give an assessment; with `to_change`, nobody else changes it until the end of the transaction."""
    head = select(tables.assessments).where(tables.assessments.c.id == id)
    row = connection.execute(head.with_for_update() if to_change else head).first()
    if row is None:
        return None
    parts = _rows(connection, id)
    present = {key: content for key, (_, content) in parts.items() if content is not None}
    versions = {key: version for key, (version, _) in parts.items()}
    return Kept(id, row.pack, row.revision, row.created, row.changed, assessment_of(present), versions)


def revision_of(connection: Connection, id: str) -> int:
    """Give the number of the last change of an assessment that is there."""
    found = select(tables.assessments.c.revision).where(tables.assessments.c.id == id)
    return int(connection.execute(found).scalar_one())


def hold(connection: Connection, id: str) -> None:
    """Have nobody else change an assessment, or who takes part in it, until the end of the transaction."""
    connection.execute(select(tables.assessments.c.id).where(tables.assessments.c.id == id).with_for_update())


def save(connection: Connection, kept: Kept, after: Assessment, account: str | None, at: str) -> int:
    """Write what differs from an assessment that was loaded to be changed; give its revision.

    Files that its documents do not name any more are deleted.
    """
    before, wanted = parts_of(kept.assessment), parts_of(after)
    if before == wanted:
        return kept.revision
    _write(connection, kept.id, kept.revision + 1, before, wanted, kept.versions, account, at)
    if after.evidence != kept.assessment.evidence:
        files.keep_only(connection, kept.id, {each.sha256 for each in after.evidence.values() if each.sha256})
    return kept.revision + 1


def remove(connection: Connection, id: str) -> None:
    """Delete an assessment with its history."""
    connection.execute(delete(tables.assessments).where(tables.assessments.c.id == id))


def changes(connection: Connection, id: str, after: int = 0) -> tuple[Change, ...]:
    """Give what changed since a revision, in order."""
    rows = tables.history
    found = select(rows).where(rows.c.assessment == id, rows.c.revision > after).order_by(rows.c.id)
    return tuple(
        Change(r.revision, r.at, r.account, Key(r.kind, r.key), r.before, r.after) for r in connection.execute(found)
    )


def rewound(kept: Kept, undone: Iterable[Change]) -> Assessment:
    """Give an assessment as it was before some of its changes, every part in its place."""
    parts: dict[Key, Any] = dict(parts_of(kept.assessment))
    for change in reversed(tuple(undone)):
        parts[change.key] = change.before
    return assessment_of({key: parts[key] for key in kept.versions if parts.get(key) is not None})


def _rows(connection: Connection, id: str) -> dict[Key, tuple[int, Any]]:
    parts = tables.parts
    found = select(parts).where(parts.c.assessment == id).order_by(parts.c.place)
    return {Key(row.kind, row.key): (row.version, row.content) for row in connection.execute(found)}


def _write(
    connection: Connection,
    id: str,
    revision: int,
    before: Parts,
    after: Parts,
    versions: Mapping[Key, int],
    account: str | None,
    at: str,
) -> None:
    """Write the parts that differ, each with a row of history; a part keeps its place, a new one goes to the end."""
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        _write_part(connection, id, key, new, versions)
        told = {"assessment": id, "revision": revision, "at": at, "account": account, "before": old, "after": new}
        connection.execute(insert(tables.history).values(kind=key.kind, key=key.key, **told))
    changed = update(tables.assessments).where(tables.assessments.c.id == id)
    connection.execute(changed.values(revision=revision, changed=at))


def _write_part(connection: Connection, id: str, key: Key, content: Any, versions: Mapping[Key, int]) -> None:
    parts = tables.parts
    version = versions.get(key, 0)
    if version:
        own = (parts.c.assessment == id, parts.c.kind == key.kind, parts.c.key == key.key)
        connection.execute(update(parts).where(*own).values(content=content, version=version + 1))
        return
    places = select(parts.c.place).where(parts.c.assessment == id).order_by(parts.c.place.desc()).limit(1)
    place = (connection.execute(places).scalar() or 0) + 1
    row = {"assessment": id, "kind": key.kind, "key": key.key, "place": place, "version": 1, "content": content}
    connection.execute(insert(parts).values(row))

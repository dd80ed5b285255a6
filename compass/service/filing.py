"""The file of a document: sent in, looked at for what it is, handed out, taken away."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from compass.errors import ConflictError, DeniedError
from compass.model.assessment import Assessment, Evidence
from compass.service.changing import to_change, write
from compass.service.desk import Desk
from compass.service.evidence import evidence_in, with_document
from compass.service.permissions import Actor, require
from compass.service.sending import File
from compass.store import files
from compass.store.files import Filed

MEBI = 1024 * 1024
MOST_BYTES = 10 * MEBI
MOST_OF_ALL = 50 * MEBI
"""What the files of one assessment may have together."""
KINDS = {
    "application/pdf": (b"%PDF-", ".pdf"),
    "image/png": (b"\x89PNG\r\n\x1a\n", ".png"),
    "image/jpeg": (b"\xff\xd8\xff", ".jpg"),
}
"""The kinds that are taken, each known by its first bytes: no browser runs anything in them."""


@dataclass(frozen=True)
class HandedOut:
    """A file as it is handed out: its name, its media type, its bytes."""

    name: str
    kind: str
    content: bytes


def keep_file(desk: Desk, actor: Actor, id: str, name: str, file: File, seen: str) -> None:
    """Keep the file of a document in the place of the one that had the digest `seen`, empty for none.

    Raises DeniedError P001, P002, P010, P055 (no kind that is taken), P056 (too large), P057 (no room); ConflictError
    P003 where somebody else sent another one meanwhile.
    """
    kind = _kind(file)
    if len(file.content) > MOST_BYTES:
        raise DeniedError("P056", most=MOST_BYTES // MEBI)
    digest = hashlib.sha256(file.content).hexdigest()
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        before = _standing(kept.assessment, name, seen, digest)
        replaced = files.files_in(connection, id).get(before.sha256 or "")
        room = MOST_OF_ALL - files.size_in(connection, id) + (0 if replaced is None else replaced.size)
        if len(file.content) > room:
            raise DeniedError("P057", most=MOST_OF_ALL // MEBI)
        filed = Filed(id, digest, kind, len(file.content), actor.account, desk.at())
        files.add_file(connection, filed, file.content)
        document = before.model_copy(update={"file": _name(file, kind), "sha256": digest})
        write(desk, connection, actor, kept, with_document(kept.assessment, name, document))


def discard_file(desk: Desk, actor: Actor, id: str, name: str, seen: str) -> None:
    """Delete the file of a document; the document stays. Raises DeniedError P001, P002, P010; ConflictError P003."""
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        document = _standing(kept.assessment, name, seen, "").model_copy(update={"file": None, "sha256": None})
        write(desk, connection, actor, kept, with_document(kept.assessment, name, document))


def file_of_document(desk: Desk, actor: Actor, id: str, name: str) -> HandedOut:
    """Give the file of a document. Raises DeniedError P001, P002; P010 where there is none, or it is not kept here."""
    document = evidence_in(desk.open(actor, id).read.assessment, name)
    with desk.database.reading() as connection:
        filed = files.files_in(connection, id).get(document.sha256 or "")
        content = None if filed is None else files.content_of(connection, id, filed.sha256)
    if filed is None or content is None:
        raise DeniedError("P010")
    return HandedOut(document.file or filed.sha256, filed.kind, content)


def files_of(desk: Desk, actor: Actor, id: str) -> Mapping[str, Filed]:
    """Give the files that an assessment keeps, by their digest. Raises DeniedError P001, P002."""
    with desk.database.reading() as connection:
        require(connection, actor, id, "read")
        return files.files_in(connection, id)


def _standing(assessment: Assessment, name: str, seen: str, wanted: str) -> Evidence:
    document = evidence_in(assessment, name)
    if (document.sha256 or "") not in (seen, wanted):
        raise ConflictError("P003")
    return document


def _kind(file: File) -> str:
    found = next((kind for kind, (start, _) in KINDS.items() if file.content.startswith(start)), None)
    if found is None:
        raise DeniedError("P055", found=file.shown)
    return found


def _name(file: File, kind: str) -> str:
    """Name a file after what it is, whatever ending it came with."""
    return re.sub(r"\.\w{1,5}$", "", file.shown) + KINDS[kind][1]

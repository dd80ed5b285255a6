"""Start a pack of one's own, and help the editor that it is written in."""

from __future__ import annotations

import json
from pathlib import Path

from compass.catalogue.json_schema import Kind, json_schema
from compass.catalogue.starter import is_pack_id, starter_files
from compass.errors import InputError, Problem, UnavailableError
from compass.service.files import write_folder
from compass.texts.words import Language

WRITTEN: tuple[Kind, ...] = ("pack", "assessment")
"""The kinds of files whose format a new pack tells the editor."""
SCHEMAS: tuple[Kind, ...] = (*WRITTEN, "agenda", "evaluation")
"""What has a published schema."""


def start_pack(id: str, parent: Path, language: Language) -> Path:
    """Write a small pack that passes its check into `parent/id`, with comments in one language; give its folder.

    Raises InputError K005 (not an id), UnavailableError S004 (the folder exists), S002.
    """
    if not is_pack_id(id):
        raise InputError([Problem("K005", None, {"found": id[:60]})])
    folder = parent / id
    if folder.exists() or folder.is_symlink():
        raise UnavailableError("S004", file=str(folder))
    schemas = {Path("schema") / f"{kind}.schema.json": schema_text(kind, language) for kind in WRITTEN}
    write_folder(folder, {path: t.encode() for path, t in {**starter_files(id, language), **schemas}.items()})
    return folder


def schema_text(kind: Kind, language: Language) -> str:
    """Give a JSON Schema; the keys of what people write are described in one language."""
    return json.dumps(json_schema(kind, language), ensure_ascii=False, indent=1) + "\n"

"""Write the reference pages of a pack."""

from __future__ import annotations

from pathlib import Path

from compass.errors import UnavailableError
from compass.reporting.site.render import render_site
from compass.service.files import write_folder
from compass.service.workspace import PROGRAM, Workspace

MARK = "compass docs"
"""What the pages call their maker; a folder that holds it may be written again."""


def document_pack(workspace: Workspace, name: str, folder: Path) -> int:
    """Write a page for each part of a pack, in both languages; give the number of pages.

    A folder that holds such pages already is replaced. Raises InputError, PackError, UnavailableError S002, S004.
    """
    program = workspace.pack(name).usable()
    if not _is_ours(folder):
        raise UnavailableError("S004", file=str(folder))
    files = render_site(program, f"{PROGRAM}, {MARK}")
    write_folder(folder, {Path(path): content for path, content in files.items()})
    return sum(path.endswith(".html") for path in files)


def _is_ours(folder: Path) -> bool:
    """Say whether a folder may be written: it is not there, is empty, or was written by us."""
    if not folder.exists():
        return True
    index = folder / "index.html"
    if not folder.is_dir():
        return False
    return MARK in index.read_text("utf-8", "replace") if index.is_file() else not any(folder.iterdir())

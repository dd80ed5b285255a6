"""Where the files shipped with the program are: in the installed package, else in the checkout."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """Give the folder `templates`, `static` or `questionnaires`."""
    here = Path(__file__).resolve().parent
    installed = here / "_shipped" / name
    return installed if installed.is_dir() else here.parent / name


def questionnaires() -> Path:
    return folder("questionnaires")


def templates() -> Path:
    return folder("templates")


def static() -> Path:
    return folder("static")

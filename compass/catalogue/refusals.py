"""What is told of data that has not the shape its place asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compass.catalogue.reader import DocPath, Document
from compass.engine.meanings import similar
from compass.errors import Problem


def refuse_key(document: Document, path: DocPath, known: Iterable[str]) -> None:
    """Keep K001: the last key of a path is none of those known."""
    key = str(path[-1])
    details = {"key": key[:60], "near": similar(key, tuple(known)), "known": ", ".join(sorted(known))}
    document.problems.append(Problem("K001", document.place(path, at_key=True), details))


def refuse_missing(document: Document, path: DocPath, key: str) -> None:
    """Keep K002: what stands at a path lacks a key."""
    document.problems.append(Problem("K002", document.place(path, at_key=True), {"key": key}))


def refuse_kind(document: Document, path: DocPath, found: Any, wanted: str = "mapping") -> None:
    """Keep K003: what stands at a path is of another kind than wanted."""
    kinds = {dict: "mapping", list: "list", str: "text", type(None): "nothing"}
    details = {"found": kinds.get(type(found), type(found).__name__), "wanted": wanted}
    document.problems.append(Problem("K003", document.place(path), details))

"""YAML read with the place of every key and value, strictly: YAML 1.2 scalars, no alias, no tag, no doubled key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)  # fmt: skip

from compass.errors import Place, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_VALUES = 200_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}$")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?$")
_SIGN = re.compile(".")
_SIGNS = {"'": re.compile("''|."), '"': re.compile(r"\\$|\\x..|\\u.{4}|\\U.{8}|\\.|.")}
"""One character of a scalar as it is written between quotes."""
_BLANKS = frozenset({"\\", *(f"\\{letter}" for letter in "nrtvf _NLP")})
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})

DocPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Span:
    """Where a scalar stands in its file: lines and columns from 0, end excluded."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str | None = None


@dataclass
class Document:
    """The data of one file with the places of its keys and values; `problems` are what the reader refused."""

    file: str
    data: Any = None
    lines: list[str] = field(default_factory=list)
    keys: dict[DocPath, Span] = field(default_factory=dict)
    values: dict[DocPath, Span] = field(default_factory=dict)
    flow: set[DocPath] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    scalars: dict[tuple[int, int], str] = field(default_factory=dict)

    def place(self, path: DocPath, offset: int | None = None, at_key: bool = False) -> Place:
        """Give the place of a value (or its key), or of the nearest thing around it that was written."""
        while path and path not in self.values:
            path, offset, at_key = path[:-1], None, at_key
        span = self.keys.get(path) if at_key and path in self.keys else self.values.get(path)
        if span is None:
            return Place(self.file)
        if offset is not None and span.style is not None:
            return self._within(span, offset)
        return Place(self.file, span.line + 1, span.column + 1)

    def _within(self, span: Span, offset: int) -> Place:
        """Find a character of a scalar in its file, whatever its style, by counting what is not a space."""
        value_text = self._text_of(span)
        wanted = len("".join(value_text[1][:offset].split()))
        line, column = value_text[0]
        seen = 0
        while line < len(self.lines):
            for sign in _SIGNS.get(span.style or "", _SIGN).finditer(self.lines[line], column):
                if not sign[0].isspace() and sign[0] not in _BLANKS:
                    if seen == wanted:
                        return Place(self.file, line + 1, sign.start() + 1)
                    seen += 1
            line, column = line + 1, 0
        return Place(self.file, span.line + 1, span.column + 1)

    def _text_of(self, span: Span) -> tuple[tuple[int, int], str]:
        scalar = self.scalars[(span.line, span.column)]
        if span.style in ("|", ">"):
            return (span.line + 1, 0), scalar
        return (span.line, span.column + (1 if span.style in ("'", '"') else 0)), scalar


class _Refused(Exception):
    def __init__(self, code: str, line: int, column: int, **details: str | int) -> None:
        self.code, self.line, self.column, self.details = code, line, column, details
        super().__init__(code)


def read_file(path: Path, shown: str) -> Document:
    """Read one YAML file; problems are kept in the document.

    F001 no such file, F002 too large, F003 not text, F004 empty, F005 not YAML, F006 nested too deeply, F007 an
    alias or anchor, F008 a tag, F009 a doubled key, F010 several documents, F011 too many values, F012 a key that is
    not text, T003 a text to be quoted.
    """
    document = Document(shown)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise _Refused("F001", 1, 1)
        if size > MAX_BYTES:
            raise _Refused("F002", 1, 1, size=size, most=MAX_BYTES)
        text = path.read_bytes().decode("utf-8-sig")
        read_text(text, document)
    except _Refused as refused:
        document.problems.append(Problem(refused.code, Place(shown, refused.line, refused.column), refused.details))
    except OSError:
        document.problems.append(Problem("F001", Place(shown)))
    except UnicodeDecodeError:
        document.problems.append(Problem("F003", Place(shown)))
    return document


def read_text(text: str, document: Document) -> None:
    """Read YAML text into a document; raises nothing, keeps problems."""
    document.lines = text.splitlines()
    try:
        events = iter(yaml.parse(text, Loader=_Loader))
        document.data = _Builder(document, events).build()
    except _Refused as refused:
        place = Place(document.file, refused.line, refused.column)
        document.problems.append(Problem(refused.code, place, refused.details))
    except yaml.MarkedYAMLError as error:
        document.problems.append(_syntax(error, document))
    except (yaml.YAMLError, UnicodeEncodeError):  # a sign that no file can hold
        document.problems.append(Problem("F003", Place(document.file)))


def _syntax(error: yaml.MarkedYAMLError, document: Document) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    place = Place(document.file, line + 1, column + 1)
    said = f"{error.context or ''} {error.problem or ''}"
    written = document.lines[line] if line < len(document.lines) else ""
    unquoted = "mapping values are not allowed" in said or ("flow" in said and re.search(r"\w\s*[?:]", written))
    if unquoted:
        return Problem("T003", place)
    return Problem("F005", place, {"said": (error.problem or "").strip()})


class _Builder:
    """Builds data from the parser's events, without recursion into the parser and with every bound checked."""

    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self.document, self.events, self.count = document, events, 0

    def build(self) -> Any:
        data, documents = None, 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refused("F010", event)
            elif isinstance(event, NodeEvent):
                data = self._value(event, ())
        if documents == 0 or data is None:
            raise _Refused("F004", 1, 1)
        return data

    def _value(self, event: Event, path: DocPath) -> Any:
        self._bounds(event, path)
        mark, end = _mark(event), event.end_mark or _mark(event)
        style = (event.style or "plain") if isinstance(event, ScalarEvent) else None
        self.document.values[path] = Span(mark.line, mark.column, end.line, end.column, style)
        if isinstance(event, ScalarEvent):
            self.document.scalars[(mark.line, mark.column)] = event.value
            return _scalar(event)
        if isinstance(event, MappingStartEvent):
            if event.flow_style:
                self.document.flow.add(path)
            return self._mapping(path)
        return self._sequence(path)

    def _bounds(self, event: Event, path: DocPath) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _refused("F011", event, most=MAX_VALUES)
        if len(path) > MAX_DEPTH:
            raise _refused("F006", event, most=MAX_DEPTH)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _refused("F007", event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _refused("F008", event, tag=str(tag)[:60])

    def _mapping(self, path: DocPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return data
            self._bounds(event, path)
            if not isinstance(event, ScalarEvent):
                raise _refused("F012", event)
            key, mark = event.value, _mark(event)
            value = self._value(next(self.events), (*path, key))
            if key in data:
                first = self.document.keys[(*path, key)]
                place = Place(self.document.file, mark.line + 1, mark.column + 1)
                self.document.problems.append(Problem("F009", place, {"name": key, "line": first.line + 1}))
                continue
            self.document.keys[(*path, key)] = Span(mark.line, mark.column, mark.line, mark.column + len(key))
            data[key] = value
        return data

    def _sequence(self, path: DocPath) -> list[Any]:
        data: list[Any] = []
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return data
            data.append(self._value(event, (*path, len(data))))
        return data


def _refused(code: str, event: Event, **details: str | int) -> _Refused:
    return _Refused(code, _mark(event).line + 1, _mark(event).column + 1, **details)


def _mark(event: Event) -> Any:
    assert event.start_mark is not None
    return event.start_mark


def _scalar(event: ScalarEvent) -> Any:
    """Read a scalar by the core schema of YAML 1.2: only `true` and `false` are booleans, dates are text."""
    text: str = event.value
    if event.style not in (None, "plain", ""):
        return text
    if text in _EMPTY:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _NUMBER.match(text) else text

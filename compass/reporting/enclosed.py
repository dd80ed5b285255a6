"""A PDF report read again: the files that it carries and the text of its pages, as its last revision has them."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TypeVar

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

T = TypeVar("T")
OURS = frozenset({"/Link", "/Widget"})
"""Annotations that hide nothing: the report's own links, and the fields of a signature."""
_DAMAGED = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, OverflowError,
    RecursionError, NotImplementedError, EOFError, OSError,
)  # fmt: skip
"""What pypdf raises on files that break the rules of PDF."""


class CannotRead(Exception):
    """A PDF can't be read: it is `encrypted` or `damaged`."""


@dataclass(frozen=True)
class OpenedPdf:
    """A PDF that was opened; its pages are read when they are asked for. Raises CannotRead on what is damaged."""

    language: str
    kind: str
    producer: str
    files: dict[str, bytes]
    reader: PdfReader

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The text of each page."""
        return _reading(lambda: tuple(str(page.extract_text()) for page in self.reader.pages))

    @cached_property
    def notes(self) -> tuple[tuple[int, str], ...]:
        """What was laid over the pages: the number of the page, the kind of annotation."""
        return _reading(lambda: tuple(_notes(self.reader)))


def open_pdf(data: bytes) -> OpenedPdf:
    """Open a PDF. Raises CannotRead."""
    return _reading(lambda: _opened(PdfReader(BytesIO(data))))


def _opened(reader: PdfReader) -> OpenedPdf:
    if reader.is_encrypted:
        raise CannotRead("encrypted")
    producer = str(reader.metadata.producer or "") if reader.metadata is not None else ""
    files = {name: contents[0] for name, contents in reader.attachments.items()}
    language = str(reader.root_object.get("/Lang", ""))
    kind = str(reader.metadata.keywords or "") if reader.metadata is not None else ""
    return OpenedPdf(language, kind, producer, files, reader)


def _notes(reader: PdfReader) -> list[tuple[int, str]]:
    found = []
    for number, page in enumerate(reader.pages, start=1):
        kinds = [str(each.get_object().get("/Subtype")) for each in page.get("/Annots", ())]
        found += [(number, kind.removeprefix("/")) for kind in kinds if kind not in OURS]
    return found


def _reading(read: Callable[[], T]) -> T:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except (FileNotDecryptedError, DependencyError):  # a library that only ciphers need
        raise CannotRead("encrypted") from None
    except _DAMAGED as error:
        raise CannotRead("damaged") from error

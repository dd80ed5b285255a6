"""What to flag, to ask the vendor, to write into the contract."""

from __future__ import annotations

from typing import Literal

from compass.model.base import Formula, Id, Noun, Text, Words

FindingKind = Literal["strength", "reservation", "red_flag", "vendor_question", "clause", "action"]


class Finding(Noun):
    """A sentence that is told of an option, or of the need, while its condition holds."""

    when: Formula
    kind: FindingKind
    text: Text
    about: tuple[Id, ...]
    topic: Words | None = None
    source: Id | None = None

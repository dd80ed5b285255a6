"""The kinds of document that are made of an assessment."""

from __future__ import annotations

from typing import Literal

Kind = Literal["full", "brief", "comparison", "letter", "questionnaire"]
KINDS: tuple[Kind, ...] = ("full", "brief", "comparison", "letter", "questionnaire")
SENT: tuple[Kind, ...] = ("letter", "questionnaire")
"""What leaves for a vendor: it carries no files, for they hold what the others offered."""


def kind_named(name: str) -> Kind:
    """Give the kind of a document by the name in its PDF; one without a name is a full report."""
    return name if name in KINDS else "full"

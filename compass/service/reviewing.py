"""A reviewer's word on each answer: accepted, rejected with a comment, or put off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from compass.engine.interview import answered
from compass.errors import ConflictError, DeniedError
from compass.model.assessment import Answer, Review, Verdict
from compass.model.base import Text
from compass.service.changing import to_change, write
from compass.service.desk import Desk, Opened
from compass.service.evidence import cited
from compass.service.permissions import Actor
from compass.service.questioning import CONFIRMED, hold_back
from compass.service.responding import answer_in, version_in

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_LONGEST = 2000


@dataclass(frozen=True)
class Judged:
    """An answer to be reviewed; `documents` are those that it rests on."""

    cell: str
    section: str
    option: str | None
    answer: Answer
    documents: tuple[str, ...]

    @property
    def verdict(self) -> str:
        return self.answer.review.verdict if self.answer.review is not None else ""


def judged(opened: Opened) -> tuple[Judged, ...]:
    """Give the answers that say something to a question that is asked, in the order of the pack."""
    found = ((cell, answer_in(opened.read.assessment, cell.cell)) for cell in opened.interview.cells)
    return tuple(
        Judged(cell.cell, cell.section, cell.option, answer, tuple(dict.fromkeys(cited(answer))))
        for cell, answer in found
        if answer is not None and answer.value not in (None, "unknown", "not_applicable")
    )


def review_answer(
    desk: Desk, actor: Actor, id: str, cell: str, verdict: str, comment: str, seen: int, *, confirmed: str = ""
) -> None:
    """Set a verdict on the answer of a cell, or take it back where it is empty; `seen` is the version of the cell.

    What is said for all options becomes the answer of this one. Raises DeniedError P001, P002, P010 (no answer, no such
    verdict), P020 (rejected without a comment), P039, P040 (about a patient, not `confirmed`); ConflictError P003.
    """
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id, "review")
        before = answer_in(kept.assessment, cell)
        if before is None or verdict not in ("", *VERDICTS):
            raise DeniedError("P010")
        review = _review(actor, verdict, comment.strip().replace("\x00", "")[:_LONGEST], desk.at()[:10])
        if version_in(kept, cell) != seen:
            raise ConflictError("P003")
        known = () if before.review is None else _comment(before.review)
        said = () if review is None else _comment(review)
        hold_back(said, known, {CONFIRMED: confirmed}, desk.now().date())
        name, _, option = cell.partition("@")
        after = answered(kept.assessment, name, before.model_copy(update={"review": review}), option or None)
        write(desk, connection, actor, kept, after)


def _comment(review: Review) -> tuple[str, ...]:
    return () if review.comment is None else (review.comment.fr or "", review.comment.en or "")


def _review(actor: Actor, verdict: str, comment: str, at: str) -> Review | None:
    if verdict == "rejected" and not comment:
        raise DeniedError("P020")
    if not verdict:
        return None
    said = Text(fr=comment, en=comment) if comment else None
    return Review.model_validate({"verdict": verdict, "by": actor.name or None, "at": at, "comment": said})

"""What the people who decide set themselves: weights, ends of scales, conditions put aside; each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Literal

from compass.catalogue.reader import Document
from compass.catalogue.schema import validate
from compass.decision.weighing import can_be_weighed
from compass.engine.anchors import anchors
from compass.engine.filling import CannotRun
from compass.errors import AssessmentError, ConflictError, Place, Problem
from compass.model.assessment import Settings
from compass.model.pack import Pack
from compass.service.changing import to_change, write
from compass.service.desk import Desk, Opened
from compass.service.permissions import Actor
from compass.store.assessments import Kept
from compass.store.parts import Key

Part = Literal["weights", "anchors", "knock_outs"]
_HEAD = Key("head", "")


def settings_version(kept: Kept | None) -> int:
    """Give the version of the settings that a form must bring back."""
    return 0 if kept is None else kept.versions[_HEAD]


def save_settings(desk: Desk, actor: Actor, id: str, part: Part, given: Any, seen: int) -> int:
    """Put one part of an assessment's settings in place, as JSON data (None or empty: the pack's own); give the
    revision.

    Raises DeniedError P001, P002; AssessmentError P052 where a reason or an end is missing, and what reading a file
    would raise; ConflictError P053 where the settings were changed meanwhile.
    """
    if given and not _is_whole(part, given):
        raise AssessmentError([Problem("P052", Place("settings", 0))])
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        own = kept.assessment.settings.model_dump(mode="json", exclude_defaults=True)
        settings = _checked({**{key: own[key] for key in own if key != part}, **({part: given} if given else {})})
        after = kept.assessment.model_copy(update={"settings": settings})
        if after == kept.assessment:
            return kept.revision
        if settings_version(kept) != seen:
            raise ConflictError("P053")
        return write(desk, connection, actor, kept, after)


def weighable(pack: Pack) -> tuple[str, ...]:
    """Name the criteria that can be weighed."""
    return tuple(id for id, criterion in pack.criteria.items() if can_be_weighed(criterion))


def ends_of(opened: Opened) -> dict[str, tuple[float, float]]:
    """Give the worst and the best end of every scale, the assessment's own before the pack's; none where an answer
    that they are computed from is missing."""
    read = opened.read
    program = read.checked.usable()
    try:
        return anchors(program, read.assessment, read.cells, weighable(program.pack))
    except CannotRun:
        return {}


def in_order(ranks: Mapping[str, Any]) -> list[list[str]]:
    """Give criteria from the heaviest on, those of one rank together. Raises AssessmentError P054 on no rank."""
    wrong = [str(rank)[:40] for rank in ranks.values() if not isinstance(rank, int) or rank < 1]
    if wrong:
        raise AssessmentError([Problem("P054", Place("settings", 0), {"found": each}) for each in wrong])
    ordered = sorted(ranks, key=lambda id: ranks[id])
    return [list(tied) for _, tied in groupby(ordered, key=lambda id: ranks[id])]


def _checked(raw: Any) -> Settings:
    document = Document("settings")
    settings = validate(Settings, raw, document, ())
    if settings is None:
        raise AssessmentError(document.problems)
    return settings


def _is_whole(part: Part, given: Any) -> bool:
    """Say whether what is set has its reason, and a scale both its ends; weights that the pack proposes need none."""
    if part == "weights":
        return "profile" in given or bool(given.get("why"))
    needed = ("worst", "best", "why") if part == "anchors" else ("set_aside",)
    return all(each.get(key) not in (None, "") for each in given.values() for key in needed)

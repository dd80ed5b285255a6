"""The agenda of a workshop: steps with their minutes and what the facilitator should know of each."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, model_validator

from compass.model.base import Id, Noun, Text, Whole
from compass.model.faults import fault
from compass.model.workshop import Mode, Rule

T = TypeVar("T")
StepKind = Literal["vote", "estimate", "statements", "weights", "tree", "comparison", "pause", "question"]
TAKES: dict[StepKind, tuple[str, ...]] = {
    "vote": ("question", "rule"),
    "estimate": ("question", "rule"),
    "statements": ("statements", "levels", "rule"),
    "weights": ("criteria", "rule"),
    "tree": ("node",),
    "comparison": (),
    "pause": (),
    "question": ("ask", "rule"),
}
"""The keys that belong to each kind of step, beside those of all."""
NEEDS = {"vote": "question", "estimate": "question", "statements": "statements"}
Minutes = Annotated[Whole, Field(ge=1, le=480)]


def _some(items: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse a list of nothing."""
    if not items:
        raise fault("K006", found="list", rule="≥ 1")
    return items


class Step(Noun):
    """One thing that the group does.

    `vote` and `estimate` put a question of the pack to the group, `question` one that is typed on the spot;
    `statements` are rated from 1 to `levels`; `weights` gives points to criteria, all that can be weighed where none is
    named; `tree` walks the consequences from a node on, from the need where none is named.
    """

    step: StepKind
    minutes: Minutes
    notes: Text
    title: Text | None = None
    question: Id | None = None
    ask: Text | None = None
    statements: (
        Annotated[tuple[Text, ...], Field(max_length=20, json_schema_extra={"minItems": 1}), AfterValidator(_some)]
        | None
    ) = None
    levels: Annotated[Whole, Field(ge=3, le=9)] | None = None
    criteria: tuple[Id, ...] | None = None
    node: Id | None = None
    rule: Rule | None = None

    @model_validator(mode="after")
    def _own_keys(self) -> Step:
        taken = ("step", "minutes", "notes", "title", *TAKES[self.step])
        foreign = next((key for key in sorted(self.model_fields_set) if key not in taken), None)
        if foreign is not None:
            raise fault("W010", step=self.step, key=foreign)
        needed = NEEDS.get(self.step)
        if needed is not None and getattr(self, needed) is None:
            raise fault("K002", key=needed)
        return self


class Agenda(Noun):
    """A workshop as it is planned; `mode` is proposed and may be changed before the first vote."""

    agenda: Id
    title: Text
    about: Text | None = None
    minutes: Minutes
    mode: Mode = "named"
    steps: Annotated[tuple[Step, ...], Field(max_length=60, json_schema_extra={"minItems": 1}), AfterValidator(_some)]

"""What a generator is told of a language model."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from compass.model.base import Noun, Number, Whole, Words
from compass.model.faults import fault


def _one_or_both_ends(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


def _in_order(ends: tuple[float, ...]) -> tuple[float, ...]:
    if ends[0] > ends[-1]:
        raise fault("K008", low=ends[0], likely="…", high=ends[-1])
    return ends


Billions = Annotated[
    tuple[Annotated[Number, Field(gt=0)], ...],
    BeforeValidator(_one_or_both_ends, json_schema_input_type=float | tuple[float, ...]),
    Field(min_length=1, max_length=2),
    AfterValidator(_in_order),
]
"""A number of parameters in billions, or its low and high end."""


class LanguageModel(Noun):
    """A model of EcoLogits' register, or its `active` and `total` parameters; `batch` requests answered at once.

    An option may say a part of it only: the options of a row are taken together.
    """

    model: Words | None = None
    active: Billions | None = None
    total: Billions | None = None
    batch: Annotated[Whole, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _active_among_total(self) -> LanguageModel:
        if self.active and self.total and (self.active[0] > self.total[0] or self.active[-1] > self.total[-1]):
            raise fault("K006", found=f"{self.active[-1]:g}", rule="active ≤ total")
        return self

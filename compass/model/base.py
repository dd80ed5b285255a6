"""What every noun shares: frozen, no unknown key, no silent conversion."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints

from compass.model.faults import fault


class Noun(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Noun):
    """One text for people, in the two languages of the product."""

    fr: Annotated[str, Strict(), StringConstraints(min_length=1)]
    en: Annotated[str, Strict(), StringConstraints(min_length=1)]

    def in_language(self, language: str) -> str:
        """Give the text in `fr` or `en`."""
        return self.fr if language == "fr" else self.en


def _same_in_both(value: Any) -> Any:
    return {"fr": value, "en": value} if isinstance(value, str) else value


def _formula_text(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    return repr(value) if isinstance(value, int | float) else value


def _tuple_of_one(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _date_of_the_calendar(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise fault("K003", found=value, wanted="date") from None
    return value


Words = Annotated[str, Strict(), StringConstraints(min_length=1)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Share = Annotated[float, Strict(), Field(ge=0, le=1)]
NonNegative = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Id = Annotated[str, Strict(), StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
PackId = Annotated[str, Strict(), StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]
IsoDate = Annotated[
    str, Strict(), StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_date_of_the_calendar)
]
Sha256 = Annotated[str, Strict(), StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Formula = Annotated[
    str,
    Strict(),
    StringConstraints(min_length=1),
    BeforeValidator(_formula_text, json_schema_input_type=str | int | float),
]
UserText = Annotated[Text, BeforeValidator(_same_in_both, json_schema_input_type=str | Text)]
"""A text typed by a user of an assessment: one string stands for both languages."""
Ids = Annotated[tuple[Id, ...], BeforeValidator(_tuple_of_one, json_schema_input_type=Id | tuple[Id, ...])]
"""One id or a list of ids."""


def _ordered_pair(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] > pair[1]:
        raise fault("K008", low=pair[0], likely="…", high=pair[1])
    return pair


Bounds = Annotated[tuple[Number, Number], AfterValidator(_ordered_pair)]

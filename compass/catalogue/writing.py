"""An assessment written as the text of its file: read again, it is the same one."""

from __future__ import annotations

import re
from typing import Any

import yaml

from compass.model.assessment import Answer, Assessment
from compass.model.base import Noun, Text

_WIDTH = 1_000_000
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RANGE = {"low", "likely", "high"}


def assessment_text(assessment: Assessment) -> str:
    """Write an assessment as YAML, defaults left out."""
    dumped: str = yaml.dump(_noun(assessment), Dumper=_Dumper, allow_unicode=True, width=_WIDTH, sort_keys=False)
    return dumped


class _Dumper(yaml.SafeDumper):
    """Quotes every text that is no plain word, so that nothing takes it for a number or a date; has no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=None if _WORD.fullmatch(text) else '"')


_Dumper.add_representer(str, _Dumper.represent_text)


def _noun(noun: Noun) -> dict[str, Any]:
    defaults = {key: field.get_default(call_default_factory=True) for key, field in type(noun).model_fields.items()}
    return {key: _data(value) for key, value in noun if value != defaults[key]}


def _data(value: Any) -> Any:
    match value:
        case Text(fr=french, en=english) if french == english:
            return french
        case Answer():
            return _answer(value)
        case Noun():
            return _noun(value)
        case tuple():
            return [_data(each) for each in value]
        case dict():
            return {key: _data(each) for key, each in value.items()}
    return value


def _answer(answer: Answer) -> Any:
    """Write an answer as a person would: its value alone where nothing came with it, the bounds of a range beside."""
    written = _noun(answer.model_copy(update={"value": None}))
    rest = {key: value for key, value in written.items() if key != "value"}
    match answer.value:
        case dict() as bounds if set(bounds) == _RANGE:
            return {**bounds, **rest}
        case None | dict():
            return {"value": answer.value, **rest}
    return {"value": answer.value, **rest} if rest else answer.value

"""An assessment as parts, and parts as an assessment: the head, and each option, answer and document by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from compass.model.assessment import Assessment

Kind = Literal["head", "option", "answer", "evidence"]
_COLLECTIONS = frozenset({"need", "all_options", "options", "evidence"})
ALL = "*"
"""What stands for all options in a cell."""


class Key(NamedTuple):
    """Names a part: an option or a document by its id, an answer by its cell, `question` or `question@option`."""

    kind: Kind
    key: str


Parts = dict[Key, Any]
"""The content of each part as JSON data, in the order of the assessment."""


def parts_of(assessment: Assessment) -> Parts:
    """Take an assessment apart."""
    return dict(_parts(assessment))


def _parts(assessment: Assessment) -> Iterator[tuple[Key, Any]]:
    data = assessment.model_dump(mode="json", exclude_defaults=True)
    yield Key("head", ""), {key: value for key, value in data.items() if key not in _COLLECTIONS}
    for id, document in data.get("evidence", {}).items():
        yield Key("evidence", id), document
    for question, answer in data.get("need", {}).items():
        yield Key("answer", question), answer
    for question, answer in data.get("all_options", {}).items():
        yield Key("answer", f"{question}@{ALL}"), answer
    for option in data["options"]:
        yield Key("option", option["id"]), {key: value for key, value in option.items() if key != "answers"}
        for question, answer in option.get("answers", {}).items():
            yield Key("answer", f"{question}@{option['id']}"), answer


def assessment_of(parts: Mapping[Key, Any]) -> Assessment:
    """Put an assessment together; answers of an option that is gone stay out of it."""
    need: dict[str, Any] = {}
    every: dict[str, Any] = {}
    options: dict[str, dict[str, Any]] = {
        name: {**content, "answers": {}} for (kind, name), content in parts.items() if kind == "option"
    }
    for (kind, cell), content in parts.items():
        question, at, option = cell.partition("@")
        if kind != "answer":
            continue
        if not at:
            need[question] = content
        elif option == ALL:
            every[question] = content
        elif option in options:
            options[option]["answers"][question] = content
    return Assessment.model_validate(
        {
            **parts[Key("head", "")],
            "evidence": {name: content for (kind, name), content in parts.items() if kind == "evidence"},
            "need": need,
            "all_options": every,
            "options": tuple(options.values()),
        }
    )

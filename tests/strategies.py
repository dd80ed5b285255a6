"""Generators of small packs with an assessment, as plain data; `text` writes either for the helpers."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

BOUNDED = settings(max_examples=25, deadline=None, derandomize=True)
"""The same bounded examples in every run: what fails once fails again."""

numbers = st.integers(-40, 40).map(lambda n: n / 4)


def text(data: Any) -> str:
    """Write data as text (JSON is YAML)."""
    return json.dumps(data)


@st.composite
def ranges(draw: st.DrawFn) -> dict[str, float]:
    """A range with some width and its likely value inside."""
    low, first, second = sorted(draw(st.lists(numbers, min_size=3, max_size=3, unique=True)))
    return {"low": low, "likely": first, "high": second}


@st.composite
def shares(draw: st.DrawFn, options: tuple[str, ...]) -> dict[str, float]:
    """Shares in sixty-fourths, so that 64 draws hold them exactly."""
    cuts = sorted(draw(st.integers(1, 63)) for _ in options[1:])
    widths = [end - start for start, end in zip([0, *cuts], [*cuts, 64], strict=True)]
    return {option: width / 64 for option, width in zip(options, widths, strict=True)}


@st.composite
def packs(draw: st.DrawFn) -> dict[str, Any]:
    """A tree of uncertain, masked, nested nodes over questions of the need and of the options."""
    count = draw(st.integers(1, 4))
    questions = {f"need_{i}": {"if_unknown": draw(ranges())} for i in range(count)}
    asked: dict[str, Any] = {f"own_{i}": {"if_unknown": draw(ranges())} for i in range(count)}
    for question in asked.values():
        question["own"] = draw(st.booleans())
    asked["place"] = {
        "type": "choice",
        "options": ["here", "cloud", "both"],
        "if_unknown": {"shares": draw(shares(("here", "cloud", "both")))},
    }
    names = [*questions, *asked][:-1]
    nodes: dict[str, Any] = {}
    for index in range(draw(st.integers(1, 6))):
        causes = st.sampled_from(["base", "other", *nodes])
        flows = draw(st.sampled_from([["power"], ["water"], ["power", "water"]]))
        node = {
            "level": "function",
            "caused_by": draw(st.lists(causes, min_size=1, max_size=3, unique=True)),
            "flows": {flow: draw(formulas(names)) for flow in flows},
        }
        condition = draw(st.sampled_from([None, "place == here", "place in [cloud, both]", f"{names[0]} > 1"]))
        nodes[f"node_{index}"] = node | ({"when": condition} if condition else {})
    return {
        "questions": questions,
        "sections": {"offer": {"asked_of": "option", "questions": asked}},
        "nodes": nodes,
        "flows": {"power": "1", "water": "1"},
        "factors": {"per_power": [1, 2, 4]},
        "findings": {"all": " + ".join(names) + " > 100 and place == here"},  # no question is left unused
        "criteria": {
            "climate": {"characterise": {"power": "per_power", "water": 3}},
            "electricity": {"characterise": {"power": 1, "water": 0}, "objective": "maximise"},
        },
    }


@st.composite
def formulas(draw: st.DrawFn, names: list[str]) -> str:
    """A formula of sums, products and conditions that can't fault."""
    one, two, three = (draw(st.sampled_from(names)) for _ in range(3))
    number = draw(numbers)
    return draw(
        st.sampled_from(
            [
                f"{one} * {two} + {number}",
                f"{number} * ({one} - {two}) * {three}",
                f"max({one}, {two}) - min({two}, {three}, 1)",
                f"{one} if {two} > {number} else {three}",
                f"clip({one}, 0, 5) ** 2",
                f"({one} if place == cloud else {two}) / 4",
            ]
        )
    )


@st.composite
def assessments(draw: st.DrawFn, pack: dict[str, Any]) -> dict[str, Any]:
    """Answers of every kind to some questions, for two or three options."""
    need = {id: draw(answers()) for id in pack["questions"] if draw(st.booleans())}
    return {"need": need, "options": [draw(options(pack, index)) for index in range(draw(st.integers(2, 3)))]}


@st.composite
def options(draw: st.DrawFn, pack: dict[str, Any], index: int) -> dict[str, Any]:
    asked = pack["sections"]["offer"]["questions"]
    given = {id: draw(answers()) for id in asked if id != "place" and draw(st.booleans())}
    if draw(st.booleans()):
        given["place"] = draw(st.sampled_from(["here", "cloud", "both", "unknown"]))
    return {"id": f"option_{index}", "alternative": "base" if index == 0 else "other", "answers": given}


@st.composite
def answers(draw: st.DrawFn) -> Any:
    return draw(st.one_of(st.just("unknown"), numbers, ranges()))


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A pack with an assessment of it."""
    pack = draw(packs())
    return pack, draw(assessments(pack))

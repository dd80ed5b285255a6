"""The points that answers earn."""

from __future__ import annotations

from compass.model.pack import Pack


def point_table(pack: Pack, id: str) -> dict[int, float]:
    """Give the points of each option of a question, by index; empty where it has none (no counts 0, yes counts 1)."""
    question = pack.questions[id]
    if question.type == "yes_no" and question.points:
        return {0: question.points.get("no", 0.0), 1: question.points.get("yes", 0.0)}
    if question.type not in ("choice", "choices"):
        return {}
    options = pack.choice_options(question)
    if all(option.points is None for option in options.values()):
        return {}
    return {index: option.points or 0.0 for index, option in enumerate(options.values())}


def max_of(pack: Pack, id: str) -> float:
    """Give the most points that a question can earn."""
    table = point_table(pack, id)
    if pack.questions[id].type == "choices":
        return sum(value for value in table.values() if value > 0)
    return max(table.values())

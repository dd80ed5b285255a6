"""What a worked case says must come out, compared with what does."""

from __future__ import annotations

from collections.abc import Container, Iterator

from compass.engine.designs import item_of
from compass.engine.faults import Fault, Path
from compass.errors import Detail
from compass.model.assessment import Expectation
from compass.model.decision import Decision
from compass.model.evaluation import Evaluation
from compass.model.spread import Spread
from compass.service.evaluating import Result


def check_expectations(result: Result) -> Iterator[Fault]:
    """E005 to E011: each expectation that does not come out or names nothing."""
    evaluation = result.evaluated.evaluation
    for index, expected in enumerate(result.read.assessment.expect):
        path: Path = ("expect", index)
        unknown = list(_unknown_names(result, expected, path))
        if unknown:
            yield from unknown
            continue
        if expected.likely is not None:
            yield from _likely(evaluation, expected, path)
        if expected.finding is not None:
            yield from _finding(evaluation, expected, path)
        if expected.knock_out is not None:
            yield from _knock_out(evaluation, expected, path)
        if expected.largest is not None:
            yield from _largest(evaluation, expected, path)
        if expected.ranking is not None:
            yield from _order("E010", (*path, "ranking"), expected, expected.ranking, ranking(evaluation.decision))
        if expected.drivers is not None:
            found = drivers_of(evaluation.decision, expected.option, expected.criterion)
            yield from _order("E011", (*path, "drivers"), expected, expected.drivers, found)


def ranking(decision: Decision) -> tuple[str, ...]:
    """Give the options by how often they come first, then by their mean score; none without weights."""
    ordered = sorted(decision.standings, key=lambda each: (-each.ranks[0], -each.score.mean))
    return tuple(each.option for each in ordered)


def drivers_of(decision: Decision, option: str | None, criterion: str | None) -> tuple[str, ...]:
    """Give the questions and factors that drive a criterion of an option (both None: the lead), largest first."""
    inputs = (d.input for d in decision.drivers if (d.option, d.criterion) == (option, criterion))
    return tuple(dict.fromkeys(item_of(name) for name in inputs))


def _order(
    code: str, path: Path, expected: Expectation, wanted: tuple[str, ...], found: tuple[str, ...]
) -> Iterator[Fault]:
    """Compare an order with the one expected, as far as that one goes; a difference that is explained is no fault."""
    if found[: len(wanted)] != wanted and expected.difference_explained is None:
        details = {"found": ", ".join(found[: len(wanted)]) or "–", "expected": ", ".join(wanted)}
        yield Fault(code, path, None, details)


def _unknown_names(result: Result, expected: Expectation, path: Path) -> Iterator[Fault]:
    pack, options = result.pack, result.evaluated.evaluation.options
    known: dict[str, Container[str]] = {
        "option": options,
        "criterion": pack.criteria,
        "quantity": pack.quantities,
        "finding": pack.findings,
        "knock_out": pack.knock_outs,
        "largest": pack.nodes,
        "ranking": options,
        "drivers": {**pack.questions, **pack.factors},
    }
    for key, names in known.items():
        value = getattr(expected, key)
        many = isinstance(value, tuple)
        for index, name in enumerate(value if many else filter(None, (value,))):
            if name not in names:
                yield Fault("E009", (*path, key, *((index,) if many else ())), None, {"name": name})


def _likely(evaluation: Evaluation, expected: Expectation, path: Path) -> Iterator[Fault]:
    name, value = _named_value(evaluation, expected)
    if value is None:
        yield Fault("E009", path, None, {"name": name})
        return
    assert expected.likely is not None
    if abs(value.likely - expected.likely) > expected.within * max(abs(expected.likely), 1e-300):
        numbers: dict[str, Detail] = {"found": value.likely, "expected": expected.likely}
        details = {"name": name, "option": expected.option or "", **numbers}
        yield Fault("E005", (*path, "likely"), None, details)


def _named_value(evaluation: Evaluation, expected: Expectation) -> tuple[str, Spread | None]:
    if expected.criterion is not None:
        found = (c for c in evaluation.criteria if (c.option, c.criterion) == (expected.option, expected.criterion))
        return expected.criterion, next((c.total for c in found), None)
    values = (
        q for q in evaluation.quantities if q.quantity == expected.quantity and q.option in (None, expected.option)
    )
    return expected.quantity or "", next((q.value for q in values), None)


def _finding(evaluation: Evaluation, expected: Expectation, path: Path) -> Iterator[Fault]:
    told = {(f.option, f.finding) for f in evaluation.findings}
    if (expected.option, expected.finding) not in told and (None, expected.finding) not in told:
        yield Fault("E006", (*path, "finding"), None, {"name": expected.finding or "", "option": expected.option or ""})


def _knock_out(evaluation: Evaluation, expected: Expectation, path: Path) -> Iterator[Fault]:
    found = [
        k.verdict for k in evaluation.knock_outs if (k.option, k.knock_out) == (expected.option, expected.knock_out)
    ]
    if not found:
        yield Fault("E009", (*path, "knock_out"), None, {"name": expected.knock_out or ""})
    elif found[0] != expected.verdict:
        details = {
            "name": expected.knock_out or "",
            "option": expected.option or "",
            "found": found[0],
            "expected": expected.verdict or "",
        }
        yield Fault("E007", (*path, "verdict"), None, details)


def _largest(evaluation: Evaluation, expected: Expectation, path: Path) -> Iterator[Fault]:
    """Compare the largest contributions, in order of size whatever their sign, with those expected.

    A difference that the case explains is told among the eight steps of its tree and is no fault.
    """
    assert expected.largest is not None
    found = evaluation.largest(expected.option, expected.criterion)[: len(expected.largest)]
    if found != expected.largest and expected.difference_explained is None:
        details = {
            "name": expected.criterion or "",
            "option": expected.option or "",
            "found": ", ".join(found),
            "expected": ", ".join(expected.largest),
        }
        yield Fault("E008", (*path, "largest"), None, details)

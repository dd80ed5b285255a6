"""Criteria: described levels, conditions, what a weighted one must say."""

from __future__ import annotations

from collections.abc import Iterator

from compass.catalogue.checks.questions import options_of_choice
from compass.engine.faults import Fault, Path
from compass.engine.meanings import similar
from compass.engine.program import Program
from compass.engine.settings import weight_faults

_LEVELLED = ("choice", "choices", "yes_no")


def check_described(program: Program) -> Iterator[Fault]:
    """C003 a criterion that has no described levels, C004 an option without a level, C005 a level outside 0 to 4,
    C012 a level read off what is no choice."""
    pack = program.pack
    for id, node in pack.nodes.items():
        described = node.described
        if described is None or described.criterion not in pack.criteria or described.by not in pack.questions:
            continue
        path: Path = ("nodes", id, "described")
        anchors = pack.criteria[described.criterion].described
        if anchors is None:
            yield Fault("C003", (*path, "criterion"), None, {"name": described.criterion})
            continue
        question = pack.questions[described.by]
        if question.type not in _LEVELLED:
            yield Fault("C012", (*path, "by"), None, {"name": question.id, "type": question.type})
            continue
        options = ("no", "yes") if question.type == "yes_no" else options_of_choice(pack, question)
        lacking = [option for option in options if option not in described.levels]
        if lacking:
            yield Fault("C004", (*path, "levels"), None, {"options": ", ".join(lacking)})
        for option, level in described.levels.items():
            if option not in options:
                yield Fault(
                    "N002",
                    (*path, "levels", option),
                    None,
                    {"name": option, "near": similar(option, options)},
                    at_key=True,
                )
            if not 0 <= level <= 4:
                yield Fault("C005", (*path, "levels", option), None, {"level": level})


def check_levels(program: Program) -> Iterator[Fault]:
    """C005: an anchor of a level outside 0 to 4."""
    pack = program.pack
    for id, criterion in pack.criteria.items():
        for level in criterion.described or ():
            if not 0 <= level <= 4:
                yield Fault("C005", ("criteria", id, "described", str(level)), None, {"level": level}, at_key=True)


def check_criteria(program: Program) -> Iterator[Fault]:
    """C006 a condition that depends on answers, C007 a weighted criterion that may not concern and says nothing."""
    pack = program.pack
    fixed = {name for node in pack.alternatives().values() for name in node.sets} | {"alternative"}
    weighted = {name for profile in pack.weight_profiles.values() for name in profile.named}
    for id, criterion in pack.criteria.items():
        rule = program.rules.get(f"_when_{id}")
        if rule is not None and not rule.needs <= fixed:
            other = ", ".join(sorted(rule.needs - fixed))
            yield Fault("C006", ("criteria", id, "when"), None, {"name": id, "other": other})
        if id in weighted and criterion.when is not None and criterion.otherwise is None:
            yield Fault("C007", ("criteria", id), None, {"name": id}, at_key=True)
        if id in weighted and criterion.intermediate:
            yield Fault("C008", ("criteria", id, "intermediate"), None, {"name": id})
        if id in weighted and criterion.kind != "described" and criterion.anchors is None:
            yield Fault("C009", ("criteria", id), None, {"name": id}, at_key=True)
    for id, profile in pack.weight_profiles.items():
        yield from weight_faults(pack, profile, ("weight_profiles", id))

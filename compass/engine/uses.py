"""What each part of a pack is made of, and where it is used: the formulas read backwards."""

from __future__ import annotations

from collections.abc import Iterator

from compass.engine.program import Program, Rule

Part = tuple[str, str]
"""A part of a pack: its collection and its id."""


def uses(program: Program) -> dict[Part, tuple[Part, ...]]:
    """Give what each part uses directly, in the order of the pack.

    A criterion uses the flows that it counts and the nodes that add to it; a flow is made by the nodes that state it.
    """
    found: dict[Part, dict[Part, None]] = {part: {} for part in _parts(program)}
    for user, used in (*_by_rules(program), *_by_flows(program)):
        if user != used and user in found and used in found:
            found[user][used] = None
    order = {part: index for index, part in enumerate(found)}
    return {part: tuple(sorted(used, key=order.__getitem__)) for part, used in found.items()}


def used_by(links: dict[Part, tuple[Part, ...]]) -> dict[Part, tuple[Part, ...]]:
    """Turn what each part uses round: what each is used by."""
    found: dict[Part, list[Part]] = {part: [] for part in links}
    for user, parts in links.items():
        for part in parts:
            found[part].append(user)
    return {part: tuple(users) for part, users in found.items()}


PARTS = ("questions", "factors", "quantities", "conditions", "nodes", "flows", "criteria", "knock_outs", "findings")
"""The collections whose parts are joined by formulas."""


def _parts(program: Program) -> Iterator[Part]:
    for collection in PARTS:
        yield from ((collection, id) for id in getattr(program.pack, collection))


def _by_rules(program: Program) -> Iterator[tuple[Part, Part]]:
    for rule in program.rules.values():
        for need in sorted(rule.needs & program.rules.keys()):
            yield from ((_owner(rule), _owner(each)) for each in _behind(program, program.rules[need]))


def _behind(program: Program, rule: Rule) -> Iterator[Rule]:
    """Give the rule itself, or where it only stands for others (a place, the reference option), those."""
    if rule.kind not in ("site", "reference"):
        yield rule
        return
    for need in sorted(rule.needs & program.rules.keys()):
        yield from _behind(program, program.rules[need])


def _owner(rule: Rule) -> Part:
    if rule.path:
        return str(rule.path[0]), str(rule.path[1])
    return ("factors" if rule.kind == "factor" else rule.kind), rule.item


def _by_flows(program: Program) -> Iterator[tuple[Part, Part]]:
    pack = program.pack
    for id, node in pack.nodes.items():
        yield from ((("flows", flow), ("nodes", id)) for flow in node.flows)
        described = [node.described.criterion] if node.described is not None else []
        yield from ((("criteria", criterion), ("nodes", id)) for criterion in (*node.impacts, *described))
    for id, criterion in pack.criteria.items():
        yield from ((("criteria", id), ("flows", flow)) for flow in criterion.characterise or {})
    for id, finding in pack.findings.items():
        yield from (
            (("findings", id), (named, about)) for about in finding.about for named in ("questions", "quantities")
        )

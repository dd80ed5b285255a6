"""What an assessment sets for itself, checked against its pack: weights, anchors, knock-outs, reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from compass.engine.faults import Fault, Path
from compass.engine.meanings import similar
from compass.model.assessment import Assessment, Reference, Weights
from compass.model.criterion import Weighting
from compass.model.pack import Pack


def settings_faults(pack: Pack, assessment: Assessment) -> Iterator[Fault]:
    """N012, A008 names of nothing; A017 anchors of a criterion that has none or that are equal; K002 a reference
    other than the one that the pack marks, without a reason; and what weights must satisfy."""
    settings = assessment.settings
    if settings.weights is not None:
        yield from _weights(pack, settings.weights)
    for id, anchors in settings.anchors.items():
        path: Path = ("settings", "anchors", id)
        yield from _named(path, id, pack.criteria)
        criterion = pack.criteria.get(id)
        if criterion is not None and (criterion.anchors is None or anchors.worst == anchors.best):
            yield Fault("A017", path, None, {"name": id}, at_key=True)
    for id in settings.knock_outs:
        yield from _named(("settings", "knock_outs", id), id, pack.knock_outs)
    if settings.reference is not None:
        yield from _reference(pack, assessment, settings.reference)


def weight_faults(pack: Pack, weights: Weighting, path: Path) -> Iterator[Fault]:
    """C010 weights that are all 0; C011 a family with a weight and no weighted criterion, or the other way round;
    C013 a criterion with two ranks."""
    for key, given in (("swing", weights.swing), ("families", weights.families)):
        if given is not None and not any(given.values()):
            yield Fault("C010", (*path, key), None, {}, at_key=True)
    ranked = [(place, id) for place, tied in enumerate(weights.ranks or ()) for id in tied]
    for index, (place, id) in enumerate(ranked):
        if id in (other for _, other in ranked[:index]):
            yield Fault("C013", (*path, "ranks", place), None, {"name": id})
    if weights.families is not None:
        yield from _family_faults(pack, weights.swing or {}, weights.families, path)


def _family_faults(
    pack: Pack, swing: Mapping[str, float], families: Mapping[str, float], path: Path
) -> Iterator[Fault]:
    weighted = dict.fromkeys(pack.criteria[id].family for id in swing if id in pack.criteria)
    lacking = [id for id in weighted if id not in families]
    if lacking:
        yield Fault("C011", (*path, "families"), None, {"name": ", ".join(lacking)}, at_key=True)
    for id in families:
        if id in pack.families and id not in weighted:
            yield Fault("C011", (*path, "families", id), None, {"name": id}, at_key=True)


def _weights(pack: Pack, weights: Weights) -> Iterator[Fault]:
    path: Path = ("settings", "weights")
    if weights.profile is not None:
        if weights.profile not in pack.weight_profiles:
            near = similar(weights.profile, pack.weight_profiles)
            yield Fault("N012", path, None, {"name": weights.profile, "near": near})
        return
    for id in weights.swing or ():
        yield from criterion_faults(pack, id, (*path, "swing", id), at_key=True)
    for place, tied in enumerate(weights.ranks or ()):
        for id in tied:
            yield from criterion_faults(pack, id, (*path, "ranks", place), at_key=False)
    for id in weights.families or ():
        yield from _named((*path, "families", id), id, pack.families)
    yield from weight_faults(pack, weights, path)


def criterion_faults(pack: Pack, id: str, path: Path, at_key: bool) -> Iterator[Fault]:
    """Tell why a criterion can't be weighed."""
    yield from _named(path, id, pack.criteria, at_key)
    criterion = pack.criteria.get(id)
    if criterion is not None and criterion.intermediate:
        yield Fault("C008", path, None, {"name": id}, at_key=at_key)
    if criterion is not None and criterion.kind != "described" and criterion.anchors is None:
        yield Fault("C009", path, None, {"name": id}, at_key=at_key)
    if criterion is not None and criterion.when is not None and criterion.otherwise is None:
        yield Fault("C007", path, None, {"name": id}, at_key=at_key)


def _reference(pack: Pack, assessment: Assessment, reference: Reference) -> Iterator[Fault]:
    path: Path = ("settings", "reference")
    options = [option.id for option in assessment.options]
    if reference.option not in options:
        details = {"name": reference.option, "near": similar(reference.option, options)}
        yield Fault("A008", path, None, details)
        return
    marked = marked_reference(pack, assessment)
    if marked not in (None, reference.option) and reference.why is None:
        yield Fault("K002", path, None, {"key": "why"}, at_key=True)


def marked_reference(pack: Pack, assessment: Assessment) -> str | None:
    """Give the only option of the alternative that the pack marks as the reference; None where it is not only one."""
    marked = {id for id, node in pack.alternatives().items() if node.reference}
    found = [option.id for option in assessment.options if option.alternative in marked]
    return found[0] if len(found) == 1 else None


def _named(path: Path, name: str, known: Iterable[str], at_key: bool = True) -> Iterator[Fault]:
    if name not in known:
        yield Fault("N012", path, None, {"name": name, "near": similar(name, tuple(known))}, at_key=at_key)

"""What the buyer set otherwise than the pack does, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.base import Text
from compass.reporting.context import Context
from compass.reporting.parts import Fact
from compass.texts.numbers import exact


def own_settings(context: Context) -> Iterator[Fact]:
    """Tell the weights, anchors, knock-outs and reference that the assessment sets for itself."""
    settings, pack = context.evaluation.settings, context.pack
    weights = settings.weights
    if weights is not None and weights.profile is not None:
        yield _fact(context, "weights", context.text(pack.weight_profiles[weights.profile].title), None)
    if weights is not None and weights.swing is not None:
        titles = {id: context.text(pack.criteria[id].title) for id in weights.swing}
        told = [_weighed(context, titles[id], weight) for id, weight in weights.swing.items()]
        families = weights.families or {}
        told += [_weighed(context, context.text(pack.families[id].title), weight) for id, weight in families.items()]
        yield _fact(context, "own_weights", context.several(told), weights.why)
    for id, anchors in settings.anchors.items():
        criterion = pack.criteria[id]
        ends = {
            end: context.measured(exact(value, context.language), criterion.unit, value)
            for end, value in (("worst", anchors.worst), ("best", anchors.best))
        }
        scale = context.say("method.own_anchors_text", title=context.text(criterion.title), **ends)
        yield _fact(context, "own_anchors", scale, anchors.why)
    for id, knock_out in settings.knock_outs.items():
        yield _fact(context, "own_knock_out", context.text(pack.knock_outs[id].title), knock_out.set_aside)
    if settings.reference is not None and settings.reference.why is not None:
        reference = settings.reference.option
        named = f"{context.letters[reference]} {context.option_title(reference)}"
        yield _fact(context, "own_reference", named, settings.reference.why)


def _weighed(context: Context, title: str, weight: float) -> str:
    return context.say("method.weight", title=title, weight=exact(weight, context.language))


def _fact(context: Context, key: str, value: str, why: Text | None) -> Fact:
    reason = context.text(why)
    told = context.say("method.with_reason", value=value, reason=reason) if reason else value
    return Fact(context.say(f"method.{key}"), told)

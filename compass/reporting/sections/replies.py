"""The questions that the synthesis answers: what holds up best, how surely, on what it depends, what is not proven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from compass.model.decision import Standing
from compass.reporting.context import Context
from compass.reporting.parts import Reply
from compass.reporting.sections.inputs import input_title
from compass.reporting.sections.lead import (
    LIKELY,
    SURE,
    driver_lines,
    likely_leader,
    loss,
    name_of,
    points,
    size_of,
    standings_of,
)
from compass.reporting.sections.necessity import caused, needed

CLEAR = 0.6
"""An option is called the best of a criterion when it is so in more than this share of draws."""
_SHOWN = 3


def build_replies(context: Context) -> tuple[Reply, ...]:
    """Answer all questions but the last, which is the vendor's list; a question without an answer is not asked."""
    asked = {
        "holds": _holds, "needed": needed, "sure": _sure, "depends": _depends, "caused": caused, "unproven": _unproven
    }  # fmt: skip
    answered = ((key, tuple(tell(context))) for key, tell in asked.items())
    return tuple(Reply(context.say(f"reply.{key}_title"), told) for key, told in answered if told)


def _holds(context: Context) -> Iterator[str]:
    decision = context.evaluation.decision
    if len(decision.out) == len(context.options):
        yield context.say("reply.holds_none")
    elif decision.leader is not None:
        yield from _ranked(context)
    else:
        yield from _unranked(context)
    if decision.out and len(decision.out) < len(context.options):
        yield context.say("reply.holds_out", names=context.several(_out(context, option) for option in decision.out))
    yield from _by_criterion(context)


def _ranked(context: Context) -> Iterator[str]:
    for key, standing in zip(("holds_first", "holds_next"), standings_of(context), strict=False):
        score, band = points(context, standing.score)
        told = {"name": name_of(context, standing.option), "score": score, "band": band}
        yield context.say(f"reply.{key}", weights=_weights(context), **told)
    unfit = {each.option: each.share for each in context.evaluation.unfit if each.share > 0}
    leader = context.evaluation.decision.leader or ""
    if leader in unfit:
        yield _unfit(context, leader, unfit[leader])
        yield from _fit(context)


def _unfit(context: Context, option: str, share: float) -> str:
    """Warn that an option does not suit the need; the list of options tells why."""
    letter = context.letters[option]
    if share == 1:
        return context.say("reply.unfit", letter=letter)
    return context.say("reply.unfit_in", letter=letter, share=context.share_in_words(share))


def _out(context: Context, option: str) -> str:
    """Name an option that is excluded, with the requirements that it misses."""
    missed = [
        each.knock_out for each in context.evaluation.knock_outs if (each.option, each.verdict) == (option, "failed")
    ]
    titles = context.listed(context.text(context.pack.knock_outs[id].title) for id in missed)
    return " ".join((name_of(context, option), context.in_brackets(titles)))


def _fit(context: Context) -> Iterator[str]:
    """Tell the best of the options that suit the need, where the leader does not."""
    decision = context.evaluation.decision
    if decision.fit is None or decision.fit.leader == decision.leader:
        return
    if decision.fit.leader is None:
        yield context.say("reply.fit_none")
    elif len(decision.fit.options) == 1:
        yield context.say("reply.fit_one", name=name_of(context, decision.fit.leader))
    else:
        share = context.share_in_words(decision.fit.first or 0.0)
        yield context.say("reply.fit", name=name_of(context, decision.fit.leader), share=share)


def _weights(context: Context) -> str:
    weights = context.evaluation.settings.weights
    if weights is not None and weights.profile is not None:
        title = context.text(context.pack.weight_profiles[weights.profile].title)
        return context.say("reply.weights_named", title=title)
    return context.say(f"reply.weights_{context.evaluation.decision.weights}")


def _unranked(context: Context) -> Iterator[str]:
    left = [option for option in context.options if option not in context.evaluation.decision.out]
    if len(left) == 1:
        yield context.say("reply.holds_one", name=name_of(context, left[0]))
        return
    yield context.say("reply.holds_unweighed")
    pairs = sorted(context.evaluation.decision.pairs, key=lambda each: -each.dominates)
    told = [each for each in pairs if each.dominates > 0][:2]
    for pair in told:
        names = {"name": name_of(context, pair.option), "other": name_of(context, pair.other)}
        yield context.say("reply.dominates", share=context.share_in_words(pair.dominates), **names)
    if not told:
        yield context.say("reply.dominates_none")


def _by_criterion(context: Context) -> Iterator[str]:
    """Name the criteria on which an option is clearly the best; options that tie stand together."""
    found: dict[str, list[str]] = defaultdict(list)
    for id, criterion in context.criteria.items():
        leaders, share = context.leaders(id)
        if leaders and share > CLEAR and not criterion.intermediate and len(leaders) < len(context.options):
            found[context.listed(context.letters[option] for option in leaders)].append(context.text(criterion.title))
    if found:
        parts = [
            context.say("reply.best_at", letters=letters, titles=", ".join(titles)) for letters, titles in found.items()
        ]
        yield context.say("reply.by_criterion", clear=context.share(CLEAR), parts=context.several(parts))
    else:
        yield context.say("reply.by_criterion_none")


def _sure(context: Context) -> Iterator[str]:
    found = standings_of(context)
    if not found:
        yield _criteria_sure(context)
        return
    first, second = found[0], found[1]
    yield context.say(
        "reply.sure_share",
        letter=context.letters[first.option],
        share=context.share_in_words(first.ranks[0]),
        other=context.letters[second.option],
        rest=context.share_in_words(second.ranks[0]),
        verdict=_verdict(context, first),
    )
    letter = context.letters[first.option]
    yield context.say(
        "reply.regret", letter=letter, loss=loss(context, first.regret), size=size_of(context, first.regret)
    )
    yield _cross_check(context, first)
    yield _steady(context, first.option)


def _verdict(context: Context, first: Standing) -> str:
    share = first.ranks[0]
    return context.say("reply.is_sure" if share >= SURE else "reply.is_likely" if share >= LIKELY else "reply.is_open")


def _criteria_sure(context: Context) -> str:
    shown = [id for id, criterion in context.criteria.items() if not criterion.intermediate]
    clear = sum(context.leaders(id)[1] > SURE for id in shown)
    return context.say("reply.sure_criteria", count=clear, all=len(shown), sure=context.share(SURE))


def _cross_check(context: Context, first: Standing) -> str:
    other = context.evaluation.decision.cross_check or first.option
    key = "cross_same" if other == first.option else "cross_other"
    return context.say(f"reply.{key}", name=name_of(context, other))


def _steady(context: Context, leader: str) -> str:
    """Say whether the lead holds when each weight alone is a fifth lower or higher, at likely values."""
    ahead = likely_leader(context)
    if ahead != leader:
        return context.say("reply.weights_likely", name=name_of(context, ahead))
    moved = [each for each in context.evaluation.decision.weighed if {each.lead_low, each.lead_high} != {leader}]
    if not moved:
        return context.say("reply.weights_hold")
    titles = context.listed(context.text(context.pack.criteria[each.criterion].title) for each in moved)
    return context.say("reply.weights_change", titles=titles)


def _depends(context: Context) -> Iterator[str]:
    told = driver_lines(context) if context.evaluation.decision.leader is not None else _by_drivers(context)
    if told:
        yield from told
    else:
        yield context.say("reply.depends_nothing")


def _by_drivers(context: Context) -> tuple[str, ...]:
    """Name the inputs that explain most of the criteria, where nothing is weighed."""
    sums: dict[str, float] = defaultdict(float)
    touched: dict[str, dict[str, None]] = defaultdict(dict)
    for driver in context.evaluation.decision.drivers:
        criterion = context.pack.criteria[driver.criterion or ""]
        if not criterion.intermediate:
            sums[driver.input] += driver.index
            if driver.index >= 1 / 4:
                touched[driver.input][context.text(criterion.title)] = None
    largest = sorted((name for name in sums if touched[name]), key=lambda name: -sums[name])[:_SHOWN]
    return tuple(
        context.say("reply.driver", title=input_title(context, name), criteria=context.listed(touched[name]))
        for name in largest
    )


def _unproven(context: Context) -> Iterator[str]:
    evaluation = context.evaluation
    lines = []
    for option in context.options:
        unknown, blank = (
            len({a.question for a in evaluation.assumptions if a.option == option and a.state == state})
            for state in ("unknown", "blank")
        )
        if unknown or blank:
            lines.append(context.say("reply.unknown", name=context.letters[option], unknown=unknown, blank=blank))
    if lines:
        yield context.say("reply.unknowns", parts=context.several(lines))
    shared = {a.question for a in evaluation.assumptions if a.option is None}
    if shared:
        yield context.say("reply.shared", count=len(shared))
    yield from _open_knock_outs(context)
    yield from _set_aside(context)
    if not lines and not shared:
        yield context.say("reply.proven")


def _open_knock_outs(context: Context) -> Iterator[str]:
    open_ = [each for each in context.evaluation.knock_outs if each.verdict == "not_proven"]
    ids = list(dict.fromkeys(each.knock_out for each in open_))
    if ids:
        titles = [context.text(context.pack.knock_outs[id].title) for id in ids[:_SHOWN]]
        letters = context.letters_words([each.option for each in open_])
        yield context.say("reply.knock_outs", count=len(ids), letters=letters, titles=context.several(titles))


def _set_aside(context: Context) -> Iterator[str]:
    """Tell the knock-outs that the buyer set aside where they would not have been cleared, each with the reason."""
    told = [each for each in context.evaluation.knock_outs if each.judged in ("failed", "not_proven")]
    for id in dict.fromkeys(each.knock_out for each in told):
        letters = context.letters_words([each.option for each in told if each.knock_out == id])
        title, own = context.text(context.pack.knock_outs[id].title), context.evaluation.settings.knock_outs[id]
        yield context.say("reply.set_aside", title=title, letters=letters, why=context.text(own.set_aside))

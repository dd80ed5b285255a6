"""What to flag, to write into the contract, to do: findings on the side that holds in most draws."""

from __future__ import annotations

from compass.model.evaluation import FindingResult
from compass.model.finding import FindingKind
from compass.reporting.context import Context
from compass.reporting.parts import Group, Item
from compass.reporting.report import ListSection

_KINDS: tuple[FindingKind, ...] = ("red_flag", "reservation", "strength", "clause", "action")
_AGAINST = ("reservation", "red_flag")
EVEN = 0.02
"""What is no further than this from half of the draws holds as often as not."""
_EXACT = 1e-9


def build_findings(context: Context) -> ListSection:
    """List the findings by kind; each is told once with the options that it concerns."""
    groups, found = [], told_findings(context)
    for kind in _KINDS:
        told = [r for r in found if r.kind == kind]
        ids = dict.fromkeys(r.finding for r in told)
        items = tuple(finding_item(context, [r for r in told if r.finding == id]) for id in ids)
        if items:
            groups.append(Group(context.say(f"findings.{kind}"), items))
    lead = (context.say("findings.lead"),)
    return ListSection("findings", context.say("findings.title"), lead, tuple(groups), context.say("findings.none"))


def told_findings(context: Context) -> list[FindingResult]:
    """Leave out what would contradict another finding: of two sides, the one that holds in most draws is told.

    A strength is told where it holds in more than half of the draws; a reservation or a red flag, however rare, unless
    a strength on the same question is told. Where both sides hold as often as not, neither is told.
    """
    found = context.evaluation.findings
    strengths = [each for each in found if each.kind == "strength"]
    told = [each for each in strengths if each.share > 1 / 2 and not _is_even(each)]

    def is_outweighed(one: FindingResult) -> bool:
        sides = [s for s in strengths if s in told or (_is_even(s) and _is_even(one))]
        return one.kind in _AGAINST and any(_contradict(context, one, other) for other in sides)

    return [each for each in found if (each.kind != "strength" or each in told) and not is_outweighed(each)]


def _is_even(result: FindingResult) -> bool:
    return abs(result.share - 1 / 2) <= EVEN


def _contradict(context: Context, one: FindingResult, other: FindingResult) -> bool:
    """Say whether two findings tell of the same question of an option and never hold in the same draw."""
    about = (set(context.pack.findings[each.finding].about) for each in (one, other))
    return one.option == other.option and one.share + other.share <= 1 + _EXACT and bool(set.intersection(*about))


def finding_item(context: Context, same: list[FindingResult], with_letters: bool = True) -> Item:
    """Tell a finding with the options that it concerns, and in what share of draws where it is not in all."""
    finding = context.pack.findings[same[0].finding]
    letters = context.letters_words([r.option for r in same]) if with_letters else ""
    shares = [_share_words(context, r) for r in same if r.share < 1]
    mark = context.several(filter(None, (*shares, context.proposed(finding.source))))
    return Item(context.text(finding.text), letters, mark, context.references(finding.source))


def _share_words(context: Context, result: FindingResult) -> str:
    letter = context.letters_words([result.option])
    if _is_even(result):
        return context.say("findings.evenly", letter=letter)
    return context.say("findings.in_share", letter=letter, share=context.share(result.share))

"""What to ask the vendors, and what to flag, to write into the contract, to do."""

from __future__ import annotations

from compass.model.evaluation import FindingResult
from compass.model.finding import FindingKind
from compass.reporting.context import Context
from compass.reporting.parts import Group, Item
from compass.reporting.report import ListSection

_KINDS: tuple[FindingKind, ...] = ("red_flag", "reservation", "strength", "clause", "action")


def build_questions(context: Context) -> ListSection:
    """List what the vendor of each option owes an answer to, and what the findings add to it."""
    groups = tuple(group for option in context.options for group in [_vendor_group(context, option)] if group.items)
    lead = (context.say("questions.lead"),)
    return ListSection("questions", context.say("questions.title"), lead, groups, context.say("questions.none"))


def _vendor_group(context: Context, option: str) -> Group:
    asked = [
        Item(context.text(question.ask) or context.question_title(each.question))
        for each in context.evaluation.vendor_questions
        if each.option == option and (question := context.pack.questions.get(each.question)) is not None
    ]
    told = [
        _item(context, [r], with_letters=False)
        for r in context.evaluation.findings
        if r.kind == "vendor_question" and r.option == option
    ]
    chosen = context.options[option]
    name = (
        context.option_title(option) if chosen.product is None else f"{context.option_title(option)} ({chosen.product})"
    )
    return Group(f"{context.letters[option]}\u2002{name}", (*told, *asked))


def build_findings(context: Context) -> ListSection:
    """List the findings by kind; each is told once with the options that it concerns."""
    groups = []
    for kind in _KINDS:
        told = [r for r in context.evaluation.findings if r.kind == kind]
        ids = dict.fromkeys(r.finding for r in told)
        items = tuple(_item(context, [r for r in told if r.finding == id]) for id in ids)
        if items:
            groups.append(Group(context.say(f"findings.{kind}"), items))
    lead = (context.say("findings.lead"),)
    return ListSection("findings", context.say("findings.title"), lead, tuple(groups), context.say("findings.none"))


def _item(context: Context, same: list[FindingResult], with_letters: bool = True) -> Item:
    finding = context.pack.findings[same[0].finding]
    letters = context.letters_words([r.option for r in same]) if with_letters else ""
    shares = [
        context.say("findings.in_share", letter=context.letters_words([r.option]), share=context.share(r.share))
        for r in same
        if r.share < 1
    ]
    mark = context.several(shares)
    return Item(context.text(finding.text), letters, mark, context.references(finding.source))

"""What to ask the vendors, and what to flag, to write into the contract, to do."""

from __future__ import annotations

from compass.model.evaluation import FindingResult
from compass.model.finding import FindingKind
from compass.reporting.context import Context
from compass.reporting.parts import Group, Item
from compass.reporting.report import ListSection

_KINDS: tuple[FindingKind, ...] = ("red_flag", "reservation", "strength", "clause", "action")


def build_questions(context: Context) -> ListSection:
    """List what the vendors owe an answer to; a question put to several of them is written once."""
    asked: dict[Item, list[str]] = {}
    for option in context.options:
        for item in _items_of(context, option):
            asked.setdefault(item, []).append(option)
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item, options in asked.items():
        groups.setdefault(tuple(options), []).append(item)
    told = tuple(Group(_names(context, options), tuple(items)) for options, items in groups.items())
    lead = (context.say("questions.lead"),)
    return ListSection("questions", context.say("questions.title"), lead, told, context.say("questions.none"))


def _items_of(context: Context, option: str) -> list[Item]:
    """Give the questions to the vendor of one option: those of the findings, then those without an answer."""
    told = [
        _item(context, [r], with_letters=False)
        for r in context.evaluation.findings
        if r.kind == "vendor_question" and r.option == option
    ]
    asked = [
        Item(context.text(question.ask) or context.question_title(each.question))
        for each in context.evaluation.vendor_questions
        if each.option == option and (question := context.pack.questions.get(each.question)) is not None
    ]
    return [*told, *asked]


def _names(context: Context, options: tuple[str, ...]) -> str:
    """Name the options that a list of questions is for, each with its product where the title does not say it."""
    names = []
    for option in options:
        title, product = context.option_title(option), context.options[option].product
        name = title if product is None or product in title else f"{title} ({product})"
        names.append(f"{context.letters[option]}\u2002{name}")
    return " · ".join(names)


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
    mark = context.several(filter(None, (*shares, context.proposed(finding.source))))
    return Item(context.text(finding.text), letters, mark, context.references(finding.source))

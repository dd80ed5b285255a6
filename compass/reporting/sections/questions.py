"""What to ask the vendors, and what to settle together with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from compass.reporting.context import Context
from compass.reporting.parts import Group, Item
from compass.reporting.report import ListSection
from compass.reporting.sections.findings import finding_item


def build_questions(context: Context) -> ListSection:
    """List what the vendors owe, then what is settled with them; a question put to several vendors is written once."""
    told = (*_groups(context, _owed, ""), *_groups(context, _shared, "questions.shared"))
    lead = (context.say("questions.lead"),)
    return ListSection("questions", context.say("questions.title"), lead, told, context.say("questions.none"))


def is_shared(context: Context, question: str) -> bool:
    """Say whether the buyer holds a part of the answer, so that a vendor can't give it alone."""
    return context.pack.questions[question].answered_by == "both"


def _groups(context: Context, items_of: Callable[[Context, str], list[Item]], key: str) -> Iterator[Group]:
    """Give the questions of options together where they are the same."""
    asked: dict[Item, list[str]] = {}
    for option in context.options:
        for item in items_of(context, option):
            asked.setdefault(item, []).append(option)
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item, options in asked.items():
        groups.setdefault(tuple(options), []).append(item)
    for named, items in groups.items():
        names = _names(context, named)
        yield Group(context.say(key, names=names) if key else names, tuple(items))


def _owed(context: Context, option: str) -> list[Item]:
    """Give the questions to the vendor of one option: those of the findings, then those without an answer."""
    told = [
        finding_item(context, [r], with_letters=False)
        for r in context.evaluation.findings
        if r.kind == "vendor_question" and r.option == option
    ]
    return [*told, *_asked(context, option, shared=False)]


def _shared(context: Context, option: str) -> list[Item]:
    return _asked(context, option, shared=True)


def _asked(context: Context, option: str, shared: bool) -> list[Item]:
    return [
        Item(context.text(context.pack.questions[each.question].ask) or context.question_title(each.question))
        for each in context.evaluation.vendor_questions
        if each.option == option and is_shared(context, each.question) == shared
    ]


def _names(context: Context, options: tuple[str, ...]) -> str:
    """Name the options that a list of questions is for, each with its product where the title does not say it."""
    names = []
    for option in options:
        title, product = context.option_title(option), context.options[option].product
        name = title if product is None or product in title else f"{title} ({product})"
        names.append(f"{context.letters[option]}\u2002{name}")
    return " · ".join(names)

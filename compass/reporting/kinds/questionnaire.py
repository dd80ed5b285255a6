"""The questions of a pack on paper: who answers, in which unit, with room to write."""

from __future__ import annotations

from compass.model.pack import Pack
from compass.model.question import Question, Section
from compass.reporting.papers import AskedQuestion, AskedSection, BlankQuestionnaire
from compass.reporting.parts import Head
from compass.reporting.sections.method import titles_of
from compass.reporting.wording import PackWords, Wording
from compass.texts.formulas import formula_words
from compass.texts.typography import shorten
from compass.texts.words import Language

_SHORT_TITLE = 70
_NAMED = 3
"""More alternatives than this are not named below each question."""


def build_questionnaire(pack: Pack, language: Language) -> BlankQuestionnaire:
    """Lay out every question that is put to a person, section by section."""
    words = PackWords(pack, language)
    titles = titles_of(words)
    sections = tuple(_section(words, id, section, titles) for id, section in pack.sections.items())
    return BlankQuestionnaire(
        head=_head(words),
        product=words.say("cover.product"),
        kind=words.say("kind.questionnaire"),
        lead=tuple(words.say(f"blank.lead_{n}") for n in (1, 2)),
        fields=tuple(words.say(f"blank.{name}") for name in ("organisation", "product", "name", "date")),
        sections=tuple(section for section in sections if section.questions),
    )


def _head(words: Wording) -> Head:
    header = words.pack.header
    title = words.text(header.title)
    return Head(
        kind="questionnaire",
        language=words.language,
        title=title,
        short_title=shorten(title, _SHORT_TITLE),
        stamp=words.say("head.version", pack=header.pack, version=header.version),
        page_word=words.say("head.page"),
        of_word=words.say("head.of"),
        description=words.say("kind.questionnaire"),
        author=", ".join(header.authors),
        date="",
        generator=words.say("head.author"),
    )


def _section(words: Wording, id: str, section: Section, titles: dict[str, str]) -> AskedSection:
    asked = [each for each in words.pack.questions.values() if each.section == id and each.ask is not None]
    lead = [words.text(section.help)] if section.help is not None else []
    if section.when is not None:
        lead.append(words.say("blank.only_if", condition=formula_words(section.when, titles, words.language)))
    return AskedSection(words.text(section.title), tuple(lead), tuple(_question(words, each, titles) for each in asked))


def _question(words: Wording, question: Question, titles: dict[str, str]) -> AskedQuestion:
    who = [words.say(f"blank.by_{question.answered_by}"), _of_whom(words, question)]
    who += [words.text(words.pack.stakeholders[name]) for name in question.stakeholders]
    help = [words.text(question.help)] if question.help is not None else []
    if question.when is not None:
        help.append(words.say("blank.only_if", condition=formula_words(question.when, titles, words.language)))
    return AskedQuestion(
        ask=words.text(question.ask),
        who=" · ".join(who),
        help=" ".join(help),
        choices=_choices(words, question),
        fields=_fields(words, question),
        proof=tuple(words.say(f"blank.{name}") for name in ("document", "page", "by")),
    )


def _of_whom(words: Wording, question: Question) -> str:
    """Say whether a question is asked once, or for each option, or for some alternatives."""
    asked_of = words.pack.asked_of(question)
    if asked_of in (("need",), ("option",)):
        return words.say(f"blank.of_{asked_of[0]}")
    known = [words.node_title(id) for id in asked_of if id in words.pack.nodes]
    if len(known) > _NAMED:
        return words.say("blank.of_many")
    return words.say("blank.of_some", titles=words.listed(known))


def _choices(words: Wording, question: Question) -> tuple[str, ...]:
    """Give the boxes to tick; not knowing is always one of them."""
    unknown = words.say("blank.unknown")
    if question.type == "yes_no":
        return (words.say("word.yes"), words.say("word.no"), unknown)
    told = [words.text(option.title) for option in words.pack.choice_options(question).values()]
    several = [words.say("blank.several")] if question.type == "choices" else []
    return (*told, *several, unknown)


def _fields(words: Wording, question: Question) -> tuple[str, ...]:
    """Give what is written in: a number with its range, the figures of a study, a text."""
    if question.type == "number":
        unit = words.unit(question.unit)
        likely = words.say("blank.likely_in", unit=unit) if unit else words.say("blank.likely")
        return (likely, words.say("blank.low"), words.say("blank.high"))
    if question.type == "study":
        return tuple(words.text(metric.title) for metric in (question.metrics or {}).values())
    return (words.say(f"blank.{question.type}"),) if question.type in ("text", "date") else ()

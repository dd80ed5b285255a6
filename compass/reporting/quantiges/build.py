"""The eight steps of a pack, or of an assessment, as a document."""

from __future__ import annotations

from compass.model.assessment import Assessment
from compass.model.digest import digest
from compass.model.evaluation import Evaluation
from compass.model.pack import Pack
from compass.reporting.context import Context
from compass.reporting.parts import Head, Link
from compass.reporting.quantiges.after import analyse, data, perimeter, quantify
from compass.reporting.quantiges.before import action, aim, reference, tree
from compass.reporting.quantiges.document import EightSteps
from compass.reporting.quantiges.subject import Subject
from compass.reporting.sections.cover import build_head, short_digest
from compass.texts.typography import shorten
from compass.texts.words import Language

_SHORT_TITLE = 70
_STEPS = (action, aim, reference, tree, perimeter, data, quantify, analyse)


def steps_of_pack(pack: Pack, language: Language, program: str) -> EightSteps:
    """Tell a pack in eight steps: what a group that uses it will look at, and no number."""
    subject = Subject(pack, language)
    return _document(subject, _head_of_pack(subject, program), subject.text(pack.header.about))


def steps_of_case(
    pack: Pack, assessment: Assessment, evaluation: Evaluation, language: Language, *, numbers: bool
) -> EightSteps:
    """Tell an assessment in eight steps; without `numbers` in words and levels alone, which is complete in itself."""
    context = Context(pack, assessment, evaluation, language)
    subject = Subject(pack, language, context, numbers)
    head = build_head(context)
    return _document(subject, head, context.text(assessment.about))


def _document(subject: Subject, head: Head, about: str) -> EightSteps:
    steps = tuple(step(subject) for step in _STEPS)
    depth = "numbers" if subject.numbers else "told"
    return EightSteps(
        head=head,
        product=subject.report_word("cover.product"),
        kind=subject.say("kind.name"),
        depth=subject.say(f"depth.{depth}"),
        depth_detail=subject.say(f"depth.{depth}_detail"),
        about=about,
        contents_title=subject.report_word("cover.contents"),
        contents=tuple(Link(step.title, f"#{step.anchor}") for step in steps),
        steps=steps,
    )


def _head_of_pack(subject: Subject, program: str) -> Head:
    """Describe the document of a pack, which has no date of its own."""
    header = subject.pack.header
    title = subject.text(header.title)
    version = subject.say("head.version", pack=header.pack, version=header.version)
    return Head(
        kind="quantiges",
        language=subject.language,
        title=title,
        short_title=shorten(title, _SHORT_TITLE),
        stamp=subject.say("head.stamp", version=version, digest=short_digest(digest(subject.pack))),
        page_word=subject.report_word("head.page"),
        of_word=subject.report_word("head.of"),
        description=subject.say("kind.name"),
        author=", ".join(header.authors),
        date="",
        generator=program,
    )

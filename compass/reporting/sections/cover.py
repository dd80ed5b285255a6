"""The head of the document and its cover."""

from __future__ import annotations

from compass.model.digest import digest
from compass.reporting.context import Context
from compass.reporting.parts import Fact, Head, Link, OptionLine
from compass.reporting.report import Cover
from compass.reporting.sections.depth import depth_warnings
from compass.reporting.sections.reasons import why_unfit
from compass.texts.numbers import exact, long_date
from compass.texts.typography import shorten

_SHORT_TITLE = 70
_DIGEST = 12


def build_head(context: Context, kind: str = "full") -> Head:
    """Give the document's own description and the words of its running header and footer."""
    assessment, evaluation = context.assessment, context.evaluation
    title = context.text(assessment.title)
    day = long_date(evaluation.date, context.language)
    version = context.say("head.version", pack=evaluation.pack, version=evaluation.pack_version)
    return Head(
        kind=kind,
        language=context.language,
        title=title,
        short_title=shorten(title, _SHORT_TITLE),
        stamp=context.say("head.stamp", version=version, date=day, digest=short_digest(digest(evaluation))),
        page_word=context.say("head.page"),
        of_word=context.say("head.of"),
        description=context.say(f"kind.{kind}"),
        author=context.text(assessment.organisation) or context.say("head.author"),
        date=evaluation.date,
        generator=evaluation.program,
    )


def build_cover(context: Context, contents: tuple[Link, ...]) -> Cover:
    """Give the first page: what was compared, when, with what, and how far the proof goes."""
    return Cover(
        product=context.say("cover.product"),
        kind=context.say("kind.full"),
        about=context.text(context.assessment.about),
        status=status(context),
        status_detail=" ".join((*depth_warnings(context), _status_detail(context))),
        facts=_facts(context),
        options_title=context.say("cover.options"),
        options=option_lines(context),
        contents_title=context.say("cover.contents"),
        contents=contents,
    )


def option_lines(context: Context) -> tuple[OptionLine, ...]:
    """Give every option with its letter, its alternative, its product, what sets it apart, and what is noted of it."""
    unfit = {each.option: each.share for each in context.evaluation.unfit if each.share > 0}
    lines = []
    for id, option in context.options.items():
        alternative = context.node_title(option.alternative) if option.alternative is not None else ""
        product = context.say("cover.product_named", name=option.product) if option.product else ""
        both = alternative and product
        detail = context.say("word.joined", first=alternative, second=product) if both else alternative or product
        marks = [context.say("word.reference")] if id == context.evaluation.reference else []
        if id in unfit:
            marks.append(_unfit_words(context, unfit[id]))
        notes = (context.text(option.note), _why_unfit(context, id) if id in unfit else "")
        lines.append(
            OptionLine(
                context.letters[id], context.text(option.title), detail, tuple(marks), tuple(filter(None, notes))
            )
        )
    return tuple(lines)


def _unfit_words(context: Context, share: float) -> str:
    if share == 1:
        return context.say("synthesis.unfit")
    return context.say("synthesis.unfit_in", share=context.share(share))


def _why_unfit(context: Context, option: str) -> str:
    why = why_unfit(context, option)
    return context.say("synthesis.why_unfit", why=why) if why else ""


def status(context: Context) -> str:
    """Say whether the evaluation is a draft."""
    return context.say("cover.draft" if _unproven(context) else "cover.complete")


def short_digest(digest: str) -> str:
    """Give the beginning of a digest, enough to compare by eye."""
    return digest.removeprefix("sha256:")[:_DIGEST]


def _unproven(context: Context) -> int:
    return len(context.evaluation.blanks) + _knock_outs_open(context)


def _knock_outs_open(context: Context) -> int:
    return sum(result.verdict == "not_proven" for result in context.evaluation.knock_outs)


def _status_detail(context: Context) -> str:
    if not _unproven(context):
        return context.say("cover.complete_detail")
    return context.say(
        "cover.draft_detail", knock_outs=_knock_outs_open(context), blanks=len(context.evaluation.blanks)
    )


def _facts(context: Context) -> tuple[Fact, ...]:
    evaluation, header = context.evaluation, context.pack.header
    version = context.say("head.version", pack=evaluation.pack, version=evaluation.pack_version)
    draws = context.say("cover.draws_value", draws=exact(evaluation.draws, context.language), seed=evaluation.seed)
    digests = {"pack": short_digest(evaluation.pack_digest), "assessment": short_digest(evaluation.assessment_digest)}
    facts = [
        Fact(context.say("cover.date"), long_date(evaluation.date, context.language)),
        Fact(context.say("cover.method"), context.text(header.title), version),
        Fact(context.say("cover.draws"), draws),
        Fact(context.say("cover.digest"), context.say("cover.digest_value", **digests)),
        Fact(context.say("cover.program"), evaluation.program),
    ]
    if context.assessment.organisation is not None:
        facts.insert(0, Fact(context.say("cover.organisation"), context.text(context.assessment.organisation)))
    return tuple(facts)

"""The result, why each number is what it is, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from flask import Blueprint, render_template

from compass.errors import DeniedError
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.service import results
from compass.service.desk import Opened
from compass.texts.explanations import variance_lines
from compass.texts.sentences import explanation_sentences
from compass.texts.titles import titles_for
from compass.texts.typography import set_type
from compass.web.shown import actor, cell_label, language, shown, site

routes = Blueprint("outcomes", __name__)
PARTS = ("choosing", "comparison", "contributions", "conformity", "performance", "tree", "assumptions", "questions",
         "findings", "grid", "factors", "audit", "sources", "method")  # fmt: skip
_MOST = 8


@routes.get("/a/<id>/result")
def result(id: str) -> str:
    opened = site().desk.open(actor(), id, "see")
    if opened.interview.missing:
        return missing_page(opened)
    report = results.report_of(site().desk, opened, language())
    parts = [(name, getattr(report, name).title) for name in PARTS]
    page = render_template("web/result.html", opened=opened, report=report, parts=parts, numbers=_numbers(opened))
    return _with_sources(page, id)


@routes.get("/a/<id>/result/<name>")
def part(id: str, name: str) -> str:
    """Show one section of the report on a page of its own."""
    opened = site().desk.open(actor(), id, "see")
    if name not in PARTS:
        raise DeniedError("P010")
    if opened.interview.missing:
        return missing_page(opened)
    report = results.report_of(site().desk, opened, language())
    return _with_sources(render_template("web/part.html", opened=opened, report=report, name=name), id)


@routes.get("/a/<id>/why/<option>/<name>")
def why(id: str, option: str, name: str) -> str:
    opened = site().desk.open(actor(), id, "see")
    if opened.interview.missing:
        return missing_page(opened)
    told = results.explanation_of(site().desk, opened, option, name)
    pack, assessment = opened.read.checked.usable().pack, opened.read.assessment
    titles = titles_for(pack, assessment, language(), option)
    parts = {part.key.partition("@")[0]: set_type(titles.explained(part), language()) for part in _computed(pack, told)}
    return render_template(
        "web/why.html",
        opened=opened,
        title=set_type(titles.explained(told), language()),
        option=next(each for each in assessment.options if each.id == option),
        sentences=explanation_sentences(pack, assessment, option, told, language()),
        shares=[
            (is_listed, [set_type(line.strip(), language()) for line in lines])
            for is_listed, lines in groupby(variance_lines(titles, told), key=lambda line: line.startswith(" "))
        ],
        parts=parts,
    )


@routes.get("/a/<id>/deepen")
def deepen(id: str) -> str:
    """Show which open questions matter most for the result."""
    opened = site().desk.open(actor(), id)
    if opened.interview.missing:
        return missing_page(opened)
    ranked = results.next_of(site().desk, opened)
    matter = [fact for fact in ranked.facts if fact.knock_outs or fact.opens or (fact.value or 0) > ranked.threshold]
    lines = [(fact.cells[0], cell_label(opened, fact.cells[0]), fact.minutes) for fact in matter[:_MOST]]
    return render_template("web/deepen.html", opened=opened, lines=lines, stop=ranked.stop)


def _with_sources(page: str, id: str) -> str:
    """Lead the references of a report to the page of its sources."""
    return page.replace('href="#source-', f'href="/a/{id}/result/sources#source-')


def _computed(pack: Pack, told: Explanation) -> Iterator[Explanation]:
    """Give the nearest quantities and answers that a number is made of: those that have a page of their own."""
    for part in told.parts:
        if part.kind in ("quantity", "question") and part.key.partition("@")[0] in (*pack.quantities, *pack.questions):
            yield part
        else:
            yield from _computed(pack, part)


def missing_page(opened: Opened) -> str:
    """Tell which answers are needed before anything can be computed."""
    cells = [(cell, cell_label(opened, cell)) for cell in opened.interview.missing]
    return render_template("web/missing.html", opened=opened, cells=cells)


def _numbers(opened: Opened) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """List the numbers that can be explained: each criterion with its title and the options that it concerns."""
    evaluation = results.result_of(site().desk, opened).evaluated.evaluation
    pack = opened.read.checked.usable().pack
    titles = {option.id: shown(option.title) for option in opened.read.assessment.options}
    order = list(pack.criteria)
    concerned = sorted((e for e in evaluation.criteria if e.concerned), key=lambda e: order.index(e.criterion))
    return [
        (name, shown(pack.criteria[name].title), [(each.option, titles[each.option]) for each in found])
        for name, found in groupby(concerned, key=lambda e: e.criterion)
    ]

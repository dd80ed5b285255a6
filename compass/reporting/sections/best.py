"""Which option is best on each criterion, in how many draws, and how far the others are from the reference."""

from __future__ import annotations

from compass.model.criterion import Criterion
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.sections.amounts import difference_form, unit_of
from compass.reporting.sections.replies import CLEAR
from compass.texts.numbers import exact
from compass.texts.typography import HARD


def best_table(context: Context) -> Table:
    """Give one row for each criterion that is not only shown on the way to others."""
    rows = tuple(
        Row(
            Cell(context.text(criterion.title), _criterion_detail(context, criterion)),
            (*_best_cells(context, id), *_difference_cells(context, id, criterion)),
        )
        for id, criterion in context.criteria.items()
        if not criterion.intermediate
    )
    names = ["criterion", "best", "share", "others"]
    names += ["difference"] if context.evaluation.reference is not None else []
    letter = context.letters.get(context.evaluation.reference or "", "")
    draws = exact(context.evaluation.draws, context.language)
    table = Table(
        caption=context.say("synthesis.best", clear=context.share(CLEAR)),
        columns=tuple(context.say(f"synthesis.column_{name}", letter=letter) for name in names),
        rows=rows,
        shape="best",
        note=context.say("synthesis.best_note", draws=draws),
    )
    return stackable(table)


def _criterion_detail(context: Context, criterion: Criterion) -> str:
    """Give the unit, and that more is better where it is."""
    better = context.say("comparison.maximise") if criterion.objective == "maximise" else ""
    return ", ".join(part for part in (unit_of(context, criterion), better) if part)


def _difference_cells(context: Context, id: str, criterion: Criterion) -> tuple[Cell, ...]:
    """Give the median difference of every other option from the reference; none without a reference."""
    if context.evaluation.reference is None:
        return ()
    told = []
    for option in context.options:
        result = context.results.get((id, option))
        if option == context.evaluation.reference or result is None or not result.concerned or not result.difference:
            continue
        form = difference_form(context, criterion, result, result.difference)
        told.append(f"{context.letters[option]}{HARD}{form.signed(result.difference.median)}".replace(" ", HARD))
    return (Cell(", ".join(told) or "–"),)


def _best_cells(context: Context, criterion: str) -> tuple[Cell, ...]:
    leaders, share = context.leaders(criterion)
    if not leaders:
        return (Cell(context.say("synthesis.nobody")), Cell("–", kind="number"), Cell(""))
    if share <= CLEAR:
        return (
            Cell(context.say("synthesis.no_difference")),
            Cell("–", kind="number"),
            Cell(_shares(context, criterion, ())),
        )
    name = f"{context.letters[leaders[0]]}\u2002{context.option_title(leaders[0])}"
    if len(leaders) > 1:
        letters = context.listed(context.letters[o] for o in leaders)
        is_all = len(leaders) == len(context.options)
        name = context.say("synthesis.all_tie") if is_all else context.say("synthesis.tie", letters=letters)
    return (Cell(name), Cell(context.share(share), kind="number"), Cell(_shares(context, criterion, leaders) or "–"))


def _shares(context: Context, criterion: str, without: tuple[str, ...]) -> str:
    """List the other options with their shares, the largest first."""
    results = [
        context.results[criterion, o] for o in context.options if (criterion, o) in context.results and o not in without
    ]
    known = sorted(((r.best_share, r.option) for r in results if r.best_share), key=lambda each: -each[0])
    return ", ".join(_letter_share(context, option, share) for share, option in known)


def _letter_share(context: Context, option: str, share: float) -> str:
    words = context.say("synthesis.letter_share", letter=context.letters[option], share=context.share(share))
    return words.replace(" ", HARD)

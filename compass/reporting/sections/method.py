"""How the numbers were made, and what each criterion counts."""

from __future__ import annotations

from compass.model.criterion import Criterion
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Fact, Row, Table
from compass.reporting.report import Method
from compass.reporting.sections.settings import own_settings
from compass.reporting.wording import Wording
from compass.texts.formulas import formula_words
from compass.texts.numbers import exact


def build_method(context: Context) -> Method:
    """Explain the method in half a page, then tell the scope of each criterion."""
    keys = ["draws", "band", "likely", "unknown", "knock_out"]
    keys.insert(3, "reference" if context.evaluation.reference is not None else "no_reference")
    details = _details(context)
    items = tuple(Fact(context.say(f"method.{key}"), context.say(f"method.{key}_text", **details)) for key in keys)
    return Method("method", context.say("method.title"), (*items, *own_settings(context)), _scope(context))


def _details(context: Context) -> dict[str, str]:
    evaluation, header = context.evaluation, context.pack.header
    reference = evaluation.reference
    return {
        "draws": exact(evaluation.draws, context.language),
        "seed": str(evaluation.seed),
        "program": evaluation.program,
        "unit": context.text(header.functional_unit),
        "horizon": exact(header.horizon, context.language),
        "letter": context.letters[reference] if reference else "",
        "title": context.option_title(reference) if reference else "",
    }


def _scope(context: Context) -> Table:
    rows = tuple(
        Row(Cell(context.text(criterion.title)), (Cell(_counted(context, criterion)),))
        for criterion in context.criteria.values()
    )
    columns = (context.say("synthesis.column_criterion"), context.say("method.column_scope"))
    return Table(context.say("method.scope"), columns, rows, "scope")


def _counted(context: Context, criterion: Criterion) -> str:
    if criterion.formula is not None:
        return context.say(
            "method.formula", formula=formula_words(criterion.formula, titles_of(context), context.language)
        )
    if criterion.described is not None:
        return context.say("method.described")
    flows = [
        context.text(context.pack.flows[id].title) for id in criterion.characterise or {} if id in context.pack.flows
    ]
    return context.say("method.flows", flows=context.several(flows)) if flows else context.say("method.impacts")


def titles_of(context: Wording) -> dict[str, str]:
    """Give a title to every id that a formula may name."""
    pack = context.pack
    titles = {id: context.text(section.title) for id, section in pack.sections.items()}
    titles |= {id: context.text(title) for id, title in (*pack.topics.items(), *pack.axes.items())}
    titles |= {id: context.question_title(id) for id in pack.questions}
    titles |= {id: context.text(factor.title) for id, factor in pack.factors.items()}
    titles |= {id: context.text(quantity.title) for id, quantity in pack.quantities.items()}
    return titles

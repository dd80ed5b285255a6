"""An evaluation and an explanation as a few lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.criterion import Criterion
from compass.model.evaluation import CriterionResult, Evaluation, Spread
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.service.evaluating import Result
from compass.texts.formulas import formula_words
from compass.texts.numbers import NumberFormat, exact, format_for, unit_words
from compass.texts.typography import set_type
from compass.texts.words import Language, say


def summary_lines(result: Result, language: Language) -> list[str]:
    """Tell an evaluation in about ten lines: the options, each criterion, what is not proven."""
    read, evaluation = result.read, result.evaluated.evaluation
    pack = read.checked.usable().pack
    letters = {option.id: chr(ord("A") + index) for index, option in enumerate(read.assessment.options)}
    title = read.assessment.title.in_language(language)
    head = say(
        "interface", language, "evaluate.head", title=title, pack=evaluation.pack, version=evaluation.pack_version,
        draws=exact(evaluation.draws, language), seed=evaluation.seed,
    )  # fmt: skip
    legend = " · ".join(f"{letters[o.id]} {o.title.in_language(language)}" for o in read.assessment.options[:26])
    rows = [_row(pack, evaluation, id, letters, language) for id, c in pack.criteria.items() if not c.intermediate]
    return [
        set_type(line, language) for line in (head, legend, *rows, *_open_points(pack, evaluation, letters, language))
    ]


def _row(pack: Pack, evaluation: Evaluation, id: str, letters: dict[str, str], language: Language) -> str:
    criterion = pack.criteria[id]
    results = [c for c in evaluation.criteria if c.criterion == id]
    cells = [f"{letters[c.option]} {_cell(c, criterion, language)}" for c in results]
    level = say("interface", language, "evaluate.level")
    unit = level if criterion.described else unit_words(criterion.unit, pack.units, language)
    title = criterion.title.in_language(language) + (f" ({unit})" if unit else "")
    return say("interface", language, "evaluate.row", title=title, cells=say("interface", language, "evaluate.and").join(cells))


def _cell(result: CriterionResult, criterion: Criterion, language: Language) -> str:
    if not result.concerned or result.total is None:
        return say("interface", language, "evaluate.unconcerned")
    total = result.total
    write = (NumberFormat(language) if criterion.described else format_for([total], language)).plain
    band = "" if total.p5 == total.p95 else f" [{write(total.p5)} – {write(total.p95)}]"
    return f"{write(total.median)}{band}"


def _open_points(pack: Pack, evaluation: Evaluation, letters: dict[str, str], language: Language) -> Iterator[str]:
    for verdict in ("failed", "not_proven"):
        found = [k for k in evaluation.knock_outs if k.verdict == verdict]
        if found:
            items = ", ".join(
                f"{letters[k.option]} {pack.knock_outs[k.knock_out].title.in_language(language)}" for k in found
            )
            yield say("interface", language, f"evaluate.{verdict}", items=items)
    count, owed = len(evaluation.assumptions), len(evaluation.vendor_questions)
    yield say("interface", language, "evaluate.assumed", count=count, owed=owed)


def explanation_lines(result: Result, explanation: Explanation, language: Language) -> list[str]:
    """Tell an explanation as an indented list; what was explained once is not repeated."""
    return [
        set_type(line, language) for line in _tell(result.read.checked.usable().pack, explanation, language, 0, set())
    ]


def _tell(pack: Pack, told: Explanation, language: Language, depth: int, seen: set[str]) -> Iterator[str]:
    indent = "  " * depth
    known = told.key in seen and bool(told.parts)
    yield indent + _line(pack, told, language) + (" " + say("interface", language, "explain.above") if known else "")
    if known:
        return
    seen.add(told.key)
    if told.formula is not None and told.parts:
        yield f"{indent}  " + say(
            "interface",
            language,
            "explain.formula",
            formula=formula_words(told.formula, _titles(pack, language), language),
        )
    for part in told.parts:
        yield from _tell(pack, part, language, depth + 1, seen)


def _line(pack: Pack, told: Explanation, language: Language) -> str:
    title = told.title.in_language(language) if told.title is not None else told.key
    notes = [say("interface", language, f"explain.{told.origin}")]
    if told.quality == "proposal":
        notes.append(say("interface", language, "explain.proposal"))
    if told.source is not None:
        notes.append(say("interface", language, "explain.source", source=told.source))
    if told.evidence is not None:
        notes.append(say("interface", language, "explain.evidence", evidence=told.evidence))
    value = _value(pack, told.value, told.unit, language) if told.value is not None else told.chosen or ""
    return f"{title} ({told.key}){': ' if value else ''}{value} — {', '.join(notes)}"


def _value(pack: Pack, value: Spread, unit: str | None, language: Language) -> str:
    words = unit_words(unit, pack.units, language) if unit else ""
    numbers = format_for([value], language)
    if value.is_certain:
        return f"{exact(value.likely, language)} {words}".strip()
    likely = say("interface", language, "explain.likely", value=numbers.plain(value.likely))
    return f"{numbers.plain(value.median)} [{numbers.plain(value.p5)} – {numbers.plain(value.p95)}] {words} ({likely})"


def _titles(pack: Pack, language: Language) -> dict[str, str]:
    titles = {id: q.label.in_language(language) for id, q in pack.questions.items() if q.label is not None}
    for items in (pack.factors, pack.quantities):
        titles |= {id: item.title.in_language(language) for id, item in items.items()}
    return titles

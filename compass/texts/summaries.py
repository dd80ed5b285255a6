"""An evaluation as a few lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.assessment import Assessment
from compass.model.criterion import Criterion
from compass.model.evaluation import CriterionResult, Evaluation
from compass.model.pack import Pack
from compass.texts.numbers import NumberFormat, exact, format_for, unit_words
from compass.texts.typography import set_type
from compass.texts.words import Language, say


def summary_lines(pack: Pack, assessment: Assessment, evaluation: Evaluation, language: Language) -> list[str]:
    """Tell an evaluation in about ten lines: the options, each criterion, what is not proven."""
    letters = {option.id: chr(ord("A") + index) for index, option in enumerate(assessment.options)}
    head = say(
        "interface",
        language,
        "evaluate.head",
        title=assessment.title.in_language(language),
        pack=evaluation.pack,
        version=evaluation.pack_version,
        draws=exact(evaluation.draws, language),
        seed=evaluation.seed,
    )
    legend = " · ".join(f"{letters[option.id]} {option.title.in_language(language)}" for option in assessment.options)
    rows = [_row(pack, evaluation, id, letters, language) for id, c in pack.criteria.items() if not c.intermediate]
    legend += f" — {say('interface', language, 'evaluate.column')}"
    lead = leader_lines(assessment, evaluation, language)
    lines = (head, legend, *rows, *lead, *_open_points(pack, evaluation, letters, language))
    return [set_type(line, language) for line in lines]


def leader_lines(assessment: Assessment, evaluation: Evaluation, language: Language) -> Iterator[str]:
    """Tell which option leads, how surely, and what choosing it may cost; nothing where no weights are set."""
    decision = evaluation.decision
    if decision.leader is None or decision.next_best is None:
        return
    titles = {option.id: option.title.in_language(language) for option in assessment.options}
    standing = next(each for each in decision.standings if each.option == decision.leader)
    wins = next(p.wins for p in decision.pairs if (p.option, p.other) == (decision.leader, decision.next_best))
    yield say(
        "interface",
        language,
        "evaluate.leader",
        leader=titles[decision.leader],
        first=percent(standing.ranks[0], language),
        other=titles[decision.next_best],
        wins=percent(wins or 0.0, language),
        regret=exact(round(100 * standing.regret, 1), language),
    )


def percent(share: float, language: Language) -> str:
    """Write a share of draws in whole percents: more digits would be noise."""
    return exact(round(100 * share), language)


def _row(pack: Pack, evaluation: Evaluation, id: str, letters: dict[str, str], language: Language) -> str:
    criterion = pack.criteria[id]
    results = [c for c in evaluation.criteria if c.criterion == id]
    cells = [f"{letters[c.option]} {_cell(c, criterion, language)}" for c in results]
    level = say("interface", language, "evaluate.level")
    unit = level if criterion.described else unit_words(criterion.unit, pack.units, language)
    title = criterion.title.in_language(language) + (f" ({unit})" if unit else "")
    joined = say("interface", language, "evaluate.and").join(cells)
    return say("interface", language, "evaluate.row", title=title, cells=joined)


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

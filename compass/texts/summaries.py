"""An evaluation as a few lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from compass.model.assessment import Assessment
from compass.model.criterion import Criterion
from compass.model.evaluation import CriterionResult, Evaluation
from compass.model.pack import Pack
from compass.texts.numbers import NumberFormat, exact, format_for, unit_words
from compass.texts.typography import set_type
from compass.texts.words import Language, say

OPEN = ("failed", "not_proven")
BRIEF = 4  # criteria of a brief summary: with head, legend, leader and open points it stays at ten lines


def summary_lines(pack: Pack, assessment: Assessment, evaluation: Evaluation, language: Language) -> list[str]:
    """Tell an evaluation: the options, each criterion, who leads, what is not proven."""
    letters = _letters(assessment)
    rows = [_row(pack, evaluation, id, letters, language) for id in _compared(pack)]
    lead = leader_lines(assessment, evaluation, language)
    points = _open_points(pack, evaluation, letters, language)
    return _typeset((*_head(assessment, evaluation, language), *rows, *lead, *points), language)


def brief_lines(pack: Pack, assessment: Assessment, evaluation: Evaluation, language: Language) -> list[str]:
    """Tell an evaluation in ten lines at most: of the criteria the heaviest, of the open knock-outs their number."""
    letters = _letters(assessment)
    weights = {each.criterion: each.mean for each in evaluation.decision.weighed}
    heaviest = sorted(_compared(pack), key=lambda id: -weights.get(id, 0.0))[:BRIEF]
    rows = [_row(pack, evaluation, id, letters, language) for id in heaviest]
    further = len(_compared(pack)) - len(rows)
    told = (say("interface", language, "evaluate.further", count=further),) if further else ()
    lead = leader_lines(assessment, evaluation, language)
    points = _counted_points(assessment, evaluation, letters, language)
    return _typeset((*_head(assessment, evaluation, language), *lead, *rows, *told, *points), language)


def _letters(assessment: Assessment) -> dict[str, str]:
    return {option.id: chr(ord("A") + index) for index, option in enumerate(assessment.options)}


def _compared(pack: Pack) -> list[str]:
    return [id for id, criterion in pack.criteria.items() if not criterion.intermediate]


def _typeset(lines: Iterable[str], language: Language) -> list[str]:
    return [set_type(line, language) for line in lines]


def _head(assessment: Assessment, evaluation: Evaluation, language: Language) -> tuple[str, str]:
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
    letters = _letters(assessment)
    options = " · ".join(f"{letters[option.id]} {option.title.in_language(language)}" for option in assessment.options)
    return head, f"{options} — {say('interface', language, 'evaluate.column')}"


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
    ) + _suited(evaluation, titles, language)


def _suited(evaluation: Evaluation, titles: dict[str, str], language: Language) -> str:
    """Say of a leader that does not suit the need that it doesn't, and which option that does stands best."""
    fit = evaluation.decision.fit
    if fit is None or evaluation.decision.leader in fit.options:
        return ""
    if fit.leader is None:
        return " " + say("interface", language, "evaluate.unfit")
    key, share = "fit_one" if len(fit.options) == 1 else "fit", percent(fit.first or 0.0, language)
    return " " + say("interface", language, f"evaluate.{key}", fit=titles[fit.leader], share=share)


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
    for verdict in OPEN:
        found = [k for k in evaluation.knock_outs if k.verdict == verdict]
        if found:
            items = ", ".join(
                f"{letters[k.option]} {pack.knock_outs[k.knock_out].title.in_language(language)}" for k in found
            )
            yield say("interface", language, f"evaluate.{verdict}", items=items)
    yield _assumed(evaluation, language)


def _counted_points(
    assessment: Assessment, evaluation: Evaluation, letters: dict[str, str], language: Language
) -> Iterator[str]:
    for verdict in OPEN:
        found = Counter(k.option for k in evaluation.knock_outs if k.verdict == verdict)
        if found:
            items = ", ".join(f"{letters[each.id]} {found[each.id]}" for each in assessment.options if found[each.id])
            yield say("interface", language, f"evaluate.{verdict}", items=items)
    yield _assumed(evaluation, language)


def _assumed(evaluation: Evaluation, language: Language) -> str:
    count, owed = len(evaluation.assumptions), len(evaluation.vendor_questions)
    return say("interface", language, "evaluate.assumed", count=count, owed=owed)

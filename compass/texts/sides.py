"""The options of an assessment side by side, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.assessment import Assessment
from compass.model.evaluation import Evaluation
from compass.model.pack import Pack
from compass.texts.numbers import exact
from compass.texts.summaries import percent, summary_lines
from compass.texts.typography import set_type
from compass.texts.words import Language, say


def side_lines(pack: Pack, assessment: Assessment, evaluation: Evaluation, language: Language) -> list[str]:
    """Tell every criterion of all options, then how they stand as wholes and in pairs."""
    compared = _compared(assessment, evaluation, language)
    return [*summary_lines(pack, assessment, evaluation, language), *(set_type(line, language) for line in compared)]


def _compared(assessment: Assessment, evaluation: Evaluation, language: Language) -> Iterator[str]:
    titles = {option.id: option.title.in_language(language) for option in assessment.options}
    decision = evaluation.decision
    if decision.out:
        yield say("interface", language, "sides.out", names=", ".join(titles[id] for id in decision.out))
    for each in decision.standings:
        low, score, high = (percent(value, language) for value in (each.score.p5, each.score.median, each.score.p95))
        first, regret = percent(each.ranks[0], language), exact(round(100 * each.regret, 1), language)
        key = "standing" if each.central_weights is not None else "never"
        told = {"score": score, "low": low, "high": high, "first": first, "regret": regret}
        yield say("interface", language, f"sides.{key}", option=titles[each.option], **told)
    for pair in (each for each in decision.pairs if each.wins is None or each.wins >= 0.5):
        names = {"option": titles[pair.option], "other": titles[pair.other]}
        shares = {"wins": percent(pair.wins or 0.0, language), "dominates": percent(pair.dominates, language)}
        yield say("interface", language, "sides.dominance" if pair.wins is None else "sides.pair", **names, **shares)

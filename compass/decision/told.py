"""What is told of an option on what is known: knock-outs, findings, fitness, what the vendor owes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from compass.engine.cells import Cells
from compass.engine.program import truth_name
from compass.engine.run import Run, Scope
from compass.engine.spreads import share_of
from compass.engine.values import CLOSED, UNDECIDED, Special, Value
from compass.model.evaluation import FindingResult, KnockOutResult, Unfit, VendorQuestion, Verdict


def knock_outs(drawn: Run, known: Mapping[str, Scope]) -> Iterator[KnockOutResult]:
    """Judge each knock-out on what is known; an unknown makes it not proven even where it has an estimate."""
    for id in drawn.program.pack.knock_outs:
        name = truth_name("knock_out", id)
        for option in drawn.options:
            verdict, share = _verdict(drawn, known[option.id], option.id, name)
            yield KnockOutResult(option=option.id, knock_out=id, verdict=verdict, share=share)


def _verdict(drawn: Run, known: Scope, option: str, name: str) -> tuple[Verdict, float | None]:
    questions = [n for n in drawn.program.graph.reach([name]) if drawn.program.rules[n].kind == "question"]
    if questions and all(known[question] is CLOSED for question in questions):
        return "not_concerned", 0.0
    truth = known[name]
    if isinstance(truth, Special):
        return "not_proven", share_of(drawn.scopes[option][name])
    share = share_of(truth) or 0.0
    return ("failed" if share == 1 else "passed" if share == 0 else "not_proven"), share


def findings(drawn: Run, known: Mapping[str, Scope]) -> Iterator[FindingResult]:
    """Tell each finding that holds in some draw; an undecided one is not told; one about the need is told once."""
    for id, finding in drawn.program.pack.findings.items():
        name = truth_name("finding", id)
        per_option = drawn.program.rules[name].per_option
        for option in drawn.options if per_option else drawn.options[:1]:
            share = _told_share(known[option.id][name])
            if share:
                told_of = option.id if per_option else None
                yield FindingResult(option=told_of, finding=id, kind=finding.kind, share=share)


def _told_share(truth: Value) -> float:
    if truth is UNDECIDED or isinstance(truth, Special):
        return 0.0
    return float(np.nanmean(np.asarray(truth, dtype=float)))


def unfit(drawn: Run, known: Mapping[str, Scope]) -> Iterator[Unfit]:
    """Tell the options whose alternative does not suit the need, on what is known."""
    for option in drawn.options:
        node = drawn.program.pack.nodes[option.alternative]
        if node.suits is None:
            continue
        share = share_of(known[option.id][truth_name("suits", option.alternative)])
        if share is not None and share < 1:
            yield Unfit(option=option.id, share=1 - share)


def vendor_questions(drawn: Run, cells: Cells) -> Iterator[VendorQuestion]:
    """List the answers that a vendor owes: open, and unknown or blank."""
    pack = drawn.program.pack
    for option in drawn.options:
        for id, question in pack.questions.items():
            if question.answered_by == "buyer" or pack.is_asked_of_need(question):
                continue
            cell = cells.of(id, option.id)
            closed = drawn.scopes[option.id].get(id) is CLOSED
            if cell.state in ("unknown", "blank") and not closed:
                yield VendorQuestion(option=option.id, question=id)

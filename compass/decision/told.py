"""What is told of an option on what is known: knock-outs, findings, fitness, what the vendor owes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

import numpy as np

from compass.engine.cells import Cells, is_owed
from compass.engine.filling import Scope
from compass.engine.program import Program, truth_name
from compass.engine.run import Run
from compass.engine.spreads import share_of
from compass.engine.values import CLOSED
from compass.model.evaluation import FindingResult, KnockOutResult, Reviewed, Unfit, VendorQuestion, Verdict


def knock_outs(drawn: Run, known: Mapping[str, Scope], set_aside: Container[str] = ()) -> Iterator[KnockOutResult]:
    """Judge each knock-out on what is known; an unknown makes it not proven even where it has an estimate."""
    for id in drawn.program.pack.knock_outs:
        name = truth_name("knock_out", id)
        for option in drawn.options:
            verdict, share = _verdict(drawn, known[option.id], option.id, name)
            told = KnockOutResult(option=option.id, knock_out=id, verdict=verdict, share=share)
            if id in set_aside:
                told = told.model_copy(update={"verdict": "set_aside", "judged": verdict})
            yield told


def _verdict(drawn: Run, known: Scope, option: str, name: str) -> tuple[Verdict, float | None]:
    questions = questions_read(drawn.program, name)
    if questions and all(known[question] is CLOSED for question in questions):
        return "not_concerned", 0.0
    truth = known[name]
    share = share_of(truth)
    if share is None:
        return "not_proven", share_of(drawn.scopes[option][name])
    holds_nowhere = not np.any(truth)
    return ("failed" if share == 1 else "passed" if holds_nowhere else "not_proven"), share


def questions_read(program: Program, name: str) -> set[str]:
    """Give the questions that a rule reads, itself or through conditions and quantities; not what opens those."""
    rule = program.rules[name]
    return {name} if rule.kind == "question" else set().union(*(questions_read(program, n) for n in rule.needs))


def findings(drawn: Run, known: Mapping[str, Scope]) -> Iterator[FindingResult]:
    """Tell each finding that holds in some draw; an undecided one is not told; one about the need is told once."""
    for id, finding in drawn.program.pack.findings.items():
        name = truth_name("finding", id)
        per_option = drawn.program.rules[name].per_option
        for option in drawn.options if per_option else drawn.options[:1]:
            share = share_of(known[option.id][name])
            if share:
                told_of = option.id if per_option else None
                yield FindingResult(option=told_of, finding=id, kind=finding.kind, share=share)


def unfit(drawn: Run, known: Mapping[str, Scope]) -> Iterator[Unfit]:
    """Tell the options whose alternative does not suit the need, on what is known."""
    for option in drawn.options:
        node = drawn.program.pack.nodes[option.alternative] if option.alternative is not None else None
        if node is None or node.suits is None:
            continue
        share = share_of(known[option.id][truth_name("suits", option.alternative or "")])
        if share is not None and share < 1:
            yield Unfit(option=option.id, share=1 - share)


def blanks(known: Mapping[str, Scope], cells: Cells) -> Iterator[str]:
    """Name the cells that nobody filled in and that may be open."""
    options = tuple(known)
    for cell in cells:
        if cell.state == "blank" and known[cell.option or options[0]][cell.question] is not CLOSED:
            yield cell.name


def reviewed(known: Mapping[str, Scope], cells: Cells) -> Iterator[Reviewed]:
    """List the answers that a reviewer rejected, or has not decided on, where their question may be open."""
    options = tuple(known)
    for cell in cells:
        review = cell.answer.review if cell.answer is not None else None
        if review is None or review.verdict == "accepted" or known[cell.option or options[0]][cell.question] is CLOSED:
            continue
        yield Reviewed(
            question=cell.question,
            option=cell.option,
            verdict=review.verdict,
            by=review.by,
            comment=review.comment,
        )


def vendor_questions(drawn: Run, known: Mapping[str, Scope], cells: Cells) -> Iterator[VendorQuestion]:
    """List the answers that a vendor owes: possibly open, and unknown or blank."""
    pack = drawn.program.pack
    for option in drawn.options:
        for id, question in pack.questions.items():
            if not is_owed(pack, question, option):
                continue
            cell = cells.of(id, option.id)
            if cell.state in ("unknown", "blank") and known[option.id][id] is not CLOSED:
                yield VendorQuestion(option=option.id, question=id)

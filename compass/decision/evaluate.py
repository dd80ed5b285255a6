"""From an assessment to its Evaluation: two runs, at likely values and on draws, told without arrays."""

from __future__ import annotations

from dataclasses import dataclass

from compass.decision import criteria, inputs, told
from compass.engine.cells import Cells
from compass.engine.draws import Draws, Likely
from compass.engine.plan import make_plan
from compass.engine.program import Program
from compass.engine.run import Run, run, run_known
from compass.model.assessment import Assessment
from compass.model.evaluation import Evaluation


@dataclass(frozen=True)
class Evaluated:
    """An evaluation with the two runs that it tells."""

    evaluation: Evaluation
    likely: Run
    drawn: Run


@dataclass(frozen=True)
class Stamp:
    """What identifies the inputs of an evaluation."""

    program: str
    pack_digest: str
    assessment_digest: str


def evaluate(
    program: Program, assessment: Assessment, cells: Cells, *, seed: int, draws: int, stamp: Stamp
) -> Evaluated:
    """Evaluate an assessment whose answers were checked.

    Raises CannotRun where an answer is missing or a formula can't be computed.
    """
    at_likely, columns = Likely(), Draws(seed, draws)
    plan = make_plan(program, assessment, cells)
    likely = run(program, assessment, cells, at_likely, plan)
    drawn = run(program, assessment, cells, columns, plan)
    known = run_known(program, assessment, cells, columns)
    evaluation = Evaluation(
        program=stamp.program,
        pack=program.pack.header.pack,
        pack_version=program.pack.header.version,
        pack_digest=stamp.pack_digest,
        assessment_digest=stamp.assessment_digest,
        date=assessment.date,
        seed=seed,
        draws=draws,
        options=tuple(option.id for option in assessment.options),
        reference=drawn.reference,
        criteria=tuple(criteria.criterion_results(likely, drawn)),
        contributions=tuple(criteria.contributions(likely, drawn)),
        activity=tuple(criteria.activity(likely, drawn)),
        quantities=tuple(inputs.quantities(likely, drawn)),
        assumptions=tuple(inputs.assumptions(likely, drawn, cells)),
        factors=tuple(inputs.factors(likely, drawn, assessment.date)),
        knock_outs=tuple(told.knock_outs(drawn, known)),
        findings=tuple(told.findings(drawn, known)),
        vendor_questions=tuple(told.vendor_questions(drawn, known, cells)),
        studies=tuple(inputs.studies(likely, drawn, cells, at_likely, columns)),
        unfit=tuple(told.unfit(drawn, known)),
        blanks=tuple(told.blanks(known, cells)),
    )
    return Evaluated(evaluation, likely, drawn)

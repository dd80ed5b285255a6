"""From an assessment to its Evaluation: computed at likely values and on draws, told without arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from compass.decision import criteria, inputs, told
from compass.decision.changes import Figures
from compass.decision.decide import Runs, decide
from compass.engine.blocks import BLOCK, Joiner, Told, blocks_of, frame_of, told_run, told_scope, whole_run, whole_scope
from compass.engine.cells import Cells
from compass.engine.designs import Noted
from compass.engine.draws import Columns, Draws, Likely
from compass.engine.filling import Scope
from compass.engine.plan import make_plan
from compass.engine.program import Program
from compass.engine.run import Run, run, run_known, run_where_it_can
from compass.engine.studies import Followed
from compass.model.assessment import Assessment
from compass.model.evaluation import Evaluation


@dataclass(frozen=True)
class Evaluated:
    """An evaluation with the two runs that it tells, and the columns that were drawn for it."""

    evaluation: Evaluation
    likely: Run
    drawn: Run
    noted: Noted


@dataclass(frozen=True)
class Stamp:
    """What identifies the inputs of an evaluation."""

    program: str
    pack_digest: str
    assessment_digest: str


@dataclass(frozen=True)
class Blocks:
    """How many draws are computed at once, a multiple of CHUNK, and how blocks are gone through: one after another,
    or by the `map` of a pool of threads."""

    size: int = BLOCK
    mapped: Callable[..., Iterable[Any]] = map


def evaluate(
    program: Program,
    assessment: Assessment,
    cells: Cells,
    *,
    seed: int,
    draws: int,
    stamp: Stamp,
    blocks: Blocks | None = None,
) -> Evaluated:
    """Evaluate an assessment whose answers were checked.

    In blocks the result has the same bytes and memory holds what is told and no more: the drawn run then lacks what
    an explanation needs. Raises CannotRun where an answer is missing or a formula can't be computed.
    """
    maker, columns = _Maker(program, assessment, cells), Noted(Draws(seed, draws))
    likely, drawn = maker.both(columns, blocks)
    return Evaluated(maker.told(likely, drawn, columns, seed, stamp), likely.run, drawn.run, columns)


def figures(
    program: Program, assessment: Assessment, cells: Cells, *, seed: int, draws: int, blocks: Blocks
) -> Figures:
    """Give the criteria, knock-outs and findings of the evaluation that `evaluate` makes, in less time.

    Raises CannotRun as `evaluate` does.
    """
    maker = _Maker(program, assessment, cells)
    likely, drawn = maker.both(Draws(seed, draws), blocks)
    return maker.figures(likely, drawn)


@dataclass(frozen=True)
class _Computed:
    """What columns give: the results, what is known, what follows from each study of an option."""

    run: Run
    known: dict[str, Scope]
    followed: dict[tuple[str, str], tuple[Followed, ...]]


class _Maker:
    def __init__(self, program: Program, assessment: Assessment, cells: Cells) -> None:
        self.program, self.assessment, self.cells = program, assessment, cells
        self.plan = make_plan(program, assessment, cells)

    def both(self, columns: Draws | Noted, blocks: Blocks | None) -> tuple[_Computed, _Computed]:
        """Compute at likely values and on draws."""
        likely = self.compute(Likely())
        if blocks is None or columns.draws <= blocks.size:
            return likely, self.compute(columns)
        return likely, self.in_blocks(columns, blocks)

    def figures(self, at_likely: _Computed, on_draws: _Computed) -> Figures:
        drawn, known = on_draws.run, on_draws.known
        return Figures(
            criteria=tuple(criteria.criterion_results(at_likely.run, drawn)),
            knock_outs=tuple(told.knock_outs(drawn, known, self.assessment.settings.knock_outs)),
            findings=tuple(told.findings(drawn, known)),
        )

    def compute(self, columns: Columns) -> _Computed:
        result = run(self.program, self.assessment, self.cells, columns, self.plan)
        known = run_known(self.program, self.assessment, self.cells, columns)
        return _Computed(result, known, inputs.followed(result, self.cells, columns))

    def in_blocks(self, columns: Columns, blocks: Blocks) -> _Computed:
        """Compute block by block, the first one alone: it draws the columns of all."""
        first, *others = cut = blocks_of(columns, blocks.size)
        joiner, computed = Joiner(cut), self.compute(first)
        frame, told = frame_of(computed.run), [joiner.moved(first, _told(computed))]
        studies = {key: [replace(study, values={}) for study in found] for key, found in computed.followed.items()}
        del computed
        told += blocks.mapped(lambda block: joiner.moved(block, _told(self.compute(block))), others)
        found = joiner.joined(told)
        for (of, *place), value in found.items():
            if of == "follows":
                question, option, index, name = place
                studies[question, option][index].values[name] = value
        followed = {key: tuple(each) for key, each in studies.items()}
        known = {option: whole_scope(self.program, "known", option, found) for option in frame.scopes}
        return _Computed(whole_run(frame, found, columns.draws), known, followed)

    def moved(self, columns: Columns) -> Run:
        """Run on columns that may take inputs to where nothing can be computed."""
        return run_where_it_can(self.program, self.assessment, self.cells, columns, self.plan)

    def told(self, at_likely: _Computed, on_draws: _Computed, noted: Noted, seed: int, stamp: Stamp) -> Evaluation:
        likely, drawn, known = at_likely.run, on_draws.run, on_draws.known
        header, assessment, cells = self.program.pack.header, self.assessment, self.cells
        figures = self.figures(at_likely, on_draws)
        unfit = tuple(told.unfit(drawn, known))
        runs = Runs(likely, drawn, noted.inputs, noted.columns, assessment, cells, self.moved)
        return Evaluation(
            program=stamp.program,
            pack=header.pack,
            pack_version=header.version,
            pack_digest=stamp.pack_digest,
            assessment_digest=stamp.assessment_digest,
            date=assessment.date,
            seed=seed,
            draws=drawn.draws,
            options=tuple(option.id for option in assessment.options),
            reference=drawn.reference,
            criteria=figures.criteria,
            contributions=tuple(criteria.contributions(likely, drawn)),
            activity=tuple(criteria.activity(likely, drawn)),
            quantities=tuple(inputs.quantities(likely, drawn)),
            assumptions=tuple(inputs.assumptions(likely, drawn, cells)),
            factors=tuple(inputs.factors(likely, drawn, assessment.date)),
            knock_outs=figures.knock_outs,
            findings=figures.findings,
            vendor_questions=tuple(told.vendor_questions(drawn, known, cells)),
            studies=tuple(inputs.studies(drawn, at_likely.followed, on_draws.followed)),
            unfit=unfit,
            blanks=tuple(told.blanks(known, cells)),
            reviewed=tuple(told.reviewed(known, cells)),
            settings=assessment.settings,
            decision=decide(runs, figures.knock_outs, unfit, seed),
        )


def _told(computed: _Computed) -> Told:
    """Keep what is told of a block."""
    found = told_run(computed.run)
    for option, scope in computed.known.items():
        found |= told_scope(computed.run.program, "known", option, scope)
    for key, studies in computed.followed.items():
        for place, study in enumerate(studies):
            found |= {("follows", *key, place, id): value for id, value in study.values.items()}
    return found

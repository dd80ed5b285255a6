"""An assessment while it is answered: its results are kept up to date, one changed answer after another."""

from __future__ import annotations

from compass.catalogue.assessments import CheckedAssessment
from compass.engine.cells import reread_cells
from compass.engine.draws import Draws, Likely
from compass.engine.filling import CannotRun
from compass.engine.live import Live, Touched
from compass.engine.run import Run
from compass.errors import AssessmentError, EvaluationError, Problem
from compass.model.assessment import Assessment


class Answering:
    """Keeps every value of an assessment, at likely values or on `draws` columns that are drawn once."""

    def __init__(self, read: CheckedAssessment, draws: int | None = None) -> None:
        self._program, self._read = read.checked.usable(), read
        columns = Likely() if draws is None else Draws(read.assessment.settings.seed, draws)
        self._live = Live(self._program, read.assessment, read.cells, columns)

    @property
    def assessment(self) -> Assessment:
        """The assessment as answered so far."""
        return self._live.assessment

    def take(self, assessment: Assessment) -> Touched:
        """Take other answers, or other options, in; give for each option the names whose values they changed.

        What is the same answer is not read again. Raises AssessmentError, and keeps what it had, where an answer is
        not admitted.
        """
        program, live = self._program, self._live
        cells, faults = reread_cells(program.pack, program.units, live.cells, live.assessment, assessment)
        if faults:
            raise AssessmentError([Problem(fault.code, None, fault.details) for fault in faults])
        return live.change(assessment, cells)

    def run(self) -> Run:
        """Give the results as they stand. Raises EvaluationError where an answer is missing or can't be computed."""
        try:
            return self._live.run()
        except CannotRun as error:
            raise EvaluationError([self._read.problem(fault) for fault in error.faults]) from None

"""What differs between two evaluations of the same answers."""

from __future__ import annotations

from compass.model.base import Noun
from compass.model.evaluation import Verdict
from compass.model.spread import Spread


class CriterionChange(Noun):
    """A criterion of an option with another value; None where it has none, or the option is not there."""

    option: str
    criterion: str
    before: Spread | None
    after: Spread | None


class KnockOutChange(Noun):
    """A knock-out of an option with another verdict; None where it is not there."""

    option: str
    knock_out: str
    before: Verdict | None
    after: Verdict | None


class FindingChange(Noun):
    """A finding of an option (None: of the need) that is told now and was not, or the reverse."""

    option: str | None
    finding: str
    is_told: bool


class Changes(Noun):
    """Everything that differs, in the order of the later evaluation; what is gone comes last."""

    criteria: tuple[CriterionChange, ...] = ()
    knock_outs: tuple[KnockOutChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.criteria or self.knock_outs or self.findings)

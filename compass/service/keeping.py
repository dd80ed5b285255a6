"""Keep what an assessment rests on."""

from __future__ import annotations

from pathlib import Path

from compass.catalogue.snapshots import ENDING, snapshot_of
from compass.errors import UnavailableError
from compass.service.files import write_whole
from compass.service.workspace import Workspace


def snapshot_file(workspace: Workspace, assessment: Path, target: Path, pack: str | None = None) -> str:
    """Write the resolved pack of an assessment, its own or another one, as a snapshot; give its digest.

    Raises AssessmentError, PackError, UnavailableError S002, S003.
    """
    if target.suffix != ENDING:
        raise UnavailableError("S003", file=str(target), known=ENDING)
    checked = workspace.assessment(assessment, pack).checked
    write_whole(target, snapshot_of(checked.usable().pack))
    return checked.digest

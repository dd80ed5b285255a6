"""AI compass (Boussole de l'IA): decide whether, and in what form, to use an AI system.

The public interface for Python; the command line calls the same functions.
"""

from compass.errors import CompassError, InputError, Problem, UnavailableError
from compass.model.assessment import Assessment
from compass.model.evaluation import Evaluation
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.service.checking import check_packs
from compass.service.evaluating import evaluate_file
from compass.service.explaining import explain_file
from compass.service.reporting import report_files, tree_file
from compass.service.workspace import open_workspace
from compass.version import __version__

__all__ = [
    "Assessment",
    "CompassError",
    "Evaluation",
    "Explanation",
    "InputError",
    "Pack",
    "Problem",
    "UnavailableError",
    "__version__",
    "check_packs",
    "evaluate_file",
    "explain_file",
    "open_workspace",
    "report_files",
    "tree_file",
]

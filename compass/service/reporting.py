"""Make the documents of an assessment."""

from __future__ import annotations

from pathlib import Path

from compass.errors import UnavailableError
from compass.reporting.build import build_report
from compass.reporting.html import render_html
from compass.reporting.pdf import render_pdf
from compass.reporting.tree_svg import tree_svg
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_file
from compass.service.files import write_whole
from compass.service.workspace import Workspace
from compass.texts.words import Language

KINDS = (".html", ".pdf")


def report_file(
    workspace: Workspace, source: Path, target: Path, language: Language, draws: int = REPORT_DRAWS
) -> Result:
    """Evaluate an assessment and write its report, HTML or PDF by the name of the target."""
    if target.suffix not in KINDS:
        raise UnavailableError("S003", file=str(target), known=", ".join(KINDS))
    result = evaluate_file(workspace, source, draws)
    write_whole(target, report_bytes(result, target.suffix, language))
    return result


def report_bytes(result: Result, kind: str, language: Language) -> bytes:
    """Give the report of an evaluation as HTML or PDF."""
    pack = result.read.checked.usable().pack
    html = render_html(build_report(pack, result.read.assessment, result.evaluated.evaluation, language))
    return render_pdf(html) if kind == ".pdf" else html.encode()


def tree_file(workspace: Workspace, name: str, target: Path, language: Language) -> None:
    """Draw the consequence tree of a pack, or of an assessment with what its options activate, as an SVG file."""
    if target.suffix != ".svg":
        raise UnavailableError("S003", file=str(target), known=".svg")
    path = Path(name)
    if path.is_file() and path.parent.name == "assessments":
        result = evaluate_file(workspace, path)
        drawing = tree_svg(result.read.checked.usable().pack, result.evaluated.evaluation, language)
    else:
        drawing = tree_svg(workspace.pack(name).usable().pack, None, language)
    write_whole(target, drawing.encode())

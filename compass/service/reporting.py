"""Make the documents of an assessment."""

from __future__ import annotations

from pathlib import Path

from compass.errors import UnavailableError
from compass.reporting.build import build_report
from compass.reporting.html import render_html, render_steps
from compass.reporting.pdf import render_pdf
from compass.reporting.quantiges.build import steps_of_case, steps_of_pack
from compass.reporting.tree_svg import tree_svg
from compass.reporting.workbook import render_workbook
from compass.service.auditing import audit_result
from compass.service.enclosing import enclosures_of
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_file
from compass.service.files import write_whole
from compass.service.workspace import PROGRAM, Workspace, is_assessment
from compass.texts.words import Language

KINDS = (".html", ".pdf", ".xlsx")
STEPS = (".html", ".pdf")
"""The kinds of the document in eight steps."""


def report_files(
    workspace: Workspace,
    source: Path,
    targets: tuple[Path, ...],
    language: Language,
    draws: int = REPORT_DRAWS,
    pack: str | None = None,
) -> Result:
    """Evaluate an assessment once and write its report under each name, HTML, PDF or workbook by its ending.

    Nothing is written unless every document could be made. Raises UnavailableError S001, S002, S003.
    """
    for target in targets:
        if target.suffix not in KINDS:
            raise UnavailableError("S003", file=str(target), known=", ".join(KINDS))
    result = evaluate_file(workspace, source, draws, pack=pack)
    documents = report_documents(result, {target.suffix for target in targets}, language)
    for target in targets:
        write_whole(target, documents[target.suffix])
    return result


def report_documents(result: Result, kinds: set[str], language: Language) -> dict[str, bytes]:
    """Give the report of an evaluation in each kind asked for."""
    made: dict[str, bytes] = {}
    pack, assessment, evaluation = result.pack, result.read.assessment, result.evaluated.evaluation
    if ".xlsx" in kinds:
        made[".xlsx"] = render_workbook(pack, assessment, evaluation, language)
    if kinds & {".html", ".pdf"}:
        html = render_html(build_report(pack, assessment, evaluation, language, audit=audit_result(result)))
        made[".html"] = html.encode()
        if ".pdf" in kinds:
            made[".pdf"] = render_pdf(html, enclosures_of(result, language))
    return {kind: made[kind] for kind in sorted(kinds)}


def tree_file(workspace: Workspace, name: str, target: Path, language: Language) -> None:
    """Draw the consequence tree of a pack, or of an assessment with what its options activate, as an SVG file."""
    if target.suffix != ".svg":
        raise UnavailableError("S003", file=str(target), known=".svg")
    if is_assessment(name):
        result = evaluate_file(workspace, Path(name))
        drawing = tree_svg(result.pack, result.evaluated.evaluation, language)
    else:
        drawing = tree_svg(workspace.pack(name).usable().pack, None, language)
    write_whole(target, drawing.encode())


def steps_file(workspace: Workspace, name: str, target: Path, language: Language, *, numbers: bool) -> None:
    """Write the eight steps of QuantiGES for a pack, or for an assessment, with or without `numbers`, as HTML or PDF.

    Raises UnavailableError S001, S002, S003.
    """
    if target.suffix not in STEPS:
        raise UnavailableError("S003", file=str(target), known=", ".join(STEPS))
    if is_assessment(name):
        result = evaluate_file(workspace, Path(name))
        told = (result.pack, result.read.assessment, result.evaluated.evaluation)
        document = steps_of_case(*told, language, numbers=numbers)
    else:
        document = steps_of_pack(workspace.pack(name).usable().pack, language, PROGRAM)
    html = render_steps(document)
    write_whole(target, render_pdf(html) if target.suffix == ".pdf" else html.encode())

"""Make the documents of an assessment."""

from __future__ import annotations

from pathlib import Path

from compass.errors import UnavailableError
from compass.model.pack import Pack
from compass.model.paper import SENT, Kind
from compass.reporting.build import build_report
from compass.reporting.html import Document, render_html
from compass.reporting.kinds.build import build_document
from compass.reporting.kinds.comparison import FEWEST, MOST, CannotSetSide
from compass.reporting.kinds.questionnaire import build_questionnaire
from compass.reporting.pdf import Enclosure, render_pdf
from compass.reporting.quantiges.build import steps_of_case, steps_of_pack
from compass.reporting.tree_svg import tree_svg
from compass.reporting.workbook import render_workbook
from compass.service.auditing import audit_result
from compass.service.enclosing import enclosures_of
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_file
from compass.service.files import write_whole
from compass.service.workspace import PROGRAM, Workspace, is_assessment
from compass.texts.words import Language

ENDINGS = (".html", ".pdf", ".xlsx")
PAGES = (".html", ".pdf")
"""The endings of the documents that have no workbook."""


def report_files(
    workspace: Workspace,
    source: Path,
    targets: tuple[Path, ...],
    language: Language,
    draws: int = REPORT_DRAWS,
    pack: str | None = None,
    kind: Kind = "full",
) -> None:
    """Evaluate an assessment once and write its document under each name, HTML, PDF or workbook by its ending.

    Nothing is written unless every document could be made. Raises UnavailableError S001, S002, S003, S008.
    """
    check_endings(targets, ENDINGS if kind == "full" else PAGES)
    endings = {target.suffix for target in targets}
    documents = report_documents(evaluate_file(workspace, source, draws, pack=pack), endings, language, kind)
    for target in targets:
        write_whole(target, documents[target.suffix])


def report_documents(result: Result, endings: set[str], language: Language, kind: Kind = "full") -> dict[str, bytes]:
    """Give the document of an evaluation with each ending asked for. Raises UnavailableError S001, S008.

    A result that the caller does not hold is let go before the pages are laid out, which takes most of the memory.
    """
    made: dict[str, bytes] = {}
    if ".xlsx" in endings:
        pack, assessment, evaluation = result.pack, result.read.assessment, result.evaluated.evaluation
        made[".xlsx"] = render_workbook(pack, assessment, evaluation, language)
    if endings & {".html", ".pdf"}:
        enclosures = () if kind in SENT else enclosures_of(result, language)
        document = _document(result, language, kind)
        del result
        made |= document_pages(document, endings, enclosures)
    return {ending: made[ending] for ending in sorted(endings)}


def _document(result: Result, language: Language, kind: Kind) -> Document:
    inputs = (result.pack, result.read.assessment, result.evaluated.evaluation, language)
    if kind == "full":
        return build_report(*inputs, audit=audit_result(result))
    try:
        return build_document(kind, *inputs)
    except CannotSetSide as error:
        raise UnavailableError("S008", count=error.count, fewest=FEWEST, most=MOST) from None


def document_pages(document: Document, endings: set[str], enclosures: tuple[Enclosure, ...] = ()) -> dict[str, bytes]:
    """Give the HTML page of a document, and its PDF where one is asked for. Raises UnavailableError S001."""
    html = render_html(document)
    pdf = {".pdf": render_pdf(html, enclosures)} if ".pdf" in endings else {}
    return {".html": html.encode(), **pdf}


def questionnaire_files(workspace: Workspace, name: str, targets: tuple[Path, ...], language: Language) -> None:
    """Write the blank questionnaire of a pack, or of the pack of an assessment; nothing is evaluated.

    Raises UnavailableError S001, S002, S003, and what is wrong with the pack.
    """
    check_endings(targets, PAGES)
    if is_assessment(name):
        path = Path(name)
        pack = workspace.whole_pack(workspace.assessment(path), path).usable().pack
    else:
        pack = workspace.pack(name).usable().pack
    documents = questionnaire_documents(pack, {target.suffix for target in targets}, language)
    for target in targets:
        write_whole(target, documents[target.suffix])


def questionnaire_documents(pack: Pack, endings: set[str], language: Language) -> dict[str, bytes]:
    """Give the blank questionnaire of a pack with each ending asked for. Raises UnavailableError S001."""
    return document_pages(build_questionnaire(pack, language), endings)


def check_endings(targets: tuple[Path, ...], endings: tuple[str, ...]) -> None:
    """Refuse a file that has none of these endings. Raises UnavailableError S003."""
    for target in targets:
        if target.suffix not in endings:
            raise UnavailableError("S003", file=str(target), known=", ".join(endings))


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
    if target.suffix not in PAGES:
        raise UnavailableError("S003", file=str(target), known=", ".join(PAGES))
    if is_assessment(name):
        result = evaluate_file(workspace, Path(name))
        told = (result.pack, result.read.assessment, result.evaluated.evaluation)
        document = steps_of_case(*told, language, numbers=numbers)
    else:
        document = steps_of_pack(workspace.pack(name).usable().pack, language, PROGRAM)
    html = render_html(document)
    write_whole(target, render_pdf(html) if target.suffix == ".pdf" else html.encode())

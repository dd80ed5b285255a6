"""Verify a PDF report: what it carries gives its result again, and its result gives its pages again."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import isclose
from pathlib import Path
from typing import Any, Literal, cast

from compass.catalogue.assessments import read_assessment
from compass.catalogue.packs import Shelf
from compass.errors import InputError, Place, Problem
from compass.model.digest import digested
from compass.model.evaluation import Evaluation
from compass.model.paper import kind_named
from compass.reporting.enclosed import CannotRead, OpenedPdf, open_pdf
from compass.service.enclosing import ASSESSMENT, EVALUATION, PACK
from compass.service.evaluating import MAX_DRAWS, Result, evaluate_read
from compass.service.reporting import report_documents
from compass.service.workspace import PROGRAM, Workspace
from compass.texts.words import LANGUAGES, Language

MAX_BYTES = 64_000_000
TOLERANCE = 1e-9
_TOLD = 20
_AROUND = 3


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it follows from the rest: where, what stands there, and what should.

    `digest`: an enclosed file is not the one that the evaluation names. `result`: evaluating again gives another value.
    `page`: a page holds another text. `pages`: there are more or fewer pages. `note`: something was laid over a page.
    """

    kind: Literal["digest", "result", "page", "pages", "note"]
    place: str
    found: str
    expected: str


@dataclass(frozen=True)
class Verified:
    """What was found about a report; `same_bytes` says that this machine makes the very same file.

    `appended` says that the file is that one with something behind it, a signature say.
    """

    made_with: tuple[str, str]
    here: tuple[str, str]
    same_bytes: bool
    appended: bool
    differences: tuple[Difference, ...]

    @property
    def is_consistent(self) -> bool:
        return not self.differences


def verify_file(workspace: Workspace, source: Path) -> Verified:
    """Evaluate a report again from what it carries, write it again, and tell what differs.

    It proves that a report is consistent, not who wrote it. Raises InputError F001, F002 (the file), F020 (damaged or
    no PDF), F021 (encrypted), F022 (no report of this program), or what is wrong with the files inside.
    """
    data = _data(source)
    opened = _open(data, source)
    evaluation = _evaluation(opened, source)
    wrong = tuple(_wrong_digests(opened, evaluation))
    made_with = (evaluation.program, opened.producer)
    if wrong:
        return Verified(made_with, (PROGRAM, ""), False, False, wrong)
    result = _again(workspace, opened, evaluation)
    changed = list(_changes(_values(evaluation), _values(result.evaluated.evaluation)))
    kept = replace(result, evaluated=replace(result.evaluated, evaluation=evaluation))
    kind = kind_named(opened.kind)
    rebuilt = report_documents(kept, {".pdf"}, cast(Language, opened.language), kind)[".pdf"]
    ours = open_pdf(rebuilt)
    same = data == rebuilt
    if not same:
        changed += _pages(opened, ours, source)
    return Verified(made_with, (PROGRAM, ours.producer), same, not same and data.startswith(rebuilt), tuple(changed))


def _data(source: Path) -> bytes:
    try:
        size = source.stat().st_size
        if size > MAX_BYTES:
            raise _refused("F002", source, size=size, most=MAX_BYTES)
        return source.read_bytes()
    except OSError:
        raise _refused("F001", source) from None


def _open(data: bytes, source: Path) -> OpenedPdf:
    try:
        return open_pdf(data)
    except CannotRead as error:
        raise _refused("F021" if str(error) == "encrypted" else "F020", source) from None


def _evaluation(opened: OpenedPdf, source: Path) -> Evaluation:
    """Read the enclosed evaluation; a file without one that this program wrote is not a report of it."""
    missing = [name for name in (ASSESSMENT, PACK, EVALUATION) if name not in opened.files]
    if missing or opened.language not in LANGUAGES:
        raise _refused("F022", source, missing=", ".join(missing) or "Lang")
    try:
        evaluation = Evaluation.model_validate_json(opened.files[EVALUATION])
    except ValueError:
        raise _refused("F022", source, missing=EVALUATION) from None
    if not 1 <= evaluation.draws <= MAX_DRAWS:
        raise _refused("F022", source, missing=EVALUATION)
    return evaluation


def _refused(code: str, source: Path, **details: str | int) -> InputError:
    return InputError([Problem(code, Place(str(source)), details)])


def _wrong_digests(opened: OpenedPdf, evaluation: Evaluation) -> Iterator[Difference]:
    """Tell the enclosed files that are not those of the evaluation; that of a pack stands in its snapshot."""
    found = hashlib.sha256(opened.files[ASSESSMENT]).hexdigest()
    if found != evaluation.assessment_digest:
        yield Difference("digest", ASSESSMENT, found, evaluation.assessment_digest)
    written = digested(evaluation)
    if opened.files[EVALUATION] != written:
        found, expected = (hashlib.sha256(each).hexdigest() for each in (opened.files[EVALUATION], written))
        yield Difference("digest", EVALUATION, found, expected)


def _again(workspace: Workspace, opened: OpenedPdf, evaluation: Evaluation) -> Result:
    """Evaluate the enclosed assessment with the enclosed pack; the snapshot is checked while it is read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in (ASSESSMENT, PACK):
            (folder / file).write_bytes(opened.files[file])
        shelf = Shelf((folder,), workspace.shelf.library, folder)
        read = read_assessment(folder / ASSESSMENT, shelf, source=folder / PACK)
        return evaluate_read(read, evaluation.draws, evaluation.seed)


def _values(evaluation: Evaluation) -> dict[str, Any]:
    """Give every value of an evaluation by its path, but the version of the program, which is told apart."""
    return dict(_flat(evaluation.model_dump(mode="json", exclude={"program"})))


def _flat(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        named = [data[key] for key in ("option", "criterion", "quantity", "factor", "question") if data.get(key)]
        here = f"{path}({', '.join(map(str, named))})" if named else path
        for key, value in data.items():
            yield from _flat(value, f"{here}.{key}" if here else str(key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _flat(value, f"{path}[{number}]")
    else:
        yield path, data


def _changes(found: dict[str, Any], again: dict[str, Any]) -> list[Difference]:
    paths = [path for path in dict.fromkeys([*found, *again]) if not _same(found.get(path), again.get(path))]
    return [Difference("result", path, str(found.get(path)), str(again.get(path))) for path in paths[:_TOLD]]


def _same(found: Any, again: Any) -> bool:
    if isinstance(found, float) and isinstance(again, float):
        return isclose(found, again, rel_tol=TOLERANCE, abs_tol=TOLERANCE * 1e-3)
    return bool(found == again)


def _pages(opened: OpenedPdf, ours: OpenedPdf, source: Path) -> list[Difference]:
    """Compare the words of the pages with those of the pages written again."""
    try:
        found, notes = opened.pages, opened.notes
    except CannotRead:
        raise _refused("F020", source) from None
    differences = [Difference("note", str(page), kind, "") for page, kind in notes]
    if len(found) != len(ours.pages):
        differences.append(Difference("pages", "", str(len(found)), str(len(ours.pages))))
    for number, (text, expected) in enumerate(zip(found, ours.pages, strict=False), start=1):
        if text.split() != expected.split():
            differences.append(_first_words(number, text.split(), expected.split()))
    return differences[:_TOLD]


def _first_words(page: int, found: list[str], expected: list[str]) -> Difference:
    """Give the first words of a page that differ, with some before and after them."""
    codes = SequenceMatcher(None, found, expected, autojunk=False).get_opcodes()
    _, start, end, other_start, other_end = next(code for code in codes if code[0] != "equal")
    here = found[max(start - _AROUND, 0) : min(end, start + 8) + _AROUND]
    there = expected[max(other_start - _AROUND, 0) : min(other_end, other_start + 8) + _AROUND]
    return Difference("page", str(page), " ".join(here), " ".join(there))

"""The files of a pack and of the library that it uses, put together into one Pack."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from compass.catalogue.factors import read_factor
from compass.catalogue.generators import fill_generated
from compass.catalogue.modules import check_expectations, take_expectations
from compass.catalogue.parts import COLLECTIONS, ITEMS, TITLES, Assembled
from compass.catalogue.reader import DocPath, Document, read_file
from compass.catalogue.refusals import refuse_key, refuse_kind
from compass.catalogue.schema import validate
from compass.engine.expression import RESERVED
from compass.engine.meanings import similar
from compass.errors import Place, Problem
from compass.model.base import Text
from compass.model.criterion import Family
from compass.model.pack import Header
from compass.model.question import Question, Section

ALWAYS = ("units", "sources", "scales", "flows")
LIBRARY = "library"
MODULES = "modules/"
APART = frozenset({"assessments", "agendas"})
"""Folders of a pack whose files are no part of it."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_UNIT_ID = re.compile(r"1|[A-Za-z_][A-Za-z_0-9]{0,63}")
_NAMESPACE = ("questions", "factors", "quantities", "conditions", "nodes")
_QUESTION_KEYS = tuple(key for key in Question.model_fields if key not in ("id", "section"))


def assemble(source: Path, library: Path, shown: Callable[[Path], str]) -> Assembled:
    """Read a pack, a folder or a single file, with the library files that it names under `uses`.

    `shown` turns a path into the one printed in messages. F013: a library file that is named and not there.
    """
    found = Assembled()
    for path in pack_files(source):
        _add_file(found, read_file(path, shown(path)))
    if found.header is None:
        all_were_read = all(isinstance(document.data, dict) for document in found.documents)
        if all_were_read and ("header",) not in found.places.prefixes:
            found.documents.append(Document(shown(source), problems=[Problem("F014", Place(shown(source)))]))
        return found
    _add_used(found, found.header, library, shown)
    return found


def assemble_library(library: Path, shown: Callable[[Path], str]) -> Assembled:
    """Put every file of a library together, as a pack that uses all of them would.

    Modules are left out: they name what only a pack declares, and are checked in the packs that use them.
    """
    names = [path.relative_to(library).with_suffix("").as_posix() for path in library_files(library)]
    words = Text(fr="Bibliothèque", en="Library")
    uses = tuple(name for name in names if name not in ALWAYS and not name.startswith(MODULES))
    header = Header(
        pack=LIBRARY,
        version=1,
        title=words,
        functional_unit=words,
        horizon=1,
        uses=uses,
        licence="Apache-2.0",
        authors=(),
    )
    found = Assembled(header=header)
    _add_used(found, header, library, shown)
    return found


def _add_used(found: Assembled, header: Header, library: Path, shown: Callable[[Path], str]) -> None:
    for name in (*ALWAYS, *header.uses):
        _add_library(found, name, library, shown)
    check_expectations(found)
    fill_generated(found)


def library_files(library: Path) -> list[Path]:
    """Give the files of a library, by name."""
    return sorted(library.rglob("*.yaml"))


def pack_files(source: Path) -> list[Path]:
    """Give the files of a pack in reading order: `pack.yaml` first, its worked cases and agendas left out."""
    if source.is_file():
        return [source]
    files = sorted(path for path in source.rglob("*.yaml") if not APART & set(path.relative_to(source).parts))
    return sorted(files, key=lambda path: path.name != "pack.yaml")


def _add_library(found: Assembled, name: str, library: Path, shown: Callable[[Path], str]) -> None:
    known = {path.relative_to(library).with_suffix("").as_posix(): path for path in library.rglob("*.yaml")}
    if name in known:
        _add_file(found, read_file(known[name], shown(known[name])), name)
    elif name not in ALWAYS and found.header is not None:
        document, prefix = found.places.prefixes[("header",)]
        place = document.place((*prefix, "uses", found.header.uses.index(name)))
        document.problems.append(Problem("F013", place, {"name": name[:80], "near": similar(name, list(known))}))


def _add_file(found: Assembled, document: Document, library_name: str | None = None) -> None:
    found.documents.append(document)
    if document.data is None:
        return
    if not isinstance(document.data, dict):
        refuse_kind(document, (), document.data)
        return
    if "section" in document.data:
        _section_file(found, document)
        return
    rest = dict(document.data)
    if "pack" in rest:
        header = {key: rest.pop(key) for key in list(rest) if key in Header.model_fields}
        _add_header(found, document, header)
    if library_name is not None and "expects" in rest:
        take_expectations(found, document, library_name)
        del rest["expects"]
    for key, items in rest.items():
        if key not in COLLECTIONS:
            known = [*COLLECTIONS, *(Header.model_fields if "pack" in document.data else ("section",))]
            refuse_key(document, (key,), known)
        elif not isinstance(items, dict):
            refuse_kind(document, (key,), items)
        else:
            for id, item in items.items():
                _add_item(found, document, key, id, item)


def _add_header(found: Assembled, document: Document, header: dict[str, Any]) -> None:
    """Take the header of the pack; N010 where another file has declared it already."""
    place = document.place(("pack",))
    first = found.named.setdefault("header", place)
    if first != place:
        document.problems.append(Problem("N010", place, {"name": str(header["pack"])[:60], "first": str(first)}))
        return
    found.places.prefixes[("header",)] = (document, ())
    found.header = validate(Header, header, document, ())


def _section_file(found: Assembled, document: Document) -> None:
    data = dict(document.data)
    id, questions = data.pop("section"), data.pop("questions", {})
    if _take_id(found, document, "sections", str(id), ("section",)):
        found.places.prefixes[("sections", str(id))] = (document, ())
        section = validate(Section, data, document, (), also=("section", "questions"))
        if section is not None:
            found.parts["sections"][str(id)] = section
    _questions(found, document, str(id), questions, ("questions",))


def _add_item(found: Assembled, document: Document, collection: str, id: str, item: Any) -> None:
    path: DocPath = (collection, id)
    if not _take_id(found, document, collection, id, path):
        return
    noun: Any
    if collection == "sections":
        data = dict(item) if isinstance(item, dict) else item
        questions = data.pop("questions", {}) if isinstance(data, dict) else {}
        noun = validate(Section, data, document, path, also=("questions",))
        _questions(found, document, id, questions, (*path, "questions"))
    elif collection == "factors":
        noun = read_factor(found, document, id, item)
    elif collection == "conditions":
        noun = item if isinstance(item, str) else None
        if noun is None:
            refuse_kind(document, path, item, "formula")
    elif collection in TITLES:
        holder = validate(Family, {"title": item}, document, path)
        noun = holder.title if holder is not None else None
    else:
        noun = validate(ITEMS[collection], item, document, path)
    if noun is not None:
        found.parts[collection][id] = noun


def _take_id(found: Assembled, document: Document, collection: str, id: str, path: DocPath) -> bool:
    """Register an id where it is unique; N010 taken already, K005 not an id, N011 a word of the formula language."""
    place = document.place(path, at_key=path[-1] == id)
    space = "name" if collection in _NAMESPACE else collection
    found.places.prefixes.setdefault((collection, id), (document, path))
    if not (_UNIT_ID if collection == "units" else _ID).fullmatch(id):
        document.problems.append(Problem("K005", place, {"found": id[:60]}))
        return False
    if space == "name" and id in RESERVED:
        document.problems.append(Problem("N011", place, {"name": id}))
        return False
    first = found.named.setdefault(f"{space}:{id}", place)
    if first != place:
        document.problems.append(Problem("N010", place, {"name": id, "first": str(first)}))
        return False
    return True


def _questions(found: Assembled, document: Document, section: str, questions: Any, path: DocPath) -> None:
    if not isinstance(questions, dict):
        refuse_kind(document, path, questions)
        return
    for id, data in questions.items():
        if not _take_id(found, document, "questions", id, (*path, id)):
            continue
        for key in {"id", "section"} & set(data if isinstance(data, dict) else ()):
            refuse_key(document, (*path, id, key), _QUESTION_KEYS)
        filled = {**data, "id": id, "section": section} if isinstance(data, dict) else data
        question = validate(Question, filled, document, (*path, id))
        if question is not None:
            found.parts["questions"][id] = question

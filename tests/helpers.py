"""Small packs from YAML text, put together by the catalogue and evaluated; the rest is filled in.

Shorthands (all others are written as in a real pack):

- `questions:` at the top level stand in one section, asked of the need unless they say `asked_of`;
- a question without a type is a number; `options: [a, b]` or `{a: 3, b: 0}` gives options (with points, or keys);
- `if_unknown: [low, likely, high]`, or a number; a factor or a row `[low, likely, high]`, or a number;
- `flows: {power: kWh}`; a criterion's `described: 4` writes its anchors; titles and reasons may be left out.

The tree always holds the need and, unless the text has alternatives, `base` (the reference) and `other`.
"""

from __future__ import annotations

import json
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compass.catalogue.assembly import assemble
from compass.catalogue.packs import Shelf
from compass.catalogue.reader import Document, read_text
from compass.decision.evaluate import Evaluated, Stamp, evaluate
from compass.engine.cells import Cells, read_cells
from compass.engine.compiler import compile_pack
from compass.engine.explain import Explainer
from compass.engine.faults import Fault
from compass.engine.program import Program
from compass.engine.units import UnitTable
from compass.model.assessment import Assessment
from compass.model.evaluation import CriterionResult
from compass.model.spread import Spread

WORDS = {"fr": "…", "en": "…"}
UNITS = {
    "1": {}, "s": {}, "min": {"of": "60 s"}, "h": {"of": "60 min"}, "day": {"of": "24 h"}, "year": {"of": "365 day"},
    "J": {}, "Wh": {"of": "3600 J"}, "kWh": {"of": "1000 Wh"}, "kg": {}, "km": {}, "kgCO2e": {}, "EUR": {},
    "study": {}, "staff_h": {}, "staff_min": {"of": "1/60 staff_h"},
}  # fmt: skip
PROVENANCE = {"source": "book", "year": 2024, "geography": "FRA", "quality": "measured"}
HEADER = {
    "pack": "small", "version": 1, "title": WORDS, "functional_unit": WORDS, "horizon": 5, "licence": "CC-BY-4.0",
    "authors": ["a test"],
}  # fmt: skip


class Refused(Exception):
    """A small pack that the checker refuses; `codes` say why."""

    def __init__(self, codes: list[str], text: str) -> None:
        self.codes = codes
        super().__init__(text)


@dataclass(frozen=True)
class Outcome:
    """A small assessment evaluated."""

    evaluated: Evaluated
    cells: Cells

    @property
    def evaluation(self):
        return self.evaluated.evaluation

    @property
    def json(self) -> str:
        return self.evaluation.model_dump_json()

    def result(self, criterion: str, option: str = "one") -> CriterionResult:
        return next(c for c in self.evaluation.criteria if (c.option, c.criterion) == (option, criterion))

    def total(self, criterion: str, option: str = "one") -> Spread:
        return self.result(criterion, option).total

    def quantity(self, name: str, option: str = "one") -> Spread | None:
        return next(q.value for q in self.evaluation.quantities if q.quantity == name and q.option in (option, None))

    def drawn(self, name: str, option: str = "one") -> Any:
        """Give the value of a rule in the draws: a number, a column, or a state."""
        return self.evaluated.drawn.scopes[option][name]

    def verdict(self, knock_out: str, option: str = "one") -> tuple[str, float | None]:
        return next(
            (k.verdict, k.share) for k in self.evaluation.knock_outs if (k.option, k.knock_out) == (option, knock_out)
        )

    def told(self) -> dict[tuple[str | None, str], float]:
        return {(f.option, f.finding): f.share for f in self.evaluation.findings}

    def assumed(self) -> set[tuple[str, str | None]]:
        return {(a.question, a.option) for a in self.evaluation.assumptions}

    def explainer(self, option: str = "one") -> Explainer:
        return Explainer(self.evaluated.likely, self.evaluated.drawn, self.cells, option)


def read_yaml(text: str) -> Any:
    """Read YAML text as packs are read (only `true` and `false` are booleans)."""
    document = Document("inline")
    read_text(textwrap.dedent(text), document)
    assert not document.problems, document.problems
    return document.data


def compiled(text: str) -> tuple[Program, tuple[Fault, ...]]:
    """Compile a small pack without its check; give the program and the faults of its formulas."""
    with _written(text) as (path, folder):
        pack = assemble(path, folder / "no-library", str).pack()
    assert pack is not None
    return compile_pack(pack, UnitTable(pack.units))


def program_of(text: str) -> Program:
    """Compile and check a small pack; raises Refused with the codes of what is wrong."""
    with _written(text) as (path, folder):
        checked = Shelf((), folder / "no-library", folder).check(path)
    if checked.faults:
        raise Refused(
            [p.code for p in checked.faults], "; ".join(f"{p.code} {dict(p.details)}" for p in checked.faults)
        )
    assert checked.program is not None
    return checked.program


def assessment_of(text: str) -> Assessment:
    """Make a small assessment; without options there is one option, `one`, of the alternative `base`."""
    data = {
        "pack": "small",
        "version": 1,
        "title": "…",
        "date": "2026-11-22",
        **(read_yaml(text) if text.strip() else {}),
    }
    data.setdefault("options", [{"id": "one", "alternative": "base"}])
    data["options"] = [{"title": "…", **option} for option in data["options"]]
    data["evidence"] = {id: {"title": "…", **(e or {})} for id, e in data.get("evidence", {}).items()}
    return Assessment.model_validate(data)


def cells_of(program: Program, text: str) -> tuple[Cells, tuple[Fault, ...]]:
    return read_cells(program.pack, program.units, assessment_of(text))


def evaluated(program: Program | str, answers: str = "", *, draws: int = 64, seed: int = 1) -> Outcome:
    """Evaluate a small assessment of a small pack; every answer must be admitted."""
    program = program_of(program) if isinstance(program, str) else program
    assessment = assessment_of(answers)
    cells, faults = read_cells(program.pack, program.units, assessment)
    assert not faults, faults
    stamp = Stamp("test", "pack", "assessment")
    return Outcome(evaluate(program, assessment, cells, seed=seed, draws=draws, stamp=stamp), cells)


@contextmanager
def _written(text: str) -> Iterator[tuple[Path, Path]]:
    data = _filled(read_yaml(text) if text.strip() else {})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "small.yaml"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        yield path, folder


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    data = {**HEADER, **data}
    data["units"] = {id: {"title": WORDS, **record} for id, record in {**UNITS, **data.get("units", {})}.items()}
    books = {id: {"title": "…", "year": "2024", "seen": "primary"} for id in ("book", *data.get("sources", ()))}
    data["sources"] = books
    data["families"] = {"family": {"title": WORDS}, **data.get("families", {})}
    sections = {id: _section(section) for id, section in data.get("sections", {}).items()}
    if "questions" in data:
        sections["asked"] = _section({"questions": data.pop("questions")})
    data["sections"] = sections
    for kind, fill in _FILLERS.items():
        if kind in data:
            data[kind] = {id: fill(item) for id, item in data[kind].items()}
    data["nodes"] = _tree(data.get("nodes", {}))
    return data


def _tree(nodes: Mapping[str, Any]) -> dict[str, Any]:
    has_alternatives = any(node["level"] == "alternative" for node in nodes.values())
    alternatives = {"base": {"reference": True}, "other": {}} if not has_alternatives else {}
    given = {id: {"level": "alternative", "caused_by": "need", **node} for id, node in alternatives.items()}
    return {id: _titled(node) for id, node in ({"need": {"level": "need"}} | given | dict(nodes)).items()}


def _section(section: dict[str, Any]) -> dict[str, Any]:
    questions = {id: _question(question or {}) for id, question in section.get("questions", {}).items()}
    return {"title": WORDS, **section, "questions": questions}


def _question(question: dict[str, Any]) -> dict[str, Any]:
    filled = {"ask": WORDS, "type": "number", **question}
    if filled["type"] == "number":
        filled.setdefault("unit", "1")
    if "options" in filled:
        filled["options"] = _options(filled["options"])
    if "metrics" in filled:
        filled["metrics"] = {id: _titled(metric or {}) for id, metric in filled["metrics"].items()}
    if "if_unknown" in filled:
        filled["if_unknown"] = _assumed(filled["if_unknown"])
    return filled


def _options(options: Any) -> dict[str, Any]:
    points = dict.fromkeys(options) if isinstance(options, list) else options
    return {id: {"title": WORDS} | _option(given) for id, given in points.items()}


def _option(given: Any) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    return {} if given is None else {"points": given}


def _assumed(assumed: Any) -> dict[str, Any]:
    filled = {"why": WORDS, **_range(assumed)}
    if {"value", "likely"} & filled.keys():
        filled.setdefault("source", "book")
    return filled


def _range(given: Any) -> dict[str, Any]:
    if isinstance(given, list):
        return dict(zip(("low", "likely", "high"), given, strict=True))
    return given if isinstance(given, dict) else {"value": given}


def _titled(item: dict[str, Any]) -> dict[str, Any]:
    return {"title": WORDS, **item}


def _row(row: Any) -> dict[str, Any]:
    return {**PROVENANCE, **_range(row)}


def _factor(factor: Any) -> dict[str, Any]:
    if not isinstance(factor, dict) or "by" not in factor:
        return {"title": WORDS, "unit": "1", **_row(factor)}
    if "generator" in factor:
        return {"title": WORDS, **factor}
    depth = 1 if isinstance(factor["by"], str) else len(factor["by"])
    filled = {"title": WORDS, "unit": "1", **factor, "values": _rows(factor["values"], depth)}
    if "otherwise" in factor:
        filled["otherwise"] = _row(factor["otherwise"])
    return filled


def _rows(values: Any, depth: int) -> Any:
    return _row(values) if depth == 0 else {key: _rows(value, depth - 1) for key, value in values.items()}


def _quantity(quantity: Any) -> dict[str, Any]:
    return {"title": WORDS, "unit": "1", **(quantity if isinstance(quantity, dict) else {"formula": quantity})}


def _criterion(criterion: dict[str, Any]) -> dict[str, Any]:
    filled = {"title": WORDS, "family": "family", "objective": "minimise", **criterion}
    if "described" in filled:
        filled["described"] = {str(level): WORDS for level in range(filled["described"] + 1)}
    return filled


_FILLERS = {
    "scales": lambda options: {"title": WORDS, "options": _options(options)},
    "factors": _factor,
    "quantities": _quantity,
    "flows": lambda unit: {"title": WORDS, "unit": unit},
    "criteria": _criterion,
    "knock_outs": lambda when: {"title": WORDS, "when": when},
    "findings": lambda when: {"when": when, "kind": "red_flag", "text": WORDS, "about": []},
}

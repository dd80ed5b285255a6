"""A large pack made from a few rules of thumb, the same in every run: what benchmarks/scale.py measures.

Its shape is that of the large public carbon model (2,600 rules, 240 questions, 4.8 references a rule, a question
reaches a fifth of the rules). Topics hold questions and layers of quantities that read one another; what topics come
to is converted, mixed once more over all topics, and flows through a consequence tree into criteria.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

TOPICS = 8
QUESTIONS = 30
UNCERTAIN = 15
LAYERS, WIDTH = 12, 20
MIXED = 354
NODES = 10
OPTIONS = 5
UNITS = ("kWh", "kg", "h", "EUR", "km", "L", "GB", "exam")
SCALE = ("low", "middle", "high", "top")
TEXT = {"fr": "Texte", "en": "Text"}
FIGURE = {"source": "made", "year": 2026, "geography": "FRA", "quality": "proposal", "why": TEXT}


@dataclass
class Generated:
    """A pack by file, an assessment, and each formula as plain Python in the order in which it can be computed."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    assessment: dict[str, Any] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    """What each rule computes, by its variable in the engine."""

    def write(self, folder: Path) -> None:
        """Write the pack, and its assessment beside it, as YAML (JSON is YAML)."""
        for name, data in {**self.files, "assessments/made.yaml": self.assessment}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def generate(seed: int = 1) -> Generated:
    """Make the pack; half of its topics are asked of each option, half of the need."""
    return _Generator(seed).pack()


class _Generator:
    def __init__(self, seed: int) -> None:
        self.random, self.made = Random(seed), Generated()
        self.need: dict[str, Any] = {}
        self.options: list[dict[str, Any]] = [{} for _ in range(OPTIONS)]

    def pack(self) -> Generated:
        mixed_from = [name for topic in range(TOPICS) for name in self._topic(topic)]
        self._mixed(mixed_from)
        self._header()
        options = [
            {"id": f"option_{i}", "alternative": f"alternative_{i}", "title": "Option", "answers": answers}
            for i, answers in enumerate(self.options)
        ]
        self.made.assessment = {
            "pack": "generated", "version": 1, "title": "Made", "date": "2026-01-01", "need": self.need,
            "options": options,
        }  # fmt: skip
        return self.made

    def _topic(self, topic: int) -> list[str]:
        """Make one topic: questions, then layers that read the two before them; give what it comes to, converted."""
        unit, per_option = UNITS[topic], topic % 2 == 1
        questions = {f"q{topic}_{i}": self._question(i, unit) for i in range(QUESTIONS)}
        numbers = [id for id, question in questions.items() if question["type"] == "number"]
        choices = [id for id, question in questions.items() if question["type"] == "choice"]
        for id, question in questions.items():
            self._answer(id, question, per_option)
        factors = {f"table_{topic}": self._table(), f"to_index_{topic}": {**FIGURE, "unit": f"kgCO2e/{unit}"}}
        factors[f"to_index_{topic}"] |= {"title": TEXT, **self._range()}
        before, quantities = [numbers, numbers], {}
        for layer in range(LAYERS):
            made = [f"x{topic}_{layer}_{i}" for i in range(WIDTH)]
            for place, name in enumerate(made):
                known = [*before[-1], *before[-2]]
                first = before[0][place % len(before[0])] if layer < 2 else known[place % len(known)]
                quantities[name] = {"title": TEXT, "unit": unit, "formula": self._formula(first, known, choices, topic)}
            before.append(made)
        ends = {f"end_{topic}_{i}": before[-1][i * 4 : i * 4 + 4] for i in range(5)}
        for name, summed in ends.items():
            formula = f"({' + '.join(summed)}) * to_index_{topic}"
            quantities[name] = {"title": TEXT, "unit": "kgCO2e", "formula": formula}
        self.made.plain |= {name: _plain(quantity["formula"]) for name, quantity in quantities.items()}
        asked_of = ["option"] if per_option else ["need"]
        self.made.files[f"topic_{topic}.yaml"] = {
            "sections": {f"section_{topic}": {"title": TEXT, "asked_of": asked_of, "questions": questions}},
            "factors": factors,
            "quantities": quantities,
        }
        return list(ends)

    def _question(self, place: int, unit: str) -> dict[str, Any]:
        if place % 10 == 9:
            shares = dict(zip(SCALE, (0.1, 0.4, 0.3, 0.2), strict=True))
            assumed = {"shares": shares, "source": "made", "quality": "proposal", "why": TEXT}
            return {"ask": TEXT, "type": "choice", "options_from": "levels", "if_unknown": assumed}
        assumed = {**self._range(), "source": "made", "quality": "proposal", "why": TEXT}
        return {"ask": TEXT, "type": "number", "unit": unit, "between": [0, 1000], "if_unknown": assumed}

    def _answer(self, id: str, question: dict[str, Any], per_option: bool) -> None:
        """Answer a question, of each option alike where it is asked of options: half of them for sure."""
        is_uncertain = int(id.split("_")[1]) % 2 == 1
        for answers in self.options if per_option else [self.need]:
            certain = self.random.choice(SCALE) if question["type"] == "choice" else self._number()
            answers[id] = certain if not is_uncertain else "unknown" if question["type"] == "choice" else self._range()

    def _number(self) -> float:
        return round(self.random.uniform(1, 20), 2)

    def _range(self) -> dict[str, float]:
        likely = self._number()
        return {"low": round(likely * 0.7, 3), "likely": likely, "high": round(likely * 1.5, 3)}

    def _table(self) -> dict[str, Any]:
        values = {level: {**FIGURE, **self._range()} for level in SCALE}
        return {"title": TEXT, "unit": "1", "by": "levels", "values": values}

    def _formula(self, first: str, known: list[str], choices: list[str], topic: int) -> str:
        """Make a formula that gives back the order of size of what it reads."""
        a, b, c, d, e = first, *(self.random.choice(known) for _ in range(4))
        choice = self.random.choice(choices)
        return self.random.choice((
            f"0.3 * {a} + 0.2 * {b} + 0.3 * {c} + 0.1 * {d} + 0.1 * {e}",
            f"0.5 * {a} * {b} / ({b} + {c}) + 0.4 * {d} + 0.3 * {e}",
            f"{a} * {d} / ({d} + {e}) + 0.5 * max({b}, {c})",
            f"0.6 * {a} + 0.4 * ({b} if {c} > {d} else {e})",
            f"0.05 * {a} * lookup(table_{topic}, {choice}) + 0.5 * {b} + 0.2 * {c} + 0.1 * {d}",
            f"({a} + {b} + {c} + {d}) / 5 + 0.2 * min({d}, {e})",
        ))  # fmt: skip

    def _mixed(self, known: list[str]) -> None:
        """Mix what topics come to, and let it flow through the tree."""
        quantities: dict[str, Any] = {}
        for place in range(MIXED):
            name = f"mixed_{place}"
            a, b, c, d, e = (self.random.choice(known[-60:] if place > 40 else known) for _ in range(5))
            formula = f"0.3 * {a} + 0.2 * {b} + 0.2 * {c} + 0.2 * {d} * {e} / ({d} + {e})"
            quantities[name] = {"title": TEXT, "unit": "kgCO2e", "formula": formula}
            known.append(name)
        self.made.plain |= {name: _plain(quantity["formula"]) for name, quantity in quantities.items()}
        nodes: dict[str, Any] = {"need": {"level": "need", "title": TEXT}}
        for i in range(OPTIONS):
            nodes[f"alternative_{i}"] = {
                "level": "alternative", "title": TEXT, "caused_by": "need", "reference": i == 0,
            }  # fmt: skip
        alternatives = [f"alternative_{i}" for i in range(OPTIONS)]
        for i in range(NODES):
            used = f"0.7 * mixed_{MIXED - 1 - i} + 0.3 * mixed_{MIXED // 2 + i}"
            nodes[f"node_{i}"] = {
                "level": "function", "title": TEXT, "caused_by": alternatives, "flows": {"gas": used},
            }  # fmt: skip
            self.made.plain[f"_flow_node_{i}:gas"] = used
        self.made.files["tree.yaml"] = {"quantities": quantities, "nodes": nodes}

    def _header(self) -> None:
        units = {unit: {"title": TEXT} for unit in ("1", "kgCO2e", *UNITS)}
        levels = {"title": TEXT, "options": {level: {"title": TEXT} for level in SCALE}}
        judged = {"title": TEXT, "unit": "kgCO2e", "objective": "minimise", "family": "impact"}
        judged["characterise"] = {"gas": "1"}
        self.made.files["pack.yaml"] = {
            "pack": "generated", "version": 1, "title": TEXT, "functional_unit": TEXT, "horizon": 5,
            "licence": "CC-BY-4.0", "authors": ["benchmarks/generated_pack.py"], "units": units,
            "sources": {"made": {"title": "Made up", "year": "2026", "seen": "proposal"}},
            "scales": {"levels": levels}, "flows": {"gas": {"title": TEXT, "unit": "kgCO2e"}},
            "families": {"impact": {"title": TEXT}}, "criteria": {"climate": judged},
        }  # fmt: skip


def _plain(formula: str) -> str:
    """Write a formula of the pack as Python: a table is read by the level that was chosen."""
    start = formula.find("lookup(")
    if start < 0:
        return formula
    end = formula.index(")", start)
    table, choice = formula[start + len("lookup(") : end].split(", ")
    return f"{formula[:start]}{table}[{choice}]{formula[end + 1 :]}"

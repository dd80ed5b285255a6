"""Seeded inputs for the parsers: tokens of a grammar put together at random, and shipped or wrong files altered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from compass.catalogue.reader import Document, read_text

TESTS = Path(__file__).parents[1]
LONGEST = 3000
"""Characters kept of a file, so that a hundred thousand inputs take minutes."""

ODD = (
    "\0", "\t", "\r\n", "\u2028", "\ufeff", "\ud800", "é", "²", "٣", "𝟙", "Ⅷ", "0x1F", "0b1", "1_000", "1e999",
    "1e-999", "9" * 400, "-0", ".5", "1.", "1e", "NaN", ".inf", "true", "null", "~", "\\", "\\x", '"', "'", "`", "#",
    "%", "&a", "*a", "<<", "!!python/object:os.system", "!t", "---", "...", "? ", "- ", ": ", ", ", "[", "]", "{",
    "}", "|", ">", "@", "(" * 50, "[" * 30, "{a: " * 30, "-" * 60, "not " * 60, " ", "\n", "  ", "\n  ",
)  # fmt: skip
FORMULA_TOKENS = (
    "1", "0", "0.5", "8", "1e6", "1e300", "energy", "little", "weight", "distance", "hours", "count", "ready",
    "place", "size", "wishes", "said", "detection", "marked", "proof", "checks", "rules", "trust", "north", "pue",
    "partial", "covered", "fuel", "price", "here", "cloud", "small", "large", "strong", "speed", "sensitivity",
    "delay", "sensibility", "nobody", "horizon", "site", "alternative", "all", "base", "other", "min", "max", "sum",
    "mean", "clip", "lookup", "interpolate", "points", "max_points", "round", "floor", "ceil", "exp", "ln",
    "reference", "reported", "unknown", "+", "-", "*", "/", "**", "//", "%", "<", "<=", ">", ">=", "==", "!=", "=",
    ":=", "in", "not", "and", "or", "if", "else", "is", "lambda", "for", "(", ")", "(", ")", "[", "]", ",", ",", ".",
    ":", "'text'", "f'{a}'", "True", "None", "**count", "*count", "\n",
)  # fmt: skip
NUMBERS = (
    "energy", "little", "weight", "hours", "count", "pue", "price", "horizon", "0", "1", "0.5", "-2", "1e300",
    "proof",
)  # fmt: skip
UNIT_TOKENS = (
    "kWh", "study", "J", "kg", "min", "1", "1000", "1.5", "0", "1e99", "1e-99", "15e9", "*", "/", "^", "^2", "^-1",
    "^6", "^7", " ", "unknown", "circle", "wheel", "deep", "²", "·", "(", ")", "-", "+", "1/60", "999999999999999",
    "0.000000000000001",
)  # fmt: skip
YAML_TOKENS = (
    "a", "b", "key: ", "other: ", "- ", "\n", "\n  ", "\n    ", "[a, b]", "{a: 1}", "[", "]", "{", "}", ",", "|\n",
    ">-\n", '"x"', "'y'", "1", "0.5", "true", "null", "2026-01-01", "# said\n", "“é”", "a" * 200,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**17, 1e308, -1e308, 5e-324, 0.5, "", " ", "unknown", "not_applicable", "a", "1",
    "yes", "2026-01-01", "2026-02-30", "12 kWh", "3 kg", "8e-6 MWh/case", "5 1/year", "1e308 MWh/case", "1e999 kWh",
    "-3 case/year", "٣ kWh", "9" * 400, "x" * 6000, [], {}, [1], [[1]], ["hall"], ["hall", "hall"], [None], [True],
    ["attic", 3], {"value": 1}, {"value": None}, {"low": 1, "likely": 2, "high": 3}, {"low": 3, "high": 1},
    {"low": "1 kWh/case", "likely": "2 kWh/case", "high": "3 MWh/case"}, {"value": {"value": 1}},
    {"value": 3, "sure": "fairly", "evidence": "box"}, [{"metric": "comfort", "value": 0.5, "evidence": "box"}],
    [{"metric": "comfort", "value": "50 %", "evidence": "box"}], [{"metric": "comfort", "ci": [0.9, 0.1]}], [{}],
    {"evidence": "box"}, {"value": "cold", "review": {"verdict": "rejected"}}, {"": ""}, {"a.b": 1}, "keep", "led",
    "old", "new", "box", "\ud83d\ude00", "a\u0000b",
)  # fmt: skip
KEYS = (
    "pack", "version", "settings", "seed", "weights", "anchors", "knock_outs", "reference", "evidence", "need",
    "all_options", "options", "expect", "evenings", "energy", "sharing", "colour", "rooms", "trials", "value", "sure",
    "review", "why", "answers", "", "é", "a" * 300,
)  # fmt: skip


def yaml_files() -> list[Path]:
    """Give every shipped pack and library file, and every test pack and wrong file, in one order."""
    folders = (TESTS.parent / "questionnaires", TESTS / "packs", TESTS / "wrong_packs", TESTS / "wrong_assessments")
    return [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]


def texts_of(paths: Iterable[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def written_at(texts: Iterable[str], *keys: str) -> list[str]:
    """Give every text that stands at one of these keys, anywhere in these files: the formulas, the units."""
    found: dict[str, None] = {}
    for text in texts:
        document = Document("file")
        read_text(text, document)
        for path, span in document.values.items():
            if path and path[-1] in keys and span.style is not None:
                found[document.scalars[(span.line, span.column)]] = None
    return list(found)


def of_tokens(random: Random, tokens: Sequence[str], most: int, between: str = "") -> str:
    """Put tokens together, now and then one that belongs to no grammar."""
    count = random.randint(0, most)
    return between.join(random.choice(ODD if random.random() < 0.03 else tokens) for _ in range(count))


def formula(random: Random, depth: int = 5) -> str:
    """Write a formula that is often admitted: it follows the grammar, but not the kinds and the units."""
    if depth == 0 or random.random() < 0.2:
        return random.choice(NUMBERS)
    a, b, c = (formula(random, depth - 1) for _ in range(3))
    shapes: tuple[Callable[[], str], ...] = (
        lambda: f"{a} {random.choice('+-*/')} {b}",
        lambda: f"({a}) ** {random.choice(('2', '-1', '0.5', '8', '9', '0'))}",
        lambda: f"-({a})",
        lambda: f"({a} if {b} {random.choice(('<', '>=', '==', '!='))} {c} else {c})",
        lambda: f"{random.choice(('min', 'max', 'sum', 'mean', 'exp', 'ln', 'round', 'ceil', 'floor'))}({a})",
        lambda: f"{random.choice(('min', 'max', 'sum', 'mean'))}({a}, {b})",
        lambda: f"clip({a}, {b}, {c})",
        lambda: f"interpolate({a}, 0, {b}, 5, {c})",
        lambda: f"lookup({random.choice(('pue', 'partial', 'covered', 'fuel', 'price'))}, place)",
        lambda: f"({a} if place in [here, cloud] and not ready else {b})",
        lambda: f"points({random.choice(('rules', 'marked', 'trust', 'north', 'checks'))}) + {a}",
        lambda: f"reference({random.choice(NUMBERS)}) - {a}",
        lambda: f"reported(detection, {random.choice(('sensitivity', 'delay', 'none'))})",
    )
    return random.choice(shapes)()


def altered(random: Random, texts: Sequence[str], longest: int = LONGEST) -> str:
    """Alter one of these texts in one to four ways."""
    text = random.choice(texts)
    if len(text) > longest:
        start = text.rfind("\n", 0, random.randrange(len(text) - longest) + 1) + 1
        text = text[start : start + longest]
    for _ in range(random.randint(1, 4)):
        text = random.choice(_ALTERATIONS)(random, text, texts)
    return text[: longest + 500]


def altered_data(random: Random, data: Any) -> str:
    """Alter what a file says, if anything, instead of its characters: values, keys and items replaced or left out."""
    altered = deepcopy(data)
    for _ in range(random.randint(0, 4)):
        spot = random.choice(_spots(altered))
        value = deepcopy(random.choice(VALUES))
        if isinstance(spot, dict):
            key = random.choice((*spot, random.choice(KEYS)))
            _put(random, spot, key, value)
        else:
            start = random.randint(0, len(spot))
            spot[start : start + random.randint(0, 1)] = random.choice(([], [value], deepcopy(spot[:1])))
    return json.dumps(altered, ensure_ascii=random.random() < 0.1)


def _put(random: Random, spot: dict[str, Any], key: str, value: Any) -> None:
    if key in spot and random.random() < 0.2:
        del spot[key]
    else:
        spot[key] = value


def _spots(data: Any) -> list[Any]:
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    own = [data] if isinstance(data, dict | list) else []
    return own + [spot for each in inside for spot in _spots(each)]


def _span(random: Random, text: str) -> tuple[int, int]:
    start = random.randint(0, len(text))
    return start, min(len(text), start + random.choice((1, 1, 2, 5, 20, 200)))


def _without(random: Random, text: str, _: Sequence[str]) -> str:
    start, end = _span(random, text)
    return text[:start] + text[end:]


def _doubled(random: Random, text: str, _: Sequence[str]) -> str:
    start, end = _span(random, text)
    return text[:end] + text[start:end] * random.choice((1, 1, 2, 30)) + text[end:]


def _inserted(random: Random, text: str, _: Sequence[str]) -> str:
    start = random.randint(0, len(text))
    return text[:start] + random.choice(ODD) + text[start:]


def _replaced(random: Random, text: str, _: Sequence[str]) -> str:
    start, end = _span(random, text)
    return text[:start] + random.choice(ODD) + text[end:]


def _spliced(random: Random, text: str, texts: Sequence[str]) -> str:
    other = random.choice(texts)
    start, end = _span(random, other)
    at = random.randint(0, len(text))
    return text[:at] + other[start:end] + text[at:]


def _lines_moved(random: Random, text: str, _: Sequence[str]) -> str:
    lines = text.split("\n")
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randint(0, len(lines)), random.choice(("", " ", "  ")) + line)
    return "\n".join(lines)


_ALTERATIONS = (_without, _doubled, _inserted, _replaced, _spliced, _lines_moved)

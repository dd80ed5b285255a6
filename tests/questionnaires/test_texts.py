"""Every text that ships: no English word in a French one, and the typography of each language by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from compass.catalogue.assessments import read_assessment
from compass.model.base import Text
from compass.service.workspace import open_workspace
from compass.texts import words
from compass.texts.typography import set_type
from compass.texts.words import LANGUAGES, table

ENGLISH = frozenset(
    """
    and any are at be because best both but by cannot could did does each every for from given has have how if in is
    it its least less many may more must never nothing of once only other our out over should since so some than that
    the their them then there these they this those through to together under until was were what when where whether
    which while who why will with within without would you your
    ai answer answers benchmark buyer buyers chest cloud core dashboard dataset deep default devices draft dpia errors
    evidence feedback gdpr hardware human idle law learning legacy level levels likely missed monitoring nothing owner
    power reader readers reading retraining review risk shared software staff studies study supplier tool tools training
    trial trials unknown update updates usability used user users vendor vendors warning workflow year years yes
    """.split()  # noqa: SIM905
)
"""Words of English that are no words of French."""
NAMES = (
    "AI Act", "AI Energy Score", "AI Grid", "TRIPOD-AI", "AI compass", "Project AIR", "Cloud Carbon Footprint",
    "Llama 3.1", r"\bHAS\b", r"\bTo\b",
)  # fmt: skip
"""Proper names, and the unit of a thousand gigabytes."""
WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿœ]+(?:-[A-Za-zÀ-ÖØ-öø-ÿœ]+)*")
FOR_AUTHORS = ("errors", "format", "generators", "interface")
KEYS = re.compile(r"«\s[a-z_]+:[^»]*»|\b[a-z_]+: (?=[\w{])")
"""Lines of a pack file that a sentence to its author quotes."""
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\[[^\]]*\]|\{[^}]*\}|`[^`]*`|https?://\S+")


def texts_of(value: object, where: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from texts_of(getattr(value, key), f"{where}.{key}")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_of(each, f"{where}.{key}")
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from texts_of(each, f"{where}.{index}")


@cache
def shipped() -> tuple[tuple[str, Text], ...]:
    """Give every text of every pack and of its worked cases, with its place."""
    workspace = open_workspace(Path.cwd())
    found: list[tuple[str, Text]] = []
    for source in workspace.shelf.packs():
        found += texts_of(workspace.pack(str(source)).usable().pack, source.name)
        for case in sorted((source / "assessments").glob("*.yaml")):
            found += texts_of(read_assessment(case, workspace.shelf, workspace.checked).assessment, case.stem)
    return tuple(found)


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Give every sentence in one language: those of the packs, then those that the program says to those who decide.

    What it says to authors (`errors`, `format`) names the keys of the format, which are English words.
    """
    yield from ((where, text.in_language(language)) for where, text in shipped())
    for area in ("interface", "report"):
        yield from ((f"{area}.{key}", sentence) for key, sentence in table(area, language).items())


def written(language: str) -> Iterator[tuple[str, str]]:
    """Give what the program itself says in one language: every sentence, without its keys, and the guide's pages."""
    for path in sorted(Path(words.__file__).parent.glob(f"*.{language}.toml")):
        area = path.name.split(".")[0]
        for key, sentence in table(area, language).items():
            bare = KEYS.sub("x", sentence.strip()) if area in FOR_AUTHORS else sentence.strip()
            yield f"{area}.{key}", bare
    for path in sorted(Path("templates/web/guide").glob(f"*.{language}.html")):
        yield path.name, re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")).replace("\n", "\u2029")


def english_in(french: str) -> list[str]:
    bare = QUOTED.sub(" ", french)
    for name in NAMES:
        bare = re.sub(name, " ", bare)
    return [word for word in WORD.findall(bare) if word.lower() in ENGLISH]


def test_there_are_texts_to_look_at():
    assert len(shipped()) > 1500
    assert {where.split(".")[0] for where, _ in shipped()} >= {"radiology-ai", "fracture-detection"}


def test_the_word_list_sees_english_in_french():
    assert english_in("Le vendor fournit un dashboard de monitoring") == ["vendor", "dashboard", "monitoring"]
    assert english_in("Le fournisseur cite « the best » et TRIPOD-AI") == []


def test_no_english_word_is_left_in_french():
    assert [(where, found) for where, text in sentences("fr") if (found := english_in(text))] == []


STRAIGHT = r"(?<!\w)'|(?<!\\)\""
"""A quotation mark of a typewriter; an apostrophe after a letter is set by rule."""
# What a French text may not have: a sign without its space, quotation marks of another language, a decimal point.
FRENCH_FAULTS = (
    r"[^\s\u00a0\u202f(.…?!;][;!?»](?!\w)",
    r"«[^\s\u00a0\u202f]",
    r"[^\s\u00a0\u202f\d]:(?=\s|$)",
    r"[“”„‘]",
    r"\d\.\d",
    r"\d%",
    r"\s,|\s\.(?!\.)(?!\w)",
    r"  ",
    STRAIGHT,
)
ENGLISH_FAULTS = (
    r"\s[;!?:](?:\s|$)", r"[«»]", r"\d\s%", r"(?<![\d.])\d+,\d{1,2}(?!\d)", r"\s[,.](?:\s|$)", r"  ", STRAIGHT,
)  # fmt: skip
MAY = re.compile(
    r"https?://\S+|10\.\d{4,}/\S+|\bL\.\d+-\d+|\bepiR [\d.]+|\bLlama [\d.]+|\bversion \d+(?:\.\d+)+|`[^`]*`|\d+:\d+"
    r"|EcoLogits [\d.]+|BoaviztAPI [\d.]+|ITU-T [A-Z]\.\d+"
    r"|Gemini [\d.]+|Mistral Medium [\d.]+|Claude \w+ [\d.]+|\b[\w-]+/[\w./-]*\d"
)


def faults(text: str, patterns: tuple[str, ...]) -> list[str]:
    bare = MAY.sub("x", text)
    return [bare[max(0, m.start() - 15) : m.end() + 15] for p in patterns for m in re.finditer(p, bare)]


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("Vraiment?", FRENCH_FAULTS),
        ("«Oui»", FRENCH_FAULTS),
        ("Note: rien", FRENCH_FAULTS),
        ("0.5 g", FRENCH_FAULTS),
        ("20% des cas", FRENCH_FAULTS),
        ("Really ?", ENGLISH_FAULTS),
        ("20 % of cases", ENGLISH_FAULTS),
        ("0,5 g", ENGLISH_FAULTS),
        ("the 'best' tool", ENGLISH_FAULTS),
        ('Un "outil"', FRENCH_FAULTS),
    ],
)
def test_the_rules_see_a_fault(text, patterns):
    assert faults(text, patterns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_written_by_the_rules_of_their_language(language):
    patterns = FRENCH_FAULTS if language == "fr" else ENGLISH_FAULTS
    packs = [(where, text.in_language(language)) for where, text in shipped()]
    every = [*packs, *written(language)]
    assert [(where, found) for where, text in every if (found := faults(text, patterns))] == []


def test_printed_french_has_spaces_that_do_not_break():
    for where, text in (*sentences("fr"), *written("fr")):
        printed = set_type(text, "fr")
        assert not re.search(r" [;!?»%:](?!\w)|« ", MAY.sub("x", printed)), where
        assert set_type(printed, "fr") == printed, where

"""The JSON Schema given to editors: it admits every right file, refuses misspelt keys, and describes every key."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from compass import shipped
from compass.catalogue.json_schema import json_schema
from compass.catalogue.keys import describe, format_nouns, keys_of
from compass.catalogue.reader import read_file
from compass.model.base import Noun
from compass.service.starting import SCHEMAS
from compass.texts.words import LANGUAGES, table

TESTS = Path(__file__).parents[1]
FOLDERS = (shipped.questionnaires(), shipped.templates() / "starter", TESTS / "packs")
RIGHT = [path for folder in FOLDERS for path in sorted(folder.rglob("*.yaml"))]
WRONG_PACKS = sorted((TESTS / "wrong_packs").glob("K00[1-5]_*.yaml"))
WRONG_ASSESSMENTS = sorted((TESTS / "wrong_assessments").glob("K00[14]_*.yaml"))
WRONG_AGENDAS = sorted((TESTS / "wrong_agendas").glob("K00[136]_*.yaml"))
BEYOND = {
    "K003_no_such_day",
    "K002_question_set_by_all_without_title",
    "K002_proposal_that_does_not_say_why",
    "K002_otherwise_without_a_table",
    "K003_set_value_of_another_type",
    "K004_text_set_by_an_alternative",
    "K005_unit_with_a_sign",
    "K005_section_with_a_capital",
}
"""What a schema can't see, because it is in the calendar or in another part of the pack."""


@cache
def validator(kind):
    return Draft7Validator(json_schema(kind, "en"))


def kind_of(path):
    kinds = ("assessment", "agenda")
    return next((kind for kind in kinds if f"{kind}s" in path.parent.name), "pack")


def faults(path):
    return list(validator(kind_of(path)).iter_errors(read_file(path, path.name).data))


@pytest.mark.parametrize("kind", SCHEMAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_schema_of_draft_7_which_yaml_editors_understand(kind, language):
    schema = json_schema(kind, language)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)
    assert "prefixItems" not in json.dumps(schema)


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_right_file_is_admitted(path):
    assert [f"{list(fault.absolute_path)}: {fault.message[:200]}" for fault in faults(path)] == []


@pytest.mark.parametrize("path", WRONG_PACKS + WRONG_ASSESSMENTS + WRONG_AGENDAS, ids=lambda path: path.stem)
def test_a_misspelt_key_a_missing_key_a_wrong_type_and_a_wrong_word_are_refused(path):
    assert (faults(path) == []) == (path.stem in BEYOND)


def test_only_the_header_s_file_carries_the_keys_of_the_header():
    text = {"fr": "x", "en": "x"}
    header = {"pack": "p", "version": 1, "title": text, "functional_unit": text, "horizon": 5, "licence": "CC0-1.0"}
    assert validator("pack").is_valid({**header, "authors": ["A"]})
    assert not validator("pack").is_valid(header)
    assert not validator("pack").is_valid({"authors": ["A"], "topics": {"x": text}})


def test_every_key_is_described_in_both_languages():
    for noun in format_nouns().values():
        for key in keys_of(noun):
            sentences = [describe(noun, key, language) for language in LANGUAGES]
            assert all(sentence.endswith(".") for sentence in sentences), (noun.__name__, key)


def test_every_description_describes_a_key():
    nouns = format_nouns()
    classes = {each for noun in nouns.values() for each in noun.__mro__ if issubclass(each, Noun)}
    declaring = {each.__name__: each for each in classes}
    for language in LANGUAGES:
        for name in table("format", language):
            noun, key = name.split(".")
            known = {k for each in nouns.values() for k in keys_of(each)} if noun == "any" else keys_of(declaring[noun])
            of_a_range = {"low", "likely", "high"} if noun == "Answer" else set()
            assert key in {*known, *of_a_range}, name


def test_keys_enums_and_descriptions_reach_the_editor():
    schema = json_schema("pack", "fr")
    question = schema["$defs"]["Question"]
    assert question["additionalProperties"] is False
    assert {"id", "section"} & set(question["properties"]) == set()
    assert question["properties"]["nature"]["enum"] == ["fact", "decision"]
    assert question["properties"]["effort"]["description"] == "Le nombre de minutes qu’il faut pour trouver la réponse."
    assert re.search("le chiffre|la valeur", schema["$defs"]["Factor"]["properties"]["likely"]["description"].lower())

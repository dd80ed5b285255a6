"""The format as JSON Schema, for the editors that authors write in.

It is generated from the nouns of the model and follows draft 7, which YAML editors understand. What it refuses the
checker refuses too; the checker sees more (names, units, formulas).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from compass.catalogue.keys import describe, format_nouns
from compass.catalogue.parts import COLLECTIONS
from compass.catalogue.schema import FILLED
from compass.model.agenda import Agenda
from compass.model.assessment import Answer, Assessment
from compass.model.base import Noun
from compass.model.evaluation import Evaluation
from compass.model.factor import Row
from compass.model.pack import Expects, Header, Pack
from compass.model.question import Section
from compass.texts.words import Language

Schema = dict[str, Any]
Kind = Literal["pack", "assessment", "agenda", "evaluation"]
DIALECT = "http://json-schema.org/draft-07/schema#"
_BOUNDS = ("low", "likely", "high")
_PARTS = ("anyOf", "items", "if", "then", "else", "additionalProperties")


def json_schema(kind: Kind, language: Language) -> Schema:
    """Give the schema of a pack's files, of an assessment or of an agenda, with each key described in one language.

    That of an evaluation, which programs read and nobody writes, has names and types alone.
    """
    if kind == "evaluation":
        return _evaluation()
    noun, write = _WRITERS[kind]
    schema = noun.model_json_schema()
    nouns = schema.pop("$defs")
    root = write(schema, nouns, language)
    whole = {"$schema": DIALECT, **root, "$defs": nouns}
    for part in _parts(whole):
        _tidy(part)
    return whole


def _evaluation() -> Schema:
    """Tell what `evaluate --json` prints: every key is there, none else."""
    schema = {"$schema": DIALECT, **Evaluation.model_json_schema(mode="serialization")}
    for part in _parts(schema):
        part.pop("description", None)
        _tidy(part)
        if "properties" in part:
            part["required"] = list(part["properties"])
    return schema


def _pack(schema: Schema, nouns: dict[str, Schema], language: Language) -> Schema:
    """Tell a file of a pack: collections, with the header in one of the files, or one section of questions."""
    _as_written(nouns)
    nouns["Expects"] = Expects.model_json_schema()
    _describe(nouns, language)
    header, section = nouns.pop("Header"), nouns["Section"]
    collections = {name: schema["properties"][name] for name in COLLECTIONS}
    for name, collection in collections.items():
        collection["description"] = describe(Pack, name, language)
    needs_pack = {key: ["pack"] for key in Header.model_fields if key != "pack"}
    nouns["Collections"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {**header["properties"], **collections, "expects": _expects(language)},
        "dependencies": {"pack": {"required": header["required"], "properties": {"expects": False}}, **needs_pack},
    }
    nouns["SectionFile"] = {**section, "properties": {"section": _section_id(language), **section["properties"]}}
    a_section = {"type": "object", "required": ["section"]}
    return {"if": a_section, "then": _ref("SectionFile"), "else": _ref("Collections")}


def _as_written(nouns: dict[str, Schema]) -> None:
    """Give questions, sections and factors the keys that authors write, where the assembly makes others of them."""
    for name, noun in nouns.items():
        filled = FILLED.get(name, ())
        noun["properties"] = {key: value for key, value in noun["properties"].items() if key not in filled}
        noun["required"] = [key for key in noun.get("required", ()) if key not in filled]
    nouns["Section"]["properties"]["questions"] = {"type": "object", "additionalProperties": _ref("Question")}
    nouns["Rows"] = {"type": "object", "additionalProperties": {"anyOf": [_ref("Row"), _ref("Rows")]}}
    factor, row = nouns["Factor"], nouns["Row"]
    factor["properties"] |= {"values": _ref("Rows"), **row["properties"]}
    factor["if"] = {"type": "object", "required": ["by"]}
    one_way = [{"required": ["values"]}, {"required": ["generator"]}]
    factor["then"] = {"oneOf": one_way, "properties": dict.fromkeys(Row.model_fields, False)}
    factor["else"] = {"required": row["required"], "properties": {"values": False, "generator": False}}


def _assessment(schema: Schema, nouns: dict[str, Schema], language: Language) -> Schema:
    """Let an answer be a lone value, a list, or a range beside what else comes with it; weights and reference an id."""
    answer = nouns["Answer"]
    _describe(nouns, language)
    _describe_keys("Assessment", schema, language)
    bounds = {key: {"type": "number", "description": describe(Answer, key, language)} for key in _BOUNDS}
    one_way = {"required": [], "anyOf": [{"required": ["value"]}, {"required": ["low"]}]}
    nouns["AnswerInFull"] = {**answer, **one_way, "properties": {**answer["properties"], **bounds}}
    nouns["Answer"] = {"anyOf": [{"type": ["string", "number", "boolean", "array"]}, _ref("AnswerInFull")]}
    for name in ("Weights", "Reference"):
        nouns[f"{name}InFull"] = nouns[name]
        nouns[name] = {"anyOf": [{"type": "string"}, _ref(f"{name}InFull")]}
    return schema


def _agenda(schema: Schema, nouns: dict[str, Schema], language: Language) -> Schema:
    _describe(nouns, language)
    _describe_keys("Agenda", schema, language)
    return schema


_WRITERS: dict[Kind, tuple[type[Noun], Callable[[Schema, dict[str, Schema], Language], Schema]]] = {
    "pack": (Pack, _pack),
    "assessment": (Assessment, _assessment),
    "agenda": (Agenda, _agenda),
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _expects(language: Language) -> Schema:
    return {"allOf": [_ref("Expects")], "description": describe(Pack, "expects", language)}


def _section_id(language: Language) -> Schema:
    return {"type": "string", "description": describe(Section, "section", language)}


def _describe(nouns: dict[str, Schema], language: Language) -> None:
    for name, noun in nouns.items():
        _describe_keys(name, noun, language)


def _describe_keys(name: str, noun: Schema, language: Language) -> None:
    """Give each key its sentence; a factor with one number carries the keys of its row."""
    noun.pop("description", None)
    known = format_nouns()
    for key, value in noun.get("properties", {}).items():
        owner = Row if name == "Factor" and key in Row.model_fields else known[name]
        noun["properties"][key] = {**value, "description": describe(owner, key, language)}


def _parts(schema: Schema) -> Iterator[Schema]:
    """Give every schema within a schema, itself first."""
    yield schema
    inner: list[Any] = [schema[name] for name in _PARTS if name in schema]
    for name in ("properties", "patternProperties", "$defs"):
        inner += schema.get(name, {}).values()
    for part in inner:
        for each in part if isinstance(part, list) else [part]:
            if isinstance(each, dict):
                yield from _parts(each)


def _tidy(schema: Schema) -> None:
    """Leave out what helps no author, and say in the words of draft 7 what newer drafts say otherwise."""
    if isinstance(schema.get("title"), str):
        del schema["title"]
    if schema.get("default", False) is None:
        del schema["default"]
    if "prefixItems" in schema:
        schema["items"] = schema.pop("prefixItems")
    if "patternProperties" in schema:
        schema["additionalProperties"] = False

"""Sentences of explanations: whole for every number of the shipped case, and right for each kind of formula."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from compass.model.explanation import Explanation
from compass.service.evaluating import evaluate_file
from compass.service.explaining import explain
from compass.service.workspace import open_workspace
from compass.texts.explanations import explanation_lines
from compass.texts.numbers import exact, few, format_for, share
from compass.texts.sentences import LISTED, explanation_sentences
from compass.texts.typography import HARD, THIN, set_type
from tests.helpers import assessment_of, evaluated
from tests.strategies import BOUNDED, cases, text

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "questionnaires/radiology-ai/assessments/fracture-detection.yaml"
LANGUAGES = ("fr", "en")


@pytest.fixture(scope="module")
def result():
    return evaluate_file(open_workspace(ROOT), CASE, draws=64)


@pytest.fixture(scope="module")
def explained(result):
    """Explain every criterion, quantity and question that was computed, of every option."""
    pack, drawn = result.pack, result.evaluated.drawn
    asked = {
        option: [id for id in (*pack.criteria, *pack.quantities, *pack.questions) if id in pack.criteria or id in scope]
        for option, scope in drawn.scopes.items()
    }
    return {(option, name): explain(result, option, name) for option, names in asked.items() for name in names}


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request, result, explained):
    read = result.read
    lines = {
        where: explanation_lines(result.pack, read.assessment, where[0], each, request.param)
        for where, each in explained.items()
    }
    return request.param, lines


def every(explanation: Explanation) -> list[Explanation]:
    """Give an explanation and all below it, what is shared once."""
    found, waiting = dict[int, Explanation](), [explanation]
    while waiting:
        each = waiting.pop()
        if id(each) not in found:
            found[id(each)] = each
            waiting += each.parts
    return list(found.values())


def test_no_blank_is_left_and_no_id_is_printed(told):
    _, lines = told
    assert len(lines) > 200
    unfilled = re.compile(r"[{}\[_]|None(?! of)|“”|«\s*»|\?\?")
    broken = [line for each in lines.values() for line in each if unfilled.search(_bare(line))]
    assert broken == []


def _bare(line: str) -> str:
    """Leave out the intervals of the tree, the only brackets that are printed."""
    return re.sub(r"\[[^\]]* – [^\]]*\]", "", line)


def test_the_typography_is_that_of_the_language(told, result):
    language, lines = told
    named = [
        set_type(f"{s.authors or s.publisher or s.title} {s.year}", language) for s in result.pack.sources.values()
    ]
    every_line = [line for each in lines.values() for line in each]
    every_line = [functools.reduce(lambda line, name: line.replace(name, ""), named, line) for line in every_line]
    assert [line for line in every_line if set_type(line, language) != line] == []
    french = rf"[^{HARD}{THIN}(][;!?»]|« |(?<![\d.])\d+\.\d+(?![.\d])|[^{THIN}]%|[^{HARD}]: "
    wrong = french if language == "fr" else r"\s[;!?:](\s|$)|\d,\d(?!\d\d)|\s%"
    assert [line for line in every_line if re.search(wrong, line)] == []


def test_sentences_end_and_have_no_hole(told):
    _, lines = told
    sentences = [line for each in lines.values() for line in each[: each.index("")]]
    assert [
        line for line in sentences if not re.search(r"[.!?»”)]$", line) or re.search(r"\(\s*[,)]|  |\.\.$", line)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_sentence_stands_in_the_json(result, explained, language):
    """At the digits printed, each number of each sentence is one of the explanation's own, or of a text of the pack."""
    checked = 0
    for (option, name), each in explained.items():
        if name in result.pack.questions:
            continue  # its sentence stands in those of the numbers that read it
        known = _numbers(" ".join(_printed(each, language)))
        known |= {n for formula in _formulas(each) for n in _numbers(_localised(formula, language))}
        for sentence in explanation_sentences(result.pack, result.read.assessment, option, each, language):
            found = _numbers(_without_texts(sentence, each, result, language))
            assert found <= known, (sentence, found - known)
            checked += len(found)
    assert checked > 5000


def _printed(told: Explanation, language: str) -> Iterator[str]:
    for each in every(told):
        if each.value is not None:
            form = format_for([each.value], language).plain
            yield from (exact(each.value.likely, language), few(each.value.likely, language))
            yield from map(form, (each.value.median, each.value.p5, each.value.p95))
        shares = [each.open_share, each.holds, *(each.shares or {}).values(), *(t.share for t in each.truths)]
        yield from (share(value, language) for value in shares if value is not None)
        yield from (exact(term.value, language) for term in each.terms if term.value is not None)
        yield from (str(len(term.parts)) for term in each.terms if term.value is not None)
    others = sorted((p.value.likely for p in told.parts if p.value is not None), key=abs, reverse=True)[LISTED:]
    yield few(sum(others), language) + f" {len(others)}"


def _formulas(told: Explanation) -> list[str]:
    return [each.formula for each in every(told) if each.formula is not None]


def _localised(text: str, language: str) -> str:
    return text.replace(".", ",") if language == "fr" else text


def _without_texts(sentence: str, told: Explanation, result, language: str) -> str:
    """Leave out what people wrote: titles, reasons, names of units, sources, documents."""
    pack, texts = result.pack, set()
    for each in every(told):
        texts |= {t.in_language(language) for t in (each.title, each.why) if t is not None}
    texts |= {o.title.in_language(language) for s in pack.scales.values() for o in s.options.values()}
    texts |= {o.title.in_language(language) for q in pack.questions.values() for o in (q.options or {}).values()}
    texts |= {text.in_language(language) for c in pack.criteria.values() for text in (c.described or {}).values()}
    texts |= {f"{s.authors or s.publisher or s.title} {s.year}" for s in pack.sources.values()}
    documents = result.read.assessment.evidence.values()
    texts |= {f"{d.authors or d.publisher or d.title} {d.date or ''}".strip() for d in documents}
    for written in sorted(texts, key=len, reverse=True):
        sentence = sentence.replace(set_type(written, language).rstrip("."), "")
    return sentence.replace("m³", "").replace("m²", "")


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d[\d.,\u202f]*\d|\d", text))


PACK = """
scales: {kinds: [cheap, dear, gift]}
sections:
  offer:
    asked_of: option
    questions:
      ai: {type: yes_no, title: {fr: "IA", en: "AI"}, if_unknown: {shares: {"yes": 0.25, "no": 0.75}}}
      kind: {type: choice, title: {fr: "Sorte", en: "Kind"}, options_from: kinds}
      servers: {title: {fr: "Serveurs", en: "Servers"}, when: ai}
conditions: {heavy: "servers > 1 and kind in [dear, gift]"}
factors:
  change: {title: {fr: "Écart", en: "Change"}, value: -0.5}
  price: {title: {fr: "Prix", en: "Price"}, unit: EUR, by: kinds, values: {cheap: 1, dear: 3, gift: 0}}
quantities:
  either: {title: {fr: "Choix", en: "Choice"}, formula: 2 if ai else 5}
  certain: {title: {fr: "Choix", en: "Choice"}, formula: 2 if kind == cheap else 5}
  named: {title: {fr: "Lourd", en: "Heavy"}, formula: 1 if heavy else 7}
  least: {title: {fr: "Moins", en: "Least"}, formula: "min(servers, 4)"}
  kept: {title: {fr: "Borne", en: "Kept"}, formula: "clip(servers, 0, 1)"}
  paid: {title: {fr: "Payé", en: "Paid"}, unit: EUR, formula: "lookup(price, kind) * servers"}
  curve: {title: {fr: "Courbe", en: "Curve"}, formula: "interpolate(servers, 0, 0, 4, 8)"}
  less: {title: {fr: "Moins", en: "Less"}, formula: 1 + change}
  band: {title: {fr: "Tranche", en: "Band"}, formula: servers / 8, bands: {1: 0.25, 2: 0.5, 3: 1}}
  saved: {title: {fr: "Gagné", en: "Saved"}, formula: reference(servers) - servers}
criteria:
  c: {formula: either + certain + named + least + kept + less + curve + band + saved}
  p: {unit: EUR, formula: paid}
"""
ANSWERS = """
options:
  - {id: one, alternative: base, title: {fr: "Un", en: "One"}, answers: {ai: true, kind: dear, servers: 3}}
  - {id: two, alternative: other, title: {fr: "Deux", en: "Two"}, answers: {ai: AI, kind: KIND, servers: SERVERS}}
"""


def said(name: str, language: str = "en", ai="true", kind="dear", servers="2") -> str:
    answers = ANSWERS.replace("AI,", f"{ai},", 1).replace("KIND", kind).replace("SERVERS", servers)
    outcome = evaluated(PACK, answers, draws=1024)
    explanation = outcome.explainer("two").explain(name)
    program = outcome.evaluated.drawn.program
    return explanation_sentences(program.pack, assessment_of(answers), "two", explanation, language)[0]


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("certain", "Choice: 5, a number written in the method, because “Kind” is “…”."),
        ("least", "Least: the smallest of (2 (Servers, answered); 4) = 2."),
        ("kept", "Kept: (2 (Servers, answered), kept between 0 and 1) = 1."),
        ("paid", "Paid: 3 … (Price, sourced number) × 2 (Servers, answered) = 6 …, because “Kind” is “…”."),
        ("curve", "Curve: (2 (Servers, answered), read off the lines between the points 0 → 0; 4 → 8) = 4."),
        ("less", "Less: 1 + (−0.5 (Change, sourced number)) = 0.5."),
        ("band", "Band: 2 (Servers, answered) ÷ 8; this number falls into band 1 of the scale."),
        ("saved", "Saved: 3 (Servers, for “One”, answered) − 2 (Servers, answered) = 1."),
        ("named", "Heavy: 1, a number written in the method, because 2 (Servers, answered) > 1 and “Kind” is “…”."),
    ],
)
def test_each_kind_of_formula_reads_as_a_sentence(name, english):
    assert said(name).startswith(english)


def test_sides_that_differ_between_draws_are_both_told_with_their_share():
    assert said("either", ai="unknown").startswith("Choice: if “AI” is “yes” (25% of draws): 2, else: 5 = 5.")
    french = said("either", "fr", ai="unknown")
    assert french.startswith(f"Choix{HARD}: si «{THIN}IA{THIN}» est «{THIN}oui{THIN}» (25{THIN}% des tirages){HARD}: 2")


def test_a_number_that_exists_in_some_draws_says_in_how_many():
    assert "This number exists only in 25% of draws." in said("least", ai="unknown")


def test_what_is_closed_says_why():
    assert said("servers", ai="false") == "Servers: does not concern this option, because “AI” is “no”."
    assert said("least", ai="false") == "Least: does not concern this option, because “Servers” does not concern it."
    assert said("servers", "fr", servers="not_applicable").endswith("car il a été répondu que cela ne s’applique pas.")


@BOUNDED
@given(cases())
def test_every_number_of_any_pack_is_told_whole(case):
    pack, answers = case
    outcome, assessment = evaluated(text(pack), text(answers)), assessment_of(text(answers))
    known = outcome.evaluated.drawn.program.pack
    for option in assessment.options:
        for name in (*known.criteria, *(q for q in known.questions if q in outcome.evaluated.drawn.scopes[option.id])):
            explanation = outcome.explainer(option.id).explain(name)
            for language in LANGUAGES:
                lines = explanation_lines(known, assessment, option.id, explanation, language)
                assert not [line for line in lines if re.search(r"[{}]|None", line)]
                assert explanation.value is None or f"{few(explanation.value.likely, language)}" in lines[0]

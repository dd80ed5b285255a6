"""Reports of assessments at the ends of what may be written: one option, 200, nothing known, nobody left."""

from __future__ import annotations

from html import unescape

import pytest

from compass.errors import InputError
from compass.service.evaluating import evaluate_file
from compass.service.reporting import report_documents
from compass.service.starting import start_pack
from compass.service.workspace import open_workspace

HEAD = """pack: small
version: 1
title: An extreme case
date: 2026-11-22
need: {need}
options:
"""
NEED = "{letters_per_year: 12000, country: fra}"
HAND = "  - {id: today, alternative: by_hand, title: As today}\n"
OFFER = "  - {{id: offer_{n}, alternative: assistant, title: Offer {n}, answers: {answers}}}\n"
ANSWERS = "{energy_per_letter: 0.4, proof_reading: always}"


@pytest.fixture
def documents(tmp_path):
    """Make the documents of an assessment that is given by its need and its options."""
    start_pack("small", tmp_path, "en")

    def make(options: str, need: str = NEED, kinds: tuple[str, ...] = (".html",)):
        case = tmp_path / "small" / "assessments" / "extreme.yaml"
        case.write_text(HEAD.format(need=need) + options, encoding="utf-8")
        result = evaluate_file(open_workspace(tmp_path, (tmp_path,)), case, draws=64)
        return result, report_documents(result, set(kinds), "en")

    return make


def test_one_option(documents):
    _, made = documents(HAND)
    assert "As today" in made[".html"].decode()


def test_200_options_are_all_named_in_every_kind(documents):
    options = HAND + "".join(OFFER.format(n=n, answers=ANSWERS) for n in range(1, 200))
    result, made = documents(options, kinds=(".html", ".xlsx"))
    page = unescape(made[".html"].decode())
    assert len(result.evaluated.evaluation.options) == 200
    assert all(f"Offer {n}<" in page or f"Offer {n} " in page for n in range(1, 200))


def test_201_options_are_refused(documents):
    with pytest.raises(InputError) as caught:
        documents(HAND + "".join(OFFER.format(n=n, answers=ANSWERS) for n in range(1, 201)))
    assert "K006" in [problem.code for problem in caught.value.problems]


def test_nothing_known_is_reported_on_assumptions(documents):
    unknown = "{energy_per_letter: unknown, proof_reading: unknown}"
    result, made = documents(HAND + OFFER.format(n=1, answers=unknown))
    assert {each.question for each in result.evaluated.evaluation.assumptions} >= {"energy_per_letter"}
    assert "Offer 1" in made[".html"].decode()


def test_a_need_that_nobody_knows_is_refused_with_what_is_needed(documents):
    with pytest.raises(InputError) as caught:
        documents(HAND, "{letters_per_year: unknown, country: fra}")
    assert [problem.code for problem in caught.value.problems] == ["V001"]


@pytest.mark.pdf
def test_nobody_left_is_said_and_conforms(documents):
    import page  # noqa: PLC0415 — only the PDF tests need the validator

    out = "{energy_per_letter: 0.4, proof_reading: nobody}"
    result, made = documents("".join(OFFER.format(n=n, answers=out) for n in (1, 2)), kinds=(".html", ".pdf"))
    assert {each.verdict for each in result.evaluated.evaluation.knock_outs} == {"failed"}
    assert "Letters leave without being read" in unescape(made[".html"].decode())
    for profile in ("ua1", "3a"):
        assert "Result: no failures" in str(page.validate_pdf_bytes(made[".pdf"], profile=profile))

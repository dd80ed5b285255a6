"""Files that come in, as a new assessment or as offers into one; of a wrong one every fault is told, nothing kept."""

from pathlib import Path

import pytest

from compass.errors import AssessmentError, DeniedError
from compass.model.digest import digest
from compass.service import casework, results, sending
from compass.service.evaluating import evaluate_file
from compass.service.permissions import VISITOR
from compass.service.sending import File, file_of, offers_of, take_in, take_offers
from tests.service.desks import begun

PATH = Path("tests/packs/tiny/assessments/right.yaml")
RIGHT = PATH.read_bytes()
OFFER = b"""
pack: tiny
version: 2
title: "The offer of Lux"
date: 2026-11-22
evidence: {box: {title: "Another box"}, sheet: {title: "The sheet"}, unused: {title: "Unused"}}
need: {evenings: 12}
all_options: {colour: warm, warranty: {value: true, evidence: sheet}}
options:
  - {id: old, alternative: keep, title: "The old one", answers: {energy: 0.05}}
  - id: lux
    alternative: led
    title: "Lux"
    answers:
      energy: 0.01
      trials: [{metric: comfort, value: 0.7, evidence: box}]
"""


def code_of(caught):
    return (getattr(caught.value, "problems", None) or [caught.value.problem])[0].code


def test_a_file_becomes_an_assessment_with_the_result_of_the_file_and_comes_out_the_same(desk):
    actor, _ = begun(desk)
    id = take_in(desk, actor, File("right.yaml", RIGHT))
    opened = desk.open(actor, id)
    assert opened.role == "owner"
    evaluated = results.result_of(desk, opened).evaluated.evaluation
    assert evaluated == evaluate_file(desk.workspace, PATH).evaluated.evaluation
    again = desk.open(actor, take_in(desk, actor, File("again.yml", file_of(opened))))
    assert digest(again.read.assessment) == digest(opened.read.assessment)


def test_a_pinned_digest_is_checked_once_and_then_served_by_the_pack_that_is_kept(desk):
    actor, _ = begun(desk)
    pinned = desk.workspace.assessment(PATH).checked.digest
    with pytest.raises(AssessmentError) as caught:
        take_in(desk, actor, File("a.yaml", RIGHT + b"pack_digest: other\n"))
    assert code_of(caught) == "A018"
    id = take_in(desk, actor, File("a.yaml", RIGHT + f"pack_digest: {pinned}\n".encode()))
    assert desk.open(actor, id).read.assessment.pack_digest is None


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("right.exe", RIGHT, {"P013"}),
        ("", RIGHT, {"P013"}),
        ("x.yaml", b"\xff\xfe\x00", {"F003"}),
        ("x.yaml", b"", {"F004"}),
        ("x.yaml", b"pack: [", {"F005"}),
        ("x.yaml", b"pack: &a tiny\ntitle: *a", {"F007"}),
        ("x.yaml", RIGHT.replace(b"pack: tiny", b"pack: ../tiny"), {"K005"}),
        ("x.yaml", RIGHT.replace(b"pack: tiny", b"pack: none"), {"F015"}),
        ("x.yaml", RIGHT.replace(b"version: 2", b"version: 1").replace(b"warm", b"red"), {"A012", "A005"}),
    ],
)
def test_every_fault_of_a_file_is_told_and_nothing_is_kept(desk, name, content, codes):
    actor, _ = begun(desk)
    with pytest.raises((AssessmentError, DeniedError)) as caught:
        take_in(desk, actor, File(name, content))
    problems = getattr(caught.value, "problems", None) or [caught.value.problem]
    assert {problem.code for problem in problems} == codes
    assert len(casework.own_assessments(desk, actor)) == 1
    with pytest.raises(DeniedError):
        take_in(desk, VISITOR, File("right.yaml", RIGHT))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/x.yaml", "x.yaml"),
        (r"C:\docs\a b.yaml", "a b.yaml"),
        ("<b>.yaml\r\n", "b.yaml"),
        ("a" * 99, "a" * 80),
    ],
)
def test_the_name_of_a_file_is_made_safe(name, shown):
    assert File(name, b"").shown == shown


def test_offers_come_in_with_their_answers_and_evidence_under_free_names(desk):
    actor, _ = begun(desk)
    id = take_in(desk, actor, File("right.yaml", RIGHT))
    file, opened = File("offer.yaml", OFFER), desk.open(actor, id)
    assert [(option.id, len(option.answers)) for option in offers_of(desk, opened, file)] == [("old", 2), ("lux", 4)]
    assert take_offers(desk, actor, id, file, ["old", "lux", "none"]) == 2
    after = desk.open(actor, id).read.assessment
    assert [option.id for option in after.options] == ["old", "new", "old_2", "lux"]
    assert after.need == opened.read.assessment.need
    lux = after.options[3].answers
    assert lux["colour"].value == "warm"
    assert after.evidence[lux["trials"].value[0]["evidence"]].title == "Another box"
    assert after.evidence[lux["warranty"].evidence].title == "The sheet"
    assert set(after.evidence) == {"box", "box_2", "sheet"}
    assert after.evidence["box"].title == "The box"
    assert offers_of(desk, desk.open(actor, id), File("same.yaml", RIGHT)) == ()


@pytest.mark.parametrize(("chosen", "code"), [([], "P015"), (["none"], "P015")])
def test_nothing_chosen_takes_nothing_in(desk, chosen, code):
    actor, id = begun(desk)
    with pytest.raises(DeniedError) as caught:
        take_offers(desk, actor, id, File("offer.yaml", OFFER), chosen)
    assert code_of(caught) == code


def test_more_offers_than_there_may_be_are_refused(desk, monkeypatch):
    actor, id = begun(desk)
    monkeypatch.setattr(sending, "MOST_OPTIONS", 3)
    with pytest.raises(DeniedError) as caught:
        take_offers(desk, actor, id, File("offer.yaml", OFFER), ["old", "lux"])
    assert code_of(caught) == "P014"


def test_a_file_of_another_method_gives_no_offers(desk, tmp_path):
    actor, id = begun(desk)
    other = Path("questionnaires/compass/assessments/triage-phone.yaml").read_bytes()
    with pytest.raises(AssessmentError) as caught:
        offers_of(desk, desk.open(actor, id), File("other.yaml", other))
    assert code_of(caught) == "A019"

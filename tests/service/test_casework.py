"""Assessments begun, listed, kept with their pack, evaluated as their file is."""

import shutil
from pathlib import Path

import pytest

from compass.errors import DeniedError, EvaluationError, InputError
from compass.service import casework, results, steps
from compass.service.casework import Begun
from compass.service.desk import Desk
from compass.service.evaluating import evaluate_file
from compass.service.permissions import VISITOR
from compass.service.responding import save_answer
from compass.service.workspace import open_workspace
from compass.store import assessments, people
from tests.service.desks import NOW, begun, desk_at, member, say


def test_an_assessment_that_was_begun_is_listed_for_its_owner_alone(desk):
    actor, id = begun(desk)
    assert [line.id for line in casework.own_assessments(desk, actor)] == [id]
    assert casework.own_assessments(desk, member(desk, id, None)) == ()
    assert casework.own_assessments(desk, VISITOR) == ()
    casework.delete(desk, actor, id)
    assert casework.own_assessments(desk, actor) == ()


def test_the_reference_is_compared_whatever_was_chosen(desk):
    actor, _ = begun(desk)
    id = casework.begin(desk, actor, Begun("tiny", "Lamps", ("led", "nothing"), "nobody"), "fr")
    opened = desk.open(actor, id)
    assert [option.id for option in opened.read.assessment.options] == ["keep", "led"]
    assert opened.read.assessment.settings.weights is None


@pytest.mark.parametrize(("pack", "title", "code"), [("tiny", " ", "P009"), ("../tiny", "t", "F015")])
def test_what_cannot_be_begun_is_told(desk, pack, title, code):
    actor, _ = begun(desk)
    with pytest.raises((DeniedError, InputError)) as caught:
        casework.begin(desk, actor, Begun(pack, title, (), ""), "en")
    problems = getattr(caught.value, "problems", None) or [caught.value.problem]
    assert [problem.code for problem in problems] == [code]
    with pytest.raises(DeniedError):
        casework.begin(desk, VISITOR, Begun("tiny", "t", (), ""), "en")


def test_a_kept_assessment_gives_the_evaluation_of_its_file(desk):
    path = Path("tests/packs/tiny/assessments/right.yaml")
    actor, _ = begun(desk)
    with desk.database.writing() as connection:
        assessment = desk.workspace.assessment(path).assessment
        assessments.create(
            connection, "right", desk.keep_pack(connection, "tiny"), assessment, actor.account, desk.at()
        )
        people.set_role(connection, "right", actor.account, "owner")
    kept = results.result_of(desk, desk.open(actor, "right"))
    assert kept.evaluated.evaluation == evaluate_file(desk.workspace, path).evaluated.evaluation


def test_what_is_missing_is_named_and_then_asked_first(desk):
    actor, id = begun(desk)
    with pytest.raises(EvaluationError) as caught:
        results.result_of(desk, desk.open(actor, id))
    assert {problem.code for problem in caught.value.problems} == {"V001"}
    assert {"evenings", "energy@keep"} <= set(results.next_of(desk, desk.open(actor, id)).missing)


def test_an_assessment_stays_with_the_pack_that_it_was_begun_with(url, tmp_path):
    shutil.copytree("tests/packs/tiny", tmp_path / "packs" / "tiny")
    with desk_at(url) as desk:
        desk = Desk(open_workspace(Path.cwd(), (tmp_path / "packs",)), desk.database, lambda: NOW)
        actor, id = begun(desk)
        save_answer(desk, actor, id, "evenings", say("100"), 0, "en")
        pack = tmp_path / "packs" / "tiny" / "pack.yaml"
        pack.write_text(pack.read_text().replace("horizon: 5", "horizon: 9"))
        later = Desk(open_workspace(Path.cwd(), (tmp_path / "packs",)), desk.database, lambda: NOW)
        assert later.workspace.pack("tiny").usable().pack.header.horizon == 9
        assert later.open(actor, id).whole.usable().pack.header.horizon == 5
        save_answer(later, actor, id, "evenings", say("90"), 1, "en")
        shutil.rmtree(tmp_path / "packs" / "tiny")
        gone = Desk(open_workspace(Path.cwd(), (tmp_path / "packs",)), desk.database, lambda: NOW)
        assert gone.open(actor, id).read.assessment.need["evenings"].value == 90


def test_the_questions_come_one_after_the_other_with_the_time_they_take(desk):
    actor, id = begun(desk)
    opened = desk.open(actor, id)
    cells = steps.steps(opened, "screen")
    assert {"evenings", "energy@keep"} <= {cell.cell for cell in cells}
    assert steps.minutes(opened, cells[:3]) == 6
    assert steps.following(cells, cells[0].cell) == cells[1].cell
    assert steps.following(cells, cells[-1].cell) is None
    with pytest.raises(DeniedError) as caught:
        steps.step(opened, "nothing")
    assert caught.value.problem.code == "P010"

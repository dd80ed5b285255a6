"""A database made by the revision before is brought up to date with every answer, every result, every role."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from compass.catalogue.assessments import check_assessment
from compass.catalogue.reader import Document
from compass.errors import UnavailableError
from compass.model.evaluation import Evaluation
from compass.service.desk import Desk
from compass.service.evaluating import evaluate_read
from compass.service.permissions import Actor
from compass.service.responding import save_answer, undo
from compass.service.results import result_of
from compass.store import assessments
from compass.store.assessments import Kept
from compass.store.database import MIGRATIONS, open_database
from compass.texts.messages import problem_sentence
from tests.service.desks import NOW, WORKSPACE, say

CASE = Path("tests/packs/tiny/assessments/right.yaml")


def until(folder: Path, revision: str) -> Path:
    """Give the migrations as a program knew them that ended with one revision."""
    known = shutil.copytree(MIGRATIONS, folder / "older", ignore=shutil.ignore_patterns("__pycache__"))
    for file in (known / "versions").glob("*.py"):
        if file.read_text(encoding="utf-8").split('revision = "')[1][:4] > revision:
            file.unlink()
    return known


def evaluated(kept: Kept) -> Evaluation:
    read = check_assessment(kept.assessment, Document("kept"), WORKSPACE.pack("tiny"))
    return evaluate_read(read).evaluated.evaluation


@pytest.fixture
def old(url, tmp_path):
    """A database of the first revision, with an account, an assessment, its history and a role."""
    database = open_database(url, until(tmp_path, "0001"))
    desk = Desk(WORKSPACE, database, lambda: NOW)
    with database.writing() as connection:
        assert "trail" not in inspect(connection).get_table_names()
        person = {"id": "a", "email": "ada@example.org", "name": "Ada", "password": "", "created": desk.at()}
        connection.execute(text("INSERT INTO accounts VALUES (:id, :email, :name, :password, :created)"), person)
        assessment = WORKSPACE.assessment(CASE).assessment
        assessments.create(connection, "x", desk.keep_pack(connection, "tiny"), assessment, "a", desk.at())
        kept = assessments.load(connection, "x", to_change=True)
        after = kept.assessment.model_copy(update={"title": kept.assessment.title.model_copy(update={"en": "Later"})})
        assessments.save(connection, kept, after, "a", desk.at())
        connection.execute(text("INSERT INTO roles (assessment, account, role) VALUES ('x', 'a', 'owner')"))
        kept = assessments.load(connection, "x")
        before = kept, assessments.changes(connection, "x"), evaluated(kept)
    database.close()
    return before


def test_an_upgrade_keeps_answers_results_history_and_roles(url, old):
    database = open_database(url)
    desk, actor = Desk(WORKSPACE, database, lambda: NOW), Actor("a", "Ada")
    with database.reading() as connection:
        assert (assessments.load(connection, "x"), assessments.changes(connection, "x")) == old[:2]
    opened = desk.open(actor, "x")
    assert opened.role == "owner"
    assert result_of(desk, opened).evaluated.evaluation == old[2]
    saved = save_answer(desk, actor, "x", "evenings", say("90"), 1, "en").revision
    undo(desk, actor, "x", saved)
    assert desk.open(actor, "x").read.assessment.need == opened.read.assessment.need
    database.close()


def test_the_program_of_the_revision_before_refuses_what_was_brought_up_to_date(url, tmp_path, old):
    open_database(url).close()
    with pytest.raises(UnavailableError) as caught:
        open_database(url, tmp_path / "older")
    assert caught.value.problem.code == "S006"
    told = problem_sentence(caught.value.problem, "en")
    assert "0001" in told
    assert "install the newer version" in told

"""What is kept comes back the same, with its history, in any database."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compass.catalogue.assessments import read_written
from compass.catalogue.packs import Shelf
from compass.model.assessment import Answer, Assessment
from compass.model.digest import digest
from compass.store import assessments
from compass.store.database import open_database
from compass.store.parts import Key, assessment_of, parts_of
from tests.strategies import BOUNDED

_numbers = count(1)
AT = "2026-11-24T10:00:00+00:00"
CASES = [*Path("questionnaires").glob("*/assessments/*.yaml"), *Path("tests/packs").glob("*/assessments/*.yaml")]

ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
values = scalars | st.lists(st.dictionaries(texts, scalars, max_size=3) | scalars, max_size=3)
comments = st.fixed_dictionaries({"value": values}, optional={"comment": texts})
answers = st.dictionaries(ids, comments, max_size=4)


def _assessment(title, seed, need, every, options) -> Assessment:
    data = {"pack": "tiny", "version": 2, "title": title, "date": "2026-11-24", "settings": {"seed": seed}}
    listed = [{"id": id, "title": title, "answers": own} for id, own in options.items()]
    evidence = {"box": {"title": title}}
    return Assessment.model_validate(
        {**data, "need": need, "all_options": every, "evidence": evidence, "options": listed}
    )


own_answers = st.dictionaries(ids, answers, min_size=1, max_size=4)
whole = st.builds(_assessment, texts, st.integers(0, 2**62), answers, answers, own_answers)
SMALL = _assessment("t", 1, {"a": {"value": 1}, "b": {"value": 2}}, {}, {"o": {}})


@pytest.fixture
def connection(url):
    database = open_database(url)
    with database.writing() as connection:
        assessments.keep_pack(connection, "d", b"{}")
        yield connection
    database.close()


@BOUNDED
@given(whole)
def test_parts_put_together_are_the_same_to_the_last_byte_of_the_digest(assessment):
    again = assessment_of(parts_of(assessment))
    assert again == assessment
    assert digest(again) == digest(assessment)


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=whole, after=whole)
def test_what_is_kept_changed_and_rewound_comes_back(connection, before, after):
    id = str(next(_numbers))
    assessments.create(connection, id, "d", before, None, AT)
    first = assessments.load(connection, id)
    assert digest(first.assessment) == digest(before)
    assessments.save(connection, first, after, None, AT)
    second = assessments.load(connection, id)
    assert second.assessment == after
    assert assessments.rewound(second, assessments.changes(connection, id, 1)) == before


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_worked_case_comes_back_with_its_digest(path):
    shelf = Shelf((Path("questionnaires"),), Path("questionnaires/library"), Path())
    assessment, _ = read_written(path, shelf)
    assert digest(assessment_of(parts_of(assessment))) == digest(assessment)


def test_a_change_of_one_answer_is_one_row_of_history_and_a_new_version_in_its_place(connection):
    assessments.create(connection, "x", "d", SMALL, None, AT)
    kept = assessments.load(connection, "x", to_change=True)
    after = SMALL.model_copy(update={"need": {"b": Answer(value=2), "a": Answer(value=5)}})
    assert assessments.save(connection, kept, after, None, AT) == 2
    [change] = assessments.changes(connection, "x", 1)
    assert (change.key, change.before, change.after) == (Key("answer", "a"), {"value": 1}, {"value": 5})
    again = assessments.load(connection, "x")
    assert list(again.assessment.need) == ["a", "b"]
    assert [again.versions[Key("answer", cell)] for cell in "ab"] == [2, 1]
    assert assessments.save(connection, again, after, None, AT) == 2


def test_an_assessment_that_is_removed_takes_its_history_along(connection):
    assessments.create(connection, "x", "d", SMALL, None, AT)
    assessments.remove(connection, "x")
    assert assessments.load(connection, "x") is None
    assert assessments.changes(connection, "x") == ()

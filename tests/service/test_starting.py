"""`compass pack new`: a pack that passes its check, with comments that teach, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from compass.errors import InputError, UnavailableError
from compass.service.checking import check_packs
from compass.service.evaluating import evaluate_file
from compass.service.starting import schema_text, start_pack
from compass.service.workspace import open_workspace
from compass.texts.words import LANGUAGES

MODELINE = "# yaml-language-server: $schema="


@pytest.fixture(params=LANGUAGES)
def started(request, tmp_path):
    return start_pack("letters", tmp_path, request.param), request.param


def test_a_new_pack_passes_its_check_with_a_worked_case(started):
    folder, _ = started
    (checked,) = check_packs(open_workspace(folder.parent), (str(folder),))
    assert (checked.name, checked.problems, checked.cases) == ("letters", (), 1)
    assert min(checked.questions, checked.nodes, checked.factors) >= 3


def test_a_new_pack_gives_a_result_with_bands_and_a_vendor_question(started):
    folder, _ = started
    case = folder / "assessments" / "first-case.yaml"
    evaluation = evaluate_file(open_workspace(folder.parent), case, draws=256).evaluated.evaluation
    assert evaluation.pack == "letters"
    assert {question.question for question in evaluation.vendor_questions} == {"energy_per_letter"}
    assert any(result.total is not None and result.total.p5 < result.total.p95 for result in evaluation.criteria)


def test_comments_are_in_one_language_and_no_mark_of_the_template_is_left(started):
    folder, language = started
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml")))
    assert ("# Le nombre d'années" in text) == (language == "fr")
    assert ("# The number of years" in text) == (language == "en")
    assert "#fr" not in text
    assert "#en" not in text
    assert "starter" not in text


def test_every_file_leads_to_its_schema_beside_it(started):
    folder, language = started
    for path in folder.rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(MODELINE)
        schema = (path.parent / first.removeprefix(MODELINE)).resolve()
        kind = "assessment" if path.parent.name == "assessments" else "pack"
        assert schema == (folder / "schema" / f"{kind}.schema.json").resolve()
        assert json.loads(schema.read_text(encoding="utf-8")) == json.loads(schema_text(kind, language))


def test_what_is_there_is_left_as_it_is(tmp_path):
    (tmp_path / "letters").mkdir()
    with pytest.raises(UnavailableError) as refused:
        start_pack("letters", tmp_path, "en")
    assert refused.value.problem.code == "S004"
    assert list((tmp_path / "letters").iterdir()) == []


@pytest.mark.parametrize("id", ["Letters", "my_pack", "1st", "../letters", "", "a/b", "x" * 65, "letters\n"])
def test_what_can_t_be_an_id_is_refused_and_nothing_is_written(tmp_path, id):
    with pytest.raises(InputError) as refused:
        start_pack(id, tmp_path, "en")
    assert [problem.code for problem in refused.value.problems] == ["K005"]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_when_writing_fails_midway(tmp_path, monkeypatch):
    def full(path, content):
        if path.name == "tree.yaml":
            raise OSError(28, "No space left on device")
        return write(path, content)

    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UnavailableError) as refused:
        start_pack("letters", tmp_path, "en")
    assert refused.value.problem.code == "S002"
    assert list(tmp_path.iterdir()) == []


def test_an_evaluation_follows_its_schema_to_the_last_key(started):
    folder, language = started
    case = folder / "assessments" / "first-case.yaml"
    evaluation = evaluate_file(open_workspace(folder.parent), case, draws=256).evaluated.evaluation
    told = json.loads(evaluation.model_dump_json())
    validator = Draft7Validator(json.loads(schema_text("evaluation", language)))
    assert list(validator.iter_errors(told)) == []
    assert not validator.is_valid({**told, "further": 1})
    assert not validator.is_valid({key: value for key, value in told.items() if key != "seed"})

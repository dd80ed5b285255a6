"""Python, the command line and the web give one Evaluation for the same answers, to the last byte of its digest."""

import pytest

import compass
from compass.cli import main
from compass.model.digest import digest
from compass.model.evaluation import Evaluation
from compass.service import results
from tests.service.desks import WORKSPACE
from tests.web.site import Visit
from tests.web.test_journey import ANSWERS, begun

WRITTEN = """
pack: tiny
version: 2
title: Our lamps
date: 2026-11-24
need: {evenings: 100}
options:
  - {id: keep, alternative: keep, title: {fr: Garder, en: Keep}, answers: {energy: 0.06, colour: warm}}
  - id: led
    alternative: led
    title: {fr: Changer, en: Change}
    answers: {energy: 0.008, colour: cold, sharing: {low: 1, likely: 2, high: 4}}
"""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_three_doors_give_one_evaluation(app, tmp_path, capsys, lang):
    file = tmp_path / "assessments" / "lamps.yaml"
    file.parent.mkdir()
    file.write_text(WRITTEN, encoding="utf-8")
    python = compass.evaluate_file(WORKSPACE, file).evaluated.evaluation
    with pytest.raises(SystemExit) as ended:
        main(["--packs", "tests/packs", "evaluate", str(file), "--json", "--lang", lang])
    assert not ended.value.code
    typed = Evaluation.model_validate_json(capsys.readouterr().out)
    assert digest(by_form(app, lang)) == digest(typed) == digest(python)


def by_form(app, lang: str) -> Evaluation:
    """Give the evaluation of which the web shows the result, after every answer was posted as people of a language
    write it."""
    visit = Visit(app.test_client(), lang)
    home = begun(visit)
    for cell, fields in ANSWERS.items():
        local = {key: value.replace(".", "," if lang == "fr" else ".") for key, value in fields.items()}
        path = f"{home}/q/{cell}"
        assert visit.post(path, path, state="known", version="0", **local).status_code == 303
    own = app.extensions["compass"]
    return results.result_of(own.desk, own.desk.open(own.local, home.removeprefix("/a/"))).evaluated.evaluation

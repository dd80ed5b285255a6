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
need: {evenings: {value: 100, at: 2026-11-24}}
options:
  - {id: keep, alternative: keep, title: {fr: Garder, en: Keep}, answers:
      {energy: {value: 0.06, at: 2026-11-24}, colour: {value: warm, at: 2026-11-24}}}
  - id: led
    alternative: led
    title: {fr: Changer, en: Change}
    answers:
      energy: {value: 0.008, at: 2026-11-24}
      colour: {value: cold, at: 2026-11-24}
      sharing: {low: 1, likely: 2, high: 4, at: 2026-11-24}
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
    shown, taken_away = by_form(app, lang)
    assert digest(shown) == digest(typed) == digest(python)
    file.write_bytes(taken_away)
    assert digest(compass.evaluate_file(WORKSPACE, file).evaluated.evaluation) == digest(shown)


def by_form(app, lang: str) -> tuple[Evaluation, bytes]:
    """Give the evaluation of which the web shows the result, after every answer was posted as people of a language
    write it, and the file that the web hands out."""
    visit = Visit(app.test_client(), lang)
    home = begun(visit)
    for cell, fields in ANSWERS.items():
        local = {key: value.replace(".", "," if lang == "fr" else ".") for key, value in fields.items()}
        path = f"{home}/q/{cell}"
        assert visit.post(path, path, state="known", version="0", **local).status_code == 303
    own = app.extensions["compass"]
    opened = own.desk.open(own.local, home.removeprefix("/a/"))
    return results.result_of(own.desk, opened).evaluated.evaluation, visit.get(f"{home}/file").data

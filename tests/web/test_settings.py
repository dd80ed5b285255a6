"""Weights, scales and conditions set on their pages, in both languages, and told in the history."""

import pytest

from tests.web.site import Visit
from tests.web.test_panel import answered


@pytest.mark.parametrize(
    ("lang", "page", "fields", "told"),
    [
        ("en", "points", {"points-look": "1,000", "why": "only looks"}, "points given here. Reason: only looks"),
        ("fr", "ranks", {"rank-look": "1", "why": "l'ordre"}, "les critères mis en ordre ici. Raison\u00a0: l’ordre"),
        ("fr", "weights", {"weights": "unknown", "why": "sans accord"}, "Raison\u00a0: sans accord"),
        ("fr", "scales", {"worst-look": "0,2", "best-look": "0,9", "why-look": "ici"}, "1 échelle fixée par vous"),
    ],
)
def test_settings_are_saved_shown_and_told(app, lang, page, fields, told):
    visit = Visit(app.test_client(), lang)
    home = answered(visit)
    path = f"{home}/settings/{page}"
    assert visit.post(path, path, version="1", **fields).location == f"{home}/settings"
    assert told in visit.get(f"{home}/settings").text
    shown = visit.get(path).text
    typed = fields.get("points-look", "").replace(",", "") or fields.get("worst-look") or fields.get("rank-look", "")
    assert f'value="{typed}"' in shown or page == "weights"
    name = "Title or settings" if lang == "en" else "Titre ou réglages"
    assert name in visit.get(f"{home}/history").text


def test_a_missing_reason_keeps_what_was_typed(app):
    visit = Visit(app.test_client())
    path = f"{answered(visit)}/settings/scales"
    page = visit.post(path, path, version="1", **{"worst-look": "0.2"})
    assert page.status_code == 400
    assert 'value="0.2"' in page.text
    assert "needs its reason" in page.text


def test_others_who_changed_the_settings_are_told(app):
    visit = Visit(app.test_client())
    path = f"{answered(visit)}/settings/weights"
    visit.post(path, path, version="1", weights="unknown", why="mine")
    page = visit.post(path, path, version="1", weights="none")
    assert page.status_code == 409
    assert 'name="version" value="2"' in page.text


def test_worked_cases_show_their_settings_and_no_button(app):
    visit = Visit(app.test_client())
    for page in ("weights", "points", "ranks", "scales", "conditions"):
        text = visit.get(f"/a/tiny~right/settings/{page}").text
        assert " disabled" in text
        assert "Save" not in text
    assert visit.get("/a/tiny~right/settings/nothing").status_code == 404

"""The papers of a workshop on its pages: listed, made elsewhere, waited for, then given to who may read."""

from __future__ import annotations

import pytest

from tests.service.desks import ON_SQLITE, member
from tests.service.meetings import ESTIMATE, answered, meeting
from tests.service.test_documents import Prompt
from tests.web.site import visit_of

ACCOUNTS = True
pytestmark = ON_SQLITE


@pytest.fixture
def played(desk):
    found = meeting(desk, people=6, actor=member(desk, "", "owner", granted=False))
    answered(found)
    found.play(ESTIMATE, *({"likely": "100"} for _ in range(6)))
    return found


@pytest.fixture
def owner(desk, app, played):
    return visit_of(desk, app, "a-owner")


def home(found):
    return f"/a/{found.id}/workshops/{found.workshop}"


def test_the_papers_are_listed_in_both_languages_and_every_form(owner, played):
    page = owner.get(f"{home(played)}/papers").text
    for name in ("minutes.fr.pdf", "minutes.en.xlsx", "guide.fr.html", "cards.en.pdf"):
        assert f'href="{home(played)}/papers/{name}"' in page
    assert "cards.en.xlsx" not in page
    assert "Votes carry names" in page
    for path in (home(played), f"/a/{played.id}/workshops"):
        assert f'href="{home(played)}/papers"' in owner.get(path).text


def test_minutes_are_waited_for_then_given(app, owner, played, monkeypatch):
    monkeypatch.setattr(app.extensions["compass"].office, "pool", Prompt())
    path = f"{home(played)}/papers/minutes.fr.html"
    assert 'id="look"' in owner.get(path).text
    made = owner.get(path)
    assert made.headers["Content-Disposition"] == "attachment; filename=compass-minutes-2026-11-24.fr.html"
    assert "Person 3" in made.get_data(as_text=True)


@pytest.mark.parametrize("name", ["minutes.fr.docx", "cards.en.xlsx", "report.fr.pdf", "minutes.de.pdf", "minutes"])
def test_a_paper_that_there_is_not_is_refused(owner, played, name):
    assert owner.get(f"{home(played)}/papers/{name}").status_code == 404

"""What divides a group most stands first; of an anonymous group neither shares nor names."""

import re

import pytest

from tests.service.desks import ON_SQLITE, member
from tests.service.meetings import ESTIMATE, QUESTION, STATEMENTS, VOTE, meeting
from tests.web.site import visit_of

ACCOUNTS = True
pytestmark = ON_SQLITE


@pytest.mark.parametrize("mode", ["named", "anonymous"])
def test_the_most_divided_comes_first(app, desk, mode):
    found = meeting(desk, mode, people=6, actor=member(desk, "", "owner", granted=False))
    page = f"/a/{found.id}/workshops/{found.workshop}/divides"
    owner = visit_of(desk, app, "a-owner")
    assert "Nothing has been shown yet." in owner.get(page).text
    found.play(ESTIMATE, *[{"likely": "10"}] * 3, *[{"likely": "300"}] * 3)
    found.play(VOTE, *[{"value": "warm"}] * 6)
    found.play(STATEMENTS, *[{"level-1": "9", "level-2": "1"}] * 5, {"level-1": "9", "level-2": "9"})
    found.play(QUESTION, {"text": "who pays"})
    told = owner.get(page).text
    titles = re.findall(r"<li><strong>([^<]+)</strong>(?: · ([^<]+?))? <small>", told)
    assert titles[:2] == [("Our evenings", ""), ("Statements to rate", "We read at night.")]
    assert {about for _, about in titles} == {"", "We read at night.", "There is light enough.", "Keep"}
    is_told = ["83% are together" in told, "Person" in told]
    assert is_told == ([True, True] if mode == "named" else [False, False])

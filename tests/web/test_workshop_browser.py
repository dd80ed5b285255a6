"""The shipped agenda of 45 minutes played in browsers: a facilitator, a projector, eight people on their phones."""

import re

import pytest

from tests.web.browser import launched
from tests.web.playing import Play, expect, playing

pytestmark = pytest.mark.browser
HIDDEN = "7531"
"""A number that one person votes and nobody else sees before the reveal."""


@pytest.fixture(scope="module")
def chromium():
    with launched() as browser:
        yield browser


def choices(*places: int) -> list[dict[str, str]]:
    return [{f"v_{place}": "on"} for place in places]


def test_the_agenda_of_45_minutes_is_played_from_the_door_to_the_decision(chromium, tmp_path):
    with playing(chromium, tmp_path) as (play, assessment):
        first_estimate(play)
        second_round(play)
        share_with_topic_and_late_words(play)
        decisions(play)
        weights_comparison_and_end(play, assessment)
        assert play.faults == {}


def first_estimate(play: Play) -> None:
    expect(play.screen.locator("#now")).to_contain_text("8 participants sont là")
    play.check("before")
    play.console.locator(".next .main").click()
    expect(play.screen.locator("h2")).to_have_text("Combien d’examens de ce type lisez-vous par an ?")
    play.do(".next .main", "vote")
    play.check("open")
    ada, basile, chloe, driss, *others = play.people
    driss.vote(low="6000", v_1=HIDDEN, high="9000")
    driss.page.locator("#change-of").click()
    assert driss.page.locator("#v-1").input_value() == "7\u202f531"
    chloe.vote(v_1="26000")
    ada.page.locator("#v-1").type("25")
    play.console.locator("#extend-2 button").click()
    basile.vote(v_1="24000")
    for person in others:
        person.vote(v_1="30000")
    expect(play.screen.locator("#now")).to_contain_text("7 ont voté, 1 manque")
    expect(play.console.locator("#live")).to_contain_text("Ada siège clinique · manque encore")
    assert ada.page.locator("#v-1").input_value() == "25", "what is being typed stays"
    assert ada.page.evaluate("document.activeElement.id") == "v-1"
    ada.page.keyboard.type("000")
    ada.page.locator("#send").click()
    play.check("voted")
    play.do(".next .main", "sealed")
    play.check("sealed")
    for page in play.all():
        if page is not driss.page:
            assert HIDDEN not in re.sub(r"[\s,]", "", page.content()), page.url
    play.do(".next .main", "revealed")
    play.check("revealed")
    expect(play.screen.locator("#live")).to_contain_text("Parlent d’abord : Driss (le plus bas)")
    expect(play.screen.locator("svg.spread .line")).to_have_count(8)
    expect(driss.page.locator("svg.spread .line.own")).to_have_count(1)
    expect(ada.page.locator("#live")).to_contain_text("Your answer: 25,000")


def second_round(play: Play) -> None:
    play.do(".next .main", "again")
    play.check("second round")
    ada, *_, driss = play.people[:4]
    expect(driss.page.locator("#live")).to_contain_text("Votre réponse au tour précédent")
    assert ada.page.locator("#v-1").input_value() == "25,000"
    values = ("25000", "25000", "26000", "26000", "26000", "27000", "27000", "26000")
    for person, value in zip(play.people, values, strict=True):
        for end in ("low", "high"):
            person.page.locator(f"#{end}").fill("")
        person.vote(v_1=value)
    play.do(".next .main", "sealed")
    play.do(".next .main", "revealed")
    expect(play.screen.locator("#live")).to_contain_text("Accord :")
    play.take()


def share_with_topic_and_late_words(play: Play) -> None:
    play.console.locator(".next .main").click()
    play.do(".next .main", "vote")
    play.console.locator("#topic").fill("Qui relit les dossiers des patients revenus ?")
    play.console.locator("#topic").press("Enter")
    *early, late = play.people
    for person, value in zip(early, ("0.8", "0,75", "0,8", "0,7", "0,85", "0,8", ""), strict=True):
        person.vote(**({"v_1": value} if value else {"v_unsure": "on"}))
    late.page.locator("#v-1").fill("0,6543")
    play.do(".next .main", "sealed")
    expect(late.page.locator("#unsent")).to_contain_text("0,6543")
    play.do(".next .main", "revealed")
    expect(play.console.locator("#live")).to_contain_text("Qui relit les dossiers des patients revenus ?")
    expect(play.screen.locator("#live")).to_contain_text("1 ne sait pas")
    while play.console.locator(".next #open").count():
        play.do(".next .main", "again")
        for person in play.people:
            person.vote(v_1="0.8" if person.lang == "en" else "0,8")
        play.do(".next .main", "sealed")
        play.do(".next .main", "revealed")
    play.take()


def decisions(play: Play) -> None:
    play.console.locator(".next .main").click()
    play.round(*choices(1, 1, 2, 1, 1, 1, 1, 1))
    expect(play.people[2].page.locator("tr.own")).to_contain_text("Passé avec les patients")
    play.check("chosen")
    play.take()
    play.console.locator(".next .main").click()
    play.round(*choices(*[1] * 8))
    play.take()


def weights_comparison_and_end(play: Play, assessment: str) -> None:
    before = standing_of(play, assessment)
    play.console.locator("#go-s5 button").click()
    play.do(".next .main", "vote")
    play.check("weights")
    for place, person in enumerate(play.people):
        person.vote(v_1="100", v_2=str(10 * place), v_3="30")
    play.do(".next .main", "sealed")
    play.do(".next .main", "revealed")
    play.check("weighed")
    play.console.locator(".actions #b-adopt, .next #b-adopt").click()
    play.console.locator("#group").click()
    play.console.wait_for_url(play.home)
    play.do("#go-s6 button", "look")
    expect(play.screen.locator("#live table")).to_be_visible()
    play.check("comparison")
    play.console.locator("#go-s7 button").click()
    play.do(".next .main", "vote")
    for person in play.people:
        person.vote(v_1="La relecture des dossiers.")
    play.do(".next .main", "sealed")
    play.do(".next .main", "revealed")
    expect(play.screen.locator("#live")).to_contain_text("La relecture des dossiers.")
    play.console.get_by_text("Terminer l’atelier", exact=True).click()
    play.do("details[open] button.second", "over")
    play.check("over")
    assert standing_of(play, assessment) != before, "what was decided changes the result"
    play.console.goto(f"{assessment}/check?all=1")
    expect(play.console.locator("main")).to_contain_text("26\u202f000")


def standing_of(play: Play, assessment: str) -> str:
    page = play.screen.context.new_page()
    page.goto(f"{assessment}/result")
    told = page.locator("main").inner_text()
    page.close()
    return told

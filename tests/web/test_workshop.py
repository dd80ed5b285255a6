"""A workshop on its pages, without a script: prepared, joined, voted, revealed, taken into the assessment."""

import re
from gzip import decompress

import pytest

from compass.service import preparing
from compass.service.preparing import Prepared
from tests.service.desks import ON_SQLITE, member
from tests.service.meetings import (
    ESTIMATE,
    PAUSE,
    QUESTION,
    STATEMENTS,
    VOTE,
    WEIGHTS,
    Meeting,
    answered,
    meeting,
)
from tests.web.site import Visit, visit_of

ACCOUNTS = True
pytestmark = ON_SQLITE


@pytest.fixture
def played(desk):
    """A workshop of an owner with an account, and the home of its pages."""
    owner = member(desk, "", "owner", granted=False)
    found = meeting(desk, actor=owner)
    answered(found)
    return found


@pytest.fixture
def owner(desk, app, played):
    return visit_of(desk, app, "a-owner")


def home(found):
    return f"/a/{found.id}/workshops/{found.workshop}"


def seated(app, found, name, lang="en", **fields):
    """Join by the code as somebody with a phone does."""
    visit = Visit(app.test_client(), lang)
    door = visit.post("/join", "/join", code=f"{found.code[:4].lower()}-{found.code[4:]}")
    assert door.headers["Location"] == f"/w/{found.code}"
    joined = visit.post(f"/w/{found.code}", f"/w/{found.code}", name=name, **fields)
    assert joined.headers["Location"] == f"/w/{found.code}"
    return visit


def do(owner, found, act, **fields):
    answer = owner.post(f"{home(found)}/do/{act}", home(found), **fields)
    assert answer.status_code == 303, answer.text


def vote(visit, found, **fields):
    page = visit.get(f"/w/{found.code}").text
    asked = dict(re.findall(r'name="(poll|round)" value="(\w+)"', page))
    return visit.post(f"/w/{found.code}/vote", f"/w/{found.code}", **asked, **fields)


def test_a_workshop_is_prepared_on_the_page_of_its_assessment(desk, owner, played):
    pages = f"/a/{played.id}/workshops"
    assert "/workshops" in owner.get(f"/a/{played.id}").text
    made = owner.post(pages, pages, agenda="evening", title="Our evenings", mode="anonymous")
    assert made.status_code == 303
    agenda = owner.get(made.headers["Location"]).text
    assert "8 steps, 42 minutes" in agenda
    assert "Votes are anonymous" in agenda
    assert "Our evenings" in owner.get(pages).text
    refused = owner.post(pages, pages, agenda="evening", title=" ", mode="named")
    assert (refused.status_code, "There is a problem" in refused.text) == (400, True)


def test_an_agenda_is_composed_and_rehearsed(owner, played):
    pages = f"/a/{played.id}/workshops"
    agenda = owner.post(pages, pages, agenda="", title="Ours", mode="named").headers["Location"]
    assert "There is no step yet" in owner.get(agenda).text
    own = agenda.removesuffix("/agenda")
    for fields in ({"what": "colour", "minutes": "4"}, {"what": "statements", "statements": "It helps."}):
        assert owner.post(f"{own}/do/add", agenda, back="agenda", **fields).headers["Location"] == agenda
    assert owner.post(f"{own}/do/add", agenda, what="statements").status_code == 400
    assert "2 steps, 9 minutes" in owner.get(agenda).text
    copy = owner.post(f"{own}/rehearse", agenda).headers["Location"]
    owner.post(f"{copy}/do/go", copy, stage="s1")
    owner.post(f"{copy}/do/open", copy)
    assert "Let the simulated participants vote" in owner.get(copy).text
    assert owner.post(f"{copy}/simulate", copy).status_code == 303
    assert "10 voted, 0 missing" in owner.get(copy).text


def test_from_the_code_to_an_answer_of_the_assessment(desk, app, owner, played):
    ada, bob = seated(app, played, "Ada", seat="clinical"), seated(app, played, "Bob", "fr", table="Nord")
    assert "begins soon" in ada.get(f"/w/{played.code}").text
    do(owner, played, "go", stage=ESTIMATE)
    do(owner, played, "open", minutes="5")
    assert "How many evenings a year?" in ada.get(f"/w/{played.code}").text
    assert "Combien de soirs par an" in bob.get(f"/w/{played.code}").text
    assert vote(ada, played, likely="100", sure="guess", why="They are long.").status_code == 303
    assert "Your answer: 100 cases per year (A guess)." in ada.get(f"/w/{played.code}").text
    assert "1 voted, 1 missing" in owner.get(home(played)).text
    assert vote(bob, played, low="1,5", likely="2", high="300").status_code == 303
    for path in (home(played), f"{home(played)}/screen"):
        assert "They are long" not in owner.get(path).text
    do(owner, played, "seal")
    late = vote(ada, played, likely="3", poll="p1", round="1")
    assert (late.status_code, "votes are not taken now" in late.text) == (400, True)
    do(owner, played, "reveal")
    for visit, path in ((owner, home(played)), (owner, f"{home(played)}/screen"), (ada, f"/w/{played.code}")):
        told = visit.get(path).text
        assert "Middle of the group: 51" in told
        assert "They are long." in told
        assert "<strong>Bob</strong> 1.5 to 300, likely 2" in told
    assert "First to speak: Bob (lowest), then Ada (highest)." in owner.get(home(played)).text
    adopt = f"{home(played)}/polls/p1"
    assert "Take the group" in owner.get(adopt).text
    assert owner.post(adopt, adopt, take="group").status_code == 303
    assert desk.open(played.actor, played.id).read.assessment.need["evenings"].value["likely"] == 51
    assert "Taken into the assessment" in owner.get(home(played)).text


def test_another_answer_is_taken_with_its_reason(desk, app, owner, played):
    ada = seated(app, played, "Ada")
    do(owner, played, "go", stage=VOTE)
    do(owner, played, "open")
    vote(ada, played, value="warm")
    do(owner, played, "seal")
    do(owner, played, "reveal")
    adopt = f"{home(played)}/polls/p1"
    assert "needs its reason" in owner.post(adopt, adopt, take="own", value="cold").text
    assert owner.post(adopt, adopt, take="own", value="cold", reason="The shop has no other.").status_code == 303
    assert desk.open(played.actor, played.id).read.assessment.options[0].answers["colour"].value == "cold"


@pytest.mark.parametrize(
    ("stage", "form", "told"),
    [
        (VOTE, {"value": "warm"}, "Warm"),
        (STATEMENTS, {"level-1": "9", "level-2": "2"}, "There is light enough. – middle 9 of 9."),
        (WEIGHTS, {"points-look": "100"}, "<td>100 points</td>"),
        (QUESTION, {"text": "Lamps for the cellar."}, "Lamps for the cellar."),
    ],
)
def test_every_kind_of_step_is_voted_on_and_told(app, owner, played, stage, form, told):
    ada = seated(app, played, "Ada")
    do(owner, played, "go", stage=stage)
    do(owner, played, "open")
    assert vote(ada, played, **dict.fromkeys(form, "")).status_code == 400
    assert vote(ada, played, **form).status_code == 303
    do(owner, played, "seal")
    assert told not in owner.get(f"{home(played)}/screen").text.replace("<li>Warm</li>", "")
    do(owner, played, "reveal")
    for visit, path in ((owner, home(played)), (owner, f"{home(played)}/screen"), (ada, f"/w/{played.code}")):
        assert told in visit.get(path).text


def test_one_option_after_the_other_is_put_to_the_vote(app, owner, played):
    do(owner, played, "go", stage=VOTE)
    page = owner.get(home(played)).text
    assert "Vote for another solution" in page
    do(owner, played, "put", cell="colour@led")
    assert '<p class="option">Change</p>' in owner.get(home(played)).text


def test_a_page_that_has_not_changed_is_not_sent_again(app, owner, played):
    ada, bob = seated(app, played, "Ada"), seated(app, played, "Bob")
    do(owner, played, "go", stage=VOTE)
    do(owner, played, "open")
    pages = ((owner, f"{home(played)}/now"), (owner, f"{home(played)}/screen/now"), (ada, f"/w/{played.code}/now"))
    stamps = [visit.get(path).headers["ETag"] for visit, path in pages]

    def again():
        heads = ({"Accept-Language": "en", "If-None-Match": stamp} for stamp in stamps)
        return [
            visit.client.get(path, headers=head).status_code for (visit, path), head in zip(pages, heads, strict=True)
        ]

    assert again() == [304, 304, 304]
    same = ada.client.get(pages[2][1], headers={"Accept-Language": "en", "If-None-Match": stamps[2]})
    assert len(str(same.headers)) < 200, "phones ask every two seconds"
    vote(bob, played, value="warm")
    assert again() == [200, 200, 304]
    do(owner, played, "seal")
    assert again() == [200, 200, 200]


def test_news_are_compressed_for_who_takes_them_so(app, owner, played):
    path = f"{home(played)}/screen/now"
    plain, small = (owner.client.get(path, headers={"Accept-Encoding": each}) for each in ("identity", "br, gzip"))
    assert (plain.content_encoding, small.content_encoding) == (None, "gzip")
    assert decompress(small.data) == plain.data
    assert "Accept-Encoding" in small.headers["Vary"]


def test_a_paper_card_and_a_lost_phone(app, owner, played):
    ada = seated(app, played, "Ada")
    do(owner, played, "go", stage=VOTE)
    do(owner, played, "open")
    vote(ada, played, value="warm")
    owner.post(f"{home(played)}/people", home(played), name="Cy", seat="", table="")
    card = re.search(
        rf'href="({home(played)}/people/\w+/card)" aria-label="Paper card of Cy"', owner.get(home(played)).text
    )[1]
    assert owner.post(card, card).status_code == 400
    assert owner.post(card, card, value="cold").status_code == 303
    lost = re.search(
        rf'action="({home(played)}/people/\w+/seat)"[^/]+aria-label="Give Ada', owner.get(home(played)).text
    )
    given = owner.post(lost[1], home(played))
    link = re.search(r'value="http://localhost(/w/\w+/back/[\w-]+)"', given.text)[1]
    found = Visit(app.test_client())
    assert found.get(link).headers["Location"] == f"/w/{played.code}"
    page = found.get(f"/w/{played.code}").text
    assert "Ada" in page
    assert "Your answer" not in page
    assert "Your name, or a pseudonym" in ada.get(f"/w/{played.code}").text


def test_who_leaves_may_take_data_and_name_along(app, owner, played):
    ada = seated(app, played, "Ada")
    assert '"Ada"' in ada.get(f"/w/{played.code}/data").text
    assert ada.post(f"/w/{played.code}/leave", f"/w/{played.code}", forget="yes").status_code == 303
    assert "Ada" not in owner.get(home(played)).text
    assert "has left" in owner.get(home(played)).text


def test_the_door_shows_the_address_that_was_set_as_a_code(owner, played):
    do(owner, played, "address", address="https://boussole.example.org")
    door = owner.get(f"{home(played)}/door").text
    assert f"https://boussole.example.org/w/{played.code}" in door
    assert f"{played.code[:4]}-{played.code[4:]}" in door
    assert "<title>QR code of https://boussole.example.org" in door


def test_the_result_of_the_group_stands_on_its_page_and_on_the_projector(app, owner, played):
    people = [seated(app, played, name, seat=seat) for name, seat in (("Ada", "clinical"), ("Bob", "technical"))]
    assert "Among them: How many evenings a year?" in owner.get(f"{home(played)}/result").text
    do(owner, played, "go", stage=ESTIMATE)
    do(owner, played, "open")
    for visit, likely in zip(people, ("100", "300"), strict=True):
        vote(visit, played, likely=likely)
    do(owner, played, "seal")
    do(owner, played, "reveal")
    result = owner.get(f"{home(played)}/result").text
    assert "By seat" in result
    assert "clinical seat" in result
    do(owner, played, "go", stage="s6")
    assert "compared criterion by criterion" in owner.get(f"{home(played)}/screen").text


def test_two_workshops_stand_side_by_side(desk, owner, played):
    page = f"/a/{played.id}/workshops/together"
    assert "It takes two workshops" in owner.get(page).text
    again = preparing.prepare(desk, played.actor, played.id, Prepared("evening", "Again", "named"))
    for found, likely in ((played, "100"), (Meeting(desk, played.actor, played.id, again, []), "300")):
        found.join("Ada")
        found.play(ESTIMATE, {"likely": likely})
    told = owner.get(page).text
    for answer in ("100 cases per year", "300 cases per year", "200 cases per year"):
        assert answer in told
    assert "side by side" in owner.get(f"/a/{played.id}/workshops").text


def test_notes_topics_and_typed_questions_are_kept_and_the_end_is_the_end(app, owner, played):
    ada = seated(app, played, "Ada")
    do(owner, played, "go", stage=PAUSE)
    do(owner, played, "note", stage=PAUSE, text="They are tired.")
    do(owner, played, "park", text="Who pays?")
    do(owner, played, "settle", place="0")
    do(owner, played, "ask", text="Which room?", choices="The hall\nThe attic", minutes="3")
    console = owner.get(home(played)).text
    assert "They are tired." in console
    assert "<s>Who pays?</s>" in console
    assert "Next: Which room?" in console
    do(owner, played, "end")
    assert "The workshop is over. Thank you." in ada.get(f"/w/{played.code}").text
    assert owner.post(f"{home(played)}/do/go", home(played), stage=PAUSE).status_code == 409
    assert owner.post(f"{home(played)}/do/dance", home(played)).status_code == 404


def test_who_has_no_seat_gets_the_door_and_no_news(app, played):
    visit = Visit(app.test_client())
    assert visit.post("/join", "/join", code="nothing").status_code == 400
    assert visit.get("/w/XXXXXXXX").status_code == 404
    assert "Your name, or a pseudonym" in visit.get(f"/w/{played.code}").text
    assert visit.get(f"/w/{played.code}/now").status_code == 404
    assert visit.get(f"/w/{played.code}/data").status_code == 404
    assert visit.get(f"/w/{played.code}/back/forged").status_code == 404
    for act in ("vote", "leave"):
        assert visit.post(f"/w/{played.code}/{act}", f"/w/{played.code}").status_code == 404
    assert visit.post(f"/w/{played.code}", f"/w/{played.code}", name=" ").status_code == 400

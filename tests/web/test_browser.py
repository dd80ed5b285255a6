"""The journeys of clinician, buyer and reader in a real browser: both languages, scripts on and off, mouse and keyboard
alone, telephone and screen. COMPASS_FULL walks every cross; otherwise some are walked, in which each pair occurs."""

import os
from datetime import timedelta
from itertools import combinations, product

import pytest

from compass.service.responding import save_answer
from tests.service.desks import NOW, begun, say
from tests.web.browser import Cross, walking

pytestmark = pytest.mark.browser
EVERY = tuple(Cross(*each) for each in product(("fr", "en"), (True, False), (390, 1280), (False, True)))
SOME = (
    Cross("fr", True, 390, keyboard=True),
    Cross("fr", False, 1280, keyboard=False),
    Cross("en", True, 1280, keyboard=False),
    Cross("en", False, 390, keyboard=False),
    Cross("en", False, 1280, keyboard=True),
)
FULL = bool(os.environ.get("COMPASS_FULL"))
CROSSES = EVERY if FULL else SOME
RIGHT = "tests/packs/tiny/assessments/right.yaml"
WORDS = {
    "fr": {"letters": "Répondre au courrier", "time": "Temps", "judgement": "Jugement.", "by hand": "À la main",
           "lamps": "Choisir une lampe", "energy": "0,01", "keep": "Garder", "room": "Pièce", "lamp": "Lampe"},
    "en": {"letters": "Answering letters", "time": "Time", "judgement": "Judgement.", "by hand": "By hand",
           "lamps": "Choosing a lamp", "energy": "0.01", "keep": "Keep", "room": "Room", "lamp": "Lamp"},
}  # fmt: skip
"""What the packs of the tests call things."""
SCREEN = {
    "letters": ("fill", "#likely", "500"),
    "tone": ("pick", "#v-1"),
    "reread@by_hand": ("pick", "#v-1"),
    "reading_time@by_hand": ("fill", "#likely", "6"),
}
"""What the clinician knows; nobody knows the rest."""
DOCUMENTS = (("full", "pdf", b"%PDF"), ("brief", "html", b"<!DOCTYPE html>"), ("full", "xlsx", b"PK"),
             ("letter", "pdf", b"%PDF"), ("comparison", "html", b"<!DOCTYPE html>"))  # fmt: skip


def test_every_pair_of_ways_to_visit_occurs():
    def pairs(crosses):
        ways = [list(vars(cross).items()) for cross in crosses]
        return {pair for way in ways for pair in combinations(way, 2)}

    assert pairs(SOME) == pairs(EVERY)


@pytest.fixture(params=CROSSES, ids=str)
def walk(request, chromium, place):
    with walking(chromium, place, request.param) as walk:
        yield walk


def test_a_clinician_goes_from_the_choice_of_a_pack_to_the_report(walk):
    words = WORDS[walk.cross.lang]
    begin(walk, words["letters"])
    assert walk.say("overview.screen", total=10, minutes=20) in walk.text
    walk.press(walk.link("overview.begin"))
    while "/q/" in walk.path:
        answer(walk)
    assert walk.text.count(walk.say("question.unknown")) == 10 - len(SCREEN)
    walk.press(walk.link("overview.see_result"))
    walk.press(walk.to("result/assumptions"))
    assert words["judgement"] in walk.text, "what stands in for answers is told with its reason"
    walk.press(walk.link("why.back"))
    walk.push(walk.page.locator("summary", has_text=words["time"]))
    walk.press(walk.link_named(words["by hand"]))
    assert "500" in walk.text, "the number that was typed stands in the explanation"
    walk.press(walk.link("why.back"))
    walk.press(walk.link("deepen.title"))
    first = walk.to("?back=deepen")
    asked = first.inner_text()
    walk.press(first)
    walk.pick("#v-1")
    walk.press(walk.button("question.save"))
    assert walk.path.endswith("/deepen")
    assert asked not in walk.text, "what was found out is asked no more"
    walk.press(walk.link("nav.result"))
    walk.press(walk.link("report.title"))
    name, content = walk.document("full", "html")
    assert name == f"compass-{NOW:%Y-%m-%d}.{walk.cross.lang}.html"
    assert content.startswith(b"<!DOCTYPE html>")


def begin(walk, pack, without=()):
    """Sign in, and begin an assessment of a pack with its solutions, but for some."""
    walk.sign_in(walk.place.account())
    walk.press(walk.link("list.new"))
    walk.press(walk.link_named(pack))
    walk.fill("#title", "Essai")
    for each in without:
        walk.toggle(f"#o-{each}")
    walk.press(walk.button("new.begin"))


def answer(walk):
    """Answer the question of a page as far as one knows, and go on."""
    act, *given = SCREEN.get(walk.path.rpartition("/")[2], ("pick", "#s-unknown"))
    getattr(walk, act)(*given)
    walk.press(walk.button("question.save"))


@pytest.mark.pdf
def test_a_buyer_goes_from_the_offers_to_the_documents(walk):
    words = WORDS[walk.cross.lang]
    begin(walk, words["lamps"], without=["led"])
    type_an_offer(walk)
    bring_in_an_offer(walk)
    answer_for_the_offers(walk)
    prove(walk)
    review(walk)
    walk.press(walk.link("nav.overview"))
    walk.press(walk.link("compare.title"))
    heads = walk.page.locator("thead").first.inner_text()
    assert all(offer in heads for offer in (words["keep"], "Lux", "A new one")), "typed and uploaded side by side"
    walk.press(walk.link("report.title"))
    for kind, ending, head in DOCUMENTS if FULL else [DOCUMENTS[CROSSES.index(walk.cross)]]:
        name, content = walk.document(kind, ending)
        assert name.endswith(f".{walk.cross.lang}.{ending}")
        assert content.startswith(head)


def type_an_offer(walk):
    walk.press(walk.link("options.title"))
    walk.press(walk.link("options.add"))
    walk.fill("#title", "Lux")
    walk.fill("#product", "Lux 3")
    walk.pick("#a-led")
    walk.press(walk.button("options.save"))


def bring_in_an_offer(walk):
    """Take one offer from a file that somebody else filled in."""
    walk.press(walk.link("options.file"))
    walk.attach("#file", RIGHT)
    walk.press(walk.button("upload.send"))
    walk.toggle("#o-new")
    walk.press(walk.button("options.take"))
    assert walk.say("options.taken", count=1) in walk.text


def answer_for_the_offers(walk):
    """Answer section by section, each on one page: the need, today's lamp, the offer that was typed."""
    words = WORDS[walk.cross.lang]
    walk.press(walk.link("nav.overview"))
    walk.press(walk.link("overview.sheet_of", title=words["room"]))
    walk.fill("[name='evenings:likely']", "100")
    walk.press(walk.button("sheet.save"))
    walk.press(walk.link("nav.overview"))
    walk.press(walk.link("overview.sheet_of", title=words["lamp"]))
    walk.fill("[name='energy@keep:likely']", "1")
    walk.press(walk.button("sheet.save"))
    walk.press(walk.link_named("Lux"))
    walk.fill("[name='energy@lux:likely']", words["energy"])
    walk.choose("[name='colour@lux:value']", "warm")
    walk.press(walk.button("sheet.save"))
    assert walk.say("sheet.saved") in walk.text


def prove(walk):
    """Add a document, and say that an answer rests on it."""
    walk.press(walk.link("nav.overview"))
    walk.press(walk.link("evidence.title"))
    walk.press(walk.link("evidence.add"))
    walk.fill("#title", "Sheet")
    walk.press(walk.button("options.save"))
    walk.press(walk.link("nav.overview"))
    walk.press(walk.link("overview.sheet_of", title=WORDS[walk.cross.lang]["lamp"]))
    walk.press(walk.link_named("Lux"))
    walk.press(walk.to("/q/colour@lux?back=section"))
    walk.push(walk.page.locator("summary").first)
    walk.choose("#evidence", "sheet")
    walk.press(walk.button("question.save"))


def review(walk):
    """Accept what is proven; reject another answer, which takes a reason."""
    answers_of(walk, "Lux")
    assert walk.say("review.declared") in walk.text
    assert walk.say("review.documented") in walk.text
    walk.press(walk.to("/review/colour@lux"))
    walk.pick("#v-accepted")
    walk.press(walk.button("question.save"))
    answers_of(walk, "A new one")
    walk.press(walk.to("/review/colour@new"))
    walk.pick("#v-rejected")
    walk.press(walk.button("question.save"))
    assert walk.page.get_by_role("alert").is_visible(), "nothing is rejected without a reason"
    walk.fill("#comment", "Another lamp")
    walk.press(walk.button("question.save"))
    for offer, verdict in (("Lux", "accepted"), ("A new one", "rejected")):
        answers_of(walk, offer)
        assert walk.page.locator(".mark").all_inner_texts() == [walk.say(f"review.is_{verdict}")]


def answers_of(walk, offer):
    """Go to the review of what was answered about an offer."""
    walk.press(walk.link("nav.overview"))
    walk.press(walk.link("review.title"))
    walk.press(walk.link_named(offer))


@pytest.fixture
def home(place):
    """The pages of an assessment with a result, and its owner."""
    owner, id = begun(place.desk, place.account())
    for cell, value in {"evenings": "100", "energy@keep": "1", "energy@led": "2"}.items():
        save_answer(place.desk, owner, id, cell, say(value), 0, "en")
    return f"/a/{id}", owner


def test_a_reader_follows_a_link_until_it_is_taken_back_or_ends(walk, chromium, place, home):
    own, owner = home
    walk.sign_in(owner)
    walk.press(walk.to(own))
    link = share(walk)
    with walking(chromium, place, walk.cross) as reader:
        reader.page.goto(link)
        assert reader.path == f"{own}/result"
        read(reader)
        walk.press(walk.button("share.revoke_of", "people", name="Comité"))
        assert_gone(reader, link)
        reader.page.goto(share(walk))
        assert reader.path == f"{own}/result"
        place.now = NOW + timedelta(days=9)
        assert_gone(reader, reader.page.url)
        place.now = NOW


def share(walk):
    """Make a link that ends in eight days; give it."""
    if not walk.path.endswith("/shares"):
        walk.press(walk.link_named(walk.say("share.title", "people")))
    walk.fill("#label", "Comité")
    walk.set_date("#ends", (NOW + timedelta(days=8)).date())
    walk.press(walk.button("share.make", "people"))
    return walk.page.locator("#link").input_value()


def read(reader):
    """Read the result, why a number is what it is, and the report; nothing else is offered."""
    assert reader.say("share.reading", "people") in reader.text
    reader.push(reader.page.locator("summary").first)
    reader.press(reader.link_named(WORDS[reader.cross.lang]["keep"]))
    assert "100" in reader.text, "the explanation leads to the answers"
    reader.press(reader.link("why.back"))
    reader.press(reader.link("report.title"))
    _, content = reader.document("full", "html")
    assert content.startswith(b"<!DOCTYPE html>")
    reader.press(reader.link("why.back"))
    assert reader.page.get_by_role("link", name=reader.say("nav.overview")).count() == 0


def assert_gone(reader, link):
    reader.page.goto(link)
    assert reader.say("error.title") in reader.text
    assert reader.page.locator("main table").count() == 0

"""The guide and the cards of an agenda: what each tells, that they fit their pages, conform and stay the same."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

import compass.reporting.workshops
from compass import shipped
from compass.catalogue.agendas import agenda_files, read_agenda
from compass.decision.weighing import can_be_weighed
from compass.reporting.html import render_html
from compass.reporting.pdf import render_pdf
from compass.reporting.workshops.cards import build_cards
from compass.reporting.workshops.guide import build_guide
from compass.reporting.workshops.told import Told
from compass.service.workspace import open_workspace
from compass.texts.words import table
from tests.reporting.pages import misplaced
from tests.reporting.test_pdf import failures

READY = [path for pack in ("compass", "radiology-ai") for path in agenda_files(shipped.questionnaires() / pack)]
TINY = Path("tests/packs/tiny/agendas/right.yaml")
FULL = bool(os.environ.get("COMPASS_FULL"))
MATRIX = [
    (path, build, language)
    for number, path in enumerate(READY)
    for build in (build_guide, build_cards)
    for place, language in enumerate(("fr", "en"))
    if FULL or (number in (0, 3) and place == number % 2)
]
"""Every ready agenda, paper and language where COMPASS_FULL is set; else both papers of the longest of each pack."""


@pytest.fixture(scope="module")
def workspace():
    return open_workspace(Path.cwd(), (Path("tests/packs"),))


@pytest.fixture(scope="module")
def told(workspace):
    """Give an agenda, about to be told in one language."""

    def of(path, language="en", mode=None):
        checked = workspace.pack(path.parents[1].name)
        agenda = read_agenda(path, checked, workspace.shelf)
        return Told(checked.usable().pack, language, agenda, mode or agenda.mode)

    return of


def nodes(branches):
    return [text for each in branches for text in (each.text, *nodes(each.branches))]


@pytest.mark.pdf
@pytest.mark.poppler
@pytest.mark.parametrize(
    ("path", "build", "language"), MATRIX, ids=lambda value: getattr(value, "stem", getattr(value, "__name__", value))
)
def test_papers_conform_and_keep_to_their_pages(told, path, build, language):
    import pikepdf  # noqa: PLC0415 — only the PDF tests need it

    made = render_pdf(render_html(build(told(path, language))))
    assert failures(made) == []
    assert misplaced(made) == []
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.check_pdf_syntax() == []


@pytest.mark.pdf
def test_two_half_cards_share_a_sheet_and_a_long_one_has_its_own(told):
    import pikepdf  # noqa: PLC0415

    cards = build_cards(told(READY[0]))
    sizes = [card.size for card in cards.cards]
    with pikepdf.open(io.BytesIO(render_pdf(render_html(cards)))) as document:
        assert sizes.count("whole") == 1
        assert len(document.pages) == 1 + 6, sizes


@pytest.mark.parametrize("path", [*READY, TINY], ids=lambda path: path.parents[1].name + path.stem)
def test_every_vote_has_its_card_with_a_box_for_each_round_and_for_not_knowing(told, path):
    known = told(path)
    asking = [(step, poll) for step, poll in known.steps if poll is not None or step.ask is not None]
    cards = build_cards(known).cards
    assert len(cards) == len(asking) > 0
    for card, (step, poll) in zip(cards, asking, strict=True):
        assert len(card.rounds) == (poll.rule.rounds if poll is not None else 0), step
        assert (card.unknown == "I don’t know") == (poll is not None), step
        assert poll is None or card.choices or card.numbers or card.rows, step


@pytest.mark.parametrize("path", READY, ids=lambda path: path.parents[1].name + path.stem)
def test_the_guide_and_the_cards_tell_every_answer_of_every_question(told, path):
    known = told(path, "fr")
    guide, cards = render_html(build_guide(known)), render_html(build_cards(known))
    for step, _ in known.steps:
        question = known.question(step)
        if question is not None and question.type == "choice":
            titles = [known.words.choice_title(question.id, option) for option in known.pack.options_of(question)]
            assert [title for title in titles if f"□ {title}" not in guide or f"□ {title}" not in cards] == []


def test_the_guide_tells_the_time_of_each_step_by_the_clock_or_from_the_beginning(told):
    begins = [row.cells[0].text for row in build_guide(told(READY[1]), 14 * 60 + 30).agenda.rows]
    assert begins == ["14:30", "14:37", "14:42", "14:50", "14:56", "15:04", "15:12"]
    french = build_guide(told(READY[1], "fr"))
    assert french.agenda.rows[-1].cells[0].text == "0\u00a0h\u00a042"
    assert french.steps[-1].when == "0\u00a0h\u00a042 à 0\u00a0h\u00a045 · 3\u00a0min · Question ouverte"


def test_a_workshop_past_midnight_begins_the_day_anew(told):
    assert build_guide(told(READY[1]), 23 * 60 + 50).agenda.rows[2].cells[0].text == "0:02"


def test_a_step_is_told_with_its_question_its_help_its_bounds_and_its_rule(told):
    first = build_guide(told(READY[5])).steps[0]
    assert first.title == "1. Studies a year"
    assert first.ask == "How many studies of this kind do you read in a year?"
    assert first.help.startswith("Only the studies that the solution would help to read")
    bounds, rule = (fact.value for fact in first.facts)
    assert bounds == "1 to 5,000,000 studies read per year"
    assert rule.startswith("At most 2. No further one once 75% of those who answer are within 10% of the median")


def test_what_is_said_of_anonymity_follows_the_mode(told):
    first = {mode: build_guide(told(TINY, mode=mode)).rules[0].items[0].text for mode in ("named", "anonymous")}
    assert "fewer than five people" in first["anonymous"]
    assert "everybody sees who answered what" in first["named"]
    assert "(no name)" in build_cards(told(TINY, mode="anonymous")).cards[0].code


def test_a_walk_tells_every_consequence_of_its_node_once(told):
    known = told(READY[0])
    (walk,) = build_guide(known).walks
    assert sorted(nodes(walk.branches)) == sorted(known.words.node_title(id) for id in known.pack.nodes)
    guide = build_guide(told(TINY))
    assert [step.walk for step in guide.steps if step.walk] == [guide.walks[0].anchor]
    assert 'href="#walk-5"' in render_html(guide)


def test_a_swing_is_a_formula_in_a_pack_a_number_in_an_assessment_and_a_level_where_levels_are_described(told):
    known = told(READY[5])
    (of_pack,) = (table for step in build_guide(known).steps for table in step.tables)
    assert len(of_pack.rows) == sum(map(can_be_weighed, known.pack.criteria.values()))
    ends = {row.head.text: [cell.text for cell in row.cells] for row in of_pack.rows}
    assert ends["Cost"] == ["Studies a year × Cost ceiling per study", "€0 per year"]
    assert ends["Strength of the published evidence"] == ["0%", "100%"]
    assert ends["Fragility of the service"][1] == "A failure changes nothing in the reading."
    numbered = build_cards(replace(known, ends={"cost": (156_000.0, 0.0)}))
    (expense,) = (row for card in numbered.cards for row in card.rows if row.text == "Cost")
    assert expense.detail == "worst: €156,000 per year — best: €0 per year"


def test_statements_are_rated_on_as_many_boxes_as_there_are_levels(told):
    (card,) = (card for card in build_cards(told(TINY)).cards if card.rows and card.rows[0].boxes)
    assert [row.text for row in card.rows] == ["There is light enough.", "We read at night."]
    assert card.rows[0].boxes == tuple("123456789")


def test_every_sentence_of_the_papers_is_used():
    folder = Path(compass.reporting.workshops.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    for key in table("workshops", "fr"):
        group, name = key.split(".", 1)
        written_out = f'"{key}"' in code or f'"{name}"' in code
        assert written_out or f'f"{group}.{{' in code or f'f"{group}.{name.rpartition("_")[0]}_{{' in code, key

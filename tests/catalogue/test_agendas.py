"""The ready agendas fit their packs; what is wrong with an agenda is told at its place, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass import shipped
from compass.catalogue.agendas import agenda_files, read_agenda
from compass.catalogue.packs import Shelf
from compass.errors import PackError
from compass.model.agenda import TAKES
from compass.texts.messages import problem_line
from compass.texts.words import LANGUAGES
from tests.catalogue.test_wrong_packs import expected_in, found_in, has_no_blank_left

TESTS = Path(__file__).parents[1]
FILES = sorted((TESTS / "wrong_agendas").glob("*.yaml"))
READY = [path for pack in ("compass", "radiology-ai") for path in agenda_files(shipped.questionnaires() / pack)]


@pytest.fixture(scope="module")
def shelf():
    return Shelf((TESTS / "packs", shipped.questionnaires()), shipped.questionnaires() / "library", TESTS)


@pytest.fixture(scope="module")
def tiny(shelf):
    return shelf.check(TESTS / "packs" / "tiny")


@pytest.fixture(scope="module")
def packs(shelf):
    return {name: shelf.check(shipped.questionnaires() / name) for name in ("compass", "radiology-ai")}


def refused(path, pack, shelf):
    with pytest.raises(PackError) as error:
        read_agenda(path, pack, shelf)
    return error.value.problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_wrong_agenda_is_told_its_faults_at_their_places_and_nothing_else(path, tiny, shelf):
    problems = refused(path, tiny, shelf)
    assert found_in(problems) == expected_in(path), [problem_line(problem, "en") for problem in problems]
    assert path.stem[:4] in {problem.code for problem in problems}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_sentence_of_a_wrong_agenda_gives_the_place_in_both_languages(path, tiny, shelf):
    for problem in refused(path, tiny, shelf):
        for language in LANGUAGES:
            line = problem_line(problem, language)
            assert line.startswith(f"{problem.place}: {problem.code} ")
            assert has_no_blank_left(line, problem.code)


def test_both_packs_come_with_agendas_of_45_90_and_150_minutes(packs, shelf):
    for pack in packs.values():
        agendas = [read_agenda(path, pack, shelf) for path in agenda_files(pack.source)]
        assert sorted(agenda.minutes for agenda in agendas) == [45, 90, 150]
        assert len({agenda.agenda for agenda in agendas}) == 3


def test_the_ready_agendas_use_every_kind_of_step(packs, shelf):
    steps = {step.step for path in READY for step in read_agenda(path, packs[path.parents[1].name], shelf).steps}
    assert steps == set(TAKES)


def test_nobody_sits_longer_than_an_hour_and_ten_without_a_break(packs, shelf):
    for path in READY:
        sat = 0
        for step in read_agenda(path, packs[path.parents[1].name], shelf).steps:
            sat = 0 if step.step == "pause" else sat + step.minutes
            assert sat <= 70, path


def test_a_right_agenda_says_what_is_fixed_before_the_votes(tiny, shelf):
    found = read_agenda(TESTS / "packs/tiny/agendas/right.yaml", tiny, shelf)
    assert (found.mode, found.minutes, found.steps[0].rule.rounds, found.steps[2].levels) == ("anonymous", 42, 2, 9)


def test_a_file_that_is_not_there_is_told(tiny, shelf):
    assert [problem.code for problem in refused(TESTS / "nowhere.yaml", tiny, shelf)] == ["F001"]


def test_a_step_for_which_the_pack_has_nothing_is_told(shelf, tmp_path):
    """A pack in one file, without a tree and without a criterion that can be weighed."""
    single = shelf.check(TESTS / "packs" / "single.yaml")
    notes = 'notes: {fr: "…", en: "…"}'
    steps = "".join(
        f"  - {{step: {step}, minutes: 5, {notes}}}\n" for step in ("tree", "comparison", "weights", "pause")
    )
    path = tmp_path / "agenda.yaml"
    path.write_text(f'agenda: a\ntitle: {{fr: "…", en: "…"}}\nminutes: 20\nsteps:\n{steps}', encoding="utf-8")
    told = [(problem.code, problem.details["step"]) for problem in refused(path, single, shelf)]
    assert told == [("W013", "tree"), ("W013", "comparison"), ("W013", "weights")]

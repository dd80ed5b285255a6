"""The facilitator's acts are written one by one, each with a new version; what is out of order changes nothing."""

from __future__ import annotations

from dataclasses import replace

from compass.store import workshops
from tests.service.desks import member, refused
from tests.service.meetings import COMPARISON, ESTIMATE, PAUSE, QUESTION, VOTE, meeting


def test_each_act_raises_the_version_and_a_vote_does_not(desk):
    found = meeting(desk, people=1)
    assert found.helm.go(ESTIMATE) == 2
    assert found.helm.act("open") == 3
    found.vote(found.tokens[0], likely="3")
    assert found.kept.version == 3
    assert refused(found.helm.go, VOTE) == "W007"
    assert found.kept.version == 3


def test_a_question_of_options_goes_to_the_vote_for_one_option_at_a_time(desk):
    found = meeting(desk, people=1)
    found.helm.go(VOTE)
    assert found.kept.workshop.poll.cell == "colour@keep"
    found.helm.put("colour@led")
    assert found.kept.workshop.poll.cell == "colour@led"
    assert refused(found.helm.put, "energy@led") == "W008"
    found.helm.go(COMPARISON)
    assert refused(found.helm.act, "open") == "W009"


def test_topics_notes_and_minutes_are_kept(desk):
    helm = meeting(desk).helm
    helm.go(ESTIMATE)
    helm.park(" Who pays? ")
    helm.settle(0)
    helm.note(ESTIMATE, "They wake slowly.")
    before = meeting_of(helm).stage.ends_at
    helm.prolong(5)
    found = meeting_of(helm)
    assert [(topic.text, topic.stage, topic.is_settled) for topic in found.parked] == [("Who pays?", ESTIMATE, True)]
    assert found.stage.notes == ("They wake slowly.",)
    assert (found.stage.ends_at - before).seconds == 300
    assert refused(helm.park, "  ") == "P009"


def test_a_question_typed_on_the_spot_comes_next(desk):
    helm = meeting(desk, people=2).helm
    helm.go(ESTIMATE)
    helm.ask("Which room first?", ["The hall", "", "The attic"], 3)
    helm.ask("What else?", ["one choice is none"], 3)
    typed = meeting_of(helm).stages[1:3]
    assert [stage.step.ask.en for stage in typed] == ["What else?", "Which room first?"]
    helm.go(typed[1].id)
    assert meeting_of(helm).poll.choices == ("c1", "c2")
    helm.go(typed[0].id)
    assert meeting_of(helm).poll.kind == "words"


def test_the_agenda_is_changed_while_it_waits(desk):
    helm = meeting(desk).helm
    helm.earlier(VOTE)
    helm.last(VOTE, 9)
    helm.remove(PAUSE)
    helm.set_mode("anonymous")
    helm.set_address("https://compass.example.org/")
    found = meeting_of(helm)
    assert [stage.id for stage in found.stages][:2] == [VOTE, ESTIMATE]
    assert (found.stages[0].step.minutes, len(found.stages)) == (9, 7)
    assert (found.mode, found.address) == ("anonymous", "https://compass.example.org")
    assert refused(helm.set_address, "here") == "W022"
    assert refused(helm.set_mode, "secret") == "W019"
    helm.go(QUESTION)
    helm.act("open")
    assert refused(helm.set_mode, "named") == "W014"


def test_what_is_skipped_or_over_says_so(desk):
    helm = meeting(desk).helm
    helm.go(ESTIMATE)
    helm.skip(VOTE)
    helm.end()
    found = meeting_of(helm)
    assert [stage.status for stage in found.stages[:2]] == ["done", "skipped"]
    assert refused(helm.end) == "W006"


def test_only_who_runs_the_workshop_acts(desk):
    found = meeting(desk)
    editor, reader = member(desk, found.id, "editor"), member(desk, found.id, "reader")
    assert refused(replace(found.helm, actor=editor).go, ESTIMATE) == "W015"
    assert refused(replace(found.helm, actor=reader).go, ESTIMATE) == "P002"
    assert refused(replace(found.helm, workshop="none").go, ESTIMATE) == "W008"


def meeting_of(helm):
    with helm.desk.database.reading() as connection:
        return workshops.load(connection, helm.assessment, helm.workshop).workshop

"""The result with a group's answers, of all persons or of one seat or table, and where its members stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compass.catalogue.reader import Document
from compass.decision.changes import changes
from compass.decision.discussing import topics
from compass.decision.grouping import as_group_says, group_answers, group_points, groups, weights_poll
from compass.decision.members import members, voices
from compass.engine.filling import CannotRun
from compass.errors import EvaluationError, InputError
from compass.model.evaluation import Evaluation
from compass.model.group import Members
from compass.model.release import By
from compass.model.workshop import Topic
from compass.service.changing import openable
from compass.service.concluding import group_reason
from compass.service.desk import Desk, Opened, with_interview
from compass.service.glancing import Earlier, Glance
from compass.service.results import evaluation_of
from compass.service.rooms import Room

DRAWS = 1024
"""Draws for each member: where the members stand is told in whole percent."""


@dataclass(frozen=True)
class Part:
    """Where a seat or a table stands: how many sit there, and the result with its answers; `evaluation` is None where
    none of its answers can be told, or nothing can be computed with them."""

    by: By
    of: str
    persons: int
    opened: Opened
    evaluation: Evaluation | None


def grouped(desk: Desk, room: Room, by: By = "all", of: str | None = None) -> Opened:
    """Give the assessment as a group answers it, its weights too, opened as its own; it is written nowhere.

    What the group was not asked, or what can't be told of it, stands as in the assessment. Raises AssessmentError where
    an answer of the group is not admitted.
    """
    kept = room.opened.kept
    key = (room.kept.id, room.kept.version, kept and kept.revision, by, of)
    return desk.rooms.get(key, lambda: _grouped(room, by, of))


def group_glance(desk: Desk, room: Room) -> Glance:
    """Give the result with the group's answers, and what they change of the assessment. Raises EvaluationError."""
    opened = grouped(desk, room)
    after = evaluation_of(desk, opened)
    if room.opened.interview.missing or opened.read.digest == room.opened.read.digest:
        return Glance(after, None)
    before = evaluation_of(desk, room.opened)
    return Glance(after, Earlier(room.opened.read.assessment, before, changes(before, after)))


def divided(room: Room) -> tuple[Topic, ...]:
    """Tell all that was revealed, what divides the group most first."""
    return topics(room.workshop.polls)


def parts(desk: Desk, room: Room, by: By) -> Iterator[Part]:
    """Tell where each seat, or each table, stands."""
    for of in groups(room.people, by):
        persons = sum(of in (each.seat, each.table) for each in room.people)
        opened, found = room.opened, None
        try:
            opened = grouped(desk, room, by, of)
            if opened.read.digest != room.opened.read.digest:
                found = evaluation_of(desk, opened)
        except InputError:  # told on the page of all: here a part has no result
            found = None
        yield Part(by, str(of), persons, opened, found)


def members_of(desk: Desk, room: Room) -> Members | None:
    """Tell with whom each option comes first and whether people differ on facts or on weights; None where nobody can be
    scored. Raises EvaluationError."""
    opened = grouped(desk, room)
    kept = room.opened.kept
    key = (room.kept.id, room.kept.version, kept and kept.revision, "members")
    return desk.rooms.get(key, lambda: _members(room, opened))


def _grouped(room: Room, by: By, of: str | None) -> Opened:
    opened, workshop = room.opened, room.workshop
    answers = group_answers(opened.whole.usable(), workshop, room.people, by, of)
    points = group_points(workshop, room.people, by, of)
    after = as_group_says(opened.read.assessment, answers, points, group_reason())
    if after == opened.read.assessment:
        return opened
    read, found = with_interview(openable(after, Document(after.pack), opened.whole))
    return replace(opened, read=read, interview=found)


def _members(room: Room, opened: Opened) -> Members | None:
    program, assessment = opened.whole.usable(), opened.read.assessment
    heard = voices(program, room.workshop.asked, weights_poll(room.workshop))
    options = tuple(each.id for each in assessment.options)
    seed = assessment.settings.seed
    try:
        return members(program, assessment, heard, options, room.workshop.mode, seed=seed, draws=DRAWS)
    except CannotRun as error:
        raise EvaluationError([opened.read.problem(fault) for fault in error.faults]) from None

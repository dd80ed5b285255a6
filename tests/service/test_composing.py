"""A step is composed of what the pack has, and of nothing else."""

from __future__ import annotations

import pytest

from compass.service import preparing
from compass.service.composing import Composed, composed, plain_steps, questions_to_put
from compass.service.preparing import Prepared
from tests.helpers import program_of
from tests.service.desks import WORKSPACE, begun, refused
from tests.service.meetings import Meeting

TINY = WORKSPACE.pack("tiny").usable().pack


def test_questions_of_choice_truth_and_number_can_be_put_to_a_group():
    assert questions_to_put(TINY) == {
        "lamp": ("energy", "sharing", "colour", "dimmed", "warranty", "new_lamp"),
        "room": ("evenings",),
    }


@pytest.mark.parametrize(
    ("what", "kind"),
    [("energy", "estimate"), ("colour", "vote"), ("dimmed", "vote"), ("weights", "weights"), ("pause", "pause")],
)
def test_the_kind_of_a_step_follows_from_what_it_names(what, kind):
    step = composed(TINY, Composed(what, 7, "Slowly."))
    assert (step.step, step.minutes, step.notes.fr) == (kind, 7, "Slowly.")


def test_a_number_that_is_decided_is_voted_on():
    pack = program_of("questions: {months: {nature: decision}}\nfindings: {all: months > 1}").pack
    assert composed(pack, Composed("months", 5)).step == "vote"
    assert "weights" not in plain_steps(pack)
    assert refused(composed, pack, Composed("weights", 5)) == "W024"


def test_statements_stand_one_a_line():
    step = composed(TINY, Composed("statements", 5, statements=" It helps. \n\nIt is fair."))
    assert [text.en for text in step.statements] == ["It helps.", "It is fair."]


@pytest.mark.parametrize("form", [Composed("rooms", 5), Composed("none", 5), Composed("statements", 5),
                                  Composed("statements", 5, statements="\n".join("a" * 21))])  # fmt: skip
def test_what_the_pack_has_not_is_refused(form):
    assert refused(composed, TINY, form) == "W024"


def test_a_workshop_may_begin_empty_and_be_composed_step_by_step(desk):
    actor, id = begun(desk)
    found = Meeting(desk, actor, id, preparing.prepare(desk, actor, id, Prepared("", "Ours", "named")), [])
    assert found.kept.workshop.stages == ()
    found.helm.add(Composed("colour", 0))
    found.helm.add(Composed("pause", 9))
    assert [(stage.step.step, stage.step.minutes) for stage in found.kept.workshop.stages] == [
        ("vote", 1),
        ("pause", 9),
    ]
    found.helm.go("s1")
    assert found.kept.workshop.poll.cell == "colour@keep"

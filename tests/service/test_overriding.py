"""Weights, scales and conditions that people set themselves: as strict as a file, each with its reason, never lost."""

import pytest

from compass.errors import AssessmentError, ConflictError, DeniedError
from compass.service.overriding import ends_of, in_order, save_settings, settings_version, weighable
from compass.service.responding import undo
from tests.service.desks import begun, member
from tests.service.test_glancing import answered

SWING = {"swing": {"look": 100}, "why": "only looks count"}


def settings_in(desk, actor, id):
    return desk.open(actor, id).read.assessment.settings


@pytest.mark.parametrize(
    ("part", "given"),
    [
        ("weights", SWING),
        ("weights", {"ranks": [["look"]], "why": "order only"}),
        ("weights", {"unknown": True, "why": "nobody agrees"}),
        ("anchors", {"look": {"worst": 0.2, "best": 0.9, "why": "our lamps"}}),
    ],
)
def test_settings_are_kept_and_taken_back(desk, part, given):
    actor, id = answered(desk)
    revision = save_settings(desk, actor, id, part, given, 1)
    kept = settings_in(desk, actor, id).model_dump(mode="json", exclude_defaults=True)[part]
    reason = next(iter(given.values()))["why"] if part == "anchors" else given["why"]
    told = next(iter(kept.values())) if part == "anchors" else kept
    assert told["why"] == {"fr": reason, "en": reason}
    assert save_settings(desk, actor, id, part, given, 99) == revision, "what stands there already is saved by anybody"
    undo(desk, actor, id, revision)
    assert part not in settings_in(desk, actor, id).model_dump(exclude_defaults=True)
    save_settings(desk, actor, id, part, given, 3)
    save_settings(desk, actor, id, part, None, 4)
    assert part not in settings_in(desk, actor, id).model_dump(exclude_defaults=True)


@pytest.mark.parametrize(
    ("part", "given", "code"),
    [
        ("weights", {"swing": {"look": 100}, "why": ""}, "P052"),
        ("anchors", {"look": {"worst": 0, "why": "half"}}, "P052"),
        ("weights", {"swing": {"look": "many"}, "why": "so"}, "K003"),
        ("weights", {"swing": {"look": -1}, "why": "so"}, "K006"),
        ("weights", {"swing": {"nothing": 1}, "why": "so"}, "N012"),
        ("weights", {"profile": "nobody"}, "N012"),
        ("anchors", {"look": {"worst": 1, "best": 1, "why": "flat"}}, "A017"),
        ("knock_outs", {"nothing": {"set_aside": "no"}}, "N012"),
    ],
)
def test_what_is_not_admitted_is_not_kept(desk, part, given, code):
    actor, id = begun(desk)
    with pytest.raises(AssessmentError) as caught:
        save_settings(desk, actor, id, part, given, 1)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert settings_version(desk.open(actor, id).kept) == 1


def test_two_who_set_at_once_are_told_and_readers_set_nothing(desk):
    actor, id = begun(desk)
    save_settings(desk, actor, id, "weights", SWING, 1)
    with pytest.raises(ConflictError) as caught:
        save_settings(desk, actor, id, "weights", {"unknown": True, "why": "no"}, 1)
    assert caught.value.problem.code == "P053"
    with pytest.raises(DeniedError):
        save_settings(desk, member(desk, id, "reader"), id, "weights", None, 2)


def test_ranks_are_put_in_order_with_their_ties():
    assert in_order({"c": 3, "a": 1, "b": 3}) == [["a"], ["c", "b"]]
    with pytest.raises(AssessmentError) as caught:
        in_order({"a": "first", "b": 0, "c": 1.5})
    assert [problem.code for problem in caught.value.problems] == ["P054"] * 3


def test_scales_show_their_ends_once_they_can_be_computed(desk):
    actor, id = answered(desk)
    opened = desk.open(actor, id)
    assert weighable(opened.whole.usable().pack) == ("look",)
    assert ends_of(opened) == {"look": (0.0, 1.0)}
    save_settings(desk, actor, id, "anchors", {"look": {"worst": 0.2, "best": 0.9, "why": "ours"}}, 1)
    assert ends_of(desk.open(actor, id)) == {"look": (0.2, 0.9)}

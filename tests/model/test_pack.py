"""What a pack answers about itself."""

from pathlib import Path

import pytest

from compass.model.pack import Pack
from compass.service.workspace import open_workspace
from tests.helpers import compiled


@pytest.fixture(scope="module")
def pack():
    return compiled("""
scales: {places: [here, cloud]}
questions:
  place: {type: choice, options_from: places}
  mood: {type: choice, options: [good, bad]}
  lost: {type: choice, options_from: nowhere}
sections:
  offer: {asked_of: option, questions: {price: {}, help: {asked_of: other}}}
""")[0].pack


def test_options_of_a_choice_are_its_own_or_those_of_its_scale(pack):
    assert pack.options_of(pack.questions["place"]) == ("here", "cloud")
    assert pack.options_of(pack.questions["mood"]) == ("good", "bad")
    assert pack.options_of(pack.questions["lost"]) == ()
    assert pack.option_title(pack.questions["mood"], "bad").en == "…"


def test_a_question_is_asked_of_whom_it_says_else_of_whom_its_section_says(pack):
    assert pack.asked_of(pack.questions["place"]) == ("need",)
    assert pack.asked_of(pack.questions["price"]) == ("option",)
    assert pack.asked_of(pack.questions["help"]) == ("other",)
    assert pack.is_asked_of_need(pack.questions["place"])
    assert not pack.is_asked_of_need(pack.questions["help"])


def test_alternatives_are_the_nodes_of_that_level_as_written(pack):
    assert list(pack.alternatives()) == ["base", "other"]


def test_a_pack_read_back_from_its_json_is_the_same():
    pack = open_workspace(Path.cwd()).pack("radiology-ai").usable().pack
    assert pack.axes
    assert pack.questions["patient_benefit"].good_answer is not None
    assert Pack.model_validate_json(pack.model_dump_json()) == pack

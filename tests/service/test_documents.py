"""Documents are made once, from a queue that does not grow without end."""

from concurrent.futures import Future

import pytest

from compass.errors import UnavailableError
from compass.model.paper import KINDS
from compass.service.documents import MOST_WAITING, Office
from compass.service.permissions import VISITOR
from compass.service.responding import save_answer
from tests.service.desks import begun, say


class Idle:
    """A pool that never begins."""

    def __init__(self):
        self.asked = []

    def submit(self, *given):
        self.asked.append(given)
        return Future()


class Prompt(Idle):
    """A pool that makes what it is asked for at once, in this process."""

    def submit(self, make, *given):
        made = super().submit(make, *given)
        made.set_result(make(*given))
        return made


def test_a_document_is_ordered_once_and_a_full_queue_refuses(desk, tmp_path):
    office = Office(tmp_path / "documents", pool=Idle())
    opened = desk.open(VISITOR, "tiny~right")
    for _ in range(3):
        assert office.order(opened, ".pdf", "fr") is None
    assert len(office.pool.asked) == 1
    actor, id = begun(desk)
    for number in range(1, MOST_WAITING):
        save_answer(desk, actor, id, "evenings", say(str(number)), number - 1, "en")
        assert office.order(desk.open(actor, id), ".html", "en") is None
    with pytest.raises(UnavailableError) as caught:
        office.order(opened, ".xlsx", "fr")
    assert caught.value.problem.code == "S009"


def test_each_kind_is_a_document_of_its_own_and_a_questionnaire_asks_the_whole_pack(desk, tmp_path):
    office = Office(tmp_path / "documents", pool=Idle())
    opened = desk.open(VISITOR, "tiny~right")
    for kind in KINDS:
        assert office.order(opened, ".html", "fr", kind) is None
    assert len(office.orders) == len(KINDS)
    packs = {kind: snapshot for _, _, snapshot, _, _, kind in office.pool.asked}
    assert len(set(packs.values())) == 2
    assert packs["questionnaire"] != packs["full"]
    with pytest.raises(UnavailableError) as caught:
        office.order(opened, ".xlsx", "fr", "brief")
    assert caught.value.problem.code == "S003"


def test_a_document_that_was_made_is_kept_and_a_fault_is_told_once(desk, tmp_path):
    office = Office(tmp_path / "documents", pool=Idle())
    opened = desk.open(VISITOR, "tiny~right")
    office.order(opened, ".html", "en")
    [order] = office.orders.values()
    order.set_exception(UnavailableError("S001", library="Pango", command=""))
    with pytest.raises(UnavailableError):
        office.order(opened, ".html", "en")
    assert office.order(opened, ".html", "en") is None
    [order] = office.orders.values()
    order.set_result(b"made")
    assert office.order(opened, ".html", "en").read_bytes() == b"made"
    assert Office(tmp_path / "documents", pool=Idle()).order(opened, ".html", "en").read_bytes() == b"made"
    with pytest.raises(UnavailableError):
        office.order(opened, "../x", "en")

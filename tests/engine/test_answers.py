"""One raw answer against its question."""

import pytest

from compass.engine.answers import read_answer
from compass.engine.faults import AnswerFault
from compass.engine.records import Record
from compass.model.assessment import Answer
from compass.model.estimate import Estimate
from tests.helpers import compiled

PACK = """
questions:
  energy: {unit: kWh, between: [0, 1000]}
  change: {}
  pace: {unit: 1/year}
  place: {type: choice, options: [here, cloud]}
  wishes: {type: choices, options: [speed, rest, care]}
  ready: {type: yes_no}
  said: {type: text}
  day: {type: date}
  detection: {type: study, metrics: {sensitivity: {}, delay: {unit: min}}}
"""


@pytest.fixture(scope="module")
def read():
    program, _ = compiled(PACK)

    def of(question, raw, **rest):
        answer = Answer.model_validate({"value": raw, **rest})
        return read_answer(program.pack, program.units, program.pack.questions[question], answer)

    return of


@pytest.fixture
def fault(read):
    def of(question, raw, **rest):
        with pytest.raises(AnswerFault) as caught:
            read(question, raw, **rest)
        return (caught.value.code, *caught.value.path)

    return of


def lone(value):
    return pytest.approx({"low": value, "likely": value, "high": value}, rel=1e-15)


# --- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "value"),
    [(3, 3), (3.5, 3.5), ("3.5 kWh", 3.5), ("3500 Wh", 3.5), ("7.2e6 J", 2), ("2 Wh", 0.002), ("+1 kWh", 1), (0, 0)],
)
def test_numbers_in_their_unit_or_another_that_fits(read, raw, value):
    assert read("energy", raw).model_dump(exclude={"shape"}) == lone(value)


def test_a_unit_may_begin_with_one_over(read):
    assert read("pace", "2 1/year").likely == 2
    assert read("pace", "1 1/day").likely == 365


@pytest.mark.parametrize(
    "raw",
    ["1 500 kWh", "1\u00a0500 kWh", "1 000 kWh", "1,5 kWh", "1.500,5 kWh", "3", "", "kWh", "many", "3 + 1 kWh", True,
     None, [3], "3 kWh" + " " * 200],
)  # fmt: skip
def test_what_is_no_number_is_never_read_as_another(fault, raw):
    assert fault("energy", raw) == ("A002",)


@pytest.mark.parametrize("raw", ["3 kg", "3 furlong", "3 kWh/year", "21/year"])
def test_units_that_do_not_fit(fault, raw):
    assert fault("energy", raw)[0] in ("A004", "A002")


@pytest.mark.parametrize("raw", [-0.1, 1000.1, "2000 kWh", "-1 Wh", "1e999 kWh", float("nan"), float("inf"), 10**400])
def test_numbers_out_of_range(fault, raw):
    assert fault("energy", raw) == ("A003",)


@pytest.mark.parametrize("raw", [float("nan"), float("-inf"), 10**400])
def test_without_bounds_a_number_is_finite_all_the_same(fault, raw):
    assert fault("change", raw)[0] in ("A003", "A002")


def test_ranges(read, fault):
    assert read("energy", {"low": 1, "likely": "2 kWh", "high": "4000 Wh"}) == Estimate(low=1, likely=2, high=4)
    assert fault("energy", {"low": 3, "likely": 2, "high": 4}) == ("A014",)
    assert fault("energy", {"low": 1, "high": 4}) == ("A002",)
    assert fault("energy", {"low": 1, "likely": 2, "high": 4000}) == ("A003", "high")
    assert fault("energy", {"low": "1 kg", "likely": 2, "high": 4}) == ("A004", "low")


def test_an_answer_is_widened_by_how_sure_its_author_is(read):
    assert read("energy", 100, sure="fairly") == Estimate(low=75, likely=100, high=125)
    assert read("energy", 900, sure="hardly") == Estimate(low=450, likely=900, high=1000)  # bounded by the question


# --- the other types --------------------------------------------------------------------------------------------------


def test_choices(read, fault):
    assert read("place", "cloud") == 1
    assert read("wishes", ["care", "speed", "care"]) == (0, 2)
    assert read("wishes", []) == ()
    assert fault("place", "moon") == ("A005",)
    assert fault("place", 1) == ("A002",)
    assert fault("place", ["cloud"]) == ("A002",)
    assert fault("wishes", "care") == ("A002",)
    assert fault("wishes", ["moon"]) == ("A005",)


def test_a_near_name_is_offered(read):
    with pytest.raises(AnswerFault) as caught:
        read("place", "clood")
    assert caught.value.details["near"] == "cloud"


@pytest.mark.parametrize("raw", ["yes", "no", 1, 0, "true"])
def test_yes_and_no_are_true_and_false_only(read, fault, raw):
    assert read("ready", True) is True
    assert fault("ready", raw) == ("A002",)


def test_texts_and_dates(read, fault):
    assert read("said", "été : oui ?") == "été : oui ?"
    assert fault("said", "x" * 10_001) == ("A015",)
    assert fault("said", 3) == ("A002",)
    assert read("day", "2026-11-22") == "2026-11-22"
    for wrong in ("2026-02-30", "22/11/2026", 20261122):
        assert fault("day", wrong) == ("A002",)


# --- published records ------------------------------------------------------------------------------------------------

RECORD = {"metric": "sensitivity", "value": 0.9, "ci": [0.86, 0.93], "n": 998, "prevalence": 0.41, "evidence": "a"}


def test_a_record_keeps_its_context(read):
    (record,) = read("detection", [{**RECORD, "setting": "here", "main": True, "review": {"verdict": "accepted"}}])
    assert isinstance(record, Record)
    assert (record.metric, record.value, record.ci, record.n, record.prevalence) == (
        "sensitivity", 0.9, (0.86, 0.93), 998, 0.41,
    )  # fmt: skip
    assert (record.setting, record.main, record.review.verdict) == ("here", True, "accepted")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"metric": "speed"}, ("A005", 0, "metric")),
        ({"metric": ["sensitivity"]}, ("A005", 0, "metric")),
        ({"metric": {}}, ("A005", 0, "metric")),
        ({"value": "0.9"}, ("A011", 0, "value")),
        ({"value": None}, ("A011", 0)),
        ({"value": 1.2}, ("A003", 0, "value")),
        ({"prevalence": -0.1}, ("A003", 0, "prevalence")),
        ({"metric": "delay", "value": 10**400}, ("A003", 0, "value")),
        ({"ci": [0.91, 0.93]}, ("A014", 0, "ci")),
        ({"ci": [0.86]}, ("A011", 0, "ci")),
        ({"ci": 0.86}, ("A011", 0, "ci")),
        ({"ci": [0.86, float("inf")]}, ("A011", 0, "ci")),
        ({"ci": [0.86, 10**400]}, ("A011", 0, "ci")),
        ({"n": 3.5}, ("A011", 0, "n")),
        ({"n": True}, ("A011", 0, "n")),
        ({"setting": 3}, ("A011", 0, "setting")),
        ({"independent": "yes"}, ("A011", 0, "independent")),
        ({"review": {"verdict": "fine"}}, ("A011", 0, "review")),
        ({"evidence": None}, ("A011", 0)),
        ({"page_number": 3}, ("A016", 0, "page_number")),
    ],
)
def test_records_that_are_refused(fault, change, told):
    assert fault("detection", [{**RECORD, **change}]) == told


def test_a_study_is_a_list_of_records(fault):
    assert fault("detection", []) == ("A002",)
    assert fault("detection", RECORD) == ("A002",)
    assert fault("detection", ["0.9"]) == ("A011", 0)


def test_only_shares_are_bounded_by_one(read):
    (record,) = read("detection", [{"metric": "delay", "value": 12, "evidence": "a"}])
    assert record.value == 12

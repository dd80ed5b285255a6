"""Canonical JSON: one way to write a pack, whatever way it was written."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.catalogue.canonical import canonical, digest_of, number, pack_data, read_pack, written
from tests.helpers import program_of
from tests.strategies import BOUNDED, packs, text

RFC_8785 = {
    0x0000000000000000: "0",
    0x8000000000000000: "0",
    0x0000000000000001: "5e-324",
    0x8000000000000001: "-5e-324",
    0x7FEFFFFFFFFFFFFF: "1.7976931348623157e+308",
    0x4340000000000000: "9007199254740992",
    0x4430000000000000: "295147905179352830000",
    0x44B52D02C7E14AF5: "9.999999999999997e+22",
    0x44B52D02C7E14AF6: "1e+23",
    0x44B52D02C7E14AF7: "1.0000000000000001e+23",
    0x444B1AE4D6E2EF4E: "999999999999999700000",
    0x444B1AE4D6E2EF4F: "999999999999999900000",
    0x444B1AE4D6E2EF50: "1e+21",
    0x3EB0C6F7A0B5ED8C: "9.999999999999997e-7",
    0x3EB0C6F7A0B5ED8D: "0.000001",
    0x41B3DE4355555553: "333333333.3333332",
    0x41B3DE4355555557: "333333333.33333343",
    0xBECBF647612F3696: "-0.0000033333333333333333",
    0x43143FF3C1CB0959: "1424953923781206.2",
}
"""Numbers as IEEE 754 bits and as RFC 8785, appendix B, writes them."""


@pytest.mark.parametrize(("bits", "expected"), RFC_8785.items())
def test_numbers_are_written_as_the_standard_says(bits, expected):
    (value,) = struct.unpack(">d", bits.to_bytes(8, "big"))
    assert number(value) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
@BOUNDED
def test_a_number_is_given_back_whole(value):
    assert float(number(value)) == value


def test_keys_are_sorted_and_nothing_stands_between():
    assert written({"b": [1.0, True, None], "a": {"é": 'x"\n'}}) == '{"a":{"é":"x\\"\\n"},"b":[1,true,null]}'


@given(packs())
@BOUNDED
def test_a_pack_is_given_back_with_its_order(data):
    pack = program_of(text(data)).pack
    again = read_pack(json.loads(canonical(pack)))
    assert again == pack
    assert list(again.nodes) == list(pack.nodes)
    assert canonical(again) == canonical(pack)


PACK = """
    questions: {far: {if_unknown: 3}, near: {type: choice, options: {b: 1, a: 0}}}
    quantities: {sum_of: far * points(asked)}
    criteria: {worth: {formula: sum_of}, cost: {formula: sum_of + 1}}
    conditions: {one: far > 1, two: far > 2}
    findings: {of_one: one, of_two: two}
"""


def test_the_order_of_items_is_kept_and_that_of_keys_is_not():
    before = digest_of(program_of(PACK).pack)
    assert pack_data(program_of(PACK).pack)["criteria"]["="] == ["worth", "cost"]
    assert digest_of(program_of(PACK.replace("{b: 1, a: 0}", "{a: 0, b: 1}")).pack) != before
    turned = PACK.replace("one: far > 1, two: far > 2", "two: far > 2, one: far > 1")
    assert digest_of(program_of(turned).pack) == before


@pytest.mark.parametrize("order", [["worth"], ["worth", "cost", "more"], ["worth", "worth"]])
def test_an_order_that_does_not_fit_is_refused(order):
    data = pack_data(program_of(PACK).pack)
    data["criteria"]["="] = order
    with pytest.raises(ValueError, match="order"):
        read_pack(data)

"""The waterfall: each bar begins where the one before ends, and the sum at zero."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.reporting.figures.interval import Words
from compass.reporting.figures.waterfall import Fall, waterfall_figure

AMOUNTS = st.integers(100, 1000).flatmap(lambda size: st.sampled_from((size, -size)))


@given(st.lists(AMOUNTS, min_size=3, max_size=3))
def test_bars_follow_each_other_and_are_as_wide_as_what_they_add(steps):
    total = sum(steps)
    fall = Fall("B", tuple(steps), total, total - 1, total + 1, ("a", "b", "c", "d"))
    figure = waterfall_figure([fall], ("direct", "indirect", "rebound", "sum"), Words("f", "t", "c", "kg"), str)
    ends = [(float(box.x), float(box.x) + float(box.width)) for box in figure.boxes]
    scale = max(right - left for left, right in ends[:3]) / max(map(abs, steps))
    for step, (left, right) in zip(steps, ends, strict=False):
        assert right - left == pytest.approx(max(abs(step) * scale, 0.8), abs=0.1)
    for one, other in pairwise(ends[:3]):
        assert any(abs(mine - its) < 0.9 for mine in one for its in other)
    assert len({box.pattern for box in figure.boxes}) == 4

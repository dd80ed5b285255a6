"""Estimates and shares turned into columns of draws, each found by its name.

Each column is stratified (McKay, Beckman, Conover 1979, Technometrics 21:239): one draw in each of n equal slices of
probability, in an order of its own. The order comes from the seed and the name alone, so that a new question moves
no other column. It is made from the raw stream of a bit generator, which NumPy keeps stable between versions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
from scipy.special import ndtri

from compass.engine.pedigree import geometric_deviation
from compass.engine.pert import pert_quantile
from compass.engine.values import Column, Value
from compass.model.estimate import Estimate, Given

P95 = 1.6448536269514722
P97_5 = 1.959963984540054


class Columns(Protocol):
    """Turns what is uncertain into values: draws, or the likely point."""

    draws: int

    def estimate(self, name: str, estimate: Estimate) -> Value:
        """Give a number drawn from a range."""

    def choice(self, name: str, shares: Mapping[int, float]) -> Value:
        """Give an option drawn in its share."""

    def happens(self, name: str, share: float) -> Value:
        """Give a truth that holds in a share of the draws."""

    def pick(self, name: str, count: int, main: int) -> Value:
        """Give one of `count` things in equal shares; `main` is the likely one."""

    def reported(self, name: str, value: float, ci: tuple[float, float] | None, is_share: bool) -> Value:
        """Give a published figure drawn from its 95 % confidence interval."""


class Likely:
    """Every estimate at its likely point, every choice at its largest share (the first listed on a tie)."""

    draws = 1

    def estimate(self, name: str, estimate: Estimate) -> Value:
        return estimate.likely

    def choice(self, name: str, shares: Mapping[int, float]) -> Value:
        return max(shares, key=shares.__getitem__)

    def happens(self, name: str, share: float) -> Value:
        return share >= 0.5

    def pick(self, name: str, count: int, main: int) -> Value:
        return main

    def reported(self, name: str, value: float, ci: tuple[float, float] | None, is_share: bool) -> Value:
        return value


class Draws:
    """Columns of `draws` values for one seed; each is made once and kept."""

    def __init__(self, seed: int, draws: int) -> None:
        self.seed, self.draws = seed, draws
        self._kept: dict[tuple[object, ...], Column] = {}

    def estimate(self, name: str, estimate: Estimate) -> Value:
        if estimate.is_certain:
            return estimate.likely
        return self._once((name, estimate), lambda: quantile(estimate, self.uniform(name)))

    def choice(self, name: str, shares: Mapping[int, float]) -> Value:
        options = [option for option in shares if shares[option] > 0]
        if len(options) == 1:
            return options[0]
        return self._once((name, *shares.items()), lambda: self._chosen(name, shares, options))

    def _chosen(self, name: str, shares: Mapping[int, float], options: list[int]) -> Column:
        edges = np.cumsum([shares[option] for option in options])
        slot = np.searchsorted(edges / edges[-1], self.uniform(name), side="right")
        return np.array(options)[np.minimum(slot, len(options) - 1)]

    def happens(self, name: str, share: float) -> Value:
        if share in (0, 1):
            return bool(share)
        return self._once((name, share), lambda: self.uniform(name) < share)

    def pick(self, name: str, count: int, main: int) -> Value:
        return self.choice(name, dict.fromkeys(range(count), 1.0))

    def reported(self, name: str, value: float, ci: tuple[float, float] | None, is_share: bool) -> Value:
        if ci is None or ci[0] == ci[1]:
            return value
        return self._once((name, value, ci, is_share), lambda: self._published(name, value, ci, is_share))

    def _published(self, name: str, value: float, ci: tuple[float, float], is_share: bool) -> Column:
        normal = ndtri(self.uniform(name))
        if is_share and ci[0] > 0 and ci[1] < 1 and 0 < value < 1:
            low, middle, high = (np.log(p / (1 - p)) for p in (ci[0], value, ci[1]))
            return np.asarray(1 / (1 + np.exp(-(middle + normal * (high - low) / (2 * P97_5)))))
        column: Column = value + normal * (ci[1] - ci[0]) / (2 * P97_5)
        bounded: Column = np.clip(column, 0.0, 1.0)
        return bounded if is_share else column

    def uniform(self, name: str) -> Column:
        """Give the stratified column of a name: one value in each of n equal slices of (0, 1), shuffled."""
        digest = hashlib.blake2b(f"{self.seed}\0{name}".encode(), digest_size=16).digest()
        raw = np.random.PCG64(int.from_bytes(digest, "big")).random_raw(2 * self.draws)
        order = np.argsort(raw[: self.draws], kind="stable")
        jitter = (raw[self.draws :] >> np.uint64(11)).astype(float) * 2.0**-53
        uniform: Column = np.clip((order + jitter) / self.draws, 2.0**-53, 1 - 2.0**-53)
        return uniform

    def _once(self, key: tuple[object, ...], make: Callable[[], Any]) -> Column:
        """Give a column made before, or make and keep it."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


def quantile(estimate: Estimate, u: Column) -> Column:
    """Give the quantiles `u` of an estimate; a lognormal takes low and high as P5 and P95."""
    low, likely, high = estimate.low, estimate.likely, estimate.high
    width = high - low
    match estimate.shape:
        case "uniform":
            return low + u * width
        case "triangular":
            turn = (likely - low) / width
            rising = low + np.sqrt(u * width * (likely - low))
            falling = high - np.sqrt((1 - u) * width * (high - likely))
            return np.asarray(np.where(u < turn, rising, falling))
        case "lognormal":
            middle, spread = np.log(low * high) / 2, np.log(high / low) / (2 * P95)
            return np.asarray(np.exp(middle + spread * ndtri(u)))
        case _:
            return pert_quantile(low, likely, high, u)


def range_of(given: Given) -> Estimate:
    """Give the range of a written number: as it stands, exact, or by its pedigree (lognormal, P5 to P95)."""
    if given.value is not None:
        return Estimate(low=given.value, likely=given.value, high=given.value)
    assert given.likely is not None
    if given.pedigree is None:
        assert given.low is not None
        assert given.high is not None
        return Estimate(low=given.low, likely=given.likely, high=given.high, shape=given.shape)
    deviation = geometric_deviation(given.pedigree, given.basic_variance)
    spread = deviation**P95
    return Estimate(low=given.likely / spread, likely=given.likely, high=given.likely * spread, shape="lognormal")

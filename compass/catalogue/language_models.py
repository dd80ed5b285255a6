"""EcoLogits asked what one token, or one request, of a language model takes from its machines.

Nothing is fetched: the library carries its register of models and its constants. Its mix of electricity, its PUE and
its WUE are left out; a pack multiplies by its own. Per request stands what does not grow with the answer: the time to
the first token, where the register knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from compass.engine.meanings import similar
from compass.model.factor import Product
from compass.model.language_model import LanguageModel

SOURCE, YEAR, GEOGRAPHY = "ecologits_2026", 2026, "WOR"
UNITS: dict[Product, str] = {"energy": "kWh", "embodied_ghg": "kgCO2e", "embodied_adpe": "kgSbeq", "embodied_pe": "MJ"}
_PRODUCTS: dict[Product, Callable[[Any], Any]] = {
    "energy": lambda impacts: impacts.energy,
    "embodied_ghg": lambda impacts: impacts.embodied.gwp,
    "embodied_adpe": lambda impacts: impacts.embodied.adpe,
    "embodied_pe": lambda impacts: impacts.embodied.pe,
}
_MACHINES_ONLY = {
    "datacenter_pue": 1.0,
    "datacenter_wue": 0.0,
    "if_electricity_mix_gwp": 0.0,
    "if_electricity_mix_adpe": 0.0,
    "if_electricity_mix_pe": 0.0,
    "if_electricity_mix_wue": 0.0,
}

Ends = tuple[float, float]


class UnknownModel(Exception):
    """A model that the register does not have; `near` is a name like it."""

    def __init__(self, near: str) -> None:
        self.near = near
        super().__init__(near)


@dataclass(frozen=True)
class Parameters:
    """What the library computes from: parameters in billions, requests at once, speed where it was measured."""

    active: Ends
    total: Ends
    batch: int
    tokens_per_second: float | None = None
    first_token_s: float | None = None


class EcoLogits:
    """The library, loaded when it is made; raises ImportError where it is missing."""

    def __init__(self) -> None:
        # Loading takes 0.2 s, which only packs with a generator should pay.
        from ecologits import __version__  # noqa: PLC0415
        from ecologits.impacts import llm  # noqa: PLC0415
        from ecologits.model_repository import ParametersMoE, models  # noqa: PLC0415
        from ecologits.utils.range_value import RangeValue  # noqa: PLC0415

        self.version: str = __version__
        self._llm, self._models, self._sparse, self._range = llm, models, ParametersMoE, RangeValue

    def parameters(self, told: LanguageModel) -> Parameters:
        """Give the parameters of a model: those told, or the register's where it is named; raises UnknownModel."""
        batch = told.batch or self._llm.BATCH_SIZE
        if told.model is None:
            return Parameters(_ends(told.active or ()), _ends(told.total or ()), batch)
        provider, _, name = told.model.partition("/")
        model = self._models.find_model(provider, name)
        if model is None:
            raise UnknownModel(
                similar(told.model, [f"{m.provider.value}/{m.name}" for m in self._models.list_models()])
            )
        size, speed = model.architecture.parameters, model.deployment
        active, total = (size.active, size.total) if isinstance(size, self._sparse) else (size, size)
        measured = (speed.tps, speed.ttft) if speed is not None else (None, None)
        return Parameters(self._both(active), self._both(total), batch, *measured)

    def reckon(self, parameters: Parameters, gives: Product, per: str) -> Ends:
        """Give the lower and upper end of what one token or one request takes, in the unit of the product."""
        impacts = self._llm.compute_llm_impacts(
            model_active_parameter_count=self._one(parameters.active),
            model_total_parameter_count=self._one(parameters.total),
            output_token_count=1 if per == "token" else 0,
            batch_size=parameters.batch,
            tps=parameters.tokens_per_second,
            ttft=parameters.first_token_s if per == "request" else None,
            **_MACHINES_ONLY,
        )
        return self._both(_PRODUCTS[gives](impacts).value)

    def _one(self, ends: Ends) -> Any:
        return ends[0] if ends[0] == ends[1] else self._range(min=ends[0], max=ends[1])

    def _both(self, value: Any) -> Ends:
        return (value.min, value.max) if isinstance(value, self._range) else (value, value)


def _ends(given: tuple[float, ...]) -> Ends:
    return given[0], given[-1]

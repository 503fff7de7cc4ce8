"""Faults on demand: what goes wrong, at which provider, how many times."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field


class Provider(StrEnum):
    """Who can be made to fail."""

    BUREAU = "bureau"
    BANK = "bank"
    SMS = "sms"


class FaultKind(StrEnum):
    """What can be made to go wrong. The first four happen on the wire, the others in the provider's business."""

    TIMEOUT = "timeout"
    ERROR_500 = "error500"
    ERROR_429 = "error429"
    DELAY = "delay"
    DUPLICATE = "duplicate"
    LATE = "late"
    REJECT = "reject"
    RETURN = "return"


class Loses(StrEnum):
    """What a wire fault loses: the request (nothing happened) or the answer (it happened, nobody was told)."""

    REQUEST = "request"
    ANSWER = "answer"


class Fault(BaseModel):
    """One planned fault; it strikes the next `times` matching requests.

    `seconds` is how long a time-out hangs, a delay lasts or a late message is held back. `method` and `path` narrow
    wire faults down ("POST", or "ANY"; `path` matches the end of the URL path). `reason` is the ISO 20022 code of a
    reject or return.
    """

    provider: Provider
    kind: FaultKind
    times: int = Field(default=1, ge=1)
    seconds: float = Field(default=5.0, ge=0)
    loses: Loses = Loses.REQUEST
    method: str = "POST"
    path: str = ""
    reason: str = Field(default="", max_length=4)

    def strikes(self, method: str, path: str) -> bool:
        """Whether this wire fault hits such a request."""
        return self.kind in WIRE_FAULTS and self.method in ("ANY", method) and path.endswith(self.path)


WIRE_FAULTS = frozenset({FaultKind.TIMEOUT, FaultKind.ERROR_500, FaultKind.ERROR_429, FaultKind.DELAY})


class FaultPlan:
    """The faults still to come, first planned first."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        """Let `fault` happen."""
        self._planned.append(fault.model_copy())

    def clear(self) -> None:
        """No more faults."""
        self._planned.clear()

    def on_the_wire(self, provider: Provider, method: str, path: str) -> Fault | None:
        """The fault that strikes this request, counted down."""
        hits = (fault for fault in self._planned if fault.provider is provider and fault.strikes(method, path))
        return self._count_down(next(hits, None))

    def in_business(self, provider: Provider, kind: FaultKind) -> Fault | None:
        """The planned fault of this kind, counted down."""
        hits = (fault for fault in self._planned if fault.provider is provider and fault.kind is kind)
        return self._count_down(next(hits, None))

    def _count_down(self, fault: Fault | None) -> Fault | None:
        if fault is not None:
            fault.times -= 1
            self._planned = [other for other in self._planned if other.times > 0]
        return fault

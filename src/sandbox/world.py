"""All the state the providers share, handed to each request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from sandbox.clock import Clock
from sandbox.faults import FaultPlan
from sandbox.latency import Latency, LatencyProfile
from sandbox.store import IN_MEMORY, Store


@dataclass(frozen=True)
class Settings:
    """How this sandbox was started. Amounts are fen."""

    store_path: str = IN_MEMORY
    seed: int = 1
    latency: LatencyProfile = field(default_factory=LatencyProfile)
    lender_account: str = "6222000000000001"
    lender_name: str = "惠农小额贷款有限公司"
    lender_balance: int = 100_000_000_00
    person_balance: int = 100_000_00


class World:
    """Store, clock, faults and latency of one running sandbox."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.store_path)
        self.clock = Clock(self.store)
        self.faults = FaultPlan()
        self.reseed(int(self.store.setting("seed") or settings.seed))

    def reseed(self, seed: int) -> None:
        """Start all randomness again from `seed`."""
        self.seed = seed
        self.store.remember("seed", str(seed))
        self.latency = Latency(self.settings.latency, seed)


def world_of(request: Request) -> World:
    """The world this application plays."""
    world: World = request.app.state.world
    return world


WorldDep = Annotated[World, Depends(world_of)]

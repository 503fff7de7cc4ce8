"""Seeded answer times with a long tail, as outside services have."""

from __future__ import annotations

import math
import random

from pydantic import BaseModel, Field

_Z99 = 2.3263478740408408  # 99th percentile of the standard normal distribution


class LatencyProfile(BaseModel):
    """Log-normal answer times by their median and 99th percentile; a median of 0 means none."""

    p50_ms: float = Field(default=0, ge=0)
    p99_ms: float = Field(default=0, ge=0)


class Latency:
    """Draws answer times; the same seed draws the same ones."""

    def __init__(self, profile: LatencyProfile, seed: int) -> None:
        self.profile = profile
        self._random = random.Random(seed)

    def draw(self) -> float:
        """Seconds to wait before the next answer."""
        if self.profile.p50_ms <= 0:
            return 0.0
        tail = max(self.profile.p99_ms / self.profile.p50_ms, 1.0)
        return self.profile.p50_ms / 1000 * math.exp(math.log(tail) / _Z99 * self._random.gauss(0, 1))

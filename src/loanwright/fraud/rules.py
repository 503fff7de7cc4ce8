"""What may be done with a ring, and what not. Pure."""

from __future__ import annotations

from loanwright.kernel.refusals import Refusal

_SHORTEST_REASON = 4


class RingUnknown(Refusal):
    """There is no such group of people; it may have grown into another one."""


class FraudReasonMissing(Refusal):
    """This step needs a reason in words."""


def read_reason(text: str) -> str:
    """A reason that says something.

    Raises:
        FraudReasonMissing
    """
    reason = " ".join(text.split())
    if len(reason) < _SHORTEST_REASON:
        raise FraudReasonMissing(shortest=_SHORTEST_REASON)
    return reason

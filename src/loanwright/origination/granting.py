"""What of a request is granted, after what the policy's terms allow. Pure."""

from __future__ import annotations

from dataclasses import replace

from loanwright.decisioning.api import Granted
from loanwright.origination.model import Grant, Request


def granted_of(request: Request, allowed: Granted | None) -> Grant:
    """What the system grants: the request, or a counter-offer where the terms allow less; at the grade's price."""
    if allowed is None:
        return Grant(request)
    return Grant(replace(request, amount=min(request.amount, allowed.amount)), allowed.rate_points)


def priced_as(request: Request, allowed: Granted | None) -> Grant:
    """What a person grants: the amount is theirs to decide, the price is the grade's."""
    return Grant(request, allowed.rate_points if allowed else 0)

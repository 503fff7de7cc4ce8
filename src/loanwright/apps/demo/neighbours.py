"""Two stories of people who have something in common, for the demo lender: a ring, and a dormitory that is none.

The ring is one pair of hands at one tablet: three names, one device, one contact, one way of typing. The dormitory is
five students at one address and one school in one week, each with a phone and a way of typing of their own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx

from loanwright.apps.demo.borrower import Borrower
from loanwright.apps.demo.people import DemoApplicant

RING, DORMITORY = 3, 5
PEOPLE = RING + DORMITORY

_DEVICE_COOKIE = "lw_device"
_CONTACT = "19900009999"
_ADDRESS = "西湖区余杭塘路 866 号 3 幢"
_SCHOOL = "西湖农业大学"
_USUAL_MS = {"hold_ms": 95, "gap_ms": 260, "gap_spread_ms": 110}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody with what they have in common with others: answers, and how they fill in the form."""

    applicant: DemoApplicant
    answers: dict[str, Any]
    measured: dict[str, Any]
    device: str  # the number a shared tablet has already; empty: a device of their own gets its own


def neighbours(applicants: tuple[DemoApplicant, ...], seed: int) -> Iterator[Neighbour]:
    """The first are the ring, the others live in the dormitory."""
    tablet = f"{random.Random(f'{seed}/tablet').getrandbits(128):032x}"
    for one in applicants[:RING]:
        yield Neighbour(one, {"contact_phone": _CONTACT}, _measured(f"{seed}/ring", one.number), tablet)
    for one in applicants[RING:PEOPLE]:
        at_home = {"address": _ADDRESS, "region": "浙江省杭州市"}
        yield Neighbour(_student(one), at_home, _measured(f"{seed}/{one.number}", one.number), "")


def measure(borrower: Borrower, application_id: str, neighbour: Neighbour) -> None:
    """Agree to be measured on this device, and hand in what was."""
    if neighbour.device:
        borrower.api.http.cookies.set(_DEVICE_COOKIE, neighbour.device, path="/api")
    wordings = borrower.api.get("/consent-wordings")["items"]
    (wording,) = (each for each in wordings if each["purpose"] == "fraud_prevention")
    path = f"/applications/{application_id}"
    borrower.api.post(f"{path}/observation-consents", {"wording_version": wording["version"]})
    sent: httpx.Response = borrower.api.http.put(f"/api/v1{path}/observation", json=neighbour.measured)
    sent.raise_for_status()


def _student(one: DemoApplicant) -> DemoApplicant:
    return replace(one, identity=replace(one.identity, employer=_SCHOOL))


def _measured(hands: str, session: int) -> dict[str, Any]:
    """Hands differ by factors; one pair of hands on two evenings by hundredths."""
    person, evening = random.Random(hands), random.Random(f"{hands}/{session}")
    typing = {
        name: int(usual * person.lognormvariate(0, 0.35) * evening.lognormvariate(0, 0.02))
        for name, usual in _USUAL_MS.items()
    }
    steps = ["protection", "identity", "region", "employment", "account", "review"]
    fields = [
        {"field": field, "milliseconds": keys * typing["gap_ms"], "keys": keys, "corrections": 1, "pastes": 0, **typing}
        for field, keys in (("identity", 24), ("address", 30), ("account", 22))
    ]
    return {"fields": fields, "path": steps, "milliseconds": evening.randrange(90_000, 400_000), "times_away": 0}

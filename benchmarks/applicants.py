"""People who apply: each with an identity, a phone and a session of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from loanwright.access.api import deliverable_code
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.parties.rules import check_character

_OLDEST = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody signed in: `cookies` carry the session."""

    number: int
    cookies: dict[str, str]

    @property
    def answers(self) -> dict[str, Any]:
        """A complete draft."""
        name = f"测试{'甲乙丙丁戊己庚辛壬癸'[self.number % 10]}"
        return {
            "name": name,
            "id_number": _id_number(self.number),
            "region": "北京市朝阳区",
            "property": "vehicle_or_other",
            "employment": {"kind": "employed", "employer": "朝阳木器厂", "since": "2019-03-01"},
            "monthly_income": _yuan("9000.00"),
            "existing_debt_monthly": _yuan("500.00"),
            "savings": _yuan("20000.00"),
            "payout_account": {"bank": "工商银行", "number": f"62220212345{self.number:08}", "holder": name},
            "language": "zh-CN",
        }

    @property
    def wish(self) -> dict[str, Any]:
        """The loan they ask for."""
        return {
            "product_code": "xiao-fei-dai",
            "amount": _yuan("12000.00"),
            "periods": 12,
            "purpose": "furniture",
        }


def sign_in(http: httpx.Client, runtime: Runtime, number: int) -> Applicant:
    """Sign somebody in with a real one-time code, read where the SMS would be sent from."""
    sent = http.post("/api/v1/auth/codes", json={"phone": f"139{number:08}"}).raise_for_status().json()
    with runtime.read(SYSTEM) as uow:
        found = deliverable_code(uow, UUID(sent["challenge_id"]))
    assert found is not None, "the code was issued just now"
    body = {"challenge_id": sent["challenge_id"], "code": found.code}
    opened = http.post("/api/v1/auth/borrower-sessions", json=body).raise_for_status()
    http.cookies.clear()
    return Applicant(number, dict(opened.cookies))


async def apply(http: httpx.AsyncClient, applicant: Applicant, consents: list[dict[str, Any]]) -> None:
    """Begin, answer everything in one save, and hand in: three requests, three transactions."""
    headers = {"cookie": "; ".join(f"{name}={value}" for name, value in applicant.cookies.items())}
    started = await http.post("/api/v1/applications", json=applicant.wish, headers={**headers, **_once()})
    path = f"/api/v1/applications/{started.raise_for_status().json()['id']}"
    saved = await http.put(f"{path}/draft", json=applicant.answers, headers={**headers, "if-match": '"1"'})
    saved.raise_for_status()
    submitted = await http.post(f"{path}/submit", json={"consents": consents}, headers={**headers, **_once()})
    submitted.raise_for_status()


def consents_asked(http: httpx.Client) -> list[dict[str, Any]]:
    """What every applicant has to agree to."""
    wordings = http.get("/api/v1/consent-wordings").raise_for_status().json()["items"]
    return [
        {"purpose": wording["purpose"], "wording_version": wording["version"]}
        for wording in wordings
        if wording["needed_for"] == "application"
    ]


def _once() -> dict[str, str]:
    return {"idempotency-key": uuid4().hex}


def _yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


def _id_number(number: int) -> str:
    born = _OLDEST + timedelta(days=number % 10_000)
    first_17 = f"110105{born:%Y%m%d}{number // 10_000 + 1:03}"
    return first_17 + check_character(first_17)

"""The outside world as the demo's people touch it: their phone, their bank, and the hand that sets the scene."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from loanwright.kernel.money import Money

_CODE = re.compile(r"(?:验证码|code is) (\d{6})")  # other messages hold figures, too: amounts, dates


@dataclass(frozen=True, slots=True)
class Outside:
    """The sandbox over HTTP."""

    http: httpx.Client

    def codes(self, phone: str) -> list[str]:
        """The codes that have reached a phone, oldest first."""
        messages = self.http.get("/sms/v1/inbox", params={"phone": phone}).raise_for_status().json()["messages"]
        found = (_CODE.search(message["text"]) for message in messages)
        return [match.group(1) for match in found if match]

    def transfer(self, payer: str, payer_name: str, payee: str, amount: Money, reference: str) -> None:
        """A person's transfer from their own account."""
        body = {
            "transfer_id": f"{reference}-{amount.minor}",
            "from_account": payer,
            "from_name": payer_name,
            "to_account": payee,
            "amount": str(amount),
            "reference": reference,
        }
        self.http.post("/bank/v1/transfers", json=body).raise_for_status()

    def fill_account(self, number: str, holder: str, balance: str) -> None:
        """Open a person's account with money on it."""
        body = {"number": number, "holder": holder, "balance": balance}
        self.http.post("/control/bank/accounts", json=body).raise_for_status()

    def plant_report(self, id_number: str, report: dict[str, Any]) -> None:
        """What the credit bureau will say about somebody."""
        self.http.post("/control/persons", json={"id_number": id_number, "report": report}).raise_for_status()

    def set_today(self, day: date) -> None:
        """The date outside."""
        self.http.post("/control/today", json={"date": day.isoformat()}).raise_for_status()

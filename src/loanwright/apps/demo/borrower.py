"""A borrower with a phone and a browser: signs in, applies, accepts, signs, pays; each step as the app would do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from loanwright.apps.demo.http import Api, Patience
from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo.people import Identity
from loanwright.kernel.money import Currency, Money


@dataclass
class Borrower:
    """One person's dealings with the lender."""

    identity: Identity
    api: Api
    outside: Outside
    patience: Patience
    codes_used: int = field(default=0)

    def sign_in(self) -> None:
        """With the code that reaches the phone."""
        sent = self.api.post("/auth/codes", {"phone": self.identity.phone})
        body = {"challenge_id": sent["challenge_id"], "code": self._next_code()}
        self.api.post("/auth/borrower-sessions", body)

    def apply(
        self, wish: dict[str, Any], answers: dict[str, Any], before_answering: Callable[[str], None] | None = None
    ) -> str:
        """Begin, answer, and hand in with every consent that is needed; the application's id."""
        application = self.api.post("/applications", wish)
        path = f"/applications/{application['id']}"
        if before_answering is not None:
            before_answering(str(application["id"]))
        self.api.put(f"{path}/draft", self._personal() | answers, application["draft"]["version"])
        wordings = self.api.get("/consent-wordings")["items"]
        needed = [wording for wording in wordings if wording["needed_for"] == "application"]
        consents = [{"purpose": wording["purpose"], "wording_version": wording["version"]} for wording in needed]
        self.api.post(f"{path}/submit", {"consents": consents})
        return str(application["id"])

    def application(self, application_id: str) -> dict[str, Any]:
        """The application once the system has done its part."""
        self._await(application_id, lambda line: line["status"] != "processing")
        view: dict[str, Any] = self.api.get(f"/applications/{application_id}")
        return view

    def paid_out(self, application_id: str) -> str:
        """The loan's id, once the bank has paid the money out."""
        return str(self._await(application_id, lambda line: line["status"] == "disbursed")["loan_id"])

    def accept(self, application_id: str) -> None:
        """Take the offer."""
        self.api.post(f"/applications/{application_id}/offer/accept")

    def sign(self, application_id: str) -> None:
        """Read the contract and sign it with a code."""
        contract_id = self._await(application_id, lambda line: line["contract_id"] is not None)["contract_id"]
        self.api.download(f"/contracts/{contract_id}/document")
        sent = self.api.post(f"/contracts/{contract_id}/signing-codes")
        body = {"challenge_id": sent["challenge_id"], "code": self._next_code()}
        self.api.post(f"/contracts/{contract_id}/signatures", body)

    def loan(self, loan_id: str) -> dict[str, Any]:
        """The loan today."""
        view: dict[str, Any] = self.api.get(f"/loans/{loan_id}")
        return view

    def pay(self, loan_id: str, kind: str, amount: Money | None = None) -> str:
        """Ask how to pay and transfer exactly that; the request's id."""
        asked = {"kind": kind} if amount is None else {"kind": kind, "amount": _wire(amount)}
        how = self.api.post(f"/loans/{loan_id}/payment-requests", asked)
        due = Money.parse(how["amount"]["amount"], Currency(how["amount"]["currency"]))
        self.outside.transfer(self.identity.account, self.identity.name, how["payee_account"], due, how["reference"])
        return str(how["id"])

    def await_receipt(self, loan_id: str, request_id: str) -> Money:
        """What has arrived, once it has."""

        def look() -> Money | None:
            how = self.api.get(f"/loans/{loan_id}/payment-requests/{request_id}")
            return None if how["status"] == "open" else Money.parse(how["received"]["amount"])

        return self.patience.until(look, f"payment {request_id} to arrive")

    def _await(self, application_id: str, is_there: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The application's line in the list, which is cheap to look at again and again."""

        def look() -> dict[str, Any] | None:
            lines = self.api.get("/applications")["items"]
            line: dict[str, Any] = next(line for line in lines if line["id"] == application_id)
            return line if is_there(line) else None

        return self.patience.until(look, f"application {application_id} to move on")

    def _personal(self) -> dict[str, Any]:
        who = self.identity
        return {
            "name": who.name,
            "id_number": who.id_number.text,
            "region": who.region,
            "payout_account": {"bank": who.bank, "number": who.account, "holder": who.name},
            "language": "zh-CN",
        }

    def _next_code(self) -> str:
        def look() -> str | None:
            codes = self.outside.codes(self.identity.phone)
            return codes[self.codes_used] if len(codes) > self.codes_used else None

        code = self.patience.until(look, "a code by SMS")
        self.codes_used += 1
        return code


def answers_of(
    employment: dict[str, Any], income: Money, debt: Money, savings: Money | None, owns: str
) -> dict[str, Any]:
    """The part of the answers that a decision is made from, as the form sends them."""
    return {
        "employment": employment,
        "monthly_income": _wire(income),
        "existing_debt_monthly": _wire(debt),
        "savings": None if savings is None else _wire(savings),
        "property": owns,
    }


def wish_of(product: str, amount: Money, periods: int, purpose: str, method: str | None = None) -> dict[str, Any]:
    """A wish as the form sends it."""
    body = {"product_code": product, "amount": _wire(amount), "periods": periods, "purpose": purpose}
    return body if method is None else {**body, "method": method}


def since(day: date | None) -> str | None:
    """A date as people type it."""
    return None if day is None else day.isoformat()


def _wire(amount: Money) -> dict[str, str]:
    return {"amount": str(amount), "currency": amount.currency.value}

"""A bank that takes ISO 20022 documents over HTTP, as the sandbox's does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import httpx

from loanwright.kernel.money import Money
from loanwright.payments.model import BankMessage, BankWord, Hearsay, PaymentOrder, Reading
from loanwright.payments.rails.iso20022 import read_message, word_for
from loanwright.payments.rails.pain001 import write_order
from loanwright.payments.rails.rail import NoAnswer

_INQUIRY = "inquiry"


class BankOverHttp:
    """The `Rail` to one bank, for one account of ours.

    `public_url` is where borrowers' browsers reach the bank's own pages. Only an answer the bank itself must have
    given counts; a time-out, an error page of a proxy or a server error all mean `NoAnswer`.
    """

    def __init__(self, url: str, public_url: str, account: str, timeout_seconds: float) -> None:
        self._http = httpx.Client(base_url=url.rstrip("/"), timeout=timeout_seconds)
        self._public_url = public_url.rstrip("/")
        self._account = account

    @property
    def account(self) -> str:
        """Our own account at this bank."""
        return self._account

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def send(self, order: PaymentOrder) -> Hearsay:
        """Post the order as pain.001."""
        document = write_order(order, self._account)
        headers = {"Content-Type": "application/xml"}
        answer = self._ask("POST", "/bank/v1/messages", content=document, headers=headers)
        match answer.status_code:
            case 202:
                return Hearsay(BankWord.TAKEN, "bank")
            case 409:
                return Hearsay(BankWord.DUPLICATE, "bank", reason=_said(answer, "reason"))
            case 422 if reason := _said(answer, "reason"):
                return Hearsay(BankWord.REJECTED, "bank", reason=reason)
            case status:
                raise NoAnswer(f"HTTP {status}")

    def inquire(self, order: PaymentOrder) -> Hearsay:
        """Ask for the order's status."""
        answer = self._ask("GET", f"/bank/v1/payments/{order.end_to_end_id}")
        if answer.status_code == 404 and _said(answer, "reason") == "unknown_end_to_end_id":
            return Hearsay(BankWord.NEVER_HEARD, _INQUIRY)
        if answer.status_code != 200:
            raise NoAnswer(f"HTTP {answer.status_code}")
        return _status(answer.json())

    def messages_after(self, cursor: int) -> Sequence[BankMessage]:
        """The next page of messages."""
        answer = self._ask("GET", "/bank/v1/messages", params={"after": cursor})
        if answer.status_code != 200:
            raise NoAnswer(f"HTTP {answer.status_code}")
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return [BankMessage(message["cursor"], message["document"].encode()) for message in messages]

    def read(self, document: bytes) -> Reading:
        """The message as ISO 20022."""
        return read_message(document)

    def payment_page(self, payee: str, amount: Money, reference: str) -> str:
        """The bank's page with everything filled in but the payer."""
        fields = {"account": self._account, "name": payee, "amount": str(amount), "reference": reference}
        return f"{self._public_url}/bank/pay?{urlencode(fields)}"

    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            return self._http.request(method, path, **options)
        except httpx.HTTPError as error:
            raise NoAnswer(type(error).__name__) from None


def _status(body: dict[str, Any]) -> Hearsay:
    """`RTND` is this bank's own word for a payment that was settled and came back."""
    status, reason = str(body.get("status", "")), str(body.get("reason", ""))
    word = BankWord.RETURNED if status == "RTND" else word_for(status, reason)
    if word is None:
        raise NoAnswer(f"status {status}")
    return Hearsay(word, _INQUIRY, None, reason, str(body.get("bank_reference", "")))


def _said(answer: httpx.Response, key: str) -> str:
    """A word of the bank's JSON problem; empty if it is somebody else's answer."""
    try:
        detail = answer.json()["detail"]
        return str(detail.get(key, ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""

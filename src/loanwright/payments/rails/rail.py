"""The port to a bank: what we ask of it. It answers in the words of `model`, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from loanwright.kernel.money import Money
from loanwright.payments.model import BankMessage, Hearsay, PaymentOrder, Reading


class NoAnswer(Exception):
    """The bank did not answer, or not with an answer: whether it acted is not known."""


class MessageNotReadable(Exception):
    """A message of the bank cannot be read at all; what can be read in part is read, with warnings."""


class Rail(Protocol):
    """A bank."""

    def send(self, order: PaymentOrder) -> Hearsay:
        """Give the order to the bank; the same order is the same message, byte for byte.

        Raises:
            NoAnswer
        """

    def inquire(self, order: PaymentOrder) -> Hearsay:
        """Ask what became of the order; `NEVER_HEARD` if the bank does not know its end-to-end id.

        Raises:
            NoAnswer
        """

    def messages_after(self, cursor: int) -> Sequence[BankMessage]:
        """The bank's next messages, oldest first; none at the end.

        Raises:
            NoAnswer
        """

    def read(self, document: bytes) -> Reading:
        """What a message says.

        Raises:
            MessageNotReadable
        """

    def payment_page(self, payee: str, amount: Money, reference: str) -> str:
        """A link to the bank's own page where a person confirms this transfer to us; empty if it has none."""

    @property
    def account(self) -> str:
        """Our own account at this bank."""

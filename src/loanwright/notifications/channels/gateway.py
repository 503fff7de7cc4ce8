"""The port to a short-message gateway."""

from __future__ import annotations

from typing import Protocol

from loanwright.notifications.model import ShortMessage


class GatewaySilent(Exception):
    """The gateway did not answer, or asks to be left alone for now: try again, under the same message id."""


class Gateway(Protocol):
    """Takes short messages for delivery."""

    def send(self, message: ShortMessage) -> bool:
        """Hand a message over; False if the gateway will never deliver it. The same id twice is one message.

        Raises:
            GatewaySilent
        """

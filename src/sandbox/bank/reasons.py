"""Why the bank says no: codes of the ISO 20022 external code set `ExternalStatusReason1Code`."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Only the codes this bank uses."""

    INCORRECT_ACCOUNT = "AC01"
    INVALID_DEBTOR_ACCOUNT = "AC02"
    CLOSED_ACCOUNT = "AC04"
    BLOCKED_ACCOUNT = "AC06"
    NOT_ALLOWED_CURRENCY = "AM03"
    INSUFFICIENT_FUNDS = "AM04"
    INVALID_CONTROL_SUM = "AM10"
    INCONSISTENT_WITH_CUSTOMER = "BE01"
    DUPLICATE_MESSAGE_ID = "DU01"
    DUPLICATE_END_TO_END_ID = "DU04"
    INVALID_FORMAT = "FF01"


class BankRefuses(Exception):
    """The bank does not move this money, for `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

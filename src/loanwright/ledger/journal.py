"""Manual journals: what people post by hand. One drafts, another approves; nothing reaches the ledger before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from loanwright.kernel.money import Money, total
from loanwright.kernel.refusals import Refusal
from loanwright.kernel.signature import Signature
from loanwright.ledger.chart import ChartAccount, Code
from loanwright.ledger.model import OPEN_TO_JOURNALS, AccountKind, CodedPosting, Side
from loanwright.ledger.pairing import pair_off
from loanwright.ledger.rules import LedgerAccountUnknown

MOST_LINES = 100


class JournalUnknown(Refusal):
    """No manual journal has this id."""


class JournalNotBalanced(Refusal):
    """Debits and credits of a journal differ."""


class JournalTooShort(Refusal):
    """A journal has a debit and a credit line at least."""


class JournalAmountNotPositive(Refusal):
    """A line moves nothing, or less than nothing; the other side is a line of its own."""


class JournalAccountOnBothSides(Refusal):
    """One account stands in debit and in credit; write the difference."""


class JournalToControlAccount(Refusal):
    """The account follows the loans, or the posting rules; by hand it would no longer equal what stands behind it."""


class JournalMixesMemo(Refusal):
    """Memo accounts are posted against memo accounts only; anything else would unbalance the balance sheet."""


class JournalNotDraft(Refusal):
    """The journal was approved or rejected already."""


class JournalNotPosted(Refusal):
    """Only a posted journal can be reversed."""


class JournalAlreadyReversed(Refusal):
    """The journal is reversed, or a draft that reverses it is waiting."""


class JournalState(StrEnum):
    """A journal is a draft once; the other states are final."""

    DRAFT = "draft"
    POSTED = "posted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line: `amount` (positive) in one column of one account."""

    account: Code
    side: Side
    amount: Money
    memo: str = ""

    @property
    def mirrored(self) -> JournalLine:
        """The line that undoes it."""
        return JournalLine(self.account, self.side.other, self.amount, self.memo)


@dataclass(frozen=True, slots=True)
class Journal:
    """A manual journal; `posted_on` is the day of the books it belongs to."""

    id: UUID
    number: int
    posted_on: date
    reason: str
    lines: tuple[JournalLine, ...]
    state: JournalState
    drafted: Signature
    decided: Signature | None = None
    decision_note: str = ""
    entry_id: UUID | None = None
    reverses: UUID | None = None

    @property
    def amount(self) -> Money:
        """What it moves in all."""
        return _column(self.lines, Side.DEBIT)


def check_lines(lines: Sequence[JournalLine], accounts: Mapping[Code, ChartAccount]) -> None:
    """Whether these lines may be a journal in a chart with these accounts.

    Raises:
        JournalAmountNotPositive, JournalTooShort, LedgerAccountUnknown, JournalToControlAccount,
        JournalAccountOnBothSides, JournalMixesMemo, JournalNotBalanced
    """
    for line in lines:
        _check_line(line, accounts)
    debited = {line.account for line in lines if line.side is Side.DEBIT}
    credited = {line.account for line in lines if line.side is Side.CREDIT}
    if not debited or not credited:
        raise JournalTooShort()
    for account in sorted(debited & credited):
        raise JournalAccountOnBothSides(account=account)
    if len({accounts[line.account].kind is AccountKind.MEMO for line in lines}) > 1:
        raise JournalMixesMemo()
    _check_balanced(lines)


def _check_line(line: JournalLine, accounts: Mapping[Code, ChartAccount]) -> None:
    if line.amount.minor <= 0:
        raise JournalAmountNotPositive(account=line.account)
    check_open_to_people(line.account, accounts)


def check_open_to_people(code: Code, accounts: Mapping[Code, ChartAccount]) -> None:
    """Whether people may choose this account to post to.

    Raises:
        LedgerAccountUnknown, JournalToControlAccount
    """
    account = accounts.get(code)
    if account is None:
        raise LedgerAccountUnknown(account=code[:40])
    if account.role and account.role not in OPEN_TO_JOURNALS:
        raise JournalToControlAccount(account=account.code)


def _check_balanced(lines: Sequence[JournalLine]) -> None:
    debited, credited = (_column(lines, side) for side in Side)
    if debited != credited:
        raise JournalNotBalanced(debits=debited, credits=credited)


def _column(lines: Sequence[JournalLine], side: Side) -> Money:
    return total((line.amount for line in lines if line.side is side), lines[0].amount.currency)


def postings(lines: Sequence[JournalLine]) -> tuple[CodedPosting, ...]:
    """The lines as postings: debits are paired with credits in the order they are written. They must balance."""
    currency = lines[0].amount.currency
    net_debits = [(line.account, line.amount.minor * (1 if line.side is Side.DEBIT else -1)) for line in lines]
    return tuple(CodedPosting(debit, credit, Money(minor, currency)) for debit, credit, minor in pair_off(net_debits))

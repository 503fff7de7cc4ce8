"""From what statements say to items on the desk. Pure.

Of a statement of our own account every booked entry becomes an item of the bank. Of a gateway's statement the same, on
an account of its own; and each of its transfers to our bank, as the bank tells it, is what that account must explain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from loanwright.kernel.money import Currency, Money
from loanwright.reconciliation.desk import Item, ItemKind, Said, Side
from loanwright.reconciliation.gateways import gateway_named, is_gateway, is_withdrawal
from loanwright.reconciliation.matching.values import ExceptionCategory
from loanwright.reconciliation.model import Entry, Finding, FindingKind, Statement

NO_BOOKINGS = frozenset({"pain.002"})
"""Formats that tell of orders, not of an account."""

_CATEGORIES = {
    FindingKind.BALANCE_BREAK: ExceptionCategory.BALANCE_BREAK,
    FindingKind.GAP: ExceptionCategory.STATEMENT_GAP,
    FindingKind.DISORDER: ExceptionCategory.STATEMENT_DISORDER,
}
_OUR_REFERENCE = re.compile(r"(?<![A-Z0-9])LW[A-Z0-9]{13}(?![A-Z0-9])")
_NOT_IN_NUMBERS = re.compile(r"[^A-Z0-9*]")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a whole statement."""

    category: ExceptionCategory
    amount: Money | None = None


def account_of(statement_format: str, account: str, own: str) -> str | None:
    """Our name of the account a statement is about: `own`, or a gateway's name; None if it is none of ours.

    A file that names no account is taken for the one we have. Banks write the number with spaces, as an IBAN or with
    asterisks in its middle.
    """
    if is_gateway(statement_format):
        return statement_format
    named = _NOT_IN_NUMBERS.sub("", account.upper())
    spelled = re.escape(named).replace(r"\*", r"\w?")
    return own if not named or re.fullmatch(rf"{spelled}|\w*{spelled}", own) or named.endswith(own) else None


def items_of(
    statement: Statement, statement_id: UUID, account: str, repeats: Iterable[bool], new_id: Callable[[], UUID]
) -> Iterator[Item]:
    """An item for each booked entry that no other file has told, and for each transfer of a gateway to our bank."""
    for seq, (entry, is_repeat) in enumerate(zip(statement.entries, repeats, strict=True), 1):
        amount, day = money_of(entry.signed, entry.currency), entry.booked_on or entry.value_on
        if is_repeat or not entry.booked or day is None or not amount:
            continue
        item = _item(new_id(), statement_id, seq, account, entry, amount, day)
        if is_gateway(statement.format):
            yield _marked(item, statement.format, entry)
            continue
        yield item
        if entry.credit and (gateway := gateway_named(entry.counterparty)):
            yield _settlement(item, gateway, new_id())


def troubles_of(statement: Statement, account: str | None, findings: Iterable[Finding]) -> Iterator[Trouble]:
    """What a person has to look at about the statement as a whole."""
    for finding in findings:
        if category := _CATEGORIES.get(finding.kind):
            yield Trouble(category, money_of(finding.difference or Decimal(0), statement.currency))
    if account is None:
        yield Trouble(ExceptionCategory.WRONG_ACCOUNT)
        return
    booked = [entry for entry in statement.entries if entry.booked]
    if any(entry.amount is None or (entry.booked_on or entry.value_on) is None for entry in booked):
        yield Trouble(ExceptionCategory.UNREADABLE_ENTRY)
    if any(entry.amount and money_of(entry.amount, entry.currency) is None for entry in booked):
        yield Trouble(ExceptionCategory.CURRENCY_DIFFERS)


def money_of(amount: Decimal, currency: str) -> Money | None:
    """The amount in whole minor units; None in a currency, or a fraction of it, that books are not kept in."""
    if currency not in Currency.__members__:
        return None
    minor = amount.scaleb(Currency(currency).exponent)
    return Money(int(minor), Currency(currency)) if minor == minor.to_integral_value() else None


def _item(item_id: UUID, statement_id: UUID, seq: int, account: str, entry: Entry, amount: Money, day: date) -> Item:
    named = dict.fromkeys(_OUR_REFERENCE.findall(f"{entry.reference} {entry.text}".upper()))
    return Item(
        id=item_id,
        side=Side.BANK,
        kind=ItemKind.ENTRY,
        account=account,
        source_id=statement_id,
        seq=seq,
        booked_on=day,
        counted_on=day,
        amount=amount,
        said=Said(entry.counterparty, entry.counterparty_account, entry.text),
        is_moved=True,
        end_to_end_id=entry.reference,
        reference=" ".join(named),
        bank_reference=entry.bank_reference,
    )


def _marked(item: Item, gateway: str, entry: Entry) -> Item:
    """A gateway's transfer to our bank goes to the account that `_settlement` says it comes from."""
    said = Said(item.said.party, f"gateway:{gateway}", item.said.text)
    return replace(item, said=said) if is_withdrawal(gateway, entry) else item


def _settlement(item: Item, gateway: str, item_id: UUID) -> Item:
    """What the gateway's own statement must tell of its transfer that has reached our bank: the other direction."""
    return replace(
        item,
        id=item_id,
        side=Side.BOOKS,
        kind=ItemKind.SETTLEMENT,
        account=gateway,
        amount=-item.amount,
        said=Said(item.said.party, f"gateway:{gateway}", item.said.text),
        end_to_end_id="",
        reference="",
        bank_reference="",
    )

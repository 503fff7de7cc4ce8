"""Accounts: the lender's, opened with the bank, and everybody else's, opened when first met."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Row

from sandbox.bank.reasons import BankRefuses, Reason
from sandbox.world import World

VAULT = "VAULT"  # the bank's own account with the rest of the world; the only one that may go below zero

_ACCOUNT_NUMBER = re.compile(r"[0-9A-Z]{8,34}")  # ISO 20022 Max34Text: a card number, a passbook, an IBAN


class Standing(StrEnum):
    """What happens to money sent to an account; `returns` takes it and sends it back."""

    OPEN = "open"
    CLOSED = "closed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    RETURNS = "returns"


@dataclass(frozen=True)
class Account:
    """An account as the bank sees it; `balance` in fen."""

    number: str
    holder: str
    balance: int
    standing: Standing = Standing.OPEN
    has_channel: bool = False

    @classmethod
    def of(cls, row: Row) -> Account:
        """From its table row."""
        standing, channel = Standing(row["standing"]), bool(row["has_channel"])
        return cls(row["number"], row["holder"], row["balance"], standing, has_channel=channel)


def find(world: World, number: str) -> Account | None:
    """The account, if this bank has met it."""
    row = world.store.row("SELECT * FROM bank_account WHERE number = ?", number)
    return None if row is None else Account.of(row)


def find_or_open(world: World, number: str, holder: str) -> Account:
    """The account, opened with a person's usual balance if it is new; refuses what cannot be an account."""
    known = find(world, number)
    if known is not None:
        return known
    if not _ACCOUNT_NUMBER.fullmatch(number):
        raise BankRefuses(Reason.INCORRECT_ACCOUNT)
    return open_account(world, Account(number, holder, world.settings.person_balance))


def open_account(world: World, account: Account) -> Account:
    """Open `account` or replace it; its opening balance comes out of the vault, so the book stays balanced."""
    before = find(world, account.number)
    world.store.write(
        "INSERT OR REPLACE INTO bank_account VALUES (?, ?, ?, ?, ?, ?)",
        account.number, account.holder, account.balance, account.standing, account.has_channel,
        world.clock.today.isoformat(),
    )  # fmt: skip
    change_balance(world, VAULT, (before.balance if before else 0) - account.balance)
    return account


def change_balance(world: World, number: str, by: int) -> None:
    """Add `by` fen to a balance."""
    world.store.write("UPDATE bank_account SET balance = balance + ? WHERE number = ?", by, number)


def open_house(world: World) -> None:
    """The accounts the bank starts with: its vault and the lender's account."""
    settings = world.settings
    if find(world, VAULT) is None:
        open_account(world, Account(VAULT, "Vault", 0))
    if find(world, settings.lender_account) is None:
        lender = Account(settings.lender_account, settings.lender_name, settings.lender_balance, has_channel=True)
        open_account(world, lender)


def check_payer(account: Account | None, amount: int) -> None:
    """Refuse to take `amount` from an account that is not there, not open or not that full."""
    if account is None:
        raise BankRefuses(Reason.INVALID_DEBTOR_ACCOUNT)
    _check_standing(account)
    if account.balance < amount:
        raise BankRefuses(Reason.INSUFFICIENT_FUNDS)


def check_payee(account: Account, holder: str) -> None:
    """Refuse to pay into an account that cannot take money or belongs to somebody of another name."""
    _check_standing(account)
    if holder != account.holder:
        raise BankRefuses(Reason.INCONSISTENT_WITH_CUSTOMER)


def _check_standing(account: Account) -> None:
    match account.standing:
        case Standing.CLOSED:
            raise BankRefuses(Reason.CLOSED_ACCOUNT)
        case Standing.BLOCKED:
            raise BankRefuses(Reason.BLOCKED_ACCOUNT)
        case Standing.UNKNOWN:
            raise BankRefuses(Reason.INCORRECT_ACCOUNT)
        case Standing.OPEN | Standing.RETURNS:
            return

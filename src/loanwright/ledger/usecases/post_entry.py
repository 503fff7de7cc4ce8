"""Post entries: of events on the open business date, of people on a day of a month that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import CurrencyMismatch, Money
from loanwright.ledger.chart import Chart, Code
from loanwright.ledger.journal import JournalMixesMemo, check_open_to_people
from loanwright.ledger.model import AccountKind, CodedEntry, Entry
from loanwright.ledger.period import PeriodClosed, month_of, written
from loanwright.ledger.queries.balances import accounts, chart
from loanwright.ledger.repository import periods
from loanwright.ledger.repository.entries import hold_day, hold_periods, insert_entries
from loanwright.ledger.rules import BusinessDayMoved


def post(uow: UnitOfWork, entry: Entry) -> UUID | None:
    """Write `entry` in the caller's transaction; returns its id, or None if it moves nothing.

    Raises:
        BusinessDayMoved: the day was closed since the transaction began; run the command again.
        CurrencyMismatch: a posting is not in the currency of the books.
        ChartRoleUnmapped: the chart in force gives a role to no account.
    """
    return next(iter(post_all(uow, [entry])), None)


def post_all(uow: UnitOfWork, entries: Sequence[Entry]) -> list[UUID]:
    """Write many entries at once, for work in bulk; those that move nothing are left out. Raises what `post` does."""
    hold_open_day(uow)
    moving = [entry for entry in entries if entry.postings]
    if not moving:
        return []
    in_force = chart(uow)
    coded = [_coded(uow, in_force, entry) for entry in moving]
    return _write(uow, [entry for entry in coded if entry.postings], uow.business_date)


def post_to_account(uow: UnitOfWork, entry: Entry, account: Code) -> UUID | None:
    """Write an entry of one posting whose credit side is an account that a person has chosen, not a role.

    Raises:
        BusinessDayMoved, CurrencyMismatch, and what `check_chosen` refuses.
    """
    hold_open_day(uow)
    check_chosen(uow, account)
    coded = _coded(uow, chart(uow), entry)
    chosen = tuple(replace(posting, credit=account) for posting in coded.postings)
    return next(iter(_write(uow, [replace(coded, postings=chosen)], uow.business_date)), None)


def check_chosen(uow: UnitOfWork, account: Code) -> None:
    """Whether a person may choose this account for money that is on the balance sheet.

    Raises:
        LedgerAccountUnknown
        JournalToControlAccount: the account follows the loans or the posting rules.
        JournalMixesMemo: memo accounts are posted against memo accounts only.
    """
    known = accounts(uow)
    check_open_to_people(account, known)
    if known[account].kind is AccountKind.MEMO:
        raise JournalMixesMemo()


def post_by_hand(uow: UnitOfWork, entry: CodedEntry) -> UUID | None:
    """Write an entry that names accounts, on its own day; returns its id, or None if it moves nothing.

    Raises:
        PeriodClosed: its month is closed.
        CurrencyMismatch
    """
    hold_periods(uow)
    today = hold_day(uow)
    if periods.is_closed(uow, entry.business_date):
        raise PeriodClosed(month=written(month_of(entry.business_date)))
    return next(iter(_write(uow, [entry] if entry.postings else [], today)), None)


def hold_open_day(uow: UnitOfWork) -> None:
    """Keep the business date from moving until this transaction ends; raises BusinessDayMoved if it has."""
    if hold_day(uow) != uow.business_date:
        raise BusinessDayMoved(business_date=uow.business_date)


def _coded(uow: UnitOfWork, in_force: Chart, entry: Entry) -> CodedEntry:
    coded = (in_force.coded(posting) for posting in entry.postings)
    return CodedEntry(
        source=entry.source,
        subject_id=entry.subject_id,
        postings=tuple(posting for posting in coded if posting),
        business_date=uow.business_date,
        value_on=entry.value_on or uow.business_date,
    )


def _write(uow: UnitOfWork, entries: Sequence[CodedEntry], today: date) -> list[UUID]:
    for posting in (posting for entry in entries for posting in entry.postings):
        _check_currency(uow, posting.amount)
    return insert_entries(uow, entries, today) if entries else []


def _check_currency(uow: UnitOfWork, amount: Money) -> None:
    if amount.currency is not uow.currency:
        raise CurrencyMismatch(left=uow.currency, right=amount.currency)

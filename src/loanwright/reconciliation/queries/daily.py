"""Balance proofs and the daily report, computed from what lies on the desk and in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money, total
from loanwright.ledger.api import Account, daily_balances
from loanwright.payments.api import own_account
from loanwright.reconciliation.desk import Item, ItemKind, ItemState, Side
from loanwright.reconciliation.gathering import NO_BOOKINGS, account_of, money_of
from loanwright.reconciliation.matching.values import ExceptionCategory
from loanwright.reconciliation.proof import BalanceProof, CategoryLine, DailyReport, GatewayLine, RuleLine
from loanwright.reconciliation.repository import items
from loanwright.reconciliation.tables import account_statement as statement
from loanwright.reconciliation.tables import reconciliation_exception as case_table
from loanwright.reconciliation.tables import reconciliation_item as item
from loanwright.reconciliation.tables import reconciliation_match as match

_NO_ITEMS = ItemState.SPLIT.value, ItemState.VOID.value


def balance_proofs(uow: UnitOfWork, until: date, days: int) -> list[BalanceProof]:
    """Proofs of our account for the last `days` days up to `until` that the bank has closed, newest first."""
    own, closings = own_account(uow), _closings(uow, until, days)
    ledger, lonely = daily_balances(uow, Account.BANK, list(closings)), _lonely(uow, own)
    return [
        BalanceProof(
            account=own,
            day=day,
            bank=closing,
            unbooked=total((each.amount for each in lonely if each.is_alone(Side.BANK, day)), uow.currency),
            untold=total((each.amount for each in lonely if each.is_alone(Side.BOOKS, day)), uow.currency),
            ledger=ledger[day],
        )
        for day, closing in closings.items()
    ]


def daily_report(uow: UnitOfWork, day: date) -> DailyReport:
    """One day of our account."""
    proofs = balance_proofs(uow, day, 1)
    return DailyReport(
        day=day,
        account=own_account(uow),
        proof=proofs[0] if proofs and proofs[0].day == day else None,
        rules=tuple(_rules(uow, day)),
        exceptions=tuple(_exceptions(uow, day)),
        gateways=tuple(_gateways(uow, day)),
    )


def _closings(uow: UnitOfWork, until: date, days: int) -> dict[date, Money]:
    """What the bank's statements of our account close with, newest day first; of several a day the last told."""
    own = own_account(uow)
    columns = select(statement.c.account, statement.c.format, statement.c.currency, statement.c.closing)
    closed = statement.c.closing.is_not(None), statement.c.closing_on <= until
    newest = columns.add_columns(statement.c.closing_on).where(*closed)
    found: dict[date, Money] = {}
    for row in uow.connection.execute(newest.order_by(statement.c.closing_on.desc(), statement.c.id.desc())):
        is_ours = row.format not in NO_BOOKINGS and account_of(row.format, row.account, own) == own
        closing = money_of(Decimal(row.closing), row.currency) if is_ours else None
        if closing is not None and closing.currency is uow.currency and row.closing_on not in found:
            found[row.closing_on] = closing
        if len(found) == days:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Lonely:
    """What one side tells from `since`, and the other from `until`, or never."""

    side: Side
    since: date
    until: date | None
    amount: Money

    def is_alone(self, side: Side, day: date) -> bool:
        return self.side is side and self.since <= day and (self.until is None or self.until > day)


def _lonely(uow: UnitOfWork, own: str) -> list[_Lonely]:
    """Sums of what has moved and is not met by the other side on the same day, however long ago."""
    met_on = case((func.bool_and(item.c.is_moved), func.max(item.c.counted_on))).label("met_on")
    met = select(item.c.match_id, met_on).where(item.c.match_id.is_not(None)).group_by(item.c.match_id).subquery()
    by = item.c.side, item.c.counted_on, met.c.met_on
    mine = item.c.account == own, item.c.is_moved, item.c.state.not_in(_NO_ITEMS)
    late = met.c.met_on.is_(None) | (met.c.met_on > item.c.counted_on)
    joined = item.outerjoin(met, met.c.match_id == item.c.match_id)
    summed = select(*by, func.sum(item.c.amount_minor)).select_from(joined).where(*mine, late).group_by(*by)
    return [
        _Lonely(Side(side), since, until, Money(int(minor), uow.currency))
        for side, since, until, minor in uow.connection.execute(summed)
    ]


def _rules(uow: UnitOfWork, day: date) -> Iterator[RuleLine]:
    own = own_account(uow)
    received = func.sum(case((item.c.amount_minor > 0, item.c.amount_minor), else_=0)).label("received")
    paid = func.sum(case((item.c.amount_minor < 0, -item.c.amount_minor), else_=0)).label("paid")
    columns = select(match.c.rule, func.count().label("entries"), received, paid)
    mine = item.c.side == Side.BANK.value, item.c.account == own, item.c.booked_on == day
    joined = columns.select_from(item.outerjoin(match, match.c.id == item.c.match_id))
    grouped = joined.where(*mine, item.c.state.not_in(_NO_ITEMS)).group_by(match.c.rule).order_by(match.c.rule)
    for row in uow.connection.execute(grouped):
        amounts = (Money(int(minor), uow.currency) for minor in (row.received, row.paid))
        yield RuleLine(row.rule or "", row.entries, *amounts)


def _exceptions(uow: UnitOfWork, day: date) -> Iterator[CategoryLine]:
    """What was open at the end of a day, as far as it was known then or later."""
    of = case_table.c
    known = of.since_on <= day, of.resolved_at.is_(None)
    summed = func.coalesce(func.sum(of.amount_minor), 0).label("amount")
    oldest, cases = func.min(of.since_on).label("oldest"), func.count().label("cases")
    grouped = select(of.category, cases, oldest, summed).where(*known).group_by(of.category).order_by(of.category)
    for row in uow.connection.execute(grouped):
        amount = Money(int(row.amount), uow.currency)
        yield CategoryLine(ExceptionCategory(row.category), row.cases, row.oldest, amount)


def _gateways(uow: UnitOfWork, day: date) -> Iterator[GatewayLine]:
    own = own_account(uow)
    live = item.c.state.not_in(_NO_ITEMS)
    for account in uow.connection.scalars(_other_accounts(own)):
        mine = select(item).where(item.c.account == account, item.c.booked_on == day, live)
        yield _gateway(uow, account, [items.item_of(uow, row) for row in uow.connection.execute(mine)])


def _other_accounts(own: str) -> Select[Any]:
    return select(item.c.account).where(item.c.account != own).distinct().order_by(item.c.account)


def _gateway(uow: UnitOfWork, gateway: str, found: Sequence[Item]) -> GatewayLine:
    told = [each for each in found if each.side is Side.BANK]
    credits_ = [each for each in told if each.amount.minor > 0]
    withdrawals = [each for each in told if each.said.party_account == f"gateway:{gateway}"]
    kept = [each for each in told if each not in credits_ and each not in withdrawals]
    arrived = [each for each in found if each.kind is ItemKind.SETTLEMENT]
    collected, *left = (
        total((each.amount for each in group), uow.currency) for group in (credits_, kept, withdrawals, arrived)
    )
    return GatewayLine(gateway, collected, *(-amount for amount in left))

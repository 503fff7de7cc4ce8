"""Agreeing the rest of a loan anew: over other installments, over the ones still to come, or more of them.

What is outstanding is lifted out of the installments that have it and put into others; nothing is created or lost.
Where interest runs, what was earned and is unpaid goes to the first installment still to come, unless it is shared out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from loanwright.engine import fineract
from loanwright.engine.account import Account
from loanwright.engine.conventions import Frequency
from loanwright.engine.earnings import interest_of
from loanwright.engine.events import (
    Deferred,
    DeferredInterest,
    DueDateShifted,
    OpenInterest,
    ReAged,
    ReAmortised,
    TermExtended,
)
from loanwright.engine.progressive.plan import Progressive
from loanwright.engine.replanning import NothingStillToCome, plan_of
from loanwright.engine.rounding import divide
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.running import Running
from loanwright.engine.scheduling import schedule
from loanwright.engine.shifting import shifted
from loanwright.engine.terms import Grace
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.refusals import Refusal

_ONE_DAY = timedelta(days=1)


class InterestRunsOn(Refusal):
    """Interest that runs on cannot be shared out: re-amortise with interest recalculated, or re-age the loan."""


def restructure(account: Account, event: ReAged | ReAmortised | TermExtended | DueDateShifted | Deferred) -> None:
    """Let one of these facts change the rest of the loan."""
    if not account.opened or account.settled_on:
        raise NothingStillToCome()
    match event:
        case ReAged():
            _reage(account, event)
        case ReAmortised():
            _reamortise(account, event)
        case TermExtended():
            _extend(account, event)
        case DueDateShifted():
            _shift(account, event.due_on, event.new_due_on)
        case Deferred():
            _defer(account, event)
    account.use_credit()


def _reage(account: Account, event: ReAged) -> None:
    due_on = [shifted(event.first_due_on, event.frequency, k) for k in range(event.installments)]
    account.frequency = event.frequency
    if model := account.follows_model:
        model.reage(due_on, event.frequency, event.interest)
        account.replace_installments(model.rows)
        return
    if not _bears_interest(account) or event.interest is not OpenInterest.RECALCULATED:
        _reage_in_shares(account, due_on, event.interest)
    else:
        _reage_on_new_plan(account, due_on, event.frequency)


def _reage_in_shares(account: Account, due_on: Sequence[date], interest: OpenInterest) -> None:
    shared = lift(account, PRINCIPAL, account.rows)
    owed = _lift_interest(account, account.rows, interest) if interest is not OpenInterest.RECALCULATED else 0
    charges = [0, 0]
    if interest is not OpenInterest.RECALCULATED:
        charges = [lift(account, column, account.rows) for column in (FEES, PENALTIES)]
    _end_plan(account)
    account.running = account.progressive = account.agreed = None
    count, multiple = len(due_on), account.terms.installment_multiple
    others = [divide(amount, count, Rounding.HALF_EVEN) for amount in (owed, *charges)]
    whole = divide(shared + owed + sum(charges), count, Rounding.HALF_EVEN, multiple)
    share = whole - sum(others)
    if not 0 <= share * (count - 1) <= shared:
        share = shared // count
    rows = _rows(account, due_on)
    for row in rows:
        row.due[PRINCIPAL] = share
        row.due[INTEREST], row.due[FEES], row.due[PENALTIES] = others
    last = rows[-1]
    for column, amount in ((PRINCIPAL, shared), (INTEREST, owed), (FEES, charges[0]), (PENALTIES, charges[1])):
        last.due[column] += amount - sum(row.due[column] for row in rows)
    for row in rows:
        row.charged[FEES], row.charged[PENALTIES] = row.due[FEES], row.due[PENALTIES]
    _put_in_place(account, rows)


def _reage_on_new_plan(account: Account, due_on: Sequence[date], frequency: Frequency) -> None:
    principal = lift(account, PRINCIPAL, account.rows)
    brought = _lift_interest(account, account.rows, OpenInterest.EARNED_IN_SHARES)
    _end_plan(account)
    terms = replace(
        account.terms,
        principal=Money(principal, account.terms.principal.currency),
        periods=len(due_on),
        frequency=frequency,
        start_on=account.day,
        first_due_on=due_on[0],
        due_seed_on=None,
        length=None,
        down_payment=None,
        grace=Grace(),
        later_tranches=(),
        fees=(),
    )
    plan = schedule(terms, account.calendar)
    rows = _rows(account, plan.periods.due_on)
    for row, repaid, charge in zip(rows, plan.principal, plan.interest, strict=True):
        row.due[PRINCIPAL], row.due[INTEREST] = repaid, charge
    rows[0].from_on = account.day
    _put_in_place(account, rows)
    account.agreed, account.progressive = plan, None
    account.running = Running(plan, rows, brought)
    account.running.amortised = sum(row.due[PRINCIPAL] for row in account.rows if row.number)
    account.running.plan(account.rows)


def _reamortise(account: Account, event: ReAmortised) -> None:
    coming = [row for row in account.coming_rows() if row.number]
    if not coming:
        raise NothingStillToCome()
    if model := account.follows_model:
        model.reamortise(event.interest)
        return
    if _bears_interest(account):
        _reamortise_with_interest(account, event.interest)
        return
    principal = lift(account, PRINCIPAL, account.due_rows())
    share = divide(principal, len(coming), Rounding.HALF_EVEN, account.terms.installment_multiple)
    _add(coming, [share] * (len(coming) - 1) + [principal - share * (len(coming) - 1)])
    account.agreed = None
    account.insert([])


def _reamortise_with_interest(account: Account, interest: OpenInterest) -> None:
    if interest is not OpenInterest.RECALCULATED:
        raise InterestRunsOn()
    running = _running(account)
    running.amortised += lift(account, PRINCIPAL, [row for row in account.due_rows() if not row.number])
    lift(account, PRINCIPAL, account.due_rows())  # what leaves a fixed installment is amortised again
    running.bucket += lift(account, INTEREST, account.due_rows())
    running.level_again(account.rows)


def _extend(account: Account, event: TermExtended) -> None:
    coming = [row for row in account.rows if row.number and row.due_on > account.day]
    last = coming[-1] if coming else None
    if last is None:
        raise NothingStillToCome()
    ends = [shifted(last.due_on, account.frequency, k) for k in range(1, event.installments + 1)]
    if model := account.follows_model:
        model.extend(event.from_on, ends)
        account.replace_installments(model.rows)
        return
    rows = _rows(account, ends, last)
    if _bears_interest(account):
        _extend_running(account, rows)
        return
    touched = [row for row in account.rows if row.number and row.due_on >= event.from_on and row.unpaid]
    principal = lift(account, PRINCIPAL, touched)
    _put_in_place(account, rows)
    _add_in_shares(account, [*touched, *rows], principal)


def _extend_running(account: Account, rows: Sequence[Row]) -> None:
    running = _running(account)
    account.insert(list(rows))
    running.redate(account.rows)
    running.level_again(account.rows)


def _running(account: Account) -> Running:
    """The plan that gathers interest night by night, begun if there is none."""
    plan_of(account)
    assert account.agreed is not None
    if account.running is None:
        account.progressive, account.running = None, Running(account.agreed, account.rows)
        account.running.run(account.rows, account.day)
    return account.running


def _defer(account: Account, event: Deferred) -> None:
    """A payment holiday; the nights between the old due date and the new one may be free of interest."""
    if event.due_on <= account.day:
        raise NothingStillToCome()
    until_on = shifted(event.due_on, account.frequency, event.periods)
    _shift(account, event.due_on, until_on)
    plan = _plan(account)
    if event.interest is DeferredInterest.CHARGED or plan is None:
        return
    if isinstance(plan, Progressive):
        plan.pause(event.due_on + _ONE_DAY, until_on)
    else:
        plan.meter.pause(event.due_on, until_on)
        plan.plan(account.rows)


def _shift(account: Account, due_on: date, new_due_on: date) -> None:
    rows = [row for row in account.rows if row.number]
    at = next((at for at, row in enumerate(rows) if row.due_on == due_on), None)
    if at is None:
        raise NothingStillToCome()
    plan = _plan(account)
    for k, row in enumerate(rows[at:]):
        row.due_on = shifted(new_due_on, account.frequency, k)
    for before, row in zip(rows[at:], rows[at + 1 :], strict=False):
        row.from_on = before.due_on
    if isinstance(plan, Progressive):
        plan.redate(due_on)
    elif plan:
        plan.redate(account.rows)
    account.insert([])


def _plan(account: Account) -> Running | Progressive | None:
    """What plans the rest, begun if interest runs."""
    return plan_of(account) if account.terms.rate.annual else account.progressive or account.running


def _bears_interest(account: Account) -> bool:
    return bool(account.terms.rate.annual) or account.running is not None


def lift(account: Account, column: int, rows: Sequence[Row]) -> int:
    """Take what is unpaid of a component out of rows; returns how much."""
    lifted = 0
    for row in rows:
        part = row.remaining(column)
        row.due[column] -= part
        row.charged[column] -= min(part, row.charged[column])
        lifted += part
        if part and not row.unpaid:
            row.paid_on = row.paid_on or account.day
    return lifted


def _lift_interest(account: Account, rows: Sequence[Row], interest: OpenInterest) -> int:
    """Interest that is to be paid on the new plan: all of it, or what is earned and unpaid."""
    if interest is OpenInterest.ALL_IN_SHARES:
        return lift(account, INTEREST, rows)
    owed = interest_of(account).earned - sum(row.paid[INTEREST] + row.waived[INTEREST] for row in rows)
    lift(account, INTEREST, rows)
    return max(owed, 0)


def _end_plan(account: Account) -> None:
    """Drop installments still to come; what was paid of those still to come is kept as one that falls due today."""
    coming = [row for row in account.coming_rows() if row.number]
    holder = Row(0, account.day, account.day, [0, 0, 0, 0])
    for row in coming:
        for column in range(4):
            part = row.paid[column] + row.waived[column]
            holder.due[column] += part
            holder.paid[column] += row.paid[column]
            holder.waived[column] += row.waived[column]
            row.due[column] -= part
            row.paid[column] = row.waived[column] = 0
        row.paid_on = account.day
    dropped = coming
    charges = [row for row in dropped if row.unpaid]
    account.rows = [row for row in account.rows if all(row is not other for other in dropped)]
    for row in charges:
        account.rows.append(replace(row, number=0))
    if any(holder.due) or (coming and fineract.is_chosen(account.terms)):  # Fineract shows it even where it is nothing
        holder.number, holder.paid_on = coming[0].number, account.day
        holder.from_on = coming[0].from_on
        account.rows.append(holder)


def _rows(account: Account, due_on: Sequence[date], after: Row | None = None) -> list[Row]:
    """New installments; the first begins where the last one before it ends."""
    before = [row for row in account.rows if row.number and row.due_on < due_on[0]]
    begin = after.due_on if after else max((row.due_on for row in before), default=account.day)
    number = max((row.number for row in account.rows), default=0) + 1
    dates = zip([begin, *due_on], due_on, strict=False)
    return [Row(number + k, from_on, to, [0, 0, 0, 0]) for k, (from_on, to) in enumerate(dates)]


def _put_in_place(account: Account, rows: Sequence[Row]) -> None:
    """Add installments; charges beside the schedule join the first that is due no earlier."""
    stay = []
    for row in account.rows:
        home = next((new for new in rows if new.due_on >= row.due_on), None)
        if row.number or row.due_on <= account.day or home is None or not row.unpaid:
            stay.append(row)
        else:
            home.take_in(row)
    account.rows = stay
    account.insert(list(rows))


def _add_in_shares(account: Account, rows: Sequence[Row], amount: int) -> None:
    """Put an amount into rows in equal shares, to the multiple of installments; the last takes what is left."""
    share, parts = divide(amount, len(rows), Rounding.HALF_EVEN), []
    for row in rows[:-1]:
        part = divide(row.due[PRINCIPAL] + share, 1, Rounding.HALF_EVEN, account.terms.installment_multiple)
        parts.append(part - row.due[PRINCIPAL])
    _add(rows, [*parts, amount - sum(parts)])
    account.insert([])


def _add(rows: Sequence[Row], parts: Sequence[int]) -> None:
    """More principal for each row."""
    for row, part in zip(rows, parts, strict=True):
        row.due[PRINCIPAL] += part
        row.paid_on = None if row.unpaid else row.paid_on

"""A progressive loan's model and the rows of its account, kept equal: rows ask what the model asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loanwright.engine.conventions import DayCount, Frequency, Profile
from loanwright.engine.events import OpenInterest
from loanwright.engine.progressive import changes, reageing
from loanwright.engine.progressive.model import Model
from loanwright.engine.progressive.period import Period
from loanwright.engine.rate_path import rate_path
from loanwright.engine.rounding import divide
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.schedule import Schedule
from loanwright.engine.terms import AllocationOrder, Grace, InterestBasis, LoanTerms, Method, Waterfall
from loanwright.engine.waterfall import COLUMN, allocate_ahead
from loanwright.kernel.money import Rounding
from loanwright.kernel.rate import Rate


class Progressive:
    """`pairs` are the installments with their periods; other rows (fees, a down payment) are not in the model."""

    def __init__(self, agreed: Schedule, rows: Sequence[Row]) -> None:
        scheduled = [row for row in rows if row.number]
        self.terms = agreed.terms
        rates = [(on, rate.annual) for on, rate in rate_path(agreed.terms, agreed.periods)]
        self.model = Model(agreed.terms, [Period.between(row.from_on, row.due_on) for row in scheduled], rates)
        self.pairs = list(zip(scheduled, self.model.periods, strict=True))
        self.day = scheduled[0].from_on
        self.skipped: list[Row] = []
        changes.disburse(self.model, self.day, agreed.terms.principal.minor - agreed.down)
        self.show()

    @staticmethod
    def suits(terms: LoanTerms) -> bool:
        """Level installments without grace in Fineract's progressive arithmetic."""
        level = terms.method is Method.EQUAL_INSTALLMENTS and terms.grace == Grace()
        known = terms.day_count not in (DayCount.NL_365, DayCount.ACT_ACT_ICMA)
        return level and known and terms.profile is Profile.FINERACT_PROGRESSIVE

    def look(self, day: date) -> None:
        """Bring what is overdue into the balances until a day."""
        self.day = day
        if self.terms.interest_basis is InterestBasis.ON_BALANCE and changes.carry_overdue(self.model, day):
            self.show()

    def period_of(self, row: Row) -> Period | None:
        """The period behind a row."""
        return next((period for other, period in self.pairs if other is row), None)

    def disburse(self, amount: int) -> None:
        """More principal today."""
        changes.disburse(self.model, self.day, amount)
        self._renew_rows()

    def capitalise(self, amount: int) -> None:
        """Income becomes principal today."""
        changes.capitalise(self.model, self.day, amount)
        self.show()

    def change_rate(self, from_on: date, rate: Rate) -> None:
        """Another yearly rate from a day."""
        changes.change_rate(self.model, from_on, rate.annual)
        self.show()

    def pause(self, from_on: date, until_on: date) -> None:
        """No interest from one day to another, both included."""
        changes.pause(self.model, from_on, until_on)
        self.show()

    def charge_back(self, principal: int, interest: int) -> None:
        """What was paid is owed again, in the period of today."""
        changes.credit(self.model, self.day, principal, interest)
        self.show()

    def extend(self, from_on: date, due_on: Sequence[date]) -> None:
        """More periods at the end, and new levels for those after the day before `from_on`."""
        dates = list(zip([self.model.last.due_on, *due_on], due_on, strict=False))
        changes.extend(self.model, from_on, dates)
        self._renew_rows()

    def redate(self, due_on: date) -> None:
        """Take over the rows' dates from the installment on that was due on a day."""
        for row, period in self.pairs:
            period.from_on, period.due_on = row.from_on, row.due_on
            if period.spans:
                period.spans[0].from_on, period.spans[-1].due_on = row.from_on, row.due_on
        changes.redate(self.model, due_on)
        self.show()

    def reage(self, due_on: Sequence[date], frequency: Frequency, interest: OpenInterest) -> None:
        """All that is outstanding, over other periods."""
        charges = sum(row.remaining(FEES) + row.remaining(PENALTIES) for row, _ in self.pairs)
        match interest:
            case OpenInterest.RECALCULATED:
                reageing.reage(self.model, self.day, due_on, frequency)
            case OpenInterest.EARNED_IN_SHARES:
                reageing.reage_in_shares(self.model, self.day, due_on, self.day, charges)
            case OpenInterest.ALL_IN_SHARES:
                reageing.reage_in_shares(self.model, self.day, due_on, self.model.last.due_on, charges)
        self._renew_rows()
        if interest is not OpenInterest.RECALCULATED:
            self._share_charges()

    def reamortise(self, interest: OpenInterest) -> None:
        """What is overdue, over the periods still to come."""
        if interest is OpenInterest.RECALCULATED:
            reageing.reamortise(self.model, self.day)
        else:
            reageing.reamortise_in_shares(self.model, self.day)
        self.show()

    @property
    def rows(self) -> list[Row]:
        """The installments, oldest first."""
        return [row for row, _ in self.pairs]

    def _renew_rows(self) -> None:
        """One row for each period there is now; what was charged or paid with others goes to the one cut short."""
        gone = [row for row, period in self.pairs if all(period is not other for other in self.model.periods)]
        rows = {id(period): row for row, period in self.pairs}
        self.pairs = []
        for number, period in enumerate(self.model.periods, start=1):
            row = rows.get(id(period)) or Row(number, period.from_on, period.due_on, [0, 0, 0, 0])
            row.number, row.from_on, row.due_on = number, period.from_on, period.due_on
            row.paid[PRINCIPAL], row.paid[INTEREST] = period.paid_principal, period.paid_interest
            self.pairs.append((row, period))
        holder = next((row for row, period in self.pairs if period.holds_early), self.pairs[-1][0])
        for row in gone:
            for column in (FEES, PENALTIES):
                holder.due[column] += row.due[column]
                holder.charged[column] += row.charged[column]
                holder.paid[column] += row.paid[column]
                holder.waived[column] += row.waived[column]
        self.show()

    def _share_charges(self) -> None:
        """Fees and penalties outstanding in equal shares over the new installments."""
        renewed = [row for row, period in self.pairs if period.reaged and not period.holds_early]
        for column in (FEES, PENALTIES):
            outstanding = sum(row.remaining(column) for row in self.rows)
            for row in self.rows:
                row.charged[column] -= min(row.remaining(column), row.charged[column])
                row.due[column] -= row.remaining(column)
            share = divide(outstanding, len(renewed), Rounding.HALF_EVEN)
            for row in renewed:
                part = outstanding - share * (len(renewed) - 1) if row is renewed[-1] else share
                row.due[column] += part
                row.charged[column] += part

    def stop(self) -> None:
        """No interest from today: what installments lose of it they ask as principal, the last ones less."""
        lent = sum(row.due[PRINCIPAL] for row, _ in self.pairs)
        for row, period in self.pairs:
            if row.from_on <= self.day < row.due_on:
                _without_interest(row, self.earned_in(period, self.day))
            elif row.from_on > self.day and row.unpaid:
                _without_interest(row, row.paid[INTEREST] + row.waived[INTEREST])
        over = sum(row.due[PRINCIPAL] for row, _ in self.pairs) - lent
        for row, _ in reversed(self.pairs):
            part = min(over, row.remaining(PRINCIPAL))
            row.due[PRINCIPAL] -= part
            over -= part

    def earned_in(self, period: Period, day: date) -> int:
        """Interest of one period until a day: pro rata where the contract's schedule goes on whatever is paid."""
        if self.terms.interest_basis is InterestBasis.AS_AGREED:
            row = next(row for row, other in self.pairs if other is period)
            open_interest = row.remaining(INTEREST) * (day - row.from_on).days
            settled = row.paid[INTEREST] + row.waived[INTEREST]
            return settled + divide(open_interest, period.days, Rounding.HALF_EVEN)
        trial = changes.ended(self.model, day)
        at = next(at for at, other in enumerate(self.model.periods) if other is period)
        return trial.figures[at].earned

    def receive(self, amount: int, rows: Sequence[Row], allocation: Waterfall) -> int:
        """Allocate money of today over all rows; returns what is left when everything is paid."""
        self.skipped.clear()
        late: list[Row] = []
        today: list[Row] = []
        coming: list[Row] = []
        for row in rows:
            (late if row.due_on < self.day else today if row.due_on == self.day else coming).append(row)
        for due in (late, today):
            amount = self._pay_due(amount, due, allocation)
        return allocate_ahead(amount, coming, allocation, self.day, self)

    def _pay_due(self, amount: int, rows: Sequence[Row], allocation: Waterfall) -> int:
        columns = [COLUMN[component] for component in allocation.components]
        if allocation.order is AllocationOrder.BY_COMPONENT:
            for column in columns:
                for row in rows:
                    amount -= self.pay(row, column, amount)
            return amount
        for row in rows:
            before = 0
            while amount not in (0, before) and row.unpaid:
                before = amount
                for column in columns:
                    amount -= self.pay(row, column, amount)
        return amount

    def pay(self, row: Row, column: int, amount: int) -> int:
        """Pay up to `amount` of one component of a row today; returns what was taken.

        A row that is not due yet asks what its period would if it ended today.
        """
        period = self.period_of(row)
        if period is None:
            self.skipped.append(row)
            return row.pay(column, amount, self.day)
        if row.due_on > self.day:
            self._ask_today(row, period, column)
        part = row.pay(column, amount, self.day)
        if column == PRINCIPAL:
            changes.pay_principal(self.model, period, self.day, part)
        elif column == INTEREST:
            changes.pay_interest(self.model, period, self.day, part)
        if column in (PRINCIPAL, INTEREST):
            self.show()
        return part

    def may_ask(self, row: Row) -> bool:
        """An installment that became nothing when others were paid may be the one to pay next."""
        return not any(row.due) and all(row is not other for other in self.skipped)

    def passes_over(self, _: Row) -> bool:
        """Never: a row is shown as its period stands."""
        return False

    def finish(self, rows: Sequence[Row]) -> None:
        """Rows are kept equal with every payment."""

    def _ask_today(self, row: Row, period: Period, column: int) -> None:
        figures = changes.payable(self.model, period, self.day)
        if not figures.principal and not figures.interest:
            self.skipped.append(row)
        if column == PRINCIPAL:
            row.due[PRINCIPAL] = figures.principal
        elif column == INTEREST:
            row.due[INTEREST] = figures.interest

    def earned(self, day: date) -> int:
        """All interest earned until a day, due or not."""
        return sum(figures.interest for figures in changes.earned_until(self.model, day).figures)

    def payoff(self, day: date) -> tuple[int, int]:
        """Principal and interest that close the loan on a day."""
        trial = changes.earned_until(self.model, day)
        interest = sum(figures.interest for figures in trial.figures) - trial.interest_paid
        return trial.principal_outstanding, max(interest, 0)

    def show(self) -> None:
        """Write what the model asks into the rows."""
        follows = self.terms.interest_basis is not InterestBasis.AS_AGREED
        for (row, _), figures in zip(self.pairs, self.model.figures, strict=True):
            if follows or row.due_on >= self.day:
                row.due[PRINCIPAL] = max(figures.principal, row.paid[PRINCIPAL])
                row.due[INTEREST] = max(figures.interest, row.paid[INTEREST] + row.waived[INTEREST])
        self._balance()
        for row, _ in self.pairs:
            if row.unpaid:
                row.paid_on = None
            elif row.paid_on is None and (any(row.due) or row.due_on <= self.day):
                row.paid_on = self.day

    def _balance(self) -> None:
        """Where Fineract's periods ask more or less than was lent, as they rarely do, the last rows set it right."""
        gap = self.model.principal_lent - sum(row.due[PRINCIPAL] for row, _ in self.pairs)
        for row, _ in reversed(self.pairs) if gap else ():
            part = max(gap, row.paid[PRINCIPAL] - row.due[PRINCIPAL])
            row.due[PRINCIPAL] += part
            gap -= part


def _without_interest(row: Row, interest: int) -> None:
    """An installment of the same amount with other interest; what was paid of it pays that."""
    row.due[PRINCIPAL] += row.due[INTEREST] - interest
    row.due[INTEREST] = interest
    for less, more in ((PRINCIPAL, INTEREST), (INTEREST, PRINCIPAL)):
        surplus = max(-row.remaining(less), 0)
        row.paid[less] -= surplus
        row.paid[more] += surplus

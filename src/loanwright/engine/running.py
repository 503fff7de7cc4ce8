"""Interest that runs: what the coming installments are, given what has really happened to the balance.

Needed as soon as the contract's own schedule is not the last word: interest on the real balance, a further
disbursement, a change of rate, a pause. The running plan collects interest night by night, exact and unrounded, in a
bucket. When an installment falls due, or is paid in advance, the bucket is emptied into it and rounded; what is left of
the loan is planned again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from loanwright.engine import fineract
from loanwright.engine.annuity import to_installment
from loanwright.engine.conventions import Levelling
from loanwright.engine.date_terms import BrokenPeriod
from loanwright.engine.meter import Meter
from loanwright.engine.methods import level_of
from loanwright.engine.periods import dated
from loanwright.engine.rate_path import rate_path
from loanwright.engine.relevelling import columns_and_levels, levels_anew
from loanwright.engine.rounding import divide
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.schedule import Schedule, problem_of
from loanwright.engine.terms import Grace, InterestBasis, LoanTerms, Method
from loanwright.kernel.money import Rounding

_SMOOTHING_PASSES = 3


class Running:
    """`since` is the day up to which interest is in the `bucket`; `level` is what coming installments aim at."""

    def __init__(self, agreed: Schedule, rows: Sequence[Row], brought: int = 0) -> None:
        scheduled = [row for row in rows if row.number]
        terms, periods = agreed.terms, agreed.periods
        self.terms, self.since = terms, scheduled[0].from_on
        self.meter = Meter(terms, periods, rate_path(terms, periods))
        self.waits = terms.grace.principal
        problem = problem_of(terms, periods, terms.principal.minor - agreed.down)
        problem = problem._replace(factors=problem.factors[self.waits :])
        self.level = level_of(problem)
        levels = columns_and_levels(problem, periods)[1] if levels_anew(terms) else []
        self.steps = dict(enumerate(levels, start=1 + self.waits))
        self.planned = dict(enumerate(agreed.principal, start=1))
        self.amortised = sum(row.due[PRINCIPAL] for row in scheduled)
        self.fixed_until = self.since
        self.emptied: set[int] = set()
        self.bucket = Fraction(brought)

    def run(self, rows: Sequence[Row], to: date) -> None:
        """Let interest run to the end of `to`; installments falling due on the way are fixed."""
        for row in self.open_rows(rows):
            if row.due_on > to:
                break
            self._collect(rows, row.due_on)
            self.bucket = self.plan(rows)
            self.fixed_until = row.due_on
        self._collect(rows, to)

    def plan(self, rows: Sequence[Row]) -> Fraction:
        """Plan the open rows from today's balance; returns interest the first of them could not take.

        What is overdue is taken to be paid today.
        """
        coming = self.open_rows(rows)
        left = self._left(rows)
        interest, start, carried = self.bucket, self.since, []
        kept = self._paid_ahead(coming)
        for row in coming:
            kept -= self._paid_ahead([row])
            interest = self._grown(rows, interest, self._metered(left), (start, row.due_on))
            shape = self._take_rest if row is coming[-1] else self._shape
            interest = shape(row, interest, left - kept)
            if row.unpaid:
                row.paid_on = None  # paid in advance of a smaller installment
            carried.append(interest)
            left -= row.due[PRINCIPAL] - self._settled(row)
            start = row.due_on
        return carried[0] if carried else Fraction(0)

    def level_again(self, rows: Sequence[Row]) -> None:
        """A new level for the open rows: the amount or the rate has changed."""
        coming = self.open_rows(rows)
        if not coming:
            return
        repaying = [row for row in coming if row.number > self.waits]
        self.level, self.steps = self._exact_level(rows, repaying, coming[0]), {}
        self.plan(rows)
        if self.terms.levelling is Levelling.SMOOTHED and self._aims_at_installment():
            self._smooth(rows, repaying)

    def join(self, rows: Sequence[Row], amount: int) -> None:
        """More principal, amortised with the rest."""
        self.amortised += amount
        self.level_again(rows)

    def repay(self, rows: Sequence[Row], amount: int) -> int:
        """Take principal repaid today out of what is amortised, up to all that is not paid ahead; returns how much."""
        part = min(amount, self._left(rows) - self._paid_ahead(self.open_rows(rows)))
        self.amortised -= part
        return part

    def without_idle(self, rows: Sequence[Row]) -> list[Row]:
        """Rows without those at the end that ask for no principal any more; their agreed fees are not owed.

        The first of the open ones stays: what has been earned falls due with it.
        """
        coming = self.open_rows(rows)
        asking = [row for row in coming if row.due[PRINCIPAL] or any(row.paid)] or coming[:1]
        idle = [row for row in coming if row.number > asking[-1].number]
        for row in idle:
            row.due[FEES], row.due[PENALTIES] = row.charged[FEES], row.charged[PENALTIES]
        return [row for row in rows if row.unpaid or all(row is not other for other in idle)]

    def take_back(self, rows: Sequence[Row], principal: int, interest: int) -> None:
        """Principal and interest that were paid are owed again: the level stays, the last installment bears them."""
        self.amortised += principal
        self.bucket += interest
        self.plan(rows)

    def redate(self, rows: Sequence[Row]) -> None:
        """Take over the dates of rows that were moved; installments keep their level."""
        self.meter.redate(dated([(row.from_on, row.due_on) for row in rows if row.number], self.terms))
        self.plan(rows)

    def advance_payment(self, rows: Sequence[Row], row: Row) -> None:
        """Shape one open row as it is if paid today: the interest so far falls to the first of them, none to others.

        Rows before it leave it what they do not ask; the last takes all of that.
        """
        if not row.number:  # a charge beside the plan asks what it asks
            return
        coming = self.open_rows(rows)
        interest = self.bucket if row is coming[0] else Fraction(0)
        before = [other for other in coming if other.number < row.number]
        left = self._left(rows) - sum(other.due[PRINCIPAL] - self._settled(other) for other in before)
        shape = self._take_rest if row is coming[-1] else self._shape
        shape(row, interest, max(left, 0))

    def close_paid(self, rows: Sequence[Row]) -> None:
        """Plan again after a payment in advance; a row that has nothing left to pay has emptied the bucket."""
        for row in rows:
            self._empty_into(row)
        self.plan(rows)
        is_over = not self._left(rows)
        for row in self.open_rows(rows):
            if not row.unpaid and (is_over or any(row.paid)):
                row.paid_on = self.since
                self._empty_into(row)

    def end(self, on: date) -> None:
        """Nothing is left to plan: all that was to come is due today."""
        self.bucket, self.fixed_until = Fraction(0), on

    def open_rows(self, rows: Sequence[Row]) -> list[Row]:
        """Rows not yet fixed; on the real balance, a row paid in advance is fixed too."""
        follows = self.follows_balance
        return [row for row in rows if row.number and row.due_on > self.fixed_until and not (follows and row.paid_on)]

    @property
    def follows_balance(self) -> bool:
        """Whether payments change interest."""
        return self.terms.interest_basis is not InterestBasis.AS_AGREED

    def accrued(self) -> int:
        """The bucket, rounded."""
        return self._rounded(self.bucket)

    def tonight(self, rows: Sequence[Row]) -> Fraction:
        """Interest of the coming night, exact."""
        return self.interest_until(rows, self.since + timedelta(days=1))

    def interest_until(self, rows: Sequence[Row], to: date) -> Fraction:
        """Interest of all nights until a day not after the next due date, if nothing happens before."""
        if not self.open_rows(rows):
            return Fraction(0)
        return self._metered(self._balance(rows)) * self.meter.factor(self.since, to)

    def _collect(self, rows: Sequence[Row], to: date) -> None:
        if to <= self.since:
            return
        if self.open_rows(rows):  # after the last due date no interest runs; lateness costs penalties
            self.bucket = self._grown(rows, self.bucket, self._metered(self._balance(rows)), (self.since, to))
        self.since = to

    def _grown(self, rows: Sequence[Row], interest: Fraction, balance: int, span: tuple[date, date]) -> Fraction:
        """Interest after some nights.

        Each period's interest is rounded once: where an installment was paid in advance, what its period still earns is
        rounded on its due date.
        """
        start, end = span
        for row in rows:
            if row.number and row.paid_on and start < row.due_on < end and self.follows_balance:
                interest = Fraction(self._rounded(interest + balance * self.meter.factor(start, row.due_on)))
                start = row.due_on
        return interest + balance * self.meter.factor(start, end)

    def _empty_into(self, row: Row) -> None:
        if (
            row.paid_on == self.since
            and row.number
            and row.due_on > self.fixed_until
            and row.number not in self.emptied
        ):
            self.bucket -= row.due[INTEREST]
            self.emptied.add(row.number)

    def _balance(self, rows: Sequence[Row]) -> int:
        """What interest runs on tonight."""
        match self.terms.interest_basis:
            case InterestBasis.ON_BALANCE:
                return sum(row.remaining(PRINCIPAL) for row in rows)
            case InterestBasis.ON_BALANCE_NOT_OVERDUE:
                return sum(row.remaining(PRINCIPAL) for row in rows if row.due_on > self.since)
            case InterestBasis.AS_AGREED:
                return sum(row.due[PRINCIPAL] for row in rows if row.due_on > self.since)

    def _left(self, rows: Sequence[Row]) -> int:
        """Principal that the open rows have to take between them."""
        coming = self.open_rows(rows)
        given = sum(row.due[PRINCIPAL] for row in rows if row.number) - sum(row.due[PRINCIPAL] for row in coming)
        return self.amortised - given - sum(self._settled(row) for row in coming)

    def _settled(self, row: Row) -> int:
        """Principal of an open row that is paid: it stays where it is."""
        return row.paid[PRINCIPAL] + row.waived[PRINCIPAL] if self.follows_balance else 0

    def _paid_ahead(self, rows: Sequence[Row]) -> int:
        """Principal that rows must ask at least because it is paid, where payments don't change the plan."""
        return 0 if self.follows_balance else sum(row.paid[PRINCIPAL] + row.waived[PRINCIPAL] for row in rows)

    def _metered(self, balance: int) -> int:
        """Flat interest runs on all that was amortised, ever."""
        if self.terms.method is Method.FLAT:
            return self.amortised
        return balance

    def _shape(self, row: Row, interest: Fraction, left: int) -> Fraction:
        """Give a row its interest and principal; returns interest that does not fit into its installment."""
        settled, charge = self._settled(row), self._rounded(interest)
        if fineract.is_chosen(self.terms) and self._aims_at_installment() and charge > self.level:
            row.due[INTEREST], row.due[PRINCIPAL] = self.level, settled
            return interest - self.level
        row.due[INTEREST] = max(charge, row.paid[INTEREST] + row.waived[INTEREST])
        row.due[PRINCIPAL] = settled + min(max(self._aim(row) - settled, self._paid_ahead([row])), left)
        return Fraction(0)

    def _take_rest(self, row: Row, interest: Fraction, left: int) -> Fraction:
        """The last row takes everything."""
        row.due[INTEREST] = max(self._rounded(interest), row.paid[INTEREST] + row.waived[INTEREST])
        row.due[PRINCIPAL] = self._settled(row) + left
        return Fraction(0)

    def _aim(self, row: Row) -> int:
        """The principal part a row aims at."""
        if self.terms.method in (Method.INTEREST_ONLY, Method.BULLET) or row.number <= self.waits:
            return 0
        if self.terms.method is Method.CUSTOM:
            return self.planned.get(row.number, 0)
        level = self.steps.get(row.number, self.level)
        return level - row.due[INTEREST] if self._aims_at_installment() else level

    def _aims_at_installment(self) -> bool:
        flat = self.terms.method is Method.FLAT and fineract.is_chosen(self.terms)
        return flat or self.terms.method in (
            Method.EQUAL_INSTALLMENTS,
            Method.BALLOON,
            Method.FIXED_INSTALLMENT,
        )

    def _exact_level(self, rows: Sequence[Row], coming: Sequence[Row], first: Row) -> int:
        """What rows that repay aim at; `first` of the open ones takes the interest gathered so far."""
        left, count = self._left(rows), len(coming)
        if self.terms.method is Method.FLAT and self._aims_at_installment():
            interest = self._metered(left) * sum(self.meter.factor(row.from_on, row.due_on) for row in coming)
            return self._installment(Fraction(left + interest, count))
        if self.terms.method is Method.FIXED_INSTALLMENT:
            return self.level
        if self.terms.method not in (Method.EQUAL_INSTALLMENTS, Method.BALLOON):
            return self._installment(Fraction(left, count))
        starts = [row.from_on for row in coming]
        brought = Fraction(0)
        if coming[0] is first and not fineract.is_chosen(self.terms):
            starts[0], brought = self.since, self.bucket
        factors = [self.meter.factor(start, row.due_on) for start, row in zip(starts, coming, strict=True)]
        factors += factors[-1:] * ((self.terms.balloon_periods or self.terms.periods) - self.terms.periods)
        return self._installment(_annuity(left, brought, factors))

    def _smooth(self, rows: Sequence[Row], coming: Sequence[Row]) -> None:
        """As `annuity.smoothed`, on the running plan."""
        count, gap = len(coming), self._gap(coming)
        for _ in range(_SMOOTHING_PASSES):
            if count < 2 or abs(gap) <= count // 2:
                break
            before = self.level
            self.level = to_installment(self.terms, before + divide(gap, count, Rounding.HALF_EVEN), 1)
            self.plan(rows)
            better = self._gap(coming)
            if abs(better) >= abs(gap):
                self.level = before
                self.plan(rows)
                break
            gap = better

    def _gap(self, coming: Sequence[Row]) -> int:
        last = coming[-1]
        return last.due[PRINCIPAL] + last.due[INTEREST] - self.level

    def _installment(self, exact: Fraction) -> int:
        return to_installment(self.terms, exact.numerator, exact.denominator)

    def _rounded(self, exact: Fraction) -> int:
        return divide(exact.numerator, exact.denominator, self.terms.interest_rounding)


class RunningPayer:
    """Pays coming rows on the real balance: each is shaped as it is if paid today before it takes anything."""

    def __init__(self, running: Running, rows: Sequence[Row], on: date) -> None:
        self.running, self.rows, self.on = running, rows, on
        self.shaped: list[int] = []
        self.passed_over: list[Row] = []

    def pay(self, row: Row, column: int, amount: int) -> int:
        """Pay up to `amount`; returns what was taken."""
        if row.number and row.number not in self.shaped:
            self.running.advance_payment(self.rows, row)
            self.shaped.append(row.number)
        return row.pay(column, amount, self.on)

    def may_ask(self, _: Row) -> bool:
        """Never."""
        return False

    def passes_over(self, row: Row) -> bool:
        """Whether all it would ask is interest that is not earned yet."""
        return any(row is other for other in self.passed_over)

    def finish(self, rows: Sequence[Row]) -> None:
        """A row that is paid closes and has emptied the bucket; what is left of the loan is planned again."""
        for row in rows:
            if row.unpaid:
                continue
            if row.paid[PRINCIPAL] or row.paid[INTEREST]:
                row.paid_on = self.on
            else:
                row.paid_on = None  # a charge may have been paid
                self.passed_over.append(row)
        self.running.close_paid(self.rows)
        self.shaped.clear()


def _annuity(left: int, brought: Fraction, factors: Sequence[Fraction]) -> Fraction:
    """The level installment for `left`, with interest of `brought` already earned when the first period begins.

    A = (P prod(1 + f_i) + B prod_{i>1}(1 + f_i)) / sum_j prod_{i>j}(1 + f_i).
    """
    growth, value = Fraction(1), Fraction(0)
    for factor in factors:
        value = value * (1 + factor) + 1
        growth *= 1 + factor
    return (left * growth + brought * growth / (1 + factors[0])) / value


def can_run(terms: LoanTerms) -> bool:
    """Whether a plan over these terms can be made anew, interest being gathered night by night."""
    free = terms.grace == Grace() or (terms.grace.is_on_principal_alone and not fineract.is_chosen(terms))
    return free and not is_fixed(terms)


def is_fixed(terms: LoanTerms) -> bool:
    """Whether the plan holds what cannot be computed again: a subsidy, or a broken period's interest set apart."""
    return terms.subsidy is not None or terms.broken_period is not BrokenPeriod.LEVELLED

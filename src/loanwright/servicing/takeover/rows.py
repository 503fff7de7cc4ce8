"""One row of a lender's file: a loan to take over, or what is wrong with it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Row
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from loanwright.engine.api import MONTHLY, LoanTerms, Parts, Schedule, schedule, shifted
from loanwright.kernel.money import Currency, Money, total
from loanwright.kernel.rate import Rate, RateNotReadable
from loanwright.products.api import Bilingual
from loanwright.servicing.takeover.mapping import Mapping, Meaning, Status

_LONGEST = 480
_LAST_COMMON_DAY = 28  # every month has it, so due dates need no clamping


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one field of one row; `name` stands in `problems.toml`."""

    row: int
    column: str
    name: str
    value: str


class _Unusable(Exception):
    def __init__(self, name: str, value: str) -> None:
        super().__init__(name)
        self.name, self.value = name, value


@dataclass(frozen=True, slots=True)
class Takeover:
    """A loan of the file as we will keep it; `installment_charged` is what the other lender says it was."""

    external_id: str
    product_code: str
    product_name: Bilingual | None
    terms: LoanTerms
    meaning: Meaning
    principal_outstanding: Money
    overdue: Parts | None
    overdue_since: date | None
    installment: Money
    installment_charged: Money | None

    @property
    def agrees(self) -> bool:
        """Whether our installment is the one really charged, within a cent."""
        charged = self.installment_charged
        return charged is None or abs(charged.minor - self.installment.minor) <= 1


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows by a mapping, for books in `currency` whose business date is `business_date`."""

    mapping: Mapping
    business_date: date
    currency: Currency

    def read(self, number: int, row: Row[str, str | None]) -> Takeover | list[Problem]:
        """The loan of row `number` (counted from 1), or everything wrong with it."""
        problems = [*self._unreadable(number, row)] or [*self._contradicting(number, row)]
        return problems or self._takeover(row)

    def _unreadable(self, number: int, row: Row[str, str | None]) -> Iterator[Problem]:
        c = self.mapping.columns
        readings: dict[str, Callable[[str], object]] = {
            c.external_id: str,
            c.principal: self._positive,
            c.annual_rate_percent: _rate,
            c.periods: _periods,
            c.principal_outstanding: self._amount,
            c.status: self._status,
            c.start: self._start,
        }
        readings |= {column: self._amount for column in (c.principal_paid, c.installment) if column}
        for column, reading in readings.items():
            try:
                reading(_text(row, column))
            except _Unusable as unusable:
                yield Problem(number, column, unusable.name, unusable.value)

    def _contradicting(self, number: int, row: Row[str, str | None]) -> Iterator[Problem]:
        c = self.mapping.columns
        principal, outstanding = self._of(row, c.principal), self._of(row, c.principal_outstanding)
        meaning = self._status(_text(row, c.status)).means
        if outstanding > principal:
            yield Problem(number, c.principal_outstanding, "amount-too-high", _text(row, c.principal_outstanding))
        if bool(outstanding) is not (meaning in (Meaning.CURRENT, Meaning.OVERDUE)):
            yield Problem(number, c.status, "status-contradicts-balance", _text(row, c.status))
        if c.principal_paid and meaning is not Meaning.WRITTEN_OFF:
            paid = self._of(row, c.principal_paid)
            if paid + outstanding != principal:
                yield Problem(number, c.principal_paid, "balances-differ", _text(row, c.principal_paid))

    def _takeover(self, row: Row[str, str | None]) -> Takeover:
        c = self.mapping.columns
        status = self._status(_text(row, c.status))
        terms = self._terms(row, status)
        plan, outstanding = schedule(terms), self._of(row, c.principal_outstanding)
        since = self._overdue_since(plan, status)
        return Takeover(
            external_id=self._external_id(row),
            product_code=self.mapping.product.format(periods=terms.periods),
            product_name=self.mapping.product_called(terms.periods),
            terms=terms,
            meaning=status.means,
            principal_outstanding=outstanding,
            overdue=self._arrears(plan, since, outstanding) if since else None,
            overdue_since=since,
            installment=Money(plan.principal[0] + plan.interest[0] + plan.fees[0], self.currency),
            installment_charged=self._of(row, c.installment) if c.installment else None,
        )

    def _external_id(self, row: Row[str, str | None]) -> str:
        return f"{self.mapping.source}-{_text(row, self.mapping.columns.external_id)}"

    def _terms(self, row: Row[str, str | None], status: Status) -> LoanTerms:
        c, contract = self.mapping.columns, self.mapping.contract
        return LoanTerms(
            principal=self._of(row, c.principal),
            rate=_rate(_text(row, c.annual_rate_percent)),
            method=contract.method,
            periods=_periods(_text(row, c.periods)),
            start_on=self._started_on(self._start(_text(row, c.start)), self._external_id(row), status),
            day_count=contract.day_count,
            installment_rounding=contract.installment_rounding,
            interest_rounding=contract.interest_rounding,
        )

    def _started_on(self, start: date, external_id: str, status: Status) -> date:
        """The day the contract began, in the calendar of our books."""
        dates = self.mapping.dates
        if dates.names_days:
            return shifted(start, MONTHLY, self._months_moved)
        run = max(_months(dates.as_of_day) - _months(start), 1)
        fell_due = self.business_date - timedelta(days=_spread(external_id, *status.days))
        fell_due = min(fell_due, fell_due.replace(day=min(fell_due.day, _LAST_COMMON_DAY)))
        later = sum(shifted(fell_due, MONTHLY, k) <= self.business_date for k in range(1, run))
        return shifted(fell_due, MONTHLY, later - run)

    @property
    def _months_moved(self) -> int:
        dates = self.mapping.dates
        return _months(self.business_date) - _months(dates.as_of_day) if dates.moved_to_business_date else 0

    def _overdue_since(self, plan: Schedule, status: Status) -> date | None:
        """The latest due date that is as long ago as the status says."""
        if status.means is not Meaning.OVERDUE:
            return None
        latest = self.business_date - timedelta(days=status.days[0])
        return max((due_on for due_on in plan.periods.due_on if due_on <= latest), default=None)

    def _arrears(self, plan: Schedule, since: date, outstanding: Money) -> Parts:
        """The contract's installments from `since` until today; never more principal than there is."""
        unpaid = [row for row in plan.installments if since <= row.due_on <= self.business_date]
        principal = total((row.principal for row in unpaid), self.currency)
        interest = total((row.interest for row in unpaid), self.currency)
        nothing = Money.zero(self.currency)
        return Parts.made_of(min(principal, outstanding), interest, nothing, nothing)

    def _of(self, row: Row[str, str | None], column: str) -> Money:
        return self._amount(_text(row, column))

    def _amount(self, text: str) -> Money:
        """Files carry more decimals than the currency has; half a cent counts as one."""
        try:
            exact = Decimal(text.replace(",", "")).scaleb(self.currency.exponent)
        except InvalidOperation:
            raise _Unusable("amount-not-readable", text) from None
        if not exact.is_finite() or not 0 <= exact < 10**17:
            raise _Unusable("amount-not-readable", text)
        return Money(int(exact.to_integral_value(ROUND_HALF_UP)), self.currency)

    def _positive(self, text: str) -> Money:
        amount = self._amount(text)
        if not amount:
            raise _Unusable("amount-not-positive", text)
        return amount

    def _status(self, text: str) -> Status:
        try:
            return self.mapping.statuses[text]
        except KeyError:
            raise _Unusable("status-unknown", text) from None

    def _start(self, text: str) -> date:
        dates = self.mapping.dates
        try:
            start = datetime.strptime(text, dates.start_format).date()
        except ValueError:
            raise _Unusable("date-not-readable", text) from None
        if start > dates.as_of_day:
            raise _Unusable("date-not-past", text)
        return start


def _text(row: Row[str, str | None], column: str) -> str:
    if column not in row:
        raise _Unusable("column-missing", "")
    text = (row[column] or "").strip()
    if not text:
        raise _Unusable("value-missing", "")
    return text


def _rate(text: str) -> Rate:
    try:
        return Rate.percent(text.rstrip("%"))
    except RateNotReadable:
        raise _Unusable("rate-not-readable", text) from None


def _periods(text: str) -> int:
    digits = text.split(maxsplit=1)[0]
    if not digits.isdecimal() or not 1 <= int(digits) <= _LONGEST:
        raise _Unusable("periods-not-readable", text)
    return int(digits)


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _spread(external_id: str, first: int, last: int) -> int:
    """A number of the range, always the same for a loan, evenly spread over many."""
    digest = hashlib.sha256(external_id.encode()).digest()
    return first + int.from_bytes(digest[:8]) % (last - first + 1)

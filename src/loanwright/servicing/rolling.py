"""What becomes of a plain loan on the day after an installment, when nobody has touched it meanwhile.

Such loans (`Growth.is_plain`) are most of what falls due. The step from one installment to the next needs a few
figures of two installments, not the loan's whole life. A property test holds it equal to `replay`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from loanwright.engine.api import Accrual, Growth, PenaltyTerms, accrued, charged_from, penalty_line, weight
from loanwright.servicing.model import LoanStatus, Posted
from loanwright.servicing.projection import grown, risen


@dataclass(frozen=True, slots=True)
class Passed:
    """The installment that fell due yesterday, and what is still owed of it by component."""

    position: int
    due_on: date
    parts: tuple[int, ...]

    @property
    def owed(self) -> int:
        """All of it."""
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class Coming:
    """The installment that runs now."""

    from_on: date
    due_on: date
    interest: int


@dataclass(frozen=True, slots=True)
class NextDue:
    """The first installment from today on of which something is unpaid."""

    on: date
    owed: int


@dataclass(frozen=True, slots=True)
class PlainLoan:
    """A loan at the end of the day after a due date, as last written; nothing but time has happened since."""

    id: UUID
    product_code: str
    status: LoanStatus
    accrued_through: date
    overdue: int
    overdue_since: date | None
    interest: Accrual
    penalty: PenaltyTerms | None
    passed: Passed
    coming: Coming | None
    next_due: NextDue | None


@dataclass(frozen=True, slots=True)
class Rolled:
    """What is to be written of it; `earned` is the interest since it was last written.

    `penalty` is charged on the installment `passed` at once, where there are no days of grace.
    """

    id: UUID
    status: LoanStatus
    accrued_through: date
    earned: int
    passed: int
    penalty: int
    overdue: int
    overdue_since: date | None
    next_due: NextDue | None
    growth: Growth


def roll(loan: PlainLoan) -> Rolled:
    """The loan at the end of the day after `loan.passed.due_on`."""
    today = loan.passed.due_on + timedelta(days=1)
    line = _line(loan.coming, loan.interest) if loan.coming else None
    period = accrued(loan.interest, loan.passed.due_on) - accrued(loan.interest, loan.accrued_through)
    penalty = _penalty(loan, today)
    charged = accrued(penalty, today)
    late = bool(loan.passed.owed) or loan.overdue_since is not None
    return Rolled(
        id=loan.id,
        status=LoanStatus.OVERDUE if late else loan.status,
        accrued_through=today,
        earned=period + accrued(line, today),
        passed=loan.passed.position,
        penalty=charged,
        overdue=loan.overdue + loan.passed.owed + charged,
        overdue_since=loan.overdue_since or (loan.passed.due_on if loan.passed.owed else None),
        next_due=loan.next_due,
        growth=Growth(
            interest=line,
            penalties=(penalty,) if penalty else (),
            through=loan.coming.due_on if loan.coming else None,
            is_plain=loan.coming is not None and not (loan.penalty and loan.passed.owed),
        ),
    )


def _line(coming: Coming, before: Accrual) -> Accrual:
    """The interest of the installment that runs now, measured as that of the one before."""
    whole = weight(before.day_count, coming.from_on, coming.due_on)
    return Accrual(coming.from_on, coming.interest, whole, before.day_count, before.rounding)


def _penalty(loan: PlainLoan, today: date) -> Accrual | None:
    if loan.penalty is None:
        return None
    line = penalty_line(loan.penalty, loan.passed.due_on, loan.passed.parts, loan.interest.rounding)
    return charged_from(line, today, line.slope) if line.slope else None


def earned_today(before: PlainLoan, after: Rolled, closed_through: date | None) -> Posted:
    """What is to be posted of the step, given that closes have posted its range through a day."""
    through = max(before.accrued_through, min(closed_through or before.accrued_through, before.passed.due_on))
    return grown(after.earned - risen([before.interest], before.accrued_through, through), after.penalty)

"""What closing the business date would come to, computed as the close computes it, with nothing written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from loanwright.engine.api import event_from_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal
from loanwright.servicing.model import Loan, Posted
from loanwright.servicing.projection import posted, posted_so_far
from loanwright.servicing.repository import book_days, closes, loans, plain_loans
from loanwright.servicing.repository.closes import SetAside
from loanwright.servicing.rolling import earned_today, roll


@dataclass(slots=True)
class ClosePreview:
    """Counts, and interest and penalties in minor units that the close would post."""

    business_date: date
    loans: int = 0
    by_step: int = 0
    by_engine: int = 0
    refused: list[SetAside] = field(default_factory=list)
    interest: int = 0
    penalties: int = 0

    def add(self, change: Posted) -> None:
        """Count one loan that would be rewritten."""
        self.loans += 1
        self.interest += change.interest_income
        self.penalties += change.penalty_income


def preview_close(uow: UnitOfWork) -> ClosePreview:
    """Foresee the close of the business date, range by range."""
    preview = ClosePreview(uow.business_date)
    untouched = book_days.untouched(uow)
    preview.loans, preview.interest = untouched.loans, untouched.interest_today
    preview.penalties = untouched.penalties_today
    for book_range in range(closes.count_book_ranges(uow)):
        _foresee(uow, book_range, preview)
    return preview


def _foresee(uow: UnitOfWork, book_range: int, preview: ClosePreview) -> None:
    closed_through = loans.range_closed_through(uow, book_range)
    passing = plain_loans.passing(uow, book_range)
    for one in passing:
        preview.by_step += 1
        preview.add(earned_today(one, roll(one), closed_through))
    stepped = {one.id for one in passing}
    affected = [account for account in closes.loans_to_rewrite(uow, book_range) if account.id not in stepped]
    forms = loans.event_forms(uow, [account.id for account in affected])
    for account in affected:
        try:
            events = [event_from_json(form) for form in forms[account.id]]
            state = account.replayed(events, uow.business_date, uow.calendar)
        except Refusal as refusal:
            preview.refused.append(_refused(uow, account, refusal))
            continue
        preview.by_engine += 1
        preview.add(posted(state) - posted_so_far(account, closed_through))


def _refused(uow: UnitOfWork, account: Loan, refusal: Refusal) -> SetAside:
    return SetAside(account.id, uow.business_date, str(refusal))

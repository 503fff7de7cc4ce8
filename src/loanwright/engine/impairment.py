"""What of a claim the lender no longer counts as an asset. An account has one from its first loss event on.

The borrower's side (rows, arrears, payoff) does not look here. The ledger's side does: of what is owed, `Impairment`
says how much is off the books, so that the totals of any two days still differ by a balanced entry:

* Off the books is principal written off and not recovered, and while nothing accrues interest and penalties not paid,
  after a charge-off fees too. Such income counts when it is paid.
* Payments first reduce principal on the books; what goes beyond it has been recovered.
* What is given up of amounts off the books costs nothing more, and is income never.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from loanwright.engine.loss_events import NonAccrual
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL
from loanwright.engine.terms import LoanTerms


class Ending(StrEnum):
    """How a loan ended that was not repaid."""

    WRITTEN_OFF = "written_off"
    SOLD = "sold"


class Figures(NamedTuple):
    """What of an account's claims is off the books, and what was given up or sold, by component.

    `totals` are those of `state.Totals`: written off, recovered, proceeds and sale loss.
    """

    off: Sequence[int]
    given_up: Sequence[int]
    sold: Sequence[int]
    totals: Sequence[int] = ()


_NOTHING = (0, 0, 0, 0)
UNIMPAIRED = Figures(_NOTHING, _NOTHING, _NOTHING)


@dataclass(slots=True)
class Impairment:
    """Figures in minor units. `uncollected` principal is written off, and recovered as far as less of it is owed.

    `given_up` is owed no more though it never was income; `sold` was an asset when the claim was sold; `contract` is
    what was agreed before nothing grew any more.
    """

    non_accrual: NonAccrual | None = None
    charged_off: bool = False
    ending: Ending | None = None
    contract: LoanTerms | None = None
    written_off: int = 0
    recovered: int = 0
    uncollected: int = 0
    proceeds: int = 0
    sale_loss: int = 0
    given_up: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    sold: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    @property
    def reason(self) -> NonAccrual | None:
        """Why income is not counted."""
        return NonAccrual.CHARGED_OFF if self.charged_off else self.non_accrual

    def figures(self, claims: Sequence[int]) -> Figures:
        """What is off the books of `claims`, which are what is owed by component."""
        off = self.off(claims)
        recovered = self.recovered + self.uncollected - off[PRINCIPAL]
        return Figures(off, self.given_up, self.sold, (self.written_off, recovered, self.proceeds, self.sale_loss))

    def off(self, claims: Sequence[int]) -> list[int]:
        """By component."""
        off = [self.principal_off(claims[PRINCIPAL]), 0, 0, 0]
        for column in self.columns_off:
            off[column] = claims[column]
        return off

    def principal_off(self, principal: int) -> int:
        """How much of the principal that is owed is written off."""
        return min(principal, self.uncollected)

    @property
    def columns_off(self) -> tuple[int, ...]:
        """Components of which nothing is on the books, beside principal."""
        if self.charged_off:
            return INTEREST, FEES, PENALTIES
        return (INTEREST, PENALTIES) if self.non_accrual else ()

    def write_off(self, amount: int, principal: int) -> None:
        """Take up to `amount` of the principal that is owed off the books."""
        self.settle(principal)
        part = min(amount, principal - self.uncollected)
        self.uncollected += part
        self.written_off += part

    def write_back(self, amount: int, principal: int) -> None:
        """Put up to `amount` of it on the books again."""
        self.settle(principal)
        part = min(amount, self.uncollected)
        self.uncollected -= part
        self.written_off -= part

    def settle(self, principal: int) -> None:
        """Note as recovered what was."""
        off = self.principal_off(principal)
        self.recovered += self.uncollected - off
        self.uncollected = off

    def forgive(self, off_before: Sequence[int], off_now: Sequence[int]) -> None:
        """What was off the books and is owed no more, without having been paid."""
        for column in range(4):
            self.given_up[column] += off_before[column] - off_now[column]
        self.uncollected = off_now[PRINCIPAL]

    def sell(self, claims: Sequence[int], price: int) -> None:
        """All claims go for `price`; what they stood for on the books beyond it is lost."""
        self.settle(claims[PRINCIPAL])
        kept = [claim - off for claim, off in zip(claims, self.off(claims), strict=True)]
        self.sold = [before + part for before, part in zip(self.sold, kept, strict=True)]
        self.proceeds += price
        self.sale_loss += sum(kept) - price
        self.uncollected = 0
        self.ending = Ending.SOLD

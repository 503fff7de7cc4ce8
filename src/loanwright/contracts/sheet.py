"""The sheet: everything a contract prints, as text and plain numbers for the template.

Figures come from the engine, so the contract, the quote and the account cannot disagree. Identifiers are masked so that
the parties recognise them and strangers cannot use them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from loanwright.contracts.amount_in_capitals import amount_in_capitals
from loanwright.contracts.model import Account, ContractDraft, KeyTerms
from loanwright.engine.api import (
    AnnualRates,
    DayCount,
    Fee,
    Installment,
    LineTerms,
    LoanTerms,
    PenaltyBase,
    PenaltyTerms,
    Schedule,
    Subsidy,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal
from loanwright.products.api import rhythm_of

_CENT = Decimal("0.01")
_DAYS_IN_YEAR = {DayCount.ACT_360: 360, DayCount.ACT_365: 365}
_SIMPLE = (PenaltyBase.PRINCIPAL, None, None)  # the penalty the templates speak of


class TermsNotPrintable(Refusal):
    """The contract templates cannot state one of the terms, so no contract may be drawn up."""


def key_terms(plan: Schedule, rates: AnnualRates) -> KeyTerms:
    """The figures of the first page."""
    return KeyTerms(
        principal=plan.terms.principal,
        periods=len(plan.installments),
        method=plan.terms.method.value,
        first_due_on=plan.first_payable.due_on,
        nominal_rate=plan.terms.rate,
        annual_rate_simple=rates.simple,
        annual_rate_compound=rates.compound,
        total_interest=plan.total_interest,
        total_fees=plan.total_fees,
    )


def contract_sheet(draft: ContractDraft, number: str, plan: Schedule, rates: AnnualRates) -> dict[str, Any]:
    """What the template of a loan contract needs; JSON values only.

    Raises:
        TermsNotPrintable: no template has words for these terms yet.
        AmountTooLargeToSpell
    """
    unprintable = next(_without_words(draft.terms), None)
    if unprintable:
        raise TermsNotPrintable(term=unprintable)
    return {
        "number": number,
        "product": draft.product_name,
        "lender": asdict(draft.lender),
        "borrower": {
            "name": draft.borrower.name,
            "id_number": masked(draft.borrower.id_number, 6, 4),
            "phone": masked(draft.borrower.phone, 3, 4),
        },
        "purpose": draft.purpose,
        "subsidy_provider": draft.subsidy_provider,
        "line": _line(draft.line),
        "payout_account": _account(draft.payout_account, masked(draft.payout_account.number, 4, 4)),
        "repayment_account": _account(draft.repayment_account, draft.repayment_account.number),
        **_figures(plan, rates),
        **_words(draft.terms),
    }


def _figures(plan: Schedule, rates: AnnualRates) -> dict[str, Any]:
    terms, rows = plan.terms, plan.installments
    return {
        "amount": grouped(terms.principal),
        "amount_in_capitals": amount_in_capitals(terms.principal),
        "rates": {
            "nominal": _agreed(terms.rate),
            "annual_simple": _computed(rates.simple),
            "annual_compound": _computed(rates.compound),
        },
        "start_on": terms.start_on.isoformat(),
        "first_due_on": plan.first_payable.due_on.isoformat(),
        "end_on": rows[-1].due_on.isoformat(),
        "periods": str(len(rows)),
        "total_interest": grouped(plan.total_interest),
        "total_subsidy": grouped(plan.total_subsidy),
        "total_fees": grouped(plan.total_fees),
        "total_cost": grouped(plan.total_cost),
        "total_repayment": grouped(terms.principal + plan.total_cost),
        "schedule": [_row(row) for row in rows],
        "schedule_totals": _totals(plan),
    }


def _words(terms: LoanTerms) -> dict[str, Any]:
    """What the template says in words of its own language: the engine's values by name."""
    return {
        "method": terms.method.value,
        "rhythm": rhythm_of(terms).model_dump(mode="json"),
        "subsidy": _subsidy(terms.subsidy),
        "balloon_periods": terms.balloon_periods,
        "day_count": terms.day_count.value,
        "allocation": {
            "components": [component.value for component in terms.allocation.components],
            "order": terms.allocation.order.value,
            "excess": terms.allocation.excess.value,
        },
        "grace": asdict(terms.grace),
        "penalty": _penalty(terms.penalty),
        "fees": [_fee(fee) for fee in terms.fees],
    }


def _without_words(terms: LoanTerms) -> Iterator[str]:
    """What these terms agree and no template can say yet."""
    for name in ("down_payment", "floating", "rate_steps"):
        if getattr(terms, name):
            yield name.replace("_", "-")
    if terms.penalty and (terms.penalty.base, terms.penalty.compound_every, terms.penalty.cap_percent) != _SIMPLE:
        yield "penalty"
    for fee in terms.fees:
        if any((fee.minimum, fee.maximum, fee.on, fee.trigger, fee.vat)) or fee.every != 1:
            yield f"fee {fee.name}"


def _row(row: Installment) -> list[str]:
    amounts = (row.total, row.principal, row.interest, row.fees, row.balance)
    return [str(row.number), row.due_on.isoformat(), *map(grouped, amounts)]


def _totals(plan: Schedule) -> list[str]:
    fees = sum(row.fees.minor for row in plan.installments)
    principal, interest = plan.terms.principal, plan.total_interest
    with_installments = Money(fees, plan.currency)
    amounts = (principal + interest + with_installments, principal, interest, with_installments)
    return [grouped(amount) for amount in amounts]


def _penalty(penalty: PenaltyTerms | None) -> dict[str, Any] | None:
    if penalty is None:
        return None
    days_in_year = 360 if penalty.day_count is DayCount.ACT_360 else 365
    return {
        "rate": _agreed(penalty.rate),
        "grace_days": penalty.grace_days,
        "days_in_year": days_in_year,
    }


def _subsidy(subsidy: Subsidy | None) -> dict[str, Any] | None:
    """What a third party pays: a share of the interest, or points of the rate; for how many installments."""
    if subsidy is None:
        return None
    share = None if subsidy.percent is None else f"{subsidy.percent.normalize():f}%"
    points = None if subsidy.points is None else _agreed(subsidy.points)
    return {"share": share, "points": points, "periods": subsidy.periods}


def _line(line: LineTerms | None) -> dict[str, Any] | None:
    """What a revolving line agrees beside the example; interest of a day in ten-thousandths of what is drawn."""
    if line is None:
        return None
    days_in_year = _DAYS_IN_YEAR[line.day_count]
    a_day = (line.rate.annual * 10_000 / days_in_year).quantize(_CENT, ROUND_HALF_UP)
    return {"interest_due": line.interest_due.value, "due_day": line.due_day, "per_ten_thousand": f"{a_day:f}"}


def _fee(fee: Fee) -> dict[str, str | None]:
    return {
        "name": fee.name,
        "timing": fee.timing.value,
        "amount": None if fee.amount is None else grouped(fee.amount),
        "percent": None if fee.percent is None else f"{fee.percent.normalize():f}%",
        "base": fee.base.value,
    }


def _account(account: Account, shown: str) -> dict[str, str]:
    return {"bank": account.bank, "number": in_fours(shown), "holder": account.holder}


def _agreed(rate: Rate) -> str:
    """A rate of the terms, in full, with at least two decimals."""
    percent = rate.as_percent.normalize()
    in_full = percent.quantize(_CENT)
    return f"{in_full if in_full == percent else percent:f}%"


def _computed(rate: Rate) -> str:
    """A rate that was computed, to two decimals."""
    return f"{rate.as_percent.quantize(_CENT, ROUND_HALF_UP):f}%"


def grouped(amount: Money) -> str:
    """An amount as contracts print it: ``53,812.00``."""
    return f"{amount.decimal:,.{amount.currency.exponent}f}"


def masked(text: str, head: int, tail: int) -> str:
    """The first and last characters with stars between; a short text shows only its tail."""
    hidden = len(text) - head - tail
    return text[:head] + "*" * hidden + text[-tail:] if hidden > 0 else "*" * max(0, len(text) - tail) + text[-tail:]


def in_fours(text: str) -> str:
    """An account number in groups of four, as on the card."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))

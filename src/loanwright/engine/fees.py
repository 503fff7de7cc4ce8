"""Fees of the terms, in minor units: those at the start, those with installments, and those that an event brings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loanwright.engine.fee_terms import Fee, FeeBase, FeeTiming, FeeTrigger, VatQuoted
from loanwright.engine.rounding import divide
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.money import Money, Rounding

_WITH_INSTALLMENTS = (FeeTiming.PER_INSTALLMENT, FeeTiming.ON_DATE)


def charged_at_start(terms: LoanTerms, timing: FeeTiming) -> int:
    """All fees of one timing that are taken when the loan is disbursed."""
    return sum(
        fee_on(fee, terms.principal.minor, terms.interest_rounding) for fee in terms.fees if fee.timing is timing
    )


def charged_with_installments(
    terms: LoanTerms, due_on: Sequence[date], principal: Sequence[int], interest: Sequence[int]
) -> tuple[int, ...]:
    """The fee column of a schedule."""
    column = [0] * len(principal)
    for fee in terms.fees:
        if fee.timing not in _WITH_INSTALLMENTS:
            continue
        balance = sum(principal)
        for k, (repaid, charge) in enumerate(zip(principal, interest, strict=True)):
            if _falls_due(fee, k, due_on):
                column[k] += fee_on(fee, _base(fee, terms, balance, repaid, charge), terms.interest_rounding)
            balance -= repaid
    return tuple(column)


def charged_on(terms: LoanTerms, trigger: FeeTrigger, moved: Money) -> list[tuple[str, Money]]:
    """Name and amount of each fee that the terms ask for when an event moves an amount."""
    asked = []
    for fee in terms.fees:
        if fee.trigger is trigger:
            base = moved if fee.base is FeeBase.EVENT else terms.principal
            minor = fee_on(fee, base.minor, terms.interest_rounding)
            asked.append((fee.name, Money(minor, terms.principal.currency)))
    return asked


def fee_on(fee: Fee, base: int, rounding: Rounding) -> int:
    """The fee in minor units, VAT in it: its amount, or its percentage of `base`, rounded."""
    asked = _without_added_vat(fee, base, rounding)
    if fee.vat is None or fee.vat.quoted is VatQuoted.INCLUDED:
        return asked
    numerator, denominator = fee.vat.percent.as_integer_ratio()
    return asked + divide(asked * numerator, denominator * 100, Rounding.HALF_UP)


def vat_within(fee: Fee, charged: int) -> int:
    """The VAT in a fee that was charged: gross x p / (100 + p), rounded half up; what is left is the net fee."""
    if fee.vat is None:
        return 0
    numerator, denominator = fee.vat.percent.as_integer_ratio()
    return divide(charged * numerator, denominator * 100 + numerator, Rounding.HALF_UP)


def _without_added_vat(fee: Fee, base: int, rounding: Rounding) -> int:
    if fee.percent is None:
        return fee.amount.minor if fee.amount else 0
    numerator, denominator = fee.percent.as_integer_ratio()
    asked = divide(base * numerator, denominator * 100, rounding)
    if fee.minimum is not None:
        asked = max(asked, fee.minimum.minor)
    return asked if fee.maximum is None else min(asked, fee.maximum.minor)


def _falls_due(fee: Fee, k: int, due_on: Sequence[date]) -> bool:
    """Whether a fee comes with installment k, counted from 0."""
    if fee.on is None:
        return (k + 1) % fee.every == 0
    return k == min(sum(day < fee.on for day in due_on), len(due_on) - 1)


def _base(fee: Fee, terms: LoanTerms, balance: int, principal: int, interest: int) -> int:
    match fee.base:
        case FeeBase.BALANCE:
            return balance
        case FeeBase.INSTALLMENT_PRINCIPAL:
            return principal
        case FeeBase.INSTALLMENT_INTEREST:
            return interest
        case FeeBase.INSTALLMENT:
            return principal + interest
        case FeeBase.PRINCIPAL | FeeBase.EVENT:
            return terms.principal.minor

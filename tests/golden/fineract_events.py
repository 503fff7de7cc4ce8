"""Apache Fineract's words for what happens to a loan, mapped onto our events. No arithmetic: only names change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from loanwright.engine.api import (
    AccountState,
    AllocationOrder,
    CalledDue,
    Component,
    Disbursed,
    Event,
    Excess,
    FeeCharged,
    InterestBasis,
    InterestPaused,
    InterestStopped,
    LoanTerms,
    PaidOff,
    RateChanged,
    Repaid,
    Reversed,
    Waterfall,
    payoff_quote,
    replay,
    schedule,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from tests.golden.fineract_terms import NotExpressible, Words, terms_of

_PENALTY, _FEE, _INTEREST, _PRINCIPAL = Component.PENALTY, Component.FEE, Component.INTEREST, Component.PRINCIPAL
_ORDERS = {
    "ADVANCED_PAYMENT_ALLOCATION": (_PENALTY, _FEE, _PRINCIPAL, _INTEREST),
    "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER": (_PENALTY, _FEE, _INTEREST, _PRINCIPAL),
    "INTEREST_PRINCIPAL_PENALTIES_FEES_ORDER": (_INTEREST, _PRINCIPAL, _PENALTY, _FEE),
    "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE": (
        _PENALTY,
        _INTEREST,
        _PRINCIPAL,
        _FEE,
    ),
    "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST": (
        _PENALTY,
        _FEE,
        _INTEREST,
        _PRINCIPAL,
    ),
}
_EXCESS = {"NEXT_INSTALLMENT": Excess.NEXT_INSTALLMENT, "LAST_INSTALLMENT": Excess.LAST_INSTALLMENT}
_CHARGES = {"LOAN_NSF_FEE": Component.PENALTY, "LOAN_SNOOZE_FEE": Component.FEE}
_UNTOUCHED = {"expect_transactions", "expect_status", "expect_outstanding", "global_config"}


class Timeline:
    """One case read from top to bottom: the terms, our events so far, and the day the loan was last looked at."""

    def __init__(self, case: Words) -> None:
        self.case, self.loan, self.product = case, case["loan"], case["product_attributes"]
        self.events: list[Event] = []
        self.today = self.touched = date.fromisoformat(self.loan["submitted_on"])
        self.approved = self.loan["principal"]
        self.expected_on = self.loan["submitted_on"]
        self.rules = {kind: rule for kind, rule, *_ in self.product.get("paymentAllocation") or ()}
        for word in case["pre_events"]:
            self._hear(word)

    def snapshots(self) -> Iterator[list[dict[str, str]]]:
        """The schedule wherever the case asks for one."""
        for word in self.case["timeline"]:
            if word["type"] == "expect_schedule":
                yield self._rows()
            else:
                self._hear(word)

    @property
    def terms(self) -> LoanTerms:
        """The contract, for all that may be disbursed."""
        plain = terms_of(self.loan, self.product, self.approved, self.expected_on)
        return replace(plain, interest_basis=self._basis(), allocation=self._waterfall("DEFAULT"))

    def _rows(self) -> list[dict[str, str]]:
        if not any(isinstance(event, Disbursed) for event in self.events):
            plan = schedule(self.terms)
            return [
                _row(row.due_on, (row.principal, row.interest, row.fees, Money.zero(plan.currency)), row.balance)
                for row in plan.installments
            ]
        return _shown(replay(self.terms, self.events, self.touched))

    def _hear(self, word: Words) -> None:
        kind = word["type"]
        if kind in _UNTOUCHED:
            return
        hearer: Callable[[Words], None] | None = getattr(self, f"_{kind}", None)
        if hearer is None:
            raise NotExpressible(kind)
        hearer(word)

    def _business_date(self, word: Words) -> None:
        self.today = date.fromisoformat(word["date"])

    def _cob(self, _: Words) -> None:
        self.touched = self.today

    def _approve(self, word: Words) -> None:
        self.approved, self.expected_on = word["amount"], word["expected_disbursement_date"]

    def _disburse(self, word: Words) -> None:
        self._add(Disbursed(**self._when(word), amount=self._money(word["amount"])))

    def _repayment(self, word: Words) -> None:
        self._repaid(word, "REPAYMENT")

    def _transaction(self, word: Words) -> None:
        self._repaid(word, word["kind"])

    def _payoff(self, word: Words) -> None:
        quote = payoff_quote(self.terms, self.events, date.fromisoformat(word["date"]))
        self._add(PaidOff(**self._when(word), amount=quote.amount))

    def _undo_repayment(self, word: Words) -> None:
        self._undo(date.fromisoformat(word["date"]), 1)

    def _undo_transaction(self, word: Words) -> None:
        self._undo(date.fromisoformat(word["date"]), int(word["nth"]))

    def _undo_last_disbursal(self, _: Words) -> None:
        last = [event for event in self.events if isinstance(event, Disbursed)][-1]
        self._add(Reversed(**self._now(), reverses=last.sequence))

    def _charge_due_date(self, word: Words) -> None:
        self._add(
            FeeCharged(
                **self._now(),
                amount=self._money(word["amount"]),
                name=word["charge"],
                component=_CHARGES[word["charge"]],
                due_on=date.fromisoformat(word["date"]),
            )
        )

    def _charge_off(self, word: Words) -> None:
        match self.product.get("chargeOffBehaviour"):
            case "ZERO_INTEREST":
                self._add(InterestStopped(**self._when(word)))
            case "ACCELERATE_MATURITY":
                self._add(CalledDue(**self._when(word)))
            case _:
                self.touched = self.today

    def _charge_off_undo(self, _: Words) -> None:
        offs = [event for event in self.events if isinstance(event, InterestStopped | CalledDue)]
        for event in offs[-1:]:
            self._add(Reversed(**self._now(), reverses=event.sequence))

    def _interest_pause(self, word: Words) -> None:
        first, last = date.fromisoformat(word["from"]), date.fromisoformat(word["to"])
        self._add(InterestPaused(**self._now(), from_on=first, until_on=last))

    def _reschedule(self, word: Words) -> None:
        data = word["data"]
        if "newInterestRate" not in data:
            raise NotExpressible("reschedule " + " ".join(data))
        on = date.fromisoformat(data["rescheduleFromDate"])
        self._add(RateChanged(**self._now(), from_on=on, rate=Rate.percent(data["newInterestRate"])))

    def _product_allocation_rule(self, word: Words) -> None:
        if word["product"] == self.loan["product"]:
            self.rules[word["transaction_type"]] = word["rule"]

    def _repaid(self, word: Words, kind: str) -> None:
        self._add(Repaid(**self._when(word), amount=self._money(word["amount"]), allocation=self._waterfall(kind)))

    def _undo(self, on: date, nth: int) -> None:
        reversed_ones = {event.reverses for event in self.events if isinstance(event, Reversed)}
        there = [
            event
            for event in self.events
            if event.effective_on == on
            and not isinstance(event, Reversed | FeeCharged | InterestStopped | CalledDue)
            and event.sequence not in reversed_ones
        ]
        if nth > len(there):
            raise NotExpressible("undo of a transaction the engine did not record")
        self._add(Reversed(**self._now(), reverses=there[nth - 1].sequence))

    def _basis(self) -> InterestBasis:
        if not self.product.get("isInterestRecalculationEnabled") or self.loan["interest_type"] == "FLAT":
            return InterestBasis.AS_AGREED
        if self.product.get("disallowInterestCalculationOnPastDue"):
            return InterestBasis.ON_BALANCE_NOT_OVERDUE
        return InterestBasis.ON_BALANCE

    def _waterfall(self, kind: str) -> Waterfall:
        rule = self.rules.get(kind) or self.rules.get("DEFAULT", "NEXT_INSTALLMENT")
        if rule not in _EXCESS:
            raise NotExpressible(rule)
        order = AllocationOrder.BY_INSTALLMENT
        if self.product.get("loanScheduleProcessingType") == "VERTICAL":
            order = AllocationOrder.BY_COMPONENT
        return Waterfall(_ORDERS[self.loan["payment_strategy"]], order, _EXCESS[rule])

    def _add(self, event: Event) -> None:
        self.events.append(event)
        self.touched = self.today

    @property
    def _next(self) -> int:
        return len(self.events) + 1

    def _when(self, word: Words) -> dict[str, Any]:
        return {"sequence": self._next, "effective_on": date.fromisoformat(word["date"])}

    def _now(self) -> dict[str, Any]:
        return {"sequence": self._next, "effective_on": self.today}

    def _money(self, amount: str) -> Money:
        return Money.parse(amount, self.terms.principal.currency)


def _shown(state: AccountState) -> list[dict[str, str]]:
    return [
        _row(row.due_on, (row.due.principal, row.due.interest, row.due.fees, row.due.penalties), row.balance)
        for row in state.installments
    ]


def _row(due_on: date, amounts: tuple[Money, Money, Money, Money], balance: Money) -> dict[str, str]:
    principal, interest, fees, penalties = amounts
    return {
        "due_date": due_on.isoformat(),
        "principal": str(principal),
        "interest": str(interest),
        "fees": str(fees),
        "penalties": str(penalties),
        "due": str(principal + interest + fees + penalties),
        "balance": str(balance),
    }


def snapshots_of(case: Mapping[str, Any]) -> list[list[dict[str, str]]]:
    """Every schedule the case asks for, in order."""
    return list(Timeline(case).snapshots())

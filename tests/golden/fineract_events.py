"""Apache Fineract's words for what happens to a loan, mapped onto our events. No arithmetic: only names change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from loanwright.engine.api import (
    AccountState,
    AllocationOrder,
    ChargedBack,
    ChargedOff,
    ChargeOffBehaviour,
    Component,
    ContractTerminated,
    Disbursed,
    DueDateShifted,
    Event,
    Excess,
    FeeCharged,
    Frequency,
    GoodwillGranted,
    IncomeCapitalised,
    InterestBasis,
    InterestPaused,
    InterestRefunded,
    LoanTerms,
    MerchantRefunded,
    OpenInterest,
    PaidOff,
    RateChanged,
    ReAged,
    ReAmortised,
    Refunded,
    Repaid,
    Reversed,
    TermExtended,
    Unit,
    Waived,
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
# Fineract's end-to-end tests name the products whose own order is this one.
_CUSTOM = ("ADV_CUSTOM_PMT_ALLOC", "ADV_CUSTOM_PAYMENT_ALLOC")
_CUSTOM_ORDER = "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE"
_EXCESS = {
    "NEXT_INSTALLMENT": Excess.NEXT_INSTALLMENT,
    "LAST_INSTALLMENT": Excess.LAST_INSTALLMENT,
    "NEXT_LAST_INSTALLMENT": Excess.CURRENT_THEN_LAST,
    "REAMORTIZATION": Excess.EQUAL_SHARES,
}
_INTEREST_HANDLING = {
    "DEFAULT": OpenInterest.RECALCULATED,
    "EQUAL_AMORTIZATION_PAYABLE_INTEREST": OpenInterest.EARNED_IN_SHARES,
    "EQUAL_AMORTIZATION_FULL_INTEREST": OpenInterest.ALL_IN_SHARES,
    "EQUAL_AMORTIZATION_INTEREST_SPLIT": OpenInterest.EARNED_IN_SHARES,
}
_CREDITS = ("GOODWILL_CREDIT", "INTEREST_PAYMENT_WAIVER", "CAPITALIZED_INCOME_ADJUSTMENT")
_ALL_REFUNDS = ("supportedInterestRefundTypes",)  # the name of a list of both
_REFUNDS = ("MERCHANT_ISSUED_REFUND", "PAYOUT_REFUND")
_CHARGES = {"LOAN_NSF_FEE": Component.PENALTY, "LOAN_SNOOZE_FEE": Component.FEE}
_CHARGE_OFFS = {
    "REGULAR": ChargeOffBehaviour.REGULAR,
    "ZERO_INTEREST": ChargeOffBehaviour.INTEREST_STOPPED,
    "ACCELERATE_MATURITY": ChargeOffBehaviour.ACCELERATED,
}
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
        plain = self.terms_now
        return replace(plain, interest_basis=self._basis(), allocation=self._waterfall("DEFAULT"))

    @property
    def terms_now(self) -> LoanTerms:
        """The contract before its payment rules."""
        return terms_of(self.loan, self.product, self.approved, self.expected_on)

    def _rows(self) -> list[dict[str, str]]:
        undone = {event.reverses for event in self.events if isinstance(event, Reversed)}
        if not any(isinstance(event, Disbursed) and event.sequence not in undone for event in self.events):
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
        if self.product.get("enableAutoRepaymentForDownPayment") and self.loan.get("auto_down_payment", True):
            self._pay_down(date.fromisoformat(word["date"]))

    def _pay_down(self, on: date) -> None:
        """Fineract pays a down payment by itself if the product says so."""
        due = [row.remaining.total for row in replay(self.terms, self.events, on).installments if row.due_on == on]
        for amount in due[-1:]:
            if amount:
                self._add(Repaid(sequence=self._next, effective_on=on, amount=amount))

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
        due_on = date.fromisoformat(word["date"])
        self._add(
            FeeCharged(
                sequence=self._next,
                effective_on=min(due_on, self.today),
                amount=self._money(word["amount"]),
                name=word["charge"],
                component=_CHARGES[word["charge"]],
                due_on=due_on,
            )
        )

    def _product_repayment_start(self, word: Words) -> None:
        if word["product"] == self.loan["product"]:
            self.product = {**self.product, "repaymentStartDateType": word["value"]}

    def _undo_disbursal(self, _: Words) -> None:
        for event in [event for event in self.events if isinstance(event, Disbursed | Repaid)]:
            self._add(Reversed(**self._now(), reverses=event.sequence))

    def _waive_charge(self, _: Words) -> None:
        charge = [event for event in self.events if isinstance(event, FeeCharged)][-1]
        self._add(Waived(**self._now(), component=charge.component, amount=charge.amount))

    def _charge_off(self, word: Words) -> None:
        behaviour = _CHARGE_OFFS[self.product.get("chargeOffBehaviour") or "REGULAR"]
        self._add(ChargedOff(**self._when(word), behaviour=behaviour))

    def _write_off(self, word: Words) -> None:
        """Fineract keeps the installments, as they were before a charge-off."""
        self.touched = self.today
        self._charge_off_undo(word)

    def _charge_off_undo(self, _: Words) -> None:
        offs = [event for event in self.events if isinstance(event, ChargedOff)]
        for event in offs[-1:]:
            self._add(Reversed(**self._now(), reverses=event.sequence))

    def _interest_pause(self, word: Words) -> None:
        first, last = date.fromisoformat(word["from"]), date.fromisoformat(word["to"])
        self._add(InterestPaused(**self._now(), from_on=first, until_on=last))

    def _reschedule(self, word: Words) -> None:
        match word["data"]:
            case {"rescheduleFromDate": on, "newInterestRate": percent}:
                rate = Rate.percent(percent)
                self._add(RateChanged(**self._now(), from_on=date.fromisoformat(on), rate=rate))
            case {"rescheduleFromDate": on, "extraTerms": count}:
                self._add(TermExtended(**self._now(), from_on=date.fromisoformat(on), installments=int(count)))
            case {"rescheduleFromDate": on, "adjustedDueDate": new}:
                days = date.fromisoformat(on), date.fromisoformat(new)
                self._add(DueDateShifted(**self._now(), due_on=days[0], new_due_on=days[1]))
            case data:
                raise NotExpressible("reschedule " + " ".join(data))

    def _reage(self, word: Words) -> None:
        data = word["data"]
        first_due_on = date.fromisoformat(data["startDate"])
        self._add(
            ReAged(
                sequence=self._next,
                effective_on=min(first_due_on, self.today),
                first_due_on=first_due_on,
                installments=int(data["numberOfInstallments"]),
                frequency=Frequency(int(data["frequencyNumber"]), Unit(data["frequencyType"].lower())),
                interest=_INTEREST_HANDLING[data.get("reAgeInterestHandling", "DEFAULT")],
            )
        )

    def _reage_undo(self, _: Words) -> None:
        last = [event for event in self.events if isinstance(event, ReAged)][-1]
        self._add(Reversed(**self._now(), reverses=last.sequence))

    def _reamortize(self, word: Words) -> None:
        interest = _INTEREST_HANDLING[word.get("interest_handling", "DEFAULT")]
        self._add(ReAmortised(**self._now(), interest=interest))

    def _capitalized_income(self, word: Words) -> None:
        self._add(IncomeCapitalised(**self._when(word), amount=self._money(word["amount"])))

    def _capitalized_income_adjustment(self, word: Words) -> None:
        self._repaid(word, "CAPITALIZED_INCOME_ADJUSTMENT")

    def _credit_balance_refund(self, word: Words) -> None:
        self._add(Refunded(**self._when(word), amount=self._money(word["amount"])))

    def _contract_termination(self, _: Words) -> None:
        self._add(ContractTerminated(**self._now()))

    def _chargeback(self, word: Words) -> None:
        payments = [event for event in self.events if isinstance(event, Repaid | MerchantRefunded | GoodwillGranted)]
        number = re.search(r"nr\. (\d+)", word.get("note", ""))
        payment = payments[int(number[1]) - 1] if number else payments[-1]
        amount, order = self._money(word["amount"]), self._credit_order()
        self._add(ChargedBack(**self._now(), amount=amount, payment=payment.sequence, components=order))

    def _credit_order(self) -> tuple[Component, ...]:
        """Fineract writes a product's rule for amounts charged back as the Java that makes it."""
        names = re.findall(r"\"(PRINCIPAL|INTEREST|FEE|PENALTY)\"", self.product.get("creditAllocation") or "")
        return tuple(Component(name.lower()) for name in names)

    def _product_allocation_rule(self, word: Words) -> None:
        if word["product"] == self.loan["product"]:
            self.rules[word["transaction_type"]] = word["rule"]

    def _repaid(self, word: Words, kind: str) -> None:
        sequence, allocation = self._next, self._waterfall(kind)
        event = GoodwillGranted if kind in _CREDITS else MerchantRefunded if kind in _REFUNDS else Repaid
        self._add(event(**self._when(word), amount=self._money(word["amount"]), allocation=allocation))
        asked_not_to = "interestRefundCalculation false" in word.get("note", "")
        with_interest = self.product.get("supportedInterestRefundTypes") or ""
        if kind in _REFUNDS and not asked_not_to and (kind in with_interest or with_interest in _ALL_REFUNDS):
            allocation = self._waterfall("INTEREST_REFUND")
            self._add(InterestRefunded(**self._when(word), refund=sequence, allocation=allocation))

    def _undo(self, on: date, nth: int) -> None:
        reversed_ones = {event.reverses for event in self.events if isinstance(event, Reversed)}
        there = [
            event
            for event in self.events
            if event.effective_on == on
            and not isinstance(event, Reversed | FeeCharged | ChargedOff | ContractTerminated)
            and event.sequence not in reversed_ones
        ]
        if nth > len(there):
            raise NotExpressible("undo of a transaction the engine did not record")
        self._add(Reversed(**self._now(), reverses=there[nth - 1].sequence))

    def _basis(self) -> InterestBasis:
        without = self.loan["interest_type"] == "FLAT"
        if not self.product.get("isInterestRecalculationEnabled") or without:
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
        strategy = self.loan["payment_strategy"]
        if any(name in self.loan["product"] for name in _CUSTOM) and kind not in self.rules.keys() - {"DEFAULT"}:
            strategy = _CUSTOM_ORDER
        return Waterfall(_ORDERS[strategy], order, _EXCESS[rule])

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

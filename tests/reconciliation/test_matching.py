"""What is matched by machine is certain; all else is named and suggested, never lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.bank_book import make_book
from benchmarks.reconciliation import false_matches, matched_payments
from loanwright.reconciliation.matching.cascade import match
from loanwright.reconciliation.matching.sums import only_subset
from loanwright.reconciliation.matching.values import (
    ExceptionCategory,
    Expected,
    Open,
    Outcome,
    Policy,
    Reason,
    Rule,
    Told,
)

DAY = date(2026, 3, 2)
PAYMENT = Expected("P", 10_000, "CNY", DAY, "E2E0000001", "LW0000000000001", "WANG XIAOMING", "6222000000000001")
ENTRY = Told("E", 10_000, "CNY", DAY, "", "还款", "WANG XIAOMING", "6222000000000001")
POLICY = Policy()


def other(number: int, **changes: object) -> Expected:
    names = {"id": f"P{number}", "end_to_end_id": f"E2E000010{number}", "reference": f"LW000000000010{number}"}
    return replace(PAYMENT, **(names | changes))  # type: ignore[arg-type]


def told(number: int, **changes: object) -> Told:
    return replace(ENTRY, id=f"E{number}", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (replace(ENTRY, reference="E2E0000001", party_account=""), Rule.END_TO_END_ID),
        (replace(ENTRY, text="谢谢 LW0000000000001.", party_account=""), Rule.OWN_REFERENCE),
        (replace(ENTRY, on=DAY + timedelta(days=3)), Rule.ACCOUNT_AMOUNT_DATE),
    ],
)
def test_the_surest_rule_matches(entry: Told, rule: Rule) -> None:
    outcome = match([entry], [PAYMENT], POLICY)
    assert [(each.entries, each.expected, each.rule) for each in outcome.matches] == [(("E",), ("P",), rule)]
    assert not outcome.open_items


def test_one_entry_pays_several() -> None:
    payments = [PAYMENT, other(1, amount=2_500), other(2, amount=700)]
    (found,) = match([replace(ENTRY, amount=12_500)], payments, POLICY).matches
    assert (found.expected, found.rule) == (("P", "P1"), Rule.SUM_OF_EXPECTED)


def test_one_entry_names_several_references() -> None:
    entry = replace(ENTRY, amount=12_500, text="LW0000000000001 LW0000000000101")
    (found,) = match([entry], [PAYMENT, other(1, amount=2_500)], POLICY).matches
    assert (found.expected, found.rule) == (("P", "P1"), Rule.OWN_REFERENCE)


def test_several_entries_pay_one() -> None:
    (found,) = match([told(1, amount=4_000), told(2, amount=6_000)], [PAYMENT], POLICY).matches
    assert (found.entries, found.rule) == (("E1", "E2"), Rule.SUM_OF_ENTRIES)


def test_two_ways_to_make_a_sum_are_no_match() -> None:
    payments = [other(1, amount=1_000), other(2, amount=9_000), other(3, amount=4_000), other(4, amount=6_000)]
    assert not match([ENTRY], payments, POLICY).matches


def test_two_payments_alike_are_ambiguous() -> None:
    outcome = match([ENTRY], [PAYMENT, other(1)], POLICY)
    assert not outcome.matches
    assert _open(outcome).category is ExceptionCategory.AMBIGUOUS
    assert len(_open(outcome).suggestions) == 2


@pytest.mark.parametrize(
    ("entry", "category"),
    [
        (replace(ENTRY, reference="E2E0000001", amount=9_500), ExceptionCategory.FEE_NETTED),
        (replace(ENTRY, reference="E2E0000001", amount=1_000), ExceptionCategory.UNDERPAYMENT),
        (replace(ENTRY, reference="E2E0000001", amount=20_000), ExceptionCategory.OVERPAYMENT),
        (replace(ENTRY, reference="E2E0000001", amount=-10_000), ExceptionCategory.RETURNED),
        (replace(ENTRY, reference="E2E0000001", currency="USD"), ExceptionCategory.CURRENCY_DIFFERS),
        (replace(ENTRY, text="LW0000000000001", party_account="6222999999999999"), ExceptionCategory.THIRD_PARTY_PAYER),
        (replace(ENTRY, on=DAY + timedelta(days=60)), ExceptionCategory.DATE_DIFFERS),
        (replace(ENTRY, party="", party_account="", amount=77), ExceptionCategory.UNIDENTIFIED_PAYER),
        (replace(ENTRY, amount=77), ExceptionCategory.MISSING_IN_BOOKS),
    ],
)
def test_what_is_wrong_has_a_name(entry: Told, category: ExceptionCategory) -> None:
    outcome = match([entry], [PAYMENT], Policy(fee=500))
    assert not outcome.matches
    assert _open(outcome).category is category
    assert ExceptionCategory.MISSING_AT_BANK in {item.category for item in outcome.open_items}


def test_a_payment_told_twice_is_left_to_people() -> None:
    named = replace(ENTRY, reference="E2E0000001")
    outcome = match([named, replace(named, id="E2")], [PAYMENT], POLICY)
    assert not outcome.matches
    assert [item.category for item in outcome.open_items if item.entry] == [
        ExceptionCategory.DUPLICATE,
        ExceptionCategory.DUPLICATE,
    ]


def test_a_slip_in_the_reference_is_suggested_with_its_reasons() -> None:
    entry = replace(ENTRY, text="LW00000000000X1", party="XIAOMING WANG", party_account="")
    (suggestion,) = _open(match([entry], [PAYMENT], POLICY)).suggestions
    assert suggestion.expected == "P"
    assert {Reason.SIMILAR_REFERENCE, Reason.SAME_AMOUNT, Reason.SIMILAR_NAME} <= set(suggestion.reasons)


def test_a_name_that_points_elsewhere_outweighs_amount_and_date() -> None:
    assert not match([replace(ENTRY, text="LWZZZZZZZZZZZZZ")], [PAYMENT], POLICY).matches


@pytest.mark.parametrize("seed", range(4))
def test_no_match_is_false_and_nothing_is_lost(seed: int) -> None:
    """On a tenth of dirt, five times what a bank has."""
    book = make_book(2_000, dirty=100, seed=seed)
    outcome = match(book.told, book.expected, POLICY)
    assert not false_matches(book, outcome)
    assert len(matched_payments(outcome)) > 0.85 * len(book.expected)
    entries = [each for found in outcome.matches for each in found.entries]
    entries += [item.entry for item in outcome.open_items if item.entry]
    payments = [each for found in outcome.matches for each in found.expected]
    payments += [item.expected for item in outcome.open_items if item.expected]
    assert Counter(entries) == Counter(each.id for each in book.told)
    assert Counter(payments) == Counter(each.id for each in book.expected)


@given(st.lists(st.integers(-9, 9), max_size=7), st.integers(-20, 20))
def test_the_only_subset_is_the_only_one(amounts: list[int], target: int) -> None:
    subsets = [[i for i in range(len(amounts)) if chosen >> i & 1] for chosen in range(1 << len(amounts))]
    ways = [tuple(each) for each in subsets if len(each) >= 2 and sum(amounts[i] for i in each) == target]
    assert only_subset(amounts, target) == (ways[0] if len(ways) == 1 else None)


def _open(outcome: Outcome) -> Open:
    return next(item for item in outcome.open_items if item.entry)

"""What follows from the bank's words, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from loanwright.kernel.ids import reference
from loanwright.kernel.money import Money
from loanwright.payments import rules
from loanwright.payments.model import (
    BankWord,
    Beneficiary,
    Direction,
    Entry,
    NextStep,
    OrderState,
    PaymentOrder,
    RequestState,
    Statement,
)

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ORDER = PaymentOrder(
    id=UUID(int=7), purpose="disbursement", subject_id=UUID(int=8), amount=Money(5000_00),
    beneficiary=Beneficiary("王小明", "6222020000000000024", "沙盒银行"), text="", execute_on=DAY, ordered_at=AT,
    state=OrderState.ACCEPTED, changed_at=AT,
)  # fmt: skip
DEBIT = Entry(
    account="6222000000000001", bank_reference="BK1", direction=Direction.DEBIT, amount=Money(5000_00), booked_on=DAY,
    value_on=DAY, end_to_end_id=ORDER.end_to_end_id, reference="", text="", counterparty="", counterparty_account="",
    return_reason="",
)  # fmt: skip
CREDIT = replace(DEBIT, direction=Direction.CREDIT, bank_reference="BK2")


@pytest.mark.parametrize(
    ("state", "words", "end"),
    [
        ("unknown", "taken accepted settled", "settled"),
        ("unknown", "settled accepted taken", "settled"),  # in the wrong order
        ("unknown", "settled settled settled", "settled"),  # said three times
        ("unknown", "duplicate", "unknown"),  # says nothing about what became of it
        ("unknown", "never_heard", "unknown"),
        ("sent", "never_heard", "unknown"),  # taken, then not known: ask again, send again
        ("accepted", "never_heard", "accepted"),
        ("sent", "rejected", "rejected"),
        ("rejected", "settled", "rejected"),  # contradicts; the booking will show as a debit nobody ordered
        ("settled", "rejected", "settled"),  # only a booking undoes a booking
        ("settled", "returned", "returned"),
        ("sent", "returned settled accepted", "returned"),  # the return overtook the settlement
        ("returned", "settled rejected", "returned"),
        ("created", "settled", "created"),  # nothing can be said about what was never sent
    ],
)
def test_an_order_moves_with_what_is_new_and_certain(state: str, words: str, end: str) -> None:
    current = OrderState(state)
    for word in words.split():
        current = rules.state_after(current, BankWord(word)) or current
    assert current is OrderState(end)


@pytest.mark.parametrize("state", list(OrderState))
def test_nothing_is_sent_without_asking_unless_it_was_never_sent(state: OrderState) -> None:
    assert (rules.next_step(state) is NextStep.SEND) == (state is OrderState.CREATED)


@pytest.mark.parametrize("state", list(OrderState))
def test_a_second_order_is_possible_only_after_the_first_is_undone(state: OrderState) -> None:
    if state in (OrderState.REJECTED, OrderState.RETURNED):
        rules.require_none_live([state])
    else:
        with pytest.raises(rules.PaymentAlreadyOrdered):
            rules.require_none_live([OrderState.REJECTED, state])


@pytest.mark.parametrize(
    ("state", "entry", "linked", "explained"),
    [
        ("accepted", DEBIT, [], True),
        ("settled", DEBIT, [], True),  # the status report was faster
        ("settled", DEBIT, [-500000], False),  # debited twice
        ("rejected", DEBIT, [], False),
        ("created", DEBIT, [], False),
        ("returned", DEBIT, [500000], True),  # the return was faster
        ("settled", CREDIT, [-500000], True),
        ("returned", CREDIT, [-500000, 500000], False),  # given back twice
        ("settled", replace(CREDIT, amount=Money(4999_00)), [-500000], False),
    ],
)
def test_a_booking_is_explained_by_its_order_once(
    state: str, entry: Entry, linked: list[int], *, explained: bool
) -> None:
    order = replace(ORDER, state=OrderState(state))
    assert rules.explains(order, entry, [Money(minor) for minor in linked]) is explained


OURS = reference("LW", UUID(int=123456789))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([OURS], [OURS]),
        ([OURS.lower()], [OURS]),
        ([f"还款 {OURS}，谢谢"], [OURS]),
        (["", f"x{OURS}"], []),  # part of a longer word
        ([OURS[:-1] + "*"], []),
        ([OURS[:5] + ("0" if OURS[5] != "0" else "1") + OURS[6:]], []),  # mistyped: the check character notices
        ([OURS, OURS], [OURS]),
        (["三月还款"], []),
    ],
)
def test_references_are_found_wherever_people_write_them(texts: list[str], found: list[str]) -> None:
    assert rules.references_in(*texts) == found


@pytest.mark.parametrize(("received", "state"), [(0, "open"), (1, "partly_paid"), (100, "paid"), (101, "paid")])
def test_how_much_of_a_request_is_paid(received: int, state: str) -> None:
    assert rules.request_state(Money(100), Money(received)) is RequestState(state)


STATEMENT = Statement("6222000000000001", "ST1", DAY, Money(10000_00), Money(5000_00), (DEBIT,))


@pytest.mark.parametrize(
    ("statement", "before", "known", "finding"),
    [
        (STATEMENT, None, {}, ""),
        (STATEMENT, 10000_00, {"BK1": -5000_00}, ""),
        (STATEMENT, 9999_00, {}, "opening balance 10000.00 differs from the last closing balance 9999.00"),
        (replace(STATEMENT, closing=Money(1)), None, {}, "do not make closing 0.01"),
        (STATEMENT, None, {"BK9": 100}, "booking BK9 is not on the statement"),
        (STATEMENT, None, {"BK1": -4000_00}, "booking BK1 was -4000.00 and is -5000.00 on the statement"),
    ],
)
def test_a_statement_proves_its_day(
    statement: Statement, before: int | None, known: dict[str, int], finding: str
) -> None:
    closing_before = None if before is None else Money(before)
    bookings = {name: Money(minor) for name, minor in known.items()}
    findings = rules.findings_of(statement, closing_before, bookings, DAY)
    assert finding in " ".join(findings)
    assert bool(findings) is bool(finding)


def test_pauses_grow_and_nudges_end() -> None:
    pauses = [rules.pause_after(attempts).seconds for attempts in range(1, 12)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 1 and pauses[-1] == 300
    assert rules.pause_before_nudge(0) is not None
    assert rules.pause_before_nudge(10_000) is None

"""Manual journals: what may be drafted, who approves, and what is posted then."""

from __future__ import annotations

from datetime import date

import pytest

from loanwright.access.api import SecondPersonNeeded
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.ledger import journal as rules
from loanwright.ledger.api import (
    JournalState,
    LedgerAccountUnknown,
    LedgerDateAhead,
    accounts,
    approve_journal,
    entry,
    manual_journal,
    manual_journals,
    reject_journal,
    reverse_journal,
    trial_balance,
)
from loanwright.ledger.journal import JournalLine, check_lines, postings
from loanwright.ledger.rules import LedgerReasonMissing
from tests.ledger.books import CAPITAL, CASH, OFFICE, OTHER_INCOME, Books, credit, debit

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ([debit(CASH, 5)], rules.JournalTooShort),
        ([debit(CASH, 5), credit(CAPITAL, 4)], rules.JournalNotBalanced),
        ([debit(CASH, 0), credit(CAPITAL, 0)], rules.JournalAmountNotPositive),
        ([debit(CASH, -5), credit(CAPITAL, -5)], rules.JournalAmountNotPositive),
        ([debit("1000", 5), credit(CAPITAL, 5)], LedgerAccountUnknown),
        ([debit("1303", 5), credit(CAPITAL, 5)], rules.JournalToControlAccount),
        ([debit("2241.01", 5), credit(CAPITAL, 5)], rules.JournalToControlAccount),
        ([debit("4103", 5), credit(CAPITAL, 5)], rules.JournalToControlAccount),
        ([debit(CASH, 5), credit(CASH, 5)], rules.JournalAccountOnBothSides),
        ([debit(CASH, 5), credit("9999", 5)], rules.JournalToControlAccount),
    ],
)
def test_what_no_journal_may_be(books: Books, lines: list[JournalLine], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        books.draft(*lines)


def test_memo_accounts_stay_among_themselves(books: Books) -> None:
    known = books.read(accounts)
    memo = known["9001"].model_copy(update={"role": None})
    with pytest.raises(rules.JournalMixesMemo):
        check_lines([debit("9001", 5), credit(CAPITAL, 5)], {**known, "9001": memo})


def test_a_journal_needs_a_reason_and_a_day_that_has_begun(books: Books) -> None:
    lines = debit(CASH, 5), credit(CAPITAL, 5)
    with pytest.raises(LedgerReasonMissing):
        books.draft(*lines, reason=" x ")
    with pytest.raises(LedgerDateAhead):
        books.draft(*lines, on=date(2026, 3, 3))


def test_nothing_is_posted_before_a_second_person_approves(books: Books) -> None:
    drafted = books.draft(debit(OFFICE, 300), credit(CASH, 100), credit("2241.99", 200))
    assert books.read(lambda uow: trial_balance(uow, TODAY)).debit_total == Money(0)
    with pytest.raises(SecondPersonNeeded):
        books.run(lambda uow: approve_journal(uow, drafted.id, ""), books.one)
    books.approve(drafted)
    posted = books.read(lambda uow: manual_journal(uow, drafted.id))
    assert (posted.state, posted.amount) == (JournalState.POSTED, Money(300))
    assert posted.entry_id is not None
    written = books.read(lambda uow: entry(uow, posted.entry_id))  # type: ignore[arg-type]
    assert [(one.debit, one.credit, one.amount.minor) for one in written.postings] == [
        (OFFICE, CASH, 100),
        (OFFICE, "2241.99", 200),
    ]


def test_a_journal_is_decided_once(books: Books) -> None:
    drafted = books.draft(debit(CASH, 5), credit(CAPITAL, 5))
    books.run(lambda uow: reject_journal(uow, drafted.id, "金额有误"), books.one)
    with pytest.raises(rules.JournalNotDraft):
        books.approve(drafted)
    assert books.read(lambda uow: trial_balance(uow, TODAY)).debit_total == Money(0)


def test_a_reversal_is_a_journal_of_its_own(books: Books) -> None:
    drafted = books.draft(debit(CASH, 5), credit(OTHER_INCOME, 5))
    with pytest.raises(rules.JournalNotPosted):
        books.run(lambda uow: reverse_journal(uow, drafted.id, TODAY, "记错科目"), books.one)
    books.approve(drafted)
    undoing = books.run(lambda uow: reverse_journal(uow, drafted.id, TODAY, "记错科目"), books.one)
    with pytest.raises(rules.JournalAlreadyReversed):
        books.run(lambda uow: reverse_journal(uow, drafted.id, TODAY, "记错科目"), books.one)
    books.approve(undoing)
    balance = books.read(lambda uow: trial_balance(uow, TODAY))
    assert balance.debit_total == Money(0)
    listed = books.read(lambda uow: manual_journals(uow, JournalState.POSTED, None, 10))
    assert [one.reverses for one in listed] == [drafted.id, None]


def test_debits_are_paired_with_credits_in_order() -> None:
    lines = [debit("a", 70), debit("b", 30), credit("c", 80), credit("d", 20)]
    paired = [(one.debit, one.credit, one.amount.minor) for one in postings(lines)]
    assert paired == [("a", "c", 70), ("b", "c", 10), ("b", "d", 20)]

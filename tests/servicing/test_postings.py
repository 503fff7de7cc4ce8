"""Which accounts a loan's change moves: named stories, and the property that nothing is lost between accounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.ledger.api import Account
from loanwright.servicing.loss_policy import Recoveries
from loanwright.servicing.model import POSTED_FIELDS, Posted
from loanwright.servicing.postings.difference import movements

STORIES = {
    "disbursed": (Posted(principal=1000, disbursed=1000), [(Account.LOANS, Account.BANK, 1000)]),
    "disbursed less a fee": (
        Posted(principal=1000, disbursed=980, fee_income=20),
        [
            (Account.FEE_RECEIVABLE, Account.FEE_INCOME, 20),
            (Account.LOANS, Account.BANK, 980),
            (Account.LOANS, Account.FEE_RECEIVABLE, 20),
        ],
    ),
    "a day's interest": (
        Posted(interest_receivable=7, interest_income=7),
        [(Account.INTEREST_RECEIVABLE, Account.INTEREST_INCOME, 7)],
    ),
    "repaid": (
        Posted(principal=-90, interest_receivable=-10, received=100),
        [(Account.BANK, Account.INTEREST_RECEIVABLE, 10), (Account.BANK, Account.LOANS, 90)],
    ),
    "overpaid": (
        Posted(principal=-60, credit=40, received=100),
        [(Account.BANK, Account.CUSTOMER_CREDIT, 40), (Account.BANK, Account.LOANS, 60)],
    ),
    "credit pays what falls due": (Posted(principal=-40, credit=-40), [(Account.CUSTOMER_CREDIT, Account.LOANS, 40)]),
    "a penalty waived": (
        Posted(penalties_receivable=-5, waived=5),
        [(Account.WAIVERS, Account.PENALTY_RECEIVABLE, 5)],
    ),
    "a repayment reversed": (
        Posted(principal=90, interest_receivable=10, received=-100),
        [(Account.INTEREST_RECEIVABLE, Account.BANK, 10), (Account.LOANS, Account.BANK, 90)],
    ),
    "taken over": (
        Posted(principal=900, interest_receivable=30, taken_over=930),
        [(Account.INTEREST_RECEIVABLE, Account.OPENING_BALANCES, 30), (Account.LOANS, Account.OPENING_BALANCES, 900)],
    ),
    "interest of a doubtful loan": (
        Posted(interest_receivable=-30, interest_income=-30, memo_interest=30),
        [
            (Account.INTEREST_INCOME, Account.INTEREST_RECEIVABLE, 30),
            (Account.MEMO_INTEREST, Account.MEMO_CONTRA, 30),
        ],
    ),
    "written off": (
        Posted(principal=-900, written_off=900, memo_written_off=900),
        [
            (Account.LOAN_LOSS_ALLOWANCE, Account.LOANS, 900),
            (Account.IMPAIRMENT_LOSS, Account.LOAN_LOSS_ALLOWANCE, 900),
            (Account.MEMO_WRITTEN_OFF, Account.MEMO_CONTRA, 900),
        ],
    ),
    "recovered": (
        Posted(received=100, recovered=100, memo_written_off=-100),
        [
            (Account.BANK, Account.LOAN_LOSS_ALLOWANCE, 100),
            (Account.LOAN_LOSS_ALLOWANCE, Account.IMPAIRMENT_LOSS, 100),
            (Account.MEMO_CONTRA, Account.MEMO_WRITTEN_OFF, 100),
        ],
    ),
    "sold": (
        Posted(principal=-900, fees_receivable=-5, sale_proceeds=300, sale_loss=605, memo_interest=-40),
        [
            (Account.BANK, Account.FEE_RECEIVABLE, 5),
            (Account.BANK, Account.LOANS, 295),
            (Account.LOAN_LOSS_ALLOWANCE, Account.LOANS, 605),
            (Account.IMPAIRMENT_LOSS, Account.LOAN_LOSS_ALLOWANCE, 605),
            (Account.MEMO_CONTRA, Account.MEMO_INTEREST, 40),
        ],
    ),
    "nothing": (Posted(), []),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_each_event_moves(story: str) -> None:
    change, moved = STORIES[story]
    assert movements(change, Recoveries.ALLOWANCE) == moved


def test_what_is_recovered_may_be_income() -> None:
    change = Posted(received=100, recovered=100, memo_written_off=-100)
    assert movements(change, Recoveries.INCOME)[0] == (Account.BANK, Account.RECOVERY_INCOME, 100)


_MINOR = st.integers(-(10**9), 10**9)


@given(change=st.builds(Posted, **dict.fromkeys(POSTED_FIELDS, _MINOR)), recoveries=st.sampled_from(Recoveries))
def test_every_account_moves_by_exactly_its_change(change: Posted, recoveries: Recoveries) -> None:
    balanced = change + Posted(taken_over=_imbalance(change) - change.taken_over)
    net = dict.fromkeys(Account, 0)
    for debit, credit, minor in movements(balanced, recoveries):
        assert minor > 0
        net[debit] += minor
        net[credit] -= minor
    assert net[Account.LOANS] == balanced.principal
    assert net[Account.INTEREST_RECEIVABLE] == balanced.interest_receivable
    assert net[Account.FEE_RECEIVABLE] == balanced.fees_receivable
    assert net[Account.PENALTY_RECEIVABLE] == balanced.penalties_receivable
    assert net[Account.INTEREST_INCOME] == -balanced.interest_income
    assert net[Account.CUSTOMER_CREDIT] == -balanced.credit
    assert net[Account.BANK] == balanced.received + balanced.sale_proceeds - balanced.disbursed - balanced.refunded
    assert net[Account.LOAN_LOSS_ALLOWANCE] == 0
    lost = balanced.written_off + balanced.sale_loss - balanced.recovered
    assert net[Account.IMPAIRMENT_LOSS] + net[Account.RECOVERY_INCOME] == lost
    assert net[Account.MEMO_CONTRA] == -balanced.memo_interest - balanced.memo_written_off
    assert net[Account.OPENING_BALANCES] == -balanced.taken_over


def test_a_change_that_does_not_balance_is_a_fault() -> None:
    with pytest.raises(ValueError, match="do not balance"):
        movements(Posted(principal=1), Recoveries.ALLOWANCE)


def _imbalance(p: Posted) -> int:
    """What the opening balance must be for the change to balance."""
    debits = p.principal + p.interest_receivable + p.fees_receivable + p.penalties_receivable + p.received + p.waived
    debits += p.written_off + p.sale_proceeds + p.sale_loss - p.recovered
    return debits - p.disbursed - p.refunded - p.interest_income - p.fee_income - p.penalty_income - p.credit

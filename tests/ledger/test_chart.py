"""Charts as documents: what one must say, what the next version may change, and what happens when it takes effect."""

from __future__ import annotations

from datetime import date

import pytest

from loanwright.access.api import SecondPersonNeeded
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.ledger import rules
from loanwright.ledger.api import (
    Account,
    Posting,
    approve_chart,
    balances,
    draft_chart,
    parse_chart,
    reject_chart,
    shipped_document,
    trial_balance,
)
from loanwright.ledger.chart import (
    ChartAccountOfTwoRoles,
    ChartNotValid,
    ChartProductRoleNotAllowed,
    ChartRoleLeadsNowhere,
    ChartRoleOfOtherKind,
    ChartRoleUnmapped,
    shipped_chart,
)
from loanwright.ledger.model import AccountKind, CodedPosting
from tests.ledger.books import Books

SHIPPED = shipped_document()
TAKES_EFFECT = date(2026, 3, 5)


def second(*changes: tuple[str, str], more: str = "", on: date = TAKES_EFFECT) -> str:
    """The next version: the shipped document with changes, and more at its end."""
    text = SHIPPED.replace("version = 1", "version = 2").replace("2000-01-01", on.isoformat())
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return f"{text}\n{more}"


OWN_LOANS = second(
    ("1304 = {", '"1303.02" = { kind = "asset", zh = "贷款—农e贷", en = "Farm loans" }\n1304 = {'),
    more='[products.nong-e-dai]\naccounts = { loans = "1303.02" }',
)
CASH_BASIS = second(('basis = "accrual"', 'basis = "cash"'))


def test_the_shipped_chart_gives_an_account_to_every_role() -> None:
    chart = shipped_chart()
    assert set(chart.roles) == set(Account)
    assert {role: chart.accounts[code].kind for role, code in chart.roles.items()} == {
        role: role.kind for role in Account
    }


@pytest.mark.parametrize(
    ("document", "refusal", "says"),
    [
        ("version = ", ChartNotValid, "Invalid"),
        (second(("basis =", "bases =")), ChartNotValid, "bases"),
        (second(('waivers = "6711.01"\n', "")), ChartRoleUnmapped, "waivers"),
        (second(('waivers = "6711.01"', 'waivers = "6711.77"')), ChartRoleLeadsNowhere, "6711.77"),
        (second(('waivers = "6711.01"', 'waivers = "1001"')), ChartRoleOfOtherKind, "expense"),
        (second(('waivers = "6711.01"', 'waivers = "6702"')), ChartAccountOfTwoRoles, "impairment_loss, waivers"),
        (
            second(more='[products.x]\naccounts = { bank = "1001" }'),
            ChartProductRoleNotAllowed,
            "bank",
        ),
    ],
)
def test_what_is_no_chart(document: str, refusal: type[Refusal], says: str) -> None:
    with pytest.raises(refusal, match=says):
        parse_chart(document)


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        (second(("version = 2", "version = 3")), rules.ChartVersionNotNext),
        (second(on=date(2026, 3, 2)), rules.ChartEffectiveTooEarly),
        (second(('1001 = { kind = "asset", zh = "库存现金", en = "Cash on hand" }\n', "")), rules.ChartAccountDropped),
        (second(('1001 = { kind = "asset"', '1001 = { kind = "equity"')), rules.ChartAccountRedefined),
        (
            second(('bank = "1002"', 'bank = "1001"'), ('profit_of_the_year = "4103"', 'profit_of_the_year = "4002"')),
            None,
        ),
        (
            second(
                ('loans = "1303"', 'loans = "1304"'),
                ('loan_loss_allowance = "1304"', 'loan_loss_allowance = "1303"'),
            ),
            rules.ChartAccountRedefined,
        ),
    ],
)
def test_what_the_next_version_may_change(books: Books, document: str, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        books.run(lambda uow: draft_chart(uow, document, "年度修订"), books.one)
        return
    with pytest.raises(refusal):
        books.run(lambda uow: draft_chart(uow, document, "年度修订"), books.one)


def test_a_draft_needs_a_reason(books: Books) -> None:
    with pytest.raises(rules.LedgerReasonMissing):
        books.run(lambda uow: draft_chart(uow, OWN_LOANS, " "), books.one)


def test_a_second_person_approves_a_chart(books: Books) -> None:
    books.run(lambda uow: draft_chart(uow, OWN_LOANS, "年度修订"), books.one)
    with pytest.raises(SecondPersonNeeded):
        books.run(lambda uow: approve_chart(uow, 2, ""), books.one)
    books.run(lambda uow: approve_chart(uow, 2, ""), books.other)
    with pytest.raises(rules.ChartNotDraft):
        books.run(lambda uow: reject_chart(uow, 2, ""), books.other)
    with pytest.raises(rules.ChartUnknown):
        books.run(lambda uow: approve_chart(uow, 3, ""), books.other)


def test_a_rejected_draft_leaves_its_number_used(books: Books) -> None:
    books.run(lambda uow: draft_chart(uow, OWN_LOANS, "年度修订"), books.one)
    books.run(lambda uow: reject_chart(uow, 2, "科目号不合规"), books.one)
    with pytest.raises(rules.ChartVersionNotNext):
        books.run(lambda uow: draft_chart(uow, OWN_LOANS, "再次修订"), books.one)


def test_a_draft_whose_day_has_come_is_too_late(books: Books) -> None:
    books.run(lambda uow: draft_chart(uow, OWN_LOANS, "年度修订"), books.one)
    books.move_to(TAKES_EFFECT)
    with pytest.raises(rules.ChartEffectiveTooEarly):
        books.run(lambda uow: approve_chart(uow, 2, ""), books.other)


@pytest.mark.parametrize(
    ("posting", "coded"),
    [
        (
            Posting(Account.INTEREST_RECEIVABLE, Account.INTEREST_INCOME, Money(7)),
            None,  # nothing is earned before it is received
        ),
        (
            Posting(Account.BANK, Account.INTEREST_RECEIVABLE, Money(7)),
            CodedPosting("1002", "6011", Money(7)),
        ),
        (Posting(Account.BANK, Account.LOANS, Money(7)), CodedPosting("1002", "1303", Money(7))),
    ],
)
def test_on_the_cash_basis_income_counts_when_it_is_received(posting: Posting, coded: CodedPosting | None) -> None:
    assert parse_chart(CASH_BASIS).coded(posting) == coded


def test_a_product_may_have_its_own_basis() -> None:
    chart = parse_chart(second(more='[products.xiao-fei-dai]\nbasis = "cash"'))
    accrued = Posting(Account.INTEREST_RECEIVABLE, Account.INTEREST_INCOME, Money(7), "xiao-fei-dai")
    assert chart.coded(accrued) is None
    assert chart.code_of(Account.INTEREST_RECEIVABLE, "nong-e-dai") == "1132"


def test_a_chart_that_takes_effect_takes_over_the_balances(books: Books) -> None:
    one, other = "nong-e-dai", "xiao-fei-dai"
    books.post(Posting(Account.LOANS, Account.BANK, Money(900), one))
    books.post(Posting(Account.LOANS, Account.BANK, Money(100), other))
    books.run(lambda uow: draft_chart(uow, OWN_LOANS, "年度修订"), books.one)
    books.run(lambda uow: approve_chart(uow, 2, ""), books.other)
    books.move_to(TAKES_EFFECT)
    books.post(Posting(Account.BANK, Account.LOANS, Money(50), one))
    balance = books.read(lambda uow: trial_balance(uow, uow.business_date))
    assert {line.account.code: line.net_debit.minor for line in balance.lines if line.net_debit} == {
        "1303.02": 850,
        "1303": 100,
        "1002": -950,
    }
    assert books.read(balances)[Account.LOANS] == Money(950)


def test_every_kind_is_known_to_some_account() -> None:
    assert {account.kind for account in shipped_chart().accounts.values()} == set(AccountKind)

"""The desk: what the machine matches, what people do, and that no money is made or lost by any of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, balances
from loanwright.payments import api as payments
from loanwright.payments.events import PaymentRequested
from loanwright.reconciliation.desk import (
    ExceptionNotBookable,
    ItemKind,
    ItemNotOpen,
    ItemState,
    MatchAmountsDiffer,
    MatchOneSided,
    MatchUndoneBefore,
    Resolution,
    Side,
    SplitNotJoinable,
    SplitNotWhole,
)
from loanwright.reconciliation.matching.values import ExceptionCategory
from loanwright.reconciliation.usecases.confirm_match import confirm_match
from loanwright.reconciliation.usecases.hear_payments import follow_order, hear_request
from loanwright.reconciliation.usecases.import_statements import import_statements
from loanwright.reconciliation.usecases.resolve_exception import resolve_exception
from loanwright.reconciliation.usecases.split_item import join_item, split_item
from loanwright.reconciliation.usecases.undo_match import undo_match
from tests.outside import LENDER_ACCOUNT
from tests.queue import drain
from tests.reconciliation.conftest import DAY, Table, told
from tests.reconciliation.rendering import as_camt053


def request(table: Table, amount: str = "652.53") -> payments.PaymentRequest:
    with table.runtime.begin(SYSTEM) as uow:
        asked = payments.request_payment(uow, "test-request", uuid4(), None, Money.parse(amount))
    drain(table.runtime)
    return asked


def balance(table: Table, account: Account) -> Money:
    with table.runtime.read(SYSTEM) as uow:
        return balances(uow)[account]


def resolve(table: Table, resolution: Resolution) -> None:
    [case] = table.exceptions()
    table.runtime.run(SYSTEM, lambda uow: resolve_exception(uow, case.id, resolution, "looked into"))
    drain(table.runtime)
    table.look()


def test_money_that_answers_a_request_is_matched_and_still_missing_in_the_books(table: Table) -> None:
    asked = request(table)
    table.bring([told("652.53", text=f"还款 {asked.reference}", bank_reference="B1", counterparty="王小明")])
    [file] = table.matches()
    assert (file.match.rule, {item.side for item in file.items}) == ("own_reference", {Side.BANK, Side.BOOKS})
    [case] = table.exceptions()
    assert case.category is ExceptionCategory.MISSING_IN_BOOKS


def test_what_the_books_lack_is_booked_once_and_then_agrees(table: Table) -> None:
    asked = request(table)
    table.bring([told("652.53", text=f"还款 {asked.reference}", bank_reference="B1", counterparty="王小明")])
    resolve(table, Resolution.BOOKED)
    assert table.exceptions() == []
    assert balance(table, Account.BANK) == Money.parse("652.53")
    [receipt] = table.items(Side.BOOKS, ItemState.MATCHED)
    assert (receipt.kind, receipt.is_moved) == (ItemKind.RECEIPT, True)
    [ended] = table.exceptions(is_open=False)
    assert ended.resolution is Resolution.BOOKED


def test_a_charge_of_the_bank_becomes_an_expense_and_leaves_nothing_in_suspense(table: Table) -> None:
    table.bring([told("5.00", credit=False, text="账户管理费", bank_reference="B2")])
    resolve(table, Resolution.CHARGED)
    charged = {account: balance(table, account) for account in (Account.BANK, Account.BANK_CHARGES)}
    assert charged == {Account.BANK: Money.parse("-5.00"), Account.BANK_CHARGES: Money.parse("5.00")}
    assert not balance(table, Account.SETTLEMENT_SUSPENSE)
    assert table.exceptions() == []
    [ended] = table.exceptions(is_open=False)
    assert ended.entry_id is not None


def test_an_entry_without_the_banks_name_is_not_booked(table: Table) -> None:
    table.bring([told("5.00", text="hello")])
    [case] = table.exceptions()
    with pytest.raises(ExceptionNotBookable):
        table.runtime.run(SYSTEM, lambda uow: resolve_exception(uow, case.id, Resolution.BOOKED, "x"))


def test_an_explained_entry_waits_no_longer(table: Table) -> None:
    table.bring([told("5.00", text="hello")])
    resolve(table, Resolution.EXPLAINED)
    assert table.exceptions() == []
    assert [item.state for item in table.items(Side.BANK, ItemState.EXPLAINED)] == [ItemState.EXPLAINED]


def test_a_person_matches_many_to_one_and_takes_it_back(table: Table) -> None:
    first, second = request(table, "100.00"), request(table, "50.00")
    table.bring([told("150.00", counterparty="王小明", bank_reference="B3")])
    [entry], hopes = table.items(Side.BANK), table.items(Side.BOOKS)
    assert {item.reference for item in hopes} == {first.reference, second.reference}
    chosen = [entry.id, *(item.id for item in hopes)]
    match_id = table.runtime.run(SYSTEM, lambda uow: confirm_match(uow, chosen, "phoned"))
    assert table.items(Side.BANK) == table.items(Side.BOOKS) == []
    table.runtime.run(SYSTEM, lambda uow: undo_match(uow, match_id, "wrong person"))
    assert len(table.items(Side.BANK)) == 1 and len(table.items(Side.BOOKS)) == 2
    with pytest.raises(MatchUndoneBefore):
        table.runtime.run(SYSTEM, lambda uow: undo_match(uow, match_id, "again"))


def test_the_machine_does_not_repeat_a_match_that_was_undone(table: Table) -> None:
    asked = request(table)
    table.bring([told("652.53", text=asked.reference, bank_reference="B1")])
    [file] = table.matches()
    table.runtime.run(SYSTEM, lambda uow: undo_match(uow, file.match.id, "not theirs"))
    assert table.look().matched == 0
    [case] = table.exceptions()
    assert case.category is ExceptionCategory.AMBIGUOUS
    [hope] = table.items(Side.BOOKS)
    assert [hint.item_id for hint in case.hints] == [hope.id]


def test_a_request_nobody_pays_is_not_waited_for_for_ever(table: Table) -> None:
    long_ago = DAY - timedelta(days=61)
    told_of = {"request_id": uuid4(), "account": LENDER_ACCOUNT, "reference": "LW0000000000001"}
    asked = PaymentRequested(**told_of, amount=Money.parse("5.00"), requested_on=long_ago)
    table.runtime.run(SYSTEM, lambda uow: hear_request(uow, asked))
    table.look()
    assert table.items(Side.BOOKS) == []
    assert len(table.items(Side.BOOKS, ItemState.VOID)) == 1


def test_sides_that_differ_are_no_match(table: Table) -> None:
    request(table, "100.00")
    table.bring([told("99.00", counterparty="王小明")])
    both = [table.items(Side.BANK)[0].id, table.items(Side.BOOKS)[0].id]
    with pytest.raises(MatchAmountsDiffer) as refused:
        table.runtime.run(SYSTEM, lambda uow: confirm_match(uow, both, ""))
    assert refused.value.params["difference"] == "-1.00"
    with pytest.raises(MatchOneSided):
        table.runtime.run(SYSTEM, lambda uow: confirm_match(uow, both[:1], ""))


def test_an_entry_is_split_its_parts_matched_and_joined_again(table: Table) -> None:
    request(table, "100.00")
    table.bring([told("130.00", counterparty="王小明", bank_reference="B4")])
    [entry], [hope] = table.items(Side.BANK), table.items(Side.BOOKS)
    parts = [Money.parse("100.00"), Money.parse("30.00")]
    with pytest.raises(SplitNotWhole):
        table.runtime.run(SYSTEM, lambda uow: split_item(uow, entry.id, parts[:1]))
    made = table.runtime.run(SYSTEM, lambda uow: split_item(uow, entry.id, parts))
    with pytest.raises(ItemNotOpen):
        table.runtime.run(SYSTEM, lambda uow: split_item(uow, entry.id, parts))
    match_id = table.runtime.run(SYSTEM, lambda uow: confirm_match(uow, [made[0], hope.id], ""))
    with pytest.raises(SplitNotJoinable):
        table.runtime.run(SYSTEM, lambda uow: join_item(uow, entry.id))
    table.runtime.run(SYSTEM, lambda uow: undo_match(uow, match_id, "no"))
    table.runtime.run(SYSTEM, lambda uow: join_item(uow, entry.id))
    assert [item.id for item in table.items(Side.BANK)] == [entry.id]


def test_a_statement_of_somebody_elses_account_is_an_exception(table: Table) -> None:
    content = as_camt053([told("5.00")], account="DE00", currency="CNY").encode()
    table.runtime.run(SYSTEM, lambda uow: import_statements(uow, content, "a.xml"))
    [case] = table.exceptions()
    assert (case.category, table.items(Side.BANK)) == (ExceptionCategory.WRONG_ACCOUNT, [])


def test_money_the_bank_never_tells_of_is_missed_once_its_statements_reach_past_it(table: Table) -> None:
    with table.runtime.begin(SYSTEM) as uow:
        payee = payments.Beneficiary("王小明", "6222020000000000024", "沙盒银行")
        order = payments.order_payment(uow, "test", uuid4(), Money.parse("80.00"), payee)
    with table.runtime.begin(SYSTEM) as uow:
        follow_order(uow, order.id)
    table.bring([told("1.00", text="hello", day=DAY)])
    assert {case.category for case in table.exceptions()} == {ExceptionCategory.UNIDENTIFIED_PAYER}
    table.bring([told("1.00", text="hello", day=DAY.replace(day=20))])
    assert ExceptionCategory.MISSING_AT_BANK in {case.category for case in table.exceptions()}

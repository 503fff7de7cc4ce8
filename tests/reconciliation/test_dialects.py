"""Tables as a hundred banks write them, generated: whatever the dialect, the same entries are read, and no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.reconciliation.api import Entry, read_statements

Cells = list[str]

DATES: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%Y/%m/%d} 10:20:30",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%Y年%m月%d日}",
    lambda day: f"\t{day:%Y-%m-%d} ",
)
AMOUNTS: tuple[Callable[[Decimal], str], ...] = (
    lambda amount: f"{amount:.2f}",
    lambda amount: f"{amount:,.2f}",
    lambda amount: f"¥{amount:,.2f}",
    lambda amount: f"{amount:.2f}元",
    lambda amount: f"{amount:.2f}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
)
PREAMBLES = (
    "",
    "某某银行账户明细\n账号：6222000000000001 户名：某某小贷\n起始日期：2024-01-01 终止日期：2024-12-31\n\n",
    "# 导出时间: [2024-12-31 10:00:00]\n# 账    户: [6222000000000001]\n# 币    种: [人民币]\n\n",
)


@dataclass(frozen=True)
class Dialect:
    """How one bank writes its tables."""

    layout: str
    delimiter: str
    encoding: str
    ending: str
    date: Callable[[date], str]
    amount: Callable[[Decimal], str]
    preamble: str
    newest_first: bool
    has_footer: bool


DIALECTS = st.builds(
    Dialect,
    layout=st.sampled_from(["signed", "two columns", "zeros", "minus in debit", "direction", "debit or credit"]),
    delimiter=st.sampled_from([",", "\t", ";", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    date=st.sampled_from(DATES),
    amount=st.sampled_from(AMOUNTS),
    preamble=st.sampled_from(PREAMBLES),
    newest_first=st.booleans(),
    has_footer=st.booleans(),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        booked_on=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
        value_on=st.none(),
        amount=st.decimals("0.01", 10**9, places=2),
        currency=st.just("CNY"),
        credit=st.booleans(),
        counterparty=st.sampled_from(["李四", "某公司, 北京", "O'Neil", 'the "best"']),
        text=st.sampled_from(["转账", "还款; 谢谢", "货款|一月"]),
    ),
    min_size=1,
    max_size=6,
)


@given(ENTRIES, DIALECTS)
def test_every_dialect_is_read_back(entries: list[Entry], dialect: Dialect) -> None:
    (found,) = read_statements(written(entries, dialect))
    read = [
        (entry.booked_on, entry.amount, entry.credit, entry.counterparty, entry.currency) for entry in found.entries
    ]
    told = [(entry.booked_on, entry.amount, entry.credit, entry.counterparty, "CNY") for entry in entries]
    assert read == (told[::-1] if dialect.newest_first else told)


@given(ENTRIES, DIALECTS)
def test_the_running_balance_opens_and_closes_it(entries: list[Entry], dialect: Dialect) -> None:
    (found,) = read_statements(written(entries, dialect))
    if found.opening is not None and found.closing is not None:
        assert found.closing - found.opening == sum(entry.signed for entry in entries)


def written(entries: Sequence[Entry], dialect: Dialect) -> bytes:
    balances = accumulate((entry.signed for entry in entries), initial=Decimal(10**10))
    next(balances)
    rows = [_row(entry, balance, dialect) for entry, balance in zip(entries, balances, strict=True)]
    ordered = rows[::-1] if dialect.newest_first else rows
    lines = [_line(cells, dialect.delimiter) for cells in ([*_TITLES[dialect.layout]], *ordered)]
    footer = [f"合计：共 {len(rows)} 笔"] if dialect.has_footer else []
    return (dialect.preamble.replace("\n", dialect.ending) + dialect.ending.join([*lines, *footer, ""])).encode(
        dialect.encoding
    )


_TITLES = {
    "signed": ["交易日期", "交易金额", "余额", "对方户名", "摘要"],
    "two columns": ["交易日期", "收入金额", "支出金额", "余额", "对方户名", "摘要"],
    "zeros": ["记账日期", "借方发生额", "贷方发生额", "账户余额", "对方名称", "用途"],
    "minus in debit": ["发生时间", "收入（+元）", "支出（-元）", "账户余额（元）", "对方名称", "备注"],
    "direction": ["交易时间", "收/支", "金额(元)", "余额", "交易对方", "备注"],
    "debit or credit": ["记账日", "借贷标志", "发生额", "账户余额", "对方户名", "摘要"],
}


def _row(entry: Entry, balance: Decimal, dialect: Dialect) -> Cells:
    assert entry.amount is not None and entry.booked_on
    amount, rest = dialect.amount(entry.amount), [dialect.amount(balance), entry.counterparty, entry.text]
    sides = {
        "signed": [amount if entry.credit else f"-{amount}"],
        "two columns": [amount, ""] if entry.credit else ["", amount],
        "zeros": ["0.00", amount] if entry.credit else [amount, "0.00"],
        "minus in debit": [amount, "0.00"] if entry.credit else ["0.00", f"-{amount}"],
        "direction": ["收入" if entry.credit else "支出", amount],
        "debit or credit": ["贷" if entry.credit else "借", amount],
    }
    return [dialect.date(entry.booked_on), *sides[dialect.layout], *rest]


def _line(cells: Cells, delimiter: str) -> str:
    return delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if _needs_quotes(cell) else cell for cell in cells)


def _needs_quotes(cell: str) -> bool:
    return any(each in cell for each in (",", ";", "|", '"', "\t"))


UNTITLED = (
    "09/28/2024,SEND MONEY,100.00,,1234.56\n09/27/2024,PAYROLL,,2500.00,1334.56\n09/25/2024,COFFEE,5.25,,-1165.44\n"
)
GATEWAY = """\
记账时间,资金流水单号,收支类型,收支金额(元),账户结余(元),业务凭证号
`2024-01-05 10:00,`11,`收入,`9.00,`9.00,`LW1
"""
FULL_WIDTH = "交易日期，收入，支出，余额\n２０２４－０１－０５，，１２３４．５６，９００．００\n"
TWICE = (
    '<?xml version="1.0"?><Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="CNY">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    "</Ntry></Stmt></BkToCstmrStmt></Document>"
)
NO_WHOLE = ":20:1\n:25:X\n:28C:1\n:60F:C240105EUR1,\n:61:240105D,50NMSCNONREF\n:62F:C240105EUR,50\n"


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (UNTITLED, ["-100.00", "2500.00", "-5.25"]),
        (GATEWAY, ["9.00"]),
        (FULL_WIDTH, ["-1234.56"]),
        (TWICE + TWICE, ["5", "5"]),
        (NO_WHOLE, ["-0.50"]),
    ],
)
def test_oddities_seen_in_the_wild(text: str, signed: list[str]) -> None:
    found = read_statements(text.encode())
    assert [entry.signed for statement in found for entry in statement.entries] == [Decimal(each) for each in signed]

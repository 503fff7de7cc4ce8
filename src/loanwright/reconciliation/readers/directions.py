"""Which way the money of a table's row went: by its direction column, its two amount columns, its sign, or its words.

In this order; whatever is left is a debit with a warning, because money is never taken for received on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

# In the direction column. 收入 came in, 贷 (credit) as the bank writes it of our account.
_IN = re.compile(
    r"^(?:收入|收|贷|转入|存入|入账|进账|来账|入|\+|c$|cr|credit|bij|haben|in$|money ?in|收款|贷方)", re.IGNORECASE
)
_OUT = re.compile(
    r"^(?:支出|支|借|转出|支取|出账|往账|付|出|-$|d$|dr|dbit|debit|af|soll|out$|money ?out|借方)", re.IGNORECASE
)

# In the words of an entry that is neither income nor expense to a wallet, as its own account sees it.
_WORDS_IN = re.compile(
    r"退款|退货|充值|收款|赎回|转出-到零钱|卖出至|提现退回|利息|结息|入账|转存|工资|代发|refund|return", re.IGNORECASE
)
_WORDS_OUT = re.compile(
    r"提现|消费|还款|购买|买入|转入零钱通-来自零钱|转出-到|申购|支付|取款|手续费|扣款|purchase|sales", re.IGNORECASE
)

# Payments to a credit card account reduce what is owed: there, paying off comes in.
_PAYING_OFF = re.compile(r"还款|退款|退货|返现|存款利息|奖励|payment|refund|return", re.IGNORECASE)
_REFUND = re.compile(r"退款|退货|refund", re.IGNORECASE)
_SPENDING = re.compile(r"消费|purchase|sales", re.IGNORECASE)

_NOT_MOVED = re.compile(
    r"交易关闭|已关闭|交易失败|支付失败|失败|已取消|已撤销|等待付款|待支付|未支付|处理中|cancel|fail|pending|declin",
    re.IGNORECASE,
)


class Basis(Enum):
    """What a direction rests on."""

    SAID = auto()
    SIGN = auto()
    WORDS = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Direction:
    """True for money that came in, and what says so."""

    credit: bool
    basis: Basis


def said_direction(cell: str) -> Direction | None:
    """What the direction column says; None if it says neither (不计收支, 中性交易, /)."""
    if cell and _IN.match(cell):
        return Direction(credit=True, basis=Basis.SAID)
    if cell and _OUT.match(cell):
        return Direction(credit=False, basis=Basis.SAID)
    return None


def worded_direction(words: str, *, card: bool) -> Direction:
    """What the words of the entry suggest."""
    if card and _PAYING_OFF.search(words):
        return Direction(credit=True, basis=Basis.WORDS)
    if _WORDS_IN.search(words):
        return Direction(credit=True, basis=Basis.WORDS)
    basis = Basis.WORDS if card or _WORDS_OUT.search(words) else Basis.NOTHING
    return Direction(credit=False, basis=basis)


def has_moved(status: str) -> bool:
    """Whether an entry of this status moved money."""
    return not _NOT_MOVED.search(status)


def is_spending(words: str) -> bool:
    """Whether the words speak of a purchase and not of its refund."""
    return bool(_SPENDING.search(words)) and not _REFUND.search(words)


def spending_is_positive(signed: Sequence[tuple[bool, str]], *, card: bool) -> bool:
    """Whether the file writes spending without a sign and what comes in with a minus, as credit card statements do.

    `signed` tells of each entry whether it has a minus, and its words. Spending and refunds decide by majority; without
    either, only a card's file is taken to be so, and only if some entries have a minus.
    """
    votes = [minus for minus, words in signed if _PAYING_OFF.search(words)] if card else []
    votes += [minus for minus, words in signed if _REFUND.search(words)]
    votes += [not minus for minus, words in signed if is_spending(words)]
    if votes:
        return sum(votes) * 2 > len(votes)
    return card and any(minus for minus, _ in signed)

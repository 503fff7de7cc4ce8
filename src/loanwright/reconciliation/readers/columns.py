"""Which columns of a bank's or wallet's export mean what: their names are in ``columns.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Role(StrEnum):
    """What a column tells of an entry. `TEXT` and `STATUS` are kept as words; one without a role counts as text."""

    BOOKED_ON = "booked_on"
    VALUE_ON = "value_on"
    TIME = "time"
    AMOUNT = "amount"
    DIRECTION = "direction"
    CREDIT = "credit"
    DEBIT = "debit"
    BALANCE = "balance"
    CURRENCY = "currency"
    REFERENCE = "reference"
    BANK_REFERENCE = "bank_reference"
    COUNTERPARTY = "counterparty"
    COUNTERPARTY_ACCOUNT = "counterparty_account"
    STATUS = "status"
    ACCOUNT = "account"
    TEXT = "text"


_NAMES: Mapping[str, list[str]] = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
_RANKS = {name: (rank, Role(role)) for role, names in _NAMES.items() for rank, name in enumerate(names)}
_LONGEST_TITLE = 80  # padded with blanks, as ICBC does
_UNIT = re.compile(r"[(（](?:[元￥¥]|人民币|cny|rmb|[-+]元|yuan|eur|usd|hkd|单位:元)[)）]$", re.IGNORECASE)
_CARD = re.compile(r"信用卡|贷记卡|卡号后四位|卡末四位|卡号末四位|credit card|^card#", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns play which role; a role may be played by several, the best first."""

    roles: Mapping[Role, tuple[int, ...]]
    titles: tuple[str, ...]

    def cell(self, row: Sequence[str], role: Role) -> str:
        """The first cell in this role that holds something."""
        cells = (row[index].strip(" \t'") for index in self.roles.get(role, ()) if index < len(row))
        return next((cell for cell in cells if cell not in _BLANK), "")

    @property
    def words(self) -> tuple[int, ...]:
        """The columns that are nothing but words: texts, and those nobody knows the meaning of."""
        known = {index for role, indexes in self.roles.items() if role is not Role.TEXT for index in indexes}
        return tuple(index for index in range(len(self.titles)) if index not in known)


_BLANK = frozenset({"", "/", "-", "--", "\\", "——"})


def title(text: str) -> str:
    """A title as it is compared: one width, no blanks, no unit, lower case."""
    if len(text) > _LONGEST_TITLE:
        return ""
    plain = re.sub(r"[\s\ufeff_]+", "", unicodedata.normalize("NFKC", text)).strip("\"'*:").lower()
    return _UNIT.sub("", plain) or plain


def find_columns(row: Sequence[str]) -> Columns | None:
    """The columns if the row is a line of titles: a date, an amount and at least one thing more, each a known name."""
    titles = tuple(title(cell) for cell in row)
    found: dict[Role, list[tuple[int, int]]] = {}
    for index, each in enumerate(titles):
        if ranked := _RANKS.get(each) or _RANKS.get(re.sub(r"[(（].*?[)）]", "", each)):
            found.setdefault(ranked[1], []).append((ranked[0], index))
    roles = {role: tuple(index for _, index in sorted(ranked)) for role, ranked in found.items()}
    if Role.BOOKED_ON not in roles and Role.VALUE_ON in roles:
        roles[Role.BOOKED_ON] = roles.pop(Role.VALUE_ON)
    money = Role.AMOUNT in roles or (Role.CREDIT in roles and Role.DEBIT in roles)
    if not money or Role.BOOKED_ON not in roles or sum(map(len, roles.values())) < 3:
        return None
    return Columns(roles, titles)


def is_credit_card(preamble: str, columns: Columns) -> bool:
    """Whether the file is of a credit card, where spending is written without a sign and paying off with a minus."""
    return bool(_CARD.search(preamble) or any(_CARD.search(each) for each in columns.titles))

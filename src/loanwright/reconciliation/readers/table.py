"""A table with a line of titles as a statement, wherever the titles stand and whatever comes before and after.

What stands before is searched for the account and the number of records. A row with a date and an amount is an entry;
any other row after the titles is left out with a warning that repeats it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from loanwright.reconciliation.model import Entry, Statement
from loanwright.reconciliation.readers.amounts import Amount, currency_code, read_amount
from loanwright.reconciliation.readers.columns import Columns, Role, find_columns, is_credit_card
from loanwright.reconciliation.readers.dates import months_come_first, read_date
from loanwright.reconciliation.readers.delimited import Row
from loanwright.reconciliation.readers.directions import (
    Basis,
    Direction,
    has_moved,
    is_spending,
    said_direction,
    spending_is_positive,
    worded_direction,
)
from loanwright.reconciliation.readers.running_balance import balances_of

# A file whose titles have not come by then has none; notices before them run to some thirty lines.
_LONGEST_PREAMBLE = 200
_ACCOUNT = re.compile(
    r"(?:账\s*号|帐\s*号|卡\s*号|支付宝账户|账户名?|微信昵称|用户名|京东账号名|account(?: number)?)"
    r"\s*[:：]\s*[\[【]?\s*([^\]】,，\s]+)",
    re.IGNORECASE,
)
_ACCOUNT_TITLE = re.compile(r"^(?:账\s*号|帐\s*号|卡\s*号|账户号?|account(?: number)?)\s*[:：]?$", re.IGNORECASE)
_CURRENCY = re.compile(r"币\s*(?:种|别)\s*[:：]?\s*(\S+)")
_COUNT = re.compile(r"共\s*[:：]?\s*(\d+)\s*(?:笔|条)")
_MONTH = re.compile(r"(20\d\d)\s*[年-]\s*(\d{1,2})")
_SUMMARY = re.compile(r"合\s*计|总\s*计|小\s*计|本页|累\s*计|承前|期初|期末|total|sum\b|subtotal|saldo", re.IGNORECASE)
_PRODUCTS = (("支付宝", "alipay"), ("微信支付", "wechat"), ("京东", "jd"), ("美团", "meituan"))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row that is an entry, before its direction is known."""

    row: Row
    booked_on: date | None
    amount: Amount | None
    words: str
    direction: Direction | None
    columns: Columns


def read_table(rows: Sequence[Row], kind: str, columns: Columns | None = None) -> Statement | None:
    """The statement in the table; None if it has no line of titles. `columns` are given where a mapping names them."""
    begins, found = (0, columns) if columns else _titles(rows)
    if found is None:
        return None
    return _Reader(kind, rows[:begins], found).read(rows[begins:])


def has_titles(rows: Sequence[Row]) -> bool:
    """Whether a line of titles that we know stands somewhere at the beginning."""
    return _titles(rows)[1] is not None


def _titles(rows: Sequence[Row]) -> tuple[int, Columns | None]:
    for index, row in enumerate(rows[:_LONGEST_PREAMBLE]):
        if columns := find_columns(row.cells):
            return index + 1, columns
    return 0, None


@dataclass
class _Reader:
    kind: str
    preamble: Sequence[Row]
    columns: Columns
    warnings: list[str] = field(default_factory=list)
    day_first: bool = True
    debits_are_negative: bool = False
    near: date | None = None

    def read(self, rows: Sequence[Row]) -> Statement:
        before = "\n".join(" ".join(row.cells) for row in self.preamble)
        self._prepare(rows, before)
        drafts = list(self._drafts(rows))
        entries = tuple(self._entries(drafts, card=is_credit_card(before, self.columns)))
        currency = self._currency(before, entries)
        entries = tuple(replace(entry, currency=entry.currency or currency) for entry in entries)
        told = [_balance(draft) for draft in drafts]
        opening, closing = balances_of(entries, told, [draft.row.line for draft in drafts], self.warnings)
        self._check_count(before, len(entries))
        accounts = {draft.columns.cell(draft.row.cells, Role.ACCOUNT) for draft in drafts} - {""}
        return Statement(
            format=_product(before, self.kind),
            account=_account(self.preamble, before) or (accounts.pop() if len(accounts) == 1 else ""),
            currency=currency,
            entries=entries,
            opening=opening,
            closing=closing,
            warnings=tuple(self.warnings),
        )

    def _prepare(self, rows: Sequence[Row], before: str) -> None:
        dates = [self.columns.cell(row.cells, Role.BOOKED_ON) for row in rows]
        self.day_first = not months_come_first(dates)
        debits = [amount.value for row in rows if (amount := read_amount(self.columns.cell(row.cells, Role.DEBIT)))]
        self.debits_are_negative = bool(debits) and max(debits) <= 0 > min(debits)
        month = _MONTH.search(before)
        self.near = date(int(month[1]), min(max(int(month[2]), 1), 12), 15) if month else None

    def _drafts(self, rows: Sequence[Row]) -> Iterator[_Draft]:
        for row in rows:
            again = find_columns(row.cells)
            if again:
                self.columns = again
                continue
            if draft := self._draft(row):
                yield draft

    def _draft(self, row: Row) -> _Draft | None:
        """The row as an entry; None if it is none, with a warning that says so."""
        shown = " ".join(cell for cell in row.cells if cell)[:80]
        on = self._date(row, Role.BOOKED_ON)
        amount, direction = self._amount(row)
        if not row.ended and (row.torn or not self._is_whole(row)):
            self.warnings.append(f"line {row.line}: the file ends within this row: {shown!r}")
            return None
        if not self._is_entry(row, on, amount, shown):
            self.warnings.append(f"line {row.line}: is no entry: {shown!r}")
            return None
        if on is None:
            self.warnings.append(f"line {row.line}: the date is not readable")
        if amount is None:
            self.warnings.append(f"line {row.line}: the amount is not readable: {shown!r}")
        words = " ".join(dict.fromkeys(cell for cell in self._words(row) if cell))
        return _Draft(row, on, amount, words, direction, self.columns)

    def _is_entry(self, row: Row, on: date | None, amount: Amount | None, shown: str) -> bool:
        """A row with a date and an amount; one alone is enough if the row is filled and sums nothing up."""
        filled = sum(map(bool, row.cells)) * 3 >= len(self.columns.titles)
        both = on is not None and amount is not None
        return filled and (both or ((on is not None or amount is not None) and not _SUMMARY.search(shown)))

    def _date(self, row: Row, role: Role) -> date | None:
        indexes = self.columns.roles.get(role, ())
        cells = [row.cells[index] for index in indexes if index < len(row.cells)]
        dates = (read_date(cell, day_first=self.day_first, near=self.near) for cell in cells)
        return next((found for found in dates if found), None)

    def _amount(self, row: Row) -> tuple[Amount | None, Direction | None]:
        """The amount, and the direction if the row states one."""
        for role, credit in ((Role.CREDIT, True), (Role.DEBIT, False)):
            amount = read_amount(self.columns.cell(row.cells, role))
            if amount and (amount.value or not self._other(row, role)):
                turned = amount.value < 0 and not (role is Role.DEBIT and self.debits_are_negative)
                return amount, Direction(credit=credit is not turned, basis=Basis.SAID)
        amount = read_amount(self.columns.cell(row.cells, Role.AMOUNT))
        return amount, said_direction(self.columns.cell(row.cells, Role.DIRECTION))

    def _other(self, row: Row, role: Role) -> bool:
        """Whether the other of the two amount columns holds money: 0.00 beside 67.00 is no entry of nothing."""
        other = read_amount(self.columns.cell(row.cells, Role.DEBIT if role is Role.CREDIT else Role.CREDIT))
        return other is not None and other.value != 0

    def _is_whole(self, row: Row) -> bool:
        """Whether an amount in the file's last, unended line is all there: a cell follows it, or it has its cents."""
        last = len(row.cells) - 1
        money = [index for role in (Role.AMOUNT, Role.CREDIT, Role.DEBIT) for index in self.columns.roles.get(role, ())]
        if last not in money:
            return last > min(money, default=last)
        return last == len(self.columns.titles) - 1 and bool(re.search(r"[.,]\d\d\D*$", row.cells[last]))

    def _words(self, row: Row) -> Iterator[str]:
        cells = (row.cells[index] for index in self.columns.words if index < len(row.cells))
        yield from (" ".join(cell.split()) for cell in cells if cell not in ("/", "-", "--"))
        yield from (" ".join(cell.split()) for cell in row.cells[len(self.columns.titles) :])

    def _entries(self, drafts: Sequence[_Draft], *, card: bool) -> Iterator[Entry]:
        open_ones = [draft for draft in drafts if draft.direction is None]
        has_signs = any(draft.amount and draft.amount.signed for draft in open_ones)
        signs = [(draft.amount.value < 0, draft.words) for draft in open_ones if draft.amount]
        reversed_signs = has_signs and spending_is_positive(signs, card=card)
        for draft in drafts:
            status = draft.columns.cell(draft.row.cells, Role.STATUS)
            direction = draft.direction or _undeclared(draft, has_signs, reversed_signs, card)
            moved = has_moved(status) and draft.amount is not None and not _has_no_direction(draft, direction)
            self._note(draft, direction, status)
            yield self._entry(draft, direction, booked=moved)

    def _note(self, draft: _Draft, direction: Direction, status: str) -> None:
        if not has_moved(status):
            self.warnings.append(f"line {draft.row.line}: its status is {status}: no money moved")
        elif direction.basis is Basis.WORDS:
            way = "credit" if direction.credit else "debit"
            self.warnings.append(f"line {draft.row.line}: says neither income nor expense; its words make it a {way}")
        elif direction.basis is Basis.NOTHING:
            self.warnings.append(f"line {draft.row.line}: says neither income nor expense; taken as a debit")

    def _entry(self, draft: _Draft, direction: Direction, *, booked: bool) -> Entry:
        cells, columns = draft.row.cells, draft.columns
        bank_reference = columns.cell(cells, Role.BANK_REFERENCE)
        return Entry(
            booked_on=draft.booked_on,
            value_on=self._date(draft.row, Role.VALUE_ON) or draft.booked_on,
            amount=abs(draft.amount.value) if draft.amount else None,
            currency=(draft.amount.currency if draft.amount else "")
            or currency_code(columns.cell(cells, Role.CURRENCY)),
            credit=direction.credit,
            reference=columns.cell(cells, Role.REFERENCE) or bank_reference,
            counterparty=columns.cell(cells, Role.COUNTERPARTY),
            text=draft.words,
            bank_reference=bank_reference,
            counterparty_account=columns.cell(cells, Role.COUNTERPARTY_ACCOUNT),
            booked=booked,
        )

    def _currency(self, before: str, entries: Sequence[Entry]) -> str:
        counted = Counter(entry.currency for entry in entries if entry.currency)
        if counted:
            return counted.most_common(1)[0][0]
        found = _CURRENCY.search(before)
        chinese = any("一" <= letter <= "鿿" for each in self.columns.titles for letter in each)
        return (currency_code(found[1]) if found else "") or ("CNY" if chinese else "")

    def _check_count(self, before: str, read: int) -> None:
        if (told := _COUNT.search(before)) and int(told[1]) != read:
            self.warnings.append(f"the file counts {told[1]} records, but tells {read}")


def _has_no_direction(draft: _Draft, direction: Direction) -> bool:
    """Whether the row has a direction column that says neither, and nothing else tells."""
    return direction.basis is Basis.NOTHING and bool(draft.columns.roles.get(Role.DIRECTION))


def _undeclared(draft: _Draft, has_signs: bool, reversed_signs: bool, card: bool) -> Direction:  # noqa: FBT001
    """The direction of a row that does not state one: by the sign if the file uses signs, else by the words."""
    words = draft.words + draft.columns.cell(draft.row.cells, Role.COUNTERPARTY)
    if draft.amount is None:
        return Direction(credit=False, basis=Basis.NOTHING)
    asked = bool(draft.columns.roles.get(Role.DIRECTION)) and not draft.amount.signed
    if asked or (not has_signs and (card or is_spending(words))):
        return worded_direction(words, card=card)
    credit = (draft.amount.value >= 0) != reversed_signs
    return Direction(credit=credit, basis=Basis.SIGN)


def _balance(draft: _Draft) -> Amount | None:
    return read_amount(draft.columns.cell(draft.row.cells, Role.BALANCE))


def _account(preamble: Sequence[Row], before: str) -> str:
    """The account the preamble names, in a sentence or in the cell after its title."""
    for row in preamble:
        for cell, following in zip(row.cells, row.cells[1:], strict=False):
            if _ACCOUNT_TITLE.match(cell) and following:
                return following
    found = _ACCOUNT.search(before)
    return found[1] if found else ""


def _product(before: str, kind: str) -> str:
    return next((name for word, name in _PRODUCTS if word in before), kind)

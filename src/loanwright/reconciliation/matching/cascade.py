"""The cascade: end-to-end id; our reference in the text; account, amount and date; sums within a payer.

Each rule matches only what is unique on both sides *among everything*, not only among what earlier rules have left:
a payer who pays the same amount every week must not have last week's payment matched because this week's is gone.
Cost grows linearly with entries and payments: each rule looks things up, none compares all with all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from loanwright.reconciliation.matching.leftovers import Leftovers
from loanwright.reconciliation.matching.sums import only_subset
from loanwright.reconciliation.matching.values import Expected, Match, Outcome, Policy, Rule, Told

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)

_TOKEN = re.compile(r"[A-Z0-9]{6,40}")


def match(told: Sequence[Told], expected: Sequence[Expected], policy: Policy) -> Outcome:
    """Match by every rule in turn; what is left becomes an open item."""
    board = _Board(told, expected, policy)
    matches = [*board.by_end_to_end_id(), *board.by_own_reference()]
    matches += board.by_account_amount_date()
    matches += board.by_sums()
    leftovers = Leftovers(told, expected, board.references, policy)
    return Outcome(tuple(matches), tuple(leftovers.items(board.open_told, board.open_expected)))


class _Board:
    """What is still open, and where to look it up."""

    def __init__(self, told: Sequence[Told], expected: Sequence[Expected], policy: Policy) -> None:
        self.told, self.expected, self.policy = told, expected, policy
        self.open_told = {entry.id: entry for entry in told}
        self.open_expected = {payment.id: payment for payment in expected}
        self.by_id = _index(expected, lambda payment: payment.end_to_end_id)
        self.by_reference = _index(expected, lambda payment: payment.reference)
        self.tokens = {entry.id: _TOKEN.findall(f"{entry.reference} {entry.text}".upper()) for entry in told}
        self.references = {entry.id: self._references_in(entry) for entry in told}

    def _references_in(self, entry: Told) -> tuple[str, ...]:
        """Our references the entry names, in its reference or its text; each once."""
        return tuple(dict.fromkeys(token for token in self.tokens[entry.id] if token in self.by_reference))

    def by_end_to_end_id(self) -> Iterator[Match]:
        """The id we gave the payment comes back: with the same amount it is that payment, unless it comes twice."""
        coming = _index(self.told, lambda entry: entry.reference)
        for name, payments in self.by_id.items():
            entries = coming.get(name, [])
            if len(payments) == len(entries) == 1 and _same_money(entries[0], payments[0]):
                yield self._take(entries, payments, Rule.END_TO_END_ID)

    def by_own_reference(self) -> Iterator[Match]:
        """The text names our reference, or several that add up, and no other entry names them."""
        naming: dict[str, list[Told]] = defaultdict(list)
        for entry in self.told:
            for reference in self.references[entry.id]:
                naming[reference].append(entry)
        for entry in self.told:
            names = self.references[entry.id]
            payments = [payment for name in names for payment in self.by_reference[name]]
            unique = len(payments) == len(names) and all(len(naming[name]) == 1 for name in names)
            if names and unique and self._are_open([entry], payments) and self._is_sum(entry, payments):
                yield self._take([entry], payments, Rule.OWN_REFERENCE)

    def by_account_amount_date(self) -> Iterator[Match]:
        """The same account, amount and time, where there is one such entry and one such payment and no other."""
        coming, due = _index(self.told, _purse), _index(self.expected, _purse)
        for key, entries in coming.items():
            payments = due.get(key, []) if key[0] else []
            for entry in entries:
                near = [payment for payment in payments if self._is_near(entry, payment)]
                if len(near) == 1 and self._is_anonymous(entry) and self._are_open([entry], near):
                    rivals = [other for other in entries if self._is_near(other, near[0])]
                    if len(rivals) == 1:
                        yield self._take([entry], near, Rule.ACCOUNT_AMOUNT_DATE)

    def by_sums(self) -> Iterator[Match]:
        """Within one payer: one entry for several payments, and several entries for one payment."""
        coming, due = _index(self.open_told.values(), _payer), _index(self.open_expected.values(), _payer)
        for key, entries in coming.items():
            payments = due.get(key, []) if key[0] else []
            if len(entries) == 1 and 2 <= len(payments) <= self.policy.largest_group:
                yield from self._sum_of_expected(entries[0], payments)
            elif len(payments) == 1 and 2 <= len(entries) <= self.policy.largest_group:
                yield from self._sum_of_entries(entries, payments[0])

    def _sum_of_expected(self, entry: Told, payments: list[Expected]) -> Iterator[Match]:
        near = [payment for payment in payments if self._is_near(entry, payment)]
        chosen = only_subset([payment.amount for payment in near], entry.amount)
        if chosen and self._is_anonymous(entry):
            yield self._take([entry], [near[each] for each in chosen], Rule.SUM_OF_EXPECTED)

    def _sum_of_entries(self, entries: list[Told], payment: Expected) -> Iterator[Match]:
        near = [entry for entry in entries if self._is_near(entry, payment)]
        chosen = only_subset([entry.amount for entry in near], payment.amount)
        if chosen and all(self._names_only(near[each], payment) for each in chosen):
            yield self._take([near[each] for each in chosen], [payment], Rule.SUM_OF_ENTRIES)

    def _take(self, entries: list[Told], payments: list[Expected], rule: Rule) -> Match:
        for entry in entries:
            del self.open_told[entry.id]
        for payment in payments:
            del self.open_expected[payment.id]
        return Match(tuple(entry.id for entry in entries), tuple(payment.id for payment in payments), rule)

    def _are_open(self, entries: list[Told], payments: list[Expected]) -> bool:
        return all(entry.id in self.open_told for entry in entries) and all(
            payment.id in self.open_expected for payment in payments
        )

    def _is_sum(self, entry: Told, payments: list[Expected]) -> bool:
        """The whole amount, from the payer we know, if we know one: another's money is looked at by a person."""
        ours = all(payment.currency == entry.currency and not _is_third_party(entry, payment) for payment in payments)
        return ours and sum(payment.amount for payment in payments) == entry.amount

    def _is_near(self, entry: Told, payment: Expected) -> bool:
        return abs((entry.on - payment.on).days) <= self.policy.days

    def _is_anonymous(self, entry: Told) -> bool:
        """Whether the entry names no payment of ours: a name that points elsewhere outweighs amount and date."""
        return not self._names(entry)

    def _names_only(self, entry: Told, payment: Expected) -> bool:
        return self._names(entry) <= {payment.reference, payment.end_to_end_id}

    def _names(self, entry: Told) -> set[str]:
        prefix = self.policy.reference_prefix
        named = {token for token in self.tokens[entry.id] if token.startswith(prefix)}
        named.update(self.references[entry.id])
        return named | ({entry.reference} if entry.reference in self.by_id else set())


def _is_third_party(entry: Told, payment: Expected) -> bool:
    known = bool(payment.party_account and entry.party_account)
    return known and payment.party_account != entry.party_account


def _same_money(entry: Told, payment: Expected) -> bool:
    return entry.amount == payment.amount and entry.currency == payment.currency


def _purse(item: Told | Expected) -> tuple[str, str, int]:
    return item.party_account, item.currency, item.amount


def _payer(item: Told | Expected) -> tuple[str, str, bool]:
    return item.party_account, item.currency, item.amount > 0


def _index(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Items by key; an empty text is no key."""
    found: dict[Key, list[Item]] = {}
    for item in items:
        if name := key(item):
            found.setdefault(name, []).append(item)
    return found

"""The cascade: the bank's name; end-to-end id; our reference in the text; account, amount and date; sums of one payer.

Each rule matches only what is unique on both sides *among everything*, not only among what earlier rules have left:
a payer who pays the same amount every week must not have last week's payment matched because this week's is gone.
Cost grows linearly with entries and payments: each rule looks things up, none compares all with all, and what is kept
of an item is no more than one slot a rule, so that a hundred times the items are a hundred times the work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from loanwright.reconciliation.matching.indexes import Names, Timeline, grouped
from loanwright.reconciliation.matching.leftovers import Leftovers
from loanwright.reconciliation.matching.sums import only_subset
from loanwright.reconciliation.matching.values import Expected, Match, Outcome, Policy, Rule, Told

_TOKEN = re.compile(r"[A-Z0-9]{6,40}")


def match(
    told: Sequence[Told], expected: Sequence[Expected], policy: Policy, taken: Collection[str] = frozenset()
) -> Outcome:
    """Match by every rule in turn; what is left becomes an open item.

    Ids in `taken` are matched already: they are never matched again and are no open items, but count wherever a rule
    asks whether something is the only one.
    """
    board = _Board(told, expected, policy, taken)
    matches = [*board.by_bank_reference(), *board.by_end_to_end_id(), *board.by_own_reference()]
    matches += board.by_account_amount_date()
    matches += board.by_sums()
    leftovers = Leftovers(told, board.open_told, board.by_id, board.by_reference, board.references, policy)
    return Outcome(tuple(matches), tuple(leftovers.items(board.open_told, board.open_expected)))


class _Board:
    """What is still open, and where to look it up."""

    def __init__(
        self, told: Sequence[Told], expected: Sequence[Expected], policy: Policy, taken: Collection[str]
    ) -> None:
        self.told, self.expected, self.policy = told, expected, policy
        self.open_told = {entry.id: entry for entry in told if entry.id not in taken}
        self.open_expected = {payment.id: payment for payment in expected if payment.id not in taken}
        self.by_id = Names(expected, lambda payment: payment.end_to_end_id)
        self.by_reference = Names(expected, lambda payment: payment.reference)
        self.references: dict[str, tuple[str, ...]] = {}
        self.strangers: set[str] = set()
        for entry in told:
            self._read_names(entry)

    def _read_names(self, entry: Told) -> None:
        """Keep our references that the entry names, and whether it names others in our form that we do not know."""
        tokens = _TOKEN.findall(f"{entry.reference} {entry.text}".upper())
        known = tuple(dict.fromkeys(token for token in tokens if token in self.by_reference))
        if known:
            self.references[entry.id] = known
        if any(token.startswith(self.policy.reference_prefix) and token not in self.by_reference for token in tokens):
            self.strangers.add(entry.id)

    def by_bank_reference(self) -> Iterator[Match]:
        """The bank's own name of a booking that the books have: it is that booking."""
        yield from self._by_name(
            self.told, lambda entry: entry.bank_reference,
            self.expected, lambda payment: payment.bank_reference, Rule.BANK_REFERENCE,
        )  # fmt: skip

    def by_end_to_end_id(self) -> Iterator[Match]:
        """The id we gave the payment comes back: with the same amount it is that payment, unless it comes twice.

        Money out and money in are looked at apart: a payment and its return share one id.
        """
        for sign in (1, -1):
            told = (entry for entry in self.told if entry.amount * sign > 0)
            expected = (payment for payment in self.expected if payment.amount * sign > 0)
            yield from self._by_name(
                told, lambda entry: entry.reference, expected, lambda payment: payment.end_to_end_id, Rule.END_TO_END_ID
            )

    def _by_name(
        self,
        told: Iterable[Told],
        told_name: Callable[[Told], str],
        expected: Iterable[Expected],
        expected_name: Callable[[Expected], str],
        rule: Rule,
    ) -> Iterator[Match]:
        due = Names(expected, expected_name)
        coming = Names((entry for entry in told if told_name(entry) in due), told_name)
        for key, entry in coming.first.items():
            payment = due.only(key)
            alone = payment is not None and key not in coming.shared
            if alone and payment and _same_money(entry, payment) and self._are_open([entry], [payment]):
                yield self._take([entry], [payment], rule)

    def by_own_reference(self) -> Iterator[Match]:
        """The text names our reference, or several that add up, and no other entry names them."""
        once: set[str] = set()
        often: set[str] = set()
        for names in self.references.values():
            often.update(once.intersection(names))
            once.update(names)
        for entry in list(self.open_told.values()):
            names = self.references.get(entry.id, ())
            payments = [payment for name in names if (payment := self.by_reference.only(name))]
            unique = 0 < len(payments) == len(names) and often.isdisjoint(names)
            if unique and self._are_open([entry], payments) and self._is_sum(entry, payments):
                yield self._take([entry], payments, Rule.OWN_REFERENCE)

    def by_account_amount_date(self) -> Iterator[Match]:
        """The same account, amount and time, where there is one such entry and one such payment and no other."""
        wanted = {_purse(entry) for entry in self.open_told.values() if entry.party_account}
        coming, due = grouped(self.told, _purse, wanted), grouped(self.expected, _purse, wanted)
        for purse, payments in due.items():
            if payments:
                yield from self._one_to_one(Timeline(coming[purse]), Timeline(payments), coming[purse])

    def _one_to_one(self, coming: Timeline[Told], due: Timeline[Expected], entries: Sequence[Told]) -> Iterator[Match]:
        for entry in entries:
            near = due.near(entry.on.toordinal(), self.policy.days)
            if len(near) == 1 and self._is_anonymous(entry) and self._are_open([entry], near):
                rivals = coming.near(near[0].on.toordinal(), self.policy.days)
                if len(rivals) == 1:
                    yield self._take([entry], near, Rule.ACCOUNT_AMOUNT_DATE)

    def by_sums(self) -> Iterator[Match]:
        """Within one payer: one entry for several payments, and several entries for one payment."""
        wanted = {_payer(entry) for entry in self.open_told.values() if entry.party_account}
        coming = grouped(self.open_told.values(), _payer, wanted)
        due = grouped(self.open_expected.values(), _payer, wanted)
        for payer, entries in coming.items():
            payments = due[payer]
            if len(entries) == 1 and 2 <= len(payments) <= self.policy.largest_group:
                yield from self._sum_of_expected(entries[0], payments)
            elif len(payments) == 1 and 2 <= len(entries) <= self.policy.largest_group:
                yield from self._sum_of_entries(entries, payments[0])

    def _sum_of_expected(self, entry: Told, payments: Sequence[Expected]) -> Iterator[Match]:
        near = [payment for payment in payments if self._is_near(entry, payment)]
        chosen = only_subset([payment.amount for payment in near], entry.amount)
        if chosen and self._is_anonymous(entry):
            yield self._take([entry], [near[each] for each in chosen], Rule.SUM_OF_EXPECTED)

    def _sum_of_entries(self, entries: Sequence[Told], payment: Expected) -> Iterator[Match]:
        near = [entry for entry in entries if self._is_near(entry, payment)]
        chosen = only_subset([entry.amount for entry in near], payment.amount)
        if chosen and all(self._names_only(near[each], payment) for each in chosen):
            yield self._take([near[each] for each in chosen], [payment], Rule.SUM_OF_ENTRIES)

    def _take(self, entries: Sequence[Told], payments: Sequence[Expected], rule: Rule) -> Match:
        for entry in entries:
            del self.open_told[entry.id]
        for payment in payments:
            del self.open_expected[payment.id]
        return Match(tuple(entry.id for entry in entries), tuple(payment.id for payment in payments), rule)

    def _are_open(self, entries: Sequence[Told], payments: Sequence[Expected]) -> bool:
        return all(entry.id in self.open_told for entry in entries) and all(
            payment.id in self.open_expected for payment in payments
        )

    def _is_sum(self, entry: Told, payments: Sequence[Expected]) -> bool:
        """The whole amount, from the payer we know, if we know one: another's money is looked at by a person."""
        ours = all(payment.currency == entry.currency and not _is_third_party(entry, payment) for payment in payments)
        return ours and sum(payment.amount for payment in payments) == entry.amount

    def _is_near(self, entry: Told, payment: Expected) -> bool:
        return abs((entry.on - payment.on).days) <= self.policy.days

    def _is_anonymous(self, entry: Told) -> bool:
        """Whether the entry names no payment of ours: a name that points elsewhere outweighs amount and date."""
        return entry.id not in self.strangers and entry.id not in self.references and entry.reference not in self.by_id

    def _names_only(self, entry: Told, payment: Expected) -> bool:
        names = {*self.references.get(entry.id, ()), *([entry.reference] if entry.reference in self.by_id else [])}
        return entry.id not in self.strangers and names <= {payment.reference, payment.end_to_end_id}


def _is_third_party(entry: Told, payment: Expected) -> bool:
    known = bool(payment.party_account and entry.party_account)
    return known and payment.party_account != entry.party_account


def _same_money(entry: Told, payment: Expected) -> bool:
    return entry.amount == payment.amount and entry.currency == payment.currency


def _purse(item: Told | Expected) -> tuple[str, str, int]:
    return item.party_account, item.currency, item.amount


def _payer(item: Told | Expected) -> tuple[str, str, bool]:
    return item.party_account, item.currency, item.amount > 0

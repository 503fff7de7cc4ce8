"""What is wrong with what no rule could match, and what it could be: suggestions for people, never matches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from loanwright.reconciliation.matching.indexes import Names, grouped
from loanwright.reconciliation.matching.values import (
    ExceptionCategory,
    Expected,
    Open,
    Policy,
    Reason,
    Suggestion,
    Told,
)

# In hundredths: below this two names are two people.
_ALIKE = 75
# Amounts that many pay (a fee, a round sum) say nothing; so many candidates are not worth comparing.
_MOST_CANDIDATES = 50


class Leftovers:
    """Explains open entries and payments."""

    def __init__(
        self,
        told: Sequence[Told],
        open_told: Mapping[str, Told],
        by_id: Names[Expected],
        by_reference: Names[Expected],
        references: Mapping[str, tuple[str, ...]],
        policy: Policy,
    ) -> None:
        self.references, self.policy = references, policy
        self.by_id, self.by_reference = by_id, by_reference
        wanted = {(entry.reference, entry.amount) for entry in open_told.values()}
        self.alike = grouped(told, lambda entry: (entry.reference, entry.amount), wanted)

    def items(self, entries: Mapping[str, Told], payments: Mapping[str, Expected]) -> Iterator[Open]:
        """An open item for every entry and every payment that is left."""
        by_amount: dict[tuple[int, str], list[Expected]] = {}
        for payment in payments.values():
            by_amount.setdefault((payment.amount, payment.currency), []).append(payment)
        for entry in entries.values():
            yield self._entry(entry, payments, by_amount.get((entry.amount, entry.currency), []))
        for payment in payments.values():
            yield Open(ExceptionCategory.MISSING_AT_BANK, expected=payment.id)

    def _entry(self, entry: Told, payments: Mapping[str, Expected], same_amount: Sequence[Expected]) -> Open:
        named = self._named(entry)
        if named:
            reasons = self._reasons(entry, named)
            suggestions = (Suggestion(named.id, reasons),) if named.id in payments else ()
            return Open(self._difference(entry, named, payments), entry.id, suggestions=suggestions)
        candidates = self._candidates(entry, same_amount)
        if candidates:
            return Open(_category_of(candidates), entry.id, suggestions=candidates)
        known = entry.party_account or entry.party or entry.amount < 0  # the bank itself takes money without a name
        unknown = ExceptionCategory.MISSING_IN_BOOKS if known else ExceptionCategory.UNIDENTIFIED_PAYER
        return Open(unknown, entry.id)

    def _named(self, entry: Told) -> Expected | None:
        """The payment the entry names, by its id or by one reference."""
        references = self.references.get(entry.id, ())
        by_reference = self.by_reference.first.get(references[0]) if len(references) == 1 else None
        return self.by_id.first.get(entry.reference) or by_reference

    def _difference(self, entry: Told, payment: Expected, payments: Mapping[str, Expected]) -> ExceptionCategory:
        """What keeps an entry from being the payment it names."""
        if entry.amount == -payment.amount:
            return ExceptionCategory.RETURNED
        if entry.currency != payment.currency:
            return ExceptionCategory.CURRENCY_DIFFERS
        if entry.amount == payment.amount:
            twice = payment.id not in payments or len(self.alike[entry.reference, entry.amount]) > 1
            return ExceptionCategory.DUPLICATE if twice else ExceptionCategory.THIRD_PARTY_PAYER
        if 0 < payment.amount - entry.amount <= self.policy.fee and entry.amount > 0:
            return ExceptionCategory.FEE_NETTED
        if min(entry.amount, payment.amount) > 0:
            return ExceptionCategory.OVERPAYMENT if entry.amount > payment.amount else ExceptionCategory.UNDERPAYMENT
        return ExceptionCategory.AMOUNT_DIFFERS

    def _candidates(self, entry: Told, same_amount: Sequence[Expected]) -> tuple[Suggestion, ...]:
        """Payments of the same amount with something more in common, the likeliest first."""
        reasoned = [Suggestion(each.id, self._reasons(entry, each)) for each in same_amount[:_MOST_CANDIDATES]]
        telling = [each for each in reasoned if set(each.reasons) - {Reason.SAME_AMOUNT, Reason.CLOSE_DATE}]
        telling.sort(key=lambda each: len(each.reasons), reverse=True)
        return tuple(telling[: self.policy.suggestions])

    def _reasons(self, entry: Told, payment: Expected) -> tuple[Reason, ...]:
        told = {
            Reason.SAME_END_TO_END_ID: bool(entry.reference) and entry.reference == payment.end_to_end_id,
            Reason.SAME_REFERENCE: payment.reference in self.references.get(entry.id, ()),
            Reason.SIMILAR_REFERENCE: _has_similar(f"{entry.reference} {entry.text}", payment.reference),
            Reason.SAME_AMOUNT: entry.amount == payment.amount,
            Reason.SAME_PAYER_ACCOUNT: bool(entry.party_account) and entry.party_account == payment.party_account,
            Reason.SIMILAR_NAME: _alike(entry.party, payment.party),
            Reason.CLOSE_DATE: self._is_near(entry, payment),
        }
        return tuple(reason for reason, holds in told.items() if holds)

    def _is_near(self, entry: Told, payment: Expected) -> bool:
        return abs((entry.on - payment.on).days) <= self.policy.days


def _category_of(candidates: Sequence[Suggestion]) -> ExceptionCategory:
    """Why an entry with these candidates was not matched."""
    if len(candidates) > 1:
        return ExceptionCategory.AMBIGUOUS
    reasons = candidates[0].reasons
    late = Reason.SAME_PAYER_ACCOUNT in reasons and Reason.CLOSE_DATE not in reasons
    return ExceptionCategory.DATE_DIFFERS if late else ExceptionCategory.UNIDENTIFIED_PAYER


def _has_similar(text: str, reference: str) -> bool:
    """Whether a word of the text is the reference but for a slip: as long, and one or two letters different."""
    if not reference:
        return False
    words = [word for word in text.upper().split() if len(word) == len(reference)]
    return any(1 <= sum(a != b for a, b in zip(word, reference, strict=True)) <= 2 for word in words)


def _alike(name: str, other: str) -> bool:
    """Whether two names are spelled alike, in whatever order their words stand."""
    if not name or not other:
        return False
    one, two = (" ".join(sorted(each.upper().split())) for each in (name, other))
    return SequenceMatcher(None, one, two, autojunk=False).ratio() * 100 >= _ALIKE

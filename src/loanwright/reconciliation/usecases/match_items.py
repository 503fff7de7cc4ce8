"""Match what lies on the desk by machine, and say what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.api import own_account
from loanwright.reconciliation import calling
from loanwright.reconciliation.desk import ExceptionCase, Item, ItemKind, Resolution
from loanwright.reconciliation.matching.cascade import match
from loanwright.reconciliation.matching.values import Outcome, Policy
from loanwright.reconciliation.repository import exceptions, items, matches, statements

MATCH = "reconciliation.match_desk"

_HOPE = timedelta(days=60)  # most requests that nobody pays are looks at how to pay


class DeskChanged(BaseModel):
    """Something new lies on the desk."""


@dataclass(frozen=True, slots=True)
class MatchRun:
    """What one look at the desk has brought."""

    matched: int
    raised: int
    resolved: int
    open: int


def match_items(uow: UnitOfWork) -> MatchRun:
    """Match what is certain; raise an exception for what needs a person, and end those whose reason is gone.

    May be run at any time, and again: what is matched stays matched, what is open is judged anew.
    """
    items.hold_desk(uow)
    items.let_hopes_go(uow, uow.business_date - _HOPE)
    on_desk, policy = items.open_items(uow), Policy()
    outcome = calling.held_back(_outcome(uow, on_desk, policy), matches.taken_back(uow))
    made = [(found.rule.value, [UUID(each) for each in (*found.entries, *found.expected)]) for found in outcome.matches]
    matches.add_matches(uow, made)
    cases = {case.item_id: case for case in _cases(uow, outcome, on_desk, policy)}
    run = _settle(uow, cases, len(made))
    uow.audit("reconciliation.match", "reconciliation_desk", uow.command_id, matched=run.matched, open=run.open)
    return run


def _outcome(uow: UnitOfWork, on_desk: list[Item], policy: Policy) -> Outcome:
    days = [item.booked_on for item in on_desk if item.kind is not ItemKind.REQUEST]
    since = min(days, default=uow.business_date) - timedelta(days=2 * policy.days)
    settled = items.settled_items_since(uow, since)
    told, expected = calling.sides_of([*on_desk, *settled])
    return match(told, expected, policy, {str(item.id) for item in settled})


def _cases(uow: UnitOfWork, outcome: Outcome, on_desk: list[Item], policy: Policy) -> Iterator[ExceptionCase]:
    by_id = {str(item.id): item for item in on_desk}
    own, covered = own_account(uow), statements.covered_until(uow, own_account(uow))
    for found in outcome.open_items:
        item = by_id[found.entry or found.expected]
        if found.entry or calling.is_overdue(item, covered.get(item.account), policy):
            yield replace(calling.case_of(item, found), id=uow.new_id())
    for item in items.half_booked_items(uow):
        if item.account == own:
            yield replace(calling.half_booked(item), id=uow.new_id())


def _settle(uow: UnitOfWork, cases: Mapping[UUID | None, ExceptionCase], matched: int) -> MatchRun:
    """Make the open exceptions of items those of `cases`; who has taken one keeps it."""
    known = exceptions.open_of_items(uow)
    gone = [case.id for item_id, case in known.items() if item_id not in cases]
    new = [case for item_id, case in cases.items() if item_id not in known]
    both = [(known[item_id], case) for item_id, case in cases.items() if item_id in known]
    judged = [replace(old, category=case.category, hints=case.hints) for old, case in both]
    exceptions.resolve(uow, gone, Resolution.MATCHED)
    exceptions.add(uow, new)
    exceptions.save_findings(uow, [case for case, (old, _) in zip(judged, both, strict=True) if case != old])
    return MatchRun(matched, len(new), len(gone), len(cases))

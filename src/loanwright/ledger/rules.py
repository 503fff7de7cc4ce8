"""What the ledger refuses whoever asks, and when a new chart may follow the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from loanwright.kernel.refusals import Refusal
from loanwright.ledger.chart import Chart, ChartAccount, Code

SHORTEST_REASON = 4


class BusinessDayMoved(Refusal):
    """The day was closed while this command was under way; it must be run again on the new day."""


class LedgerDateAhead(Refusal):
    """Balances were asked for as of a day that has not begun."""


class LedgerEntryUnknown(Refusal):
    """No entry has this id."""


class LedgerAccountUnknown(Refusal):
    """The chart has no such account."""


class LedgerReasonMissing(Refusal):
    """A few words of reason are needed, for whoever reads this later."""


class ChartUnknown(Refusal):
    """No chart has this version."""


class ChartNotDraft(Refusal):
    """This version of the chart was approved or rejected already."""


class ChartVersionNotNext(Refusal):
    """A draft must carry the number after the newest version."""


class ChartEffectiveTooEarly(Refusal):
    """A chart takes effect when a day opens: on the next business date at the earliest, after the chart before it."""


class ChartAccountDropped(Refusal):
    """An account of an earlier version is missing; what was posted to it could no longer be shown."""


class ChartAccountRedefined(Refusal):
    """An account of an earlier version would change its kind or its role; past balances would change their meaning."""


def check_not_ahead(on: date, business_date: date) -> None:
    """Raises LedgerDateAhead if `on` lies after the open business date."""
    if on > business_date:
        raise LedgerDateAhead(as_of=on, business_date=business_date)


def check_reason(reason: str) -> None:
    """Raises LedgerReasonMissing for an empty or nearly empty reason."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise LedgerReasonMissing(shortest=SHORTEST_REASON)


def check_follows(chart: Chart, approved: Sequence[Chart], newest_version: int, business_date: date) -> None:
    """Whether `chart` may become the version after `approved` (oldest first).

    Raises:
        ChartVersionNotNext, ChartEffectiveTooEarly, ChartAccountDropped, ChartAccountRedefined
    """
    if chart.version != newest_version + 1:
        raise ChartVersionNotNext(version=chart.version, expected=newest_version + 1)
    check_effective(chart, approved, business_date)
    for code, account in known_accounts(approved).items():
        _check_kept(code, account, chart)


def check_effective(chart: Chart, approved: Sequence[Chart], business_date: date) -> None:
    """Raises ChartEffectiveTooEarly unless the chart takes effect on a coming day, after every approved one."""
    earliest = max(business_date, approved[-1].effective_from) + timedelta(days=1)
    if chart.effective_from < earliest:
        raise ChartEffectiveTooEarly(effective_from=chart.effective_from, earliest=earliest)


def _check_kept(code: Code, before: ChartAccount, chart: Chart) -> None:
    after = chart.accounts.get(code)
    if after is None:
        raise ChartAccountDropped(code=code)
    if after.kind is not before.kind or (before.role and after.role not in (before.role, None)):
        raise ChartAccountRedefined(code=code)


def known_accounts(approved: Sequence[Chart]) -> Mapping[Code, ChartAccount]:
    """Every account of every version, as its newest version presents it; a role once played is kept for life."""
    known: dict[Code, ChartAccount] = {}
    for chart in approved:
        for code, account in chart.accounts.items():
            before = known.get(code)
            role = account.role or (before.role if before else None)
            known[code] = account.model_copy(update={"role": role})
    return dict(sorted(known.items()))


def in_force(approved: Sequence[Chart], on: date) -> Chart:
    """The chart in force on a day: the latest to have taken effect (the first one always has)."""
    return max((chart for chart in approved if chart.effective_from <= on), key=lambda chart: chart.effective_from)

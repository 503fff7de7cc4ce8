"""A second person approves a drafted chart, or anybody who may rejects it."""

from __future__ import annotations

from loanwright.access.api import require_second_person
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.repository import charts
from loanwright.ledger.repository.charts import ChartState, ChartVersion
from loanwright.ledger.rules import ChartNotDraft, check_follows
from loanwright.ledger.usecases.draft_chart import chart_subject
from loanwright.ledger.usecases.post_entry import hold_open_day


def approve_chart(uow: UnitOfWork, version: int, note: str) -> None:
    """The draft is in force from its date on.

    Raises:
        ChartUnknown, ChartNotDraft, SecondPersonNeeded, BusinessDayMoved, and what `rules.check_follows` refuses.
    """
    hold_open_day(uow)
    draft = _locked_draft(uow, version)
    require_second_person(draft.drafted.by if draft.drafted else None, uow.actor.id)
    approved = charts.approved(uow)
    check_follows(draft.chart, approved, draft.chart.version - 1, uow.business_date)
    charts.decide(uow, version, ChartState.APPROVED, note)
    uow.audit("ledger.approve_chart", "chart", chart_subject(), version=version)


def reject_chart(uow: UnitOfWork, version: int, note: str) -> None:
    """The draft is laid aside; its drafter may do so as well.

    Raises:
        ChartUnknown, ChartNotDraft
    """
    _locked_draft(uow, version)
    charts.decide(uow, version, ChartState.REJECTED, note)
    uow.audit("ledger.reject_chart", "chart", chart_subject(), version=version)


def _locked_draft(uow: UnitOfWork, version: int) -> ChartVersion:
    draft = charts.get(uow, version, lock=True)
    if draft.state is not ChartState.DRAFT:
        raise ChartNotDraft(version=version)
    return draft

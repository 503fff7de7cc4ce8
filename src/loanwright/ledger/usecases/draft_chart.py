"""Somebody writes the next version of the chart."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.chart import Chart, parse_chart
from loanwright.ledger.repository import charts
from loanwright.ledger.rules import check_follows, check_reason


def draft_chart(uow: UnitOfWork, document: str, reason: str) -> Chart:
    """Keep the document as a draft that waits for a second person.

    Raises:
        LedgerReasonMissing, and everything that makes it no chart or not the next one (`chart`, `rules.check_follows`).
    """
    check_reason(reason)
    chart = parse_chart(document)
    check_follows(chart, charts.approved(uow), charts.newest_version(uow), uow.business_date)
    charts.add_draft(uow, chart, document, reason)
    uow.audit("ledger.draft_chart", "chart", chart_subject(), version=chart.version)
    return chart


def chart_subject() -> UUID:
    """What the audit knows the institution's chart by; it has no id of its own."""
    return uuid5(NAMESPACE_URL, "loanwright:chart")

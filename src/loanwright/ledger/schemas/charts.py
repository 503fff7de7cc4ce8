"""Versions of the chart."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from loanwright.ledger.api import Account, Chart
from loanwright.ledger.chart import Basis
from loanwright.ledger.repository.charts import ChartState, ChartVersion
from loanwright.ledger.schemas.accounts import AccountView, account_view
from loanwright.ledger.schemas.journals import SignatureView, signature_view

_LONGEST = 200_000


class DraftChart(BaseModel):
    """A chart's document (TOML), and why it changes."""

    document: str = Field(max_length=_LONGEST)
    reason: str = Field(max_length=500)


class ProductRulesView(BaseModel):
    """Where the loans of one product are posted differently."""

    product: str
    basis: Basis
    accounts: dict[Account, str]


class ChartLine(BaseModel):
    """One version in the list."""

    version: int
    effective_from: date
    state: ChartState
    basis: Basis
    is_in_force: bool
    reason: str
    drafted: SignatureView | None
    drafted_by_me: bool
    decided: SignatureView | None
    decision_note: str


class ChartList(BaseModel):
    """Versions, newest first."""

    items: list[ChartLine]
    next_cursor: str | None = None


class ChartView(ChartLine):
    """One version with everything it says."""

    document: str
    accounts: list[AccountView]
    roles: dict[Account, str]
    products: list[ProductRulesView]


def chart_line(version: ChartVersion, in_force: Chart, reader: UUID | None) -> ChartLine:
    """One version as `reader` sees it."""
    chart = version.chart
    return ChartLine(
        version=chart.version,
        effective_from=chart.effective_from,
        state=version.state,
        basis=chart.basis,
        is_in_force=version.state is ChartState.APPROVED and chart.version == in_force.version,
        reason=version.reason,
        drafted=signature_view(version.drafted) if version.drafted else None,
        drafted_by_me=bool(version.drafted and version.drafted.by == reader),
        decided=signature_view(version.decided) if version.decided else None,
        decision_note=version.decision_note,
    )


def chart_view(version: ChartVersion, in_force: Chart, reader: UUID | None) -> ChartView:
    """One version with its accounts and rules."""
    chart = version.chart
    return ChartView(
        **chart_line(version, in_force, reader).model_dump(),
        document=version.document,
        accounts=[account_view(account) for account in chart.accounts.values()],
        roles=chart.roles,
        products=[
            ProductRulesView(product=product, basis=chart.basis_of(product), accounts=rules.accounts)
            for product, rules in chart.products.items()
        ],
    )

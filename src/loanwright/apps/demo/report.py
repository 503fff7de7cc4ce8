"""What the demo ends with: the funnel, the book, arrears, the trial balance and what `verify` says.

It holds nothing that differs between two runs of the same seed: no ids, no wall-clock times, no counts of attempts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from loanwright.apps.demo.http import Api
from loanwright.apps.demo.journey import Ending, Journey
from loanwright.apps.verify import Result, verify
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money, total
from loanwright.ledger.api import TrialBalance, trial_balance

_BUCKETS = ((0, "up to date"), (1, "1 to 30 days"), (31, "31 to 90 days"), (91, "91 to 180 days"), (181, "over 180"))


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a finished demo."""

    business_date: date
    journeys: Sequence[Journey]
    loans: Sequence[dict[str, Any]]
    balance: TrialBalance
    proofs: Sequence[Result]

    @property
    def clean(self) -> bool:
        """Whether the books balance and every proof holds."""
        return self.balance.balanced and all(result.clean for result in self.proofs)


def gather(runtime: Runtime, clerk: Api, journeys: Sequence[Journey]) -> Report:
    """Read the loans over HTTP, the ledger and the proofs where they are kept."""
    with runtime.read(SYSTEM) as uow:
        balance, today = trial_balance(uow, uow.business_date), uow.business_date
    return Report(today, journeys, list(_all_loans(clerk)), balance, list(verify(runtime)))


def show(report: Report, console: Console) -> None:
    """Print it."""
    console.rule(f"Loanwright demo, business date {report.business_date}")
    for table in (
        _funnel(report.journeys),
        _book(report.loans),
        _arrears(report.loans),
        _trial_balance(report.balance),
    ):
        console.print(table, "")
    console.print(_proofs(report.proofs))
    console.print("[green]Verify is clean.[/green]" if report.clean else "[bold red]Verify found faults.[/bold red]")


def _all_loans(clerk: Api) -> Iterable[dict[str, Any]]:
    cursor: dict[str, Any] = {}
    while True:
        page = clerk.get("/staff/loans", **cursor)
        yield from page["items"]
        if page["next_cursor"] is None:
            return
        cursor = {"cursor": page["next_cursor"]}


def _funnel(journeys: Sequence[Journey]) -> Table:
    endings = Counter(journey.ending for journey in journeys)
    referred = sum(journey.was_referred for journey in journeys)
    submitted = len(journeys) - endings[Ending.REFUSED_AT_THE_FORM]
    declined = endings[Ending.DECLINED] + endings[Ending.DECLINED_BY_PERSON]
    table = _table("Funnel", "step", "people")
    for step, people in (
        ("applied", len(journeys)),
        ("refused at the form", endings[Ending.REFUSED_AT_THE_FORM]),
        ("handed in", submitted),
        ("decided by the rules", submitted - referred),
        ("decided by a person", referred),
        ("declined", declined),
        ("offered", submitted - declined),
        ("offer not taken", endings[Ending.OFFER_LEFT]),
        ("signed and paid out", endings[Ending.PAID_OUT]),
    ):
        table.add_row(step, str(people))
    return table


def _book(loans: Sequence[dict[str, Any]]) -> Table:
    table = _table("Book", "product", "status", "loans", "lent", "principal outstanding")
    for product, status in sorted({(loan["product_code"], loan["status"]) for loan in loans}):
        chosen = [loan for loan in loans if (loan["product_code"], loan["status"]) == (product, status)]
        lent, outstanding = _sum(chosen, "principal"), _sum(chosen, "principal_outstanding")
        table.add_row(product, status, str(len(chosen)), f"{lent.decimal:,}", f"{outstanding.decimal:,}")
    return table


def _arrears(loans: Sequence[dict[str, Any]]) -> Table:
    table = _table("Arrears", "days past due", "loans", "principal outstanding", "overdue")
    live = [loan for loan in loans if loan["status"] in ("active", "overdue")]
    for (since, name), (until, _) in zip(_BUCKETS, (*_BUCKETS[1:], (10**6, "")), strict=True):
        chosen = [loan for loan in live if since <= loan["days_past_due"] < until]
        outstanding, overdue = _sum(chosen, "principal_outstanding"), _sum(chosen, "overdue")
        table.add_row(name, str(len(chosen)), f"{outstanding.decimal:,}", f"{overdue.decimal:,}")
    return table


def _trial_balance(balance: TrialBalance) -> Table:
    table = _table("Trial balance", "account", "title", "debits", "credits")
    for line in balance.lines:
        net = line.net_debit
        if net:
            columns = (f"{net.decimal:,}", "") if net.minor > 0 else ("", f"{(-net).decimal:,}")
            table.add_row(line.account.code, line.account.en, *columns)
    table.add_section()
    table.add_row("", "total", f"{balance.debit_total.decimal:,}", f"{balance.credit_total.decimal:,}")
    return table


def _proofs(results: Sequence[Result]) -> Table:
    table = _table("Verify", "invariant", "findings")
    for result in results:
        table.add_row(result.proof.title_en, str(result.findings_total))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, column in enumerate(columns):
        figures = number > 0 and column not in ("status", "title")
        table.add_column(column, justify="right" if figures else "left")
    return table


def _sum(loans: Sequence[dict[str, Any]], field: str) -> Money:
    return total(Money.parse(loan[field]["amount"]) for loan in loans)

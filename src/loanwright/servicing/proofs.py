"""What must hold between a loan's events, its stored figures and the ledger; `loanwright verify` runs it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any

from sqlalchemy import Row, select

from loanwright.engine.api import AccountState
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.kernel.refusals import Refusal
from loanwright.servicing.projection import growth_in_sql, installment_rows, project, risen
from loanwright.servicing.repository import loans
from loanwright.servicing.repository.rows import GROWN, growth_of, loan_of, projected_columns
from loanwright.servicing.sub_ledger import SUB_LEDGER_EQUALS_LEDGER
from loanwright.servicing.tables import loan

_BATCH = 500


def _projections_equal_replay(uow: UnitOfWork) -> Generator[Finding, None, int]:
    looked_at = 0
    wanted = select(loan).where(loan.c.last_seq > 0).order_by(loan.c.number)
    stored = uow.connection.execution_options(yield_per=_BATCH).execute(wanted)
    for rows in stored.partitions():
        looked_at += len(rows)
        yield from _differing(uow, rows)
    return looked_at


def _differing(uow: UnitOfWork, rows: Iterable[Row[Any]]) -> Iterator[Finding]:
    by_id = {row.id: row for row in rows}
    events = loans.events_of_many(uow, list(by_id))
    installments = loans.stored_installments(uow, list(by_id))
    for loan_id, row in by_id.items():
        account = loan_of(row)
        try:
            state = account.replayed(events[loan_id], row.accrued_through, uow.calendar)
        except Refusal as refusal:
            yield Finding(f"loan {loan_id}", f"its events cannot be replayed: {refusal}")
            continue
        expected = projected_columns(project(account, events[loan_id], state))
        wrong = sorted(name for name, value in expected.items() if getattr(row, name) != value)
        if _is_looked_at_earlier(row, state):
            wrong = [name for name in wrong if name not in GROWN]
        if wrong:
            yield Finding(f"loan {loan_id}", f"differs from its events in {', '.join(wrong)}")
        if installments[loan_id] != installment_rows(loan_id, state):
            yield Finding(f"loan {loan_id}", "its installments differ from its events")


def _is_looked_at_earlier(row: Row[Any], state: AccountState) -> bool:
    """Whether the row says less of its growth than could be said, but nothing that is not so.

    As a migration leaves loans whose growth has come to be told in more figures: the next close looks at them anyway.
    """
    stored, known = growth_of(row), growth_in_sql(state)
    through = stored.through
    if through is None or stored.is_plain or (known.through is not None and known.through < through):
        return False
    lines = (((stored.interest,), (known.interest,)), (stored.penalties, known.penalties))
    return all(risen(said, state.as_of, through) == risen(so, state.as_of, through) for said, so in lines)


PROOFS = (
    Proof(
        "loan-projections",
        "每笔贷款的余额和期次与其事件重算结果一致",
        "Every loan's figures and installments equal the replay of its events",
        _projections_equal_replay,
    ),
    SUB_LEDGER_EQUALS_LEDGER,
)

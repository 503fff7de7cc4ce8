"""What must hold in the ledger by itself; `loanwright verify` runs it."""

from __future__ import annotations

from collections.abc import Generator

from sqlalchemy import func, or_, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.ledger.model import Account
from loanwright.ledger.tables import ledger_entry, ledger_posting


def _entries_are_whole(uow: UnitOfWork) -> Generator[Finding, None, int]:
    posting, entry = ledger_posting.c, ledger_entry.c
    joined = ledger_entry.outerjoin(ledger_posting, posting.entry_id == entry.id)
    known = [account.value for account in Account]
    broken = (
        select(entry.id)
        .select_from(joined)
        .where(
            or_(
                posting.seq.is_(None),
                posting.business_date != entry.business_date,
                posting.debit.not_in(known),
                posting.credit.not_in(known),
            )
        )
    )
    for entry_id in uow.connection.scalars(broken):
        yield Finding(f"entry {entry_id}", "no postings, another business date, or an account the chart lacks")
    return int(uow.connection.execute(select(func.count()).select_from(ledger_posting)).scalar_one())


PROOFS = (
    Proof(
        "ledger-entries",
        "每笔分录完整、借贷相等，科目均在科目表内",
        "Every entry is whole and balanced, on accounts of the chart",
        _entries_are_whole,
    ),
)

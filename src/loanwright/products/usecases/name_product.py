"""Give a product a name that no document of ours states."""

from __future__ import annotations

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.products import repository
from loanwright.products.parts import Bilingual


def name_product(uow: UnitOfWork, code: str, name: Bilingual) -> None:
    """Have `code` shown as `name`, as loans taken over from another lender need it; the last name given holds.

    The caller leaves the audit record.
    """
    repository.save_name(uow, code, name)

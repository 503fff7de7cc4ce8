"""What must hold in the archive; `loanwright verify` runs it."""

from __future__ import annotations

from collections.abc import Generator

from loanwright.documents import queries, repository
from loanwright.documents.model import DamageKind
from loanwright.documents.rules import damage_of
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof

_WHY = {
    DamageKind.MISSING: "its bytes are missing from the archive",
    DamageKind.ALTERED: "its bytes are not those that were archived",
}


def _bytes_are_as_archived(uow: UnitOfWork) -> Generator[Finding, None, int]:
    checked = 0
    for document in repository.each(uow):
        checked += 1
        damage = damage_of(document, queries.stored_bytes(uow, document))
        if damage:
            yield Finding(f"document {document.id}", _WHY[damage])
    return checked


PROOFS = (
    Proof(
        "archive",
        "每份存档文件都在，内容与存档时一字节不差",
        "Every archived document is there, to the byte as it was archived",
        _bytes_are_as_archived,
    ),
)

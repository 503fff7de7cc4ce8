"""Somebody signs out."""

from __future__ import annotations

from loanwright.access import repository
from loanwright.access.usecases.open_session import token_hash
from loanwright.infra.unit_of_work import UnitOfWork


def sign_out(uow: UnitOfWork, token: str) -> None:
    """End the session of `token`, at once and on the server."""
    repository.remove_session(uow, token_hash(token))
    if uow.actor.id:
        uow.audit("access.sign-out", uow.actor.kind.value, uow.actor.id)

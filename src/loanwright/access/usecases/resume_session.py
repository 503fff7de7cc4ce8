"""Find out who sends a request, from the token in its cookie."""

from __future__ import annotations

from loanwright.access import repository, rules
from loanwright.access.model import Session, SessionKind
from loanwright.access.usecases.open_session import token_hash
from loanwright.infra.unit_of_work import UnitOfWork


def resume_session(uow: UnitOfWork, token: str, kind: SessionKind) -> Session:
    """The live session of `token`; reads only.

    Raises:
        SignInRequired: no such session, or it has ended.
    """
    session = repository.find_session(uow, token_hash(token), kind)
    if session is None or not rules.is_live(session, uow.now):
        raise rules.SignInRequired()
    return session


def keep_session_alive(uow: UnitOfWork, session: Session) -> None:
    """Note that `session` was used now, so that it does not end for idleness."""
    repository.touch_session(uow, session.token_hash)

"""FastAPI dependencies that turn a request into an `Edge` for the right kind of actor.

Cookies are SameSite=Strict; on top of that a request that changes something is refused when the browser says that
another site sent it (Fetch Metadata, or Origin where that is missing).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie

from loanwright.access import queries, rules
from loanwright.access.model import Permission, Session, SessionKind
from loanwright.access.partner_tokens import bearer
from loanwright.access.usecases.admit_partner import admitted_partner
from loanwright.access.usecases.resume_session import keep_session_alive, resume_session
from loanwright.infra.edge import Edge, RequestFacts, request_facts, runtime_of
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import ANONYMOUS, SYSTEM, Actor, ActorKind

BORROWER_COOKIE = "lw_borrower"
STAFF_COOKIE = "lw_staff"

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE = frozenset({"same-origin", "none"})

_borrower_cookie = APIKeyCookie(name=BORROWER_COOKIE, scheme_name="borrower", auto_error=False)
_staff_cookie = APIKeyCookie(name=STAFF_COOKIE, scheme_name="staff", auto_error=False)

Facts = Annotated[RequestFacts, Depends(request_facts)]


def require_own_site(request: Request) -> None:
    """Refuse a request that changes something on behalf of another site.

    Raises:
        CrossSiteRequest
    """
    if request.method in _SAFE_METHODS:
        return
    fetch_site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign_origin = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if fetch_site not in _OWN_SITE if fetch_site else foreign_origin:
        raise rules.CrossSiteRequest()


def _anonymous_edge(request: Request, facts: Facts) -> Edge:
    require_own_site(request)
    return Edge(runtime_of(request), facts, ANONYMOUS)


def _borrower_edge(request: Request, facts: Facts, token: Annotated[str | None, Depends(_borrower_cookie)]) -> Edge:
    require_own_site(request)
    runtime = runtime_of(request)
    session = _session(runtime, token, SessionKind.BORROWER)
    actor = Actor(ActorKind.BORROWER, id=session.principal_id, party_id=session.principal_id)
    return Edge(runtime, facts, actor)


def staff_edge(permission: str | None = None) -> Any:
    """Let in staff who have a permission; without a name, any staff.

    Use it as ``edge: Annotated[Edge, staff_edge("loan.read")]``. A name that is no permission fails when the module is
    imported, not when somebody calls.
    """
    return Depends(_staff_dependency(Permission(permission) if permission else None))


def _staff_dependency(permission: Permission | None) -> Callable[..., Edge]:
    def edge(request: Request, facts: Facts, token: Annotated[str | None, Depends(_staff_cookie)]) -> Edge:
        require_own_site(request)
        runtime = runtime_of(request)
        return Edge(runtime, facts, _staff_actor(runtime, token, permission))

    return edge


def _staff_actor(runtime: Runtime, token: str | None, permission: Permission | None) -> Actor:
    session = _session(runtime, token, SessionKind.STAFF)
    with runtime.read(SYSTEM) as uow:
        user = queries.staff_by_id(uow, session.principal_id)
    if user is None:
        raise rules.SignInRequired()
    rules.require_permission(user, permission)
    allowed = frozenset(map(str, user.permissions))
    return Actor(ActorKind.STAFF, id=user.id, permissions=allowed, name=user.name)


def _session(runtime: Runtime, token: str | None, kind: SessionKind) -> Session:
    if not token:
        raise rules.SignInRequired()
    with runtime.read(SYSTEM) as uow:
        session = resume_session(uow, token, kind)
        due = rules.is_due_for_touch(session, uow.now)
    if due:
        runtime.run(SYSTEM, lambda uow: keep_session_alive(uow, session))
    return session


async def bearing_partner(request: Request) -> UUID:
    """Whose token the request carries; whether that partner may still call is asked of its record.

    A coroutine, as it waits for nothing: FastAPI would send a plain function to a thread and back.

    Raises:
        PartnerTokenNotValid
    """
    runtime = runtime_of(request)
    sign = runtime.surroundings.keyring.blind_index
    return bearer(sign, request.headers.get("authorization", ""), runtime.clock())


def _partner_edge(request: Request, facts: Facts, partner_id: Annotated[UUID, Depends(bearing_partner)]) -> Edge:
    runtime = runtime_of(request)
    with runtime.read(SYSTEM) as uow:
        partner = admitted_partner(uow, partner_id)
    return Edge(runtime, facts, Actor(ActorKind.PARTNER, id=partner.id, name=partner.name))


AnonymousEdge = Annotated[Edge, Depends(_anonymous_edge)]
"""Anybody."""

BorrowerEdge = Annotated[Edge, Depends(_borrower_edge)]
"""A signed-in borrower; their transactions see only rows of their own party."""

PartnerEdge = Annotated[Edge, Depends(_partner_edge)]
"""An active partner with a live token; what it asks for must be looked up as its own."""

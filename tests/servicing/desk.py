"""Staff who preview a command and then give it, below HTTP and over it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from loanwright.access.api import Permission
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import Actor, ActorKind
from loanwright.servicing.api import (
    Given,
    Preview,
    ServiceRequest,
    approve_request,
    give_command,
    preview_command,
)
from loanwright.servicing.commands.catalogue import command_of
from loanwright.servicing.commands.command import Command
from loanwright.servicing.model import ServiceRequestState
from tests.servicing.browser import Browser

EVERYTHING = frozenset(map(str, Permission))
OFFICER = Actor(ActorKind.STAFF, id=UUID(int=1), permissions=EVERYTHING, name="李娜")
COLLEAGUE = Actor(ActorKind.STAFF, id=UUID(int=2), permissions=EVERYTHING, name="王强")


def preview(runtime: Runtime, loan_id: UUID, command: Command, actor: Actor = OFFICER) -> Preview:
    """What it would do."""
    with runtime.read(actor) as uow:
        return preview_command(uow, loan_id, command)


def give(runtime: Runtime, loan_id: UUID, command: Command, actor: Actor = OFFICER) -> Given:
    """Preview it, then confirm what was previewed."""
    seen = preview(runtime, loan_id, command, actor)
    return runtime.run(actor, lambda uow: give_command(uow, loan_id, command, seen.version, "asked by phone"))


def approve(runtime: Runtime, request: ServiceRequest, actor: Actor = COLLEAGUE) -> ServiceRequest:
    """Preview what a colleague asked for, then agree."""
    seen = preview(runtime, request.loan_id, command_of(request), actor)
    return runtime.run(actor, lambda uow: approve_request(uow, request.id, seen.version, "checked"))


def done(runtime: Runtime, loan_id: UUID, command: Command) -> ServiceRequest:
    """Give it, and have a colleague agree where one must."""
    given = give(runtime, loan_id, command).request
    return approve(runtime, given) if given.state is ServiceRequestState.WAITING else given


def confirm(browser: Browser, loan_id: object, **command: Any) -> dict[str, Any]:
    """Preview and confirm over HTTP; what has become of it."""
    path = f"/staff/loans/{loan_id}"
    seen = browser.post(f"{path}/previews", {"command": command})
    assert seen.status_code == 200, seen.text
    body = {"command": command, "version": seen.json()["version"], "reason": "asked by phone"}
    given = browser.post(f"{path}/commands", body)
    assert given.status_code == 201, given.text
    answer: dict[str, Any] = given.json()
    return answer

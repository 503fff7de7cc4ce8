"""Policies for staff over HTTP: read, draft, try out, hand in, approve, put in force."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, status

from loanwright.access.api import staff_edge
from loanwright.decisioning import api
from loanwright.decisioning.schemas import (
    ActivatePolicy,
    BacktestView,
    BeginPolicyDraft,
    KeepPolicyCase,
    PolicyCaseView,
    PolicyHistoryView,
    PolicyReturn,
    PolicyReview,
    PolicyView,
    SavePolicyDraft,
    backtest_view,
    case_view,
    history_view,
    policy_view,
)
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(prefix="/staff/policies/{name}", tags=["decisioning"])

PolicyName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{2,59}$")]
Reader = Annotated[Edge, staff_edge("policy.read")]
Author = Annotated[Edge, staff_edge("policy.draft")]
Approver = Annotated[Edge, staff_edge("policy.approve")]


@router.get("")
def read_policy_history(name: PolicyName, edge: Reader) -> PolicyHistoryView:
    """All versions of a policy, and which was in force from when."""
    return edge.query(lambda uow: history_view(name, api.policy_history(uow, name)))


@router.get("/versions/{version}")
def read_policy(name: PolicyName, version: int, edge: Reader) -> PolicyView:
    """One version with its rules, what is odd about them, what changed, and the saved cases under it."""
    return edge.query(lambda uow: _examined(uow, name, version))


@router.post("/versions", status_code=status.HTTP_201_CREATED)
def begin_policy_draft(name: PolicyName, body: BeginPolicyDraft, edge: Author) -> PolicyView:
    """A new draft with the rules of another version."""

    def work(uow: UnitOfWork) -> PolicyView:
        return _examined(uow, name, api.begin_policy_draft(uow, name, body.based_on).policy.version)

    return edge.command(work, PolicyView)


@router.put("/versions/{version}")
def save_policy_draft(name: PolicyName, version: int, body: SavePolicyDraft, edge: Author) -> PolicyView:
    """Save a draft; refused where it was saved by other hands since `revision`."""

    def work(uow: UnitOfWork) -> PolicyView:
        draft = api.PolicyDraft(
            name, version, body.revision, body.scorecard, tuple(body.rules), tuple(body.terms), body.note
        )
        api.save_policy_draft(uow, draft)
        return _examined(uow, name, version)

    return edge.command(work, PolicyView)


@router.post("/versions/{version}/submission")
def submit_policy(name: PolicyName, version: int, edge: Author) -> PolicyView:
    """Hand a draft in; every saved case must come out as it should."""

    def work(uow: UnitOfWork) -> PolicyView:
        api.submit_policy(uow, name, version)
        return _examined(uow, name, version)

    return edge.command(work, PolicyView)


@router.post("/versions/{version}/withdrawal")
def withdraw_policy(name: PolicyName, version: int, edge: Author) -> PolicyView:
    """Give a draft up."""

    def work(uow: UnitOfWork) -> PolicyView:
        api.withdraw_policy(uow, name, version)
        return _examined(uow, name, version)

    return edge.command(work, PolicyView)


@router.post("/versions/{version}/approval")
def approve_policy(name: PolicyName, version: int, body: PolicyReview, edge: Approver) -> PolicyView:
    """Approve a version handed in by somebody else, and put it in force."""

    def work(uow: UnitOfWork) -> PolicyView:
        api.approve_policy(uow, name, version, body.effective_at, body.note)
        return _examined(uow, name, version)

    return edge.command(work, PolicyView)


@router.post("/versions/{version}/return")
def return_policy(name: PolicyName, version: int, body: PolicyReturn, edge: Approver) -> PolicyView:
    """Send a version back to its author."""

    def work(uow: UnitOfWork) -> PolicyView:
        api.return_policy(uow, name, version, body.note)
        return _examined(uow, name, version)

    return edge.command(work, PolicyView)


@router.get("/versions/{version}/backtest")
def backtest_policy(
    name: PolicyName, version: int, edge: Reader, cases: Annotated[int, Query(ge=1, le=2000)] = 500
) -> BacktestView:
    """What this version would have decided on the latest applications, beside what was decided."""

    def tried(uow: UnitOfWork) -> BacktestView:
        return backtest_view(api.backtest_policy(uow, name, version, cases), uow.currency)

    return edge.query(tried)


@router.post("/activations", status_code=status.HTTP_201_CREATED)
def activate_policy(name: PolicyName, body: ActivatePolicy, edge: Approver) -> PolicyHistoryView:
    """Put an approved version in force again: the way back."""

    def work(uow: UnitOfWork) -> PolicyHistoryView:
        api.activate_policy(uow, name, body.version, body.effective_at, body.reason)
        return history_view(name, api.policy_history(uow, name))

    return edge.command(work, PolicyHistoryView)


@router.post("/cases", status_code=status.HTTP_201_CREATED)
def keep_policy_case(name: PolicyName, body: KeepPolicyCase, edge: Author) -> PolicyCaseView:
    """Keep a case that every draft is tried on."""

    def work(uow: UnitOfWork) -> PolicyCaseView:
        if body.application_id:
            return case_view(api.keep_past_case(uow, name, body.title, body.application_id, body.expected))
        return case_view(api.keep_policy_case(uow, name, body.title, body.inputs, body.expected))

    return edge.command(work, PolicyCaseView)


@router.delete("/cases/{case_id}", status_code=status.HTTP_204_NO_CONTENT)
def forget_policy_case(name: PolicyName, case_id: UUID, edge: Author) -> None:
    """Try drafts on this case no more."""
    edge.command(lambda uow: api.forget_policy_case(uow, name, case_id), type(None))


def _examined(uow: UnitOfWork, name: PolicyName, version: int) -> PolicyView:
    return policy_view(api.examine_policy(uow, name, version))

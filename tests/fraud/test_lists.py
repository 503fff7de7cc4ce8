"""Lists: who may do what, and what an entry does to the next application."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from loanwright.access.api import Role, SecondPersonNeeded
from loanwright.fraud.lists import (
    EntryState,
    ListEntry,
    ListEntryNotWaiting,
    ListEntryRemovedAlready,
    ListName,
    Signed,
    approved,
    findings_on,
    removed,
    state_when_added,
)
from loanwright.fraud.model import Finding, LinkKind
from loanwright.infra.runtime import Runtime
from tests.fraud.test_behaviour import typist
from tests.fraud.test_linking import rings
from tests.fraud.test_observation import apply
from tests.origination.applicant import ANSWERS, Applicant
from tests.origination.conftest import Hire, SignIn
from tests.outside import Sandbox
from tests.queue import drain

TODAY = date(2026, 3, 2)
LI, WANG = (Signed(UUID(int=n), name, datetime(2026, 3, 2, tzinfo=UTC)) for n, name in ((1, "李娜"), (2, "王强")))


def entry(name: ListName = ListName.BLOCK, expires_on: date | None = None) -> ListEntry:
    state = state_when_added(name)
    return ListEntry(UUID(int=9), name, LinkKind.PHONE, b"", "138****5678", "骗贷", expires_on, state, LI)


def test_only_allowing_takes_a_second_person() -> None:
    assert [state_when_added(name) for name in ListName] == [
        EntryState.ACTIVE,
        EntryState.ACTIVE,
        EntryState.WAITING,
    ]
    allowed = entry(ListName.ALLOW)
    assert not allowed.counts_on(TODAY)
    assert approved(allowed, WANG).counts_on(TODAY)
    with pytest.raises(SecondPersonNeeded):
        approved(allowed, LI)
    with pytest.raises(ListEntryNotWaiting):
        approved(entry(), WANG)


def test_what_has_ended_or_was_taken_off_does_not_count() -> None:
    assert entry(expires_on=TODAY).counts_on(TODAY)
    assert not entry(expires_on=TODAY).counts_on(TODAY + timedelta(days=1))
    gone = removed(entry(), WANG, "误加")
    assert not gone.counts_on(TODAY)
    with pytest.raises(ListEntryRemovedAlready):
        removed(gone, WANG, "误加")


def test_what_is_listed_is_a_finding() -> None:
    assert findings_on([entry(ListName.WATCH), entry()]) == (Finding.ON_BLOCK_LIST, Finding.ON_WATCH_LIST)
    assert findings_on([entry(ListName.ALLOW)]) == ()


def test_a_blocked_phone_is_noticed_however_it_was_typed(
    wang: Applicant, hire: Hire, runtime: Runtime, sandbox: Sandbox
) -> None:
    investigator = hire("孙强", Role.INVESTIGATOR)
    body = {"list": "block", "kind": "contact", "text": "137 0000 0000", "reason": "多次冒充联系人"}
    added = investigator.post("/lists", body)
    assert (added.status_code, added.json()["state"], added.json()["hint"]) == (201, "active", "137****0000")
    application_id = wang.apply(**(ANSWERS | {"contact_phone": "13700000000"}))
    drain(runtime)
    assert "on-block-list" in investigator.get(f"/applications/{application_id}")["application"]["flags"]
    gone = investigator.post(f"/lists/entries/{added.json()['id']}/removals", {"reason": "已核实无误"})
    assert gone.json()["state"] == "removed"
    assert [each["state"] for each in investigator.get("/lists/block")["items"]] == ["removed"]


def test_a_branch_tablet_is_allowed_by_two_and_joins_nobody(
    sign_in: SignIn, hire: Hire, runtime: Runtime, sandbox: Sandbox
) -> None:
    first = sign_in("13900000001")
    application_id = apply(first, 1, typist(1))
    drain(runtime)
    sun, qian = hire("孙强", Role.INVESTIGATOR), hire("钱进", Role.INVESTIGATOR)
    body = {"list": "allow", "kind": "device", "application_id": application_id, "reason": "网点平板"}
    added = sun.post("/lists", body).json()
    approval = f"/lists/entries/{added['id']}/approvals"
    assert (added["state"], sun.post(approval).status_code, qian.post(approval).status_code) == ("waiting", 403, 201)
    tablet = first.browser.cookies["lw_device"]
    for number in (2, 3):
        customer = sign_in(f"1390000000{number}")
        customer.browser.cookies.set("lw_device", tablet, path="/api")
        apply(customer, number, typist(number))
    drain(runtime)
    assert rings(runtime) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "address", "text": "浙江"}, "nothing-to-list"),
        ({"kind": "device"}, "nothing-to-list"),
        ({"kind": "phone", "text": "13700000000", "expires_on": "2026-03-01"}, "list-expiry-in-past"),
        ({"kind": "phone", "text": "13700000000", "reason": "?"}, "fraud-reason-missing"),
    ],
)
def test_what_cannot_be_listed(hire: Hire, lender: None, body: dict[str, str], code: str) -> None:
    refused = hire("孙强", Role.INVESTIGATOR).post("/lists", {"list": "watch", "reason": "可疑线索"} | body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)

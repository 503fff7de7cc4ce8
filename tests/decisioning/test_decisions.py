"""From the bureau to a decision on record: over real HTTP, in a real database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from loanwright.access.api import PermissionMissing
from loanwright.decisioning import policy_repository, trial_repository
from loanwright.decisioning.api import (
    Assessment,
    CreditBureauUnavailable,
    DecidedBy,
    Decision,
    DecisionAlreadyMade,
    DecisionNotFound,
    Outcome,
    PersonDecision,
    ReportRequest,
    ReportStatus,
    assess,
    decide_by_person,
    explain_decisions,
    fetch_credit_report,
    latest_decision,
)
from loanwright.decisioning.german_credit import GermanApplicant, bureau_sections, german_applicants
from loanwright.decisioning.policy import shipped_policy
from loanwright.decisioning.policy_versions import PolicyStatus, PolicyVersion
from loanwright.decisioning.tables import credit_inquiry
from loanwright.decisioning.trials import Arm, Trial, TrialMode, TrialStatus
from loanwright.decisioning.verification import DECISIONS_RECOMPUTED, TRIALS_RECOMPUTED
from loanwright.infra.jobs.delivery import OutsideWork
from loanwright.infra.runtime import Runtime
from loanwright.infra.settings import Settings
from loanwright.infra.unit_of_work import SYSTEM, Actor, ActorKind
from loanwright.kernel.signature import Signature
from loanwright.privacy.api import ConsentMissing, ConsentPurpose, WordingAgreed, consents_of, give_consents
from loanwright.products.api import publish_product, shipped_documents
from tests.decisioning.cases import ANSWERS, yuan
from tests.outside import Sandbox

APPLICATION, PARTY = UUID(int=11), UUID(int=12)
REQUEST = ReportRequest(APPLICATION, PARTY, "张三", "51340119880520123X")
CLERK = Actor(ActorKind.STAFF, id=UUID(int=21), permissions=frozenset({"application.decide"}), name="李娜")
ASSESSMENT = Assessment(APPLICATION, PARTY, ANSWERS, "xiao-fei-dai", 1, yuan("20000.00"), 12, None)
GOOD_REPORT: dict[str, Any] = {
    "settlement_account": {"average_balance": "5300.00", "salary_paid": True},
    "accounts": {
        "open": [
            {
                "number": "A1",
                "kind": "non_revolving_loan",
                "opened_on": "2023-01-01",
                "amount": "20000.00",
                "balance": "8000.00",
                "monthly_payment": "700.00",
            }
        ],
        "closed": [],
    },
    "guarantees": [],
    "public_records": [],
    "inquiries": [],
}


@dataclass(frozen=True)
class Desk:
    """The few things these stories do, with the sandbox as the outside world."""

    runtime: Runtime
    sandbox: Sandbox

    def consent(self) -> UUID:
        with self.runtime.begin(SYSTEM) as uow:
            agreed = [WordingAgreed(ConsentPurpose.CREDIT_REPORT_QUERY, 1)]
            return give_consents(uow, PARTY, APPLICATION, agreed)[0].id

    def plant(self, **person: Any) -> None:
        known = {"id_number": REQUEST.id_number, "name": REQUEST.name, "report": GOOD_REPORT} | person
        self.sandbox.http.post("/control/persons", json=known).raise_for_status()

    def fetch(self) -> ReportStatus:
        return fetch_credit_report(OutsideWork(self.runtime, UUID(int=1), 1), REQUEST)

    def assess(self, assessment: Assessment = ASSESSMENT) -> Decision:
        return self.runtime.run(SYSTEM, lambda uow: assess(uow, assessment))

    def decide(self, outcome: Outcome, actor: Actor = CLERK) -> Decision:
        wanted = PersonDecision(APPLICATION, outcome, "已电话核实收入")
        return self.runtime.run(actor, lambda uow: decide_by_person(uow, wanted))

    def attempts(self) -> list[tuple[str, str, int]]:
        columns = credit_inquiry.c
        query = select(columns.status, columns.detail, columns.fee_minor).order_by(columns.sequence)
        with self.runtime.read(SYSTEM) as uow:
            return [tuple(row) for row in uow.connection.execute(query)]

    def findings(self) -> tuple[list[str], int]:
        found: list[str] = []
        with self.runtime.read(SYSTEM) as uow:
            check = DECISIONS_RECOMPUTED.check(uow)
            while True:
                try:
                    found.append(next(check).why)
                except StopIteration as end:
                    return found, end.value


@pytest.fixture
def desk(runtime: Runtime, sandbox: Sandbox) -> Desk:
    sandbox.set_today(date(2026, 3, 2))
    for document in shipped_documents():
        with runtime.begin(SYSTEM) as uow:
            publish_product(uow, document)
    return Desk(runtime, sandbox)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"outside_timeout_seconds": 1.0})


def test_a_good_applicant_is_approved_from_the_report(desk: Desk) -> None:
    desk.consent()
    desk.plant()
    assert desk.fetch() is ReportStatus.MATCH
    decision = desk.assess()
    assert (decision.outcome, [reason.code for reason in decision.reasons]) == (Outcome.APPROVE, ["score-sufficient"])
    assert desk.findings() == ([], 1)


def test_without_consent_the_bureau_is_not_asked(desk: Desk) -> None:
    with pytest.raises(ConsentMissing):
        desk.fetch()
    assert desk.attempts() == []
    assert desk.sandbox.http.get("/control/bureau/inquiries").json() == []


def test_the_bureau_gets_the_consent_and_is_asked_once(desk: Desk) -> None:
    consent_id = desk.consent()
    desk.plant()
    assert [desk.fetch(), desk.fetch()] == [ReportStatus.MATCH] * 2
    asked = desk.sandbox.http.get("/control/bureau/inquiries").json()
    assert [(entry["consent_id"], entry["purpose"]) for entry in asked] == [(str(consent_id), "loan_approval")]
    assert desk.attempts() == [("match", "", 200)]  # one fee of 2.00


def test_the_raw_answer_is_kept_and_unreadable_in_the_database(desk: Desk) -> None:
    desk.consent()
    desk.plant()
    desk.fetch()
    with desk.runtime.read(SYSTEM) as uow:
        sealed = uow.connection.execute(select(credit_inquiry.c.raw_sealed)).scalar_one()
        assert REQUEST.name.encode() not in sealed
        assert REQUEST.name in uow.keyring.decrypt(sealed)


@pytest.mark.parametrize(
    ("person", "status", "rule"),
    [
        ({"no_record": True}, ReportStatus.NO_RECORD, "no-credit-record"),
        ({"name": "李四"}, ReportStatus.MISMATCH, "name-differs-at-bureau"),
    ],
)
def test_somebody_the_bureau_does_not_know_goes_to_a_person(
    desk: Desk, person: dict[str, Any], status: ReportStatus, rule: str
) -> None:
    desk.consent()
    desk.plant(**person)
    assert desk.fetch() is status
    decision = desk.assess()
    assert decision.outcome is Outcome.REFER
    assert rule in [reason.code for reason in decision.reasons]


def test_an_answer_lost_on_the_way_is_asked_for_again_and_charged_once(desk: Desk) -> None:
    desk.consent()
    desk.plant()
    desk.sandbox.plant_fault(provider="bureau", kind="timeout", seconds=3, loses="answer")
    with pytest.raises(CreditBureauUnavailable):
        desk.fetch()
    assert desk.fetch() is ReportStatus.MATCH
    assert desk.attempts() == [("error", "timeout", 0), ("match", "", 200)]
    assert len(desk.sandbox.http.get("/control/bureau/inquiries").json()) == 1


def test_a_bureau_that_stays_down_settles_as_an_error_and_refers(desk: Desk) -> None:
    desk.consent()
    desk.sandbox.plant_fault(provider="bureau", kind="error500", times=9)
    for _ in range(2):
        with pytest.raises(CreditBureauUnavailable):
            desk.fetch()
    assert desk.fetch() is ReportStatus.ERROR
    assert [detail for _, detail, _ in desk.attempts()] == ["http-500"] * 3
    decision = desk.assess()
    assert decision.outcome is Outcome.REFER
    assert "credit-report-unavailable" in [reason.code for reason in decision.reasons]


def test_no_inquiry_at_all_refers(desk: Desk) -> None:
    assert desk.assess().outcome is Outcome.REFER


def test_a_person_decides_what_was_referred_once(desk: Desk) -> None:
    desk.assess()
    decision = desk.decide(Outcome.APPROVE)
    assert (decision.sequence, decision.decided_by, decision.staff_name) == (2, DecidedBy.STAFF, "李娜")
    with pytest.raises(DecisionAlreadyMade):
        desk.decide(Outcome.DECLINE)


@pytest.mark.parametrize("actor", [replace(CLERK, permissions=frozenset()), replace(CLERK, party_id=PARTY)])
def test_who_may_not_decide(desk: Desk, actor: Actor) -> None:
    desk.assess()
    with pytest.raises(PermissionMissing):
        desk.decide(Outcome.APPROVE, actor)


def test_a_person_cannot_decide_before_the_system(desk: Desk) -> None:
    with pytest.raises(DecisionNotFound):
        desk.decide(Outcome.APPROVE)


def test_staff_see_points_rules_features_and_the_report(desk: Desk) -> None:
    desk.consent()
    desk.plant()
    desk.fetch()
    desk.assess(replace(ASSESSMENT, findings=("many-applications",)))
    with desk.runtime.read(SYSTEM) as uow:
        explained = explain_decisions(uow, APPLICATION)
    (decision,) = explained.decisions
    assert decision.score is not None
    assert decision.score.total == decision.score.base + sum(a.points for a in decision.score.attributes)
    assert [rule.rule for rule in decision.rules] == [160, 201]
    assert decision.findings == ["many-applications"]
    assert {feature.name: feature.value for feature in decision.features}["account_standing"] == "strong"
    assert explained.report is not None
    assert (explained.report.open_accounts, str(explained.report.monthly_payment)) == (1, "700.00")


def test_before_any_decision_there_is_nothing_to_explain(desk: Desk) -> None:
    with desk.runtime.read(SYSTEM) as uow:
        assert explain_decisions(uow, APPLICATION).decisions == []
        assert latest_decision(uow, APPLICATION) is None


def test_a_borrower_sees_only_their_own_decisions(desk: Desk) -> None:
    desk.assess()
    with desk.runtime.read(Actor(ActorKind.BORROWER, party_id=PARTY)) as uow:
        assert latest_decision(uow, APPLICATION) is not None
    with desk.runtime.read(Actor(ActorKind.BORROWER, party_id=UUID(int=99))) as uow:
        assert latest_decision(uow, APPLICATION) is None


@pytest.mark.parametrize("statement", ["UPDATE decision SET outcome = 'approve'", "DELETE FROM decision"])
def test_a_decision_cannot_be_changed_by_the_application(desk: Desk, statement: str) -> None:
    desk.assess()
    with pytest.raises(ProgrammingError, match="permission denied"), desk.runtime.begin(SYSTEM) as uow:
        uow.connection.execute(text(statement))


@pytest.mark.parametrize(
    ("tampering", "why"),
    [
        ('UPDATE decision SET verdict = replace(verdict, \'"outcome":"refer"\', \'"outcome":"approve"\')', "differs"),
        ("UPDATE decision SET case_hash = '\\x00'", "not the one that was decided on"),
    ],
)
def test_verify_finds_a_decision_altered_behind_the_applications_back(desk: Desk, tampering: str, why: str) -> None:
    desk.assess()
    with desk.runtime.engine.begin() as owner:
        owner.execute(text(tampering))
    found, checked = desk.findings()
    assert checked == 1
    assert len(found) == 1 and why in found[0]


def real_rows() -> list[GermanApplicant]:
    lowest, highest = yuan("2000.00"), yuan("200000.00")
    return [a for a in german_applicants(date(2026, 3, 2)) if lowest <= a.amount <= highest and a.months <= 60][:30]


def test_real_applicants_are_approved_referred_and_declined_and_good_ones_fare_better(desk: Desk) -> None:
    outcomes: dict[bool, list[Outcome]] = {True: [], False: []}
    for applicant in real_rows():
        application_id = UUID(int=1000 + applicant.row)
        request = ReportRequest(application_id, PARTY, f"测试{applicant.row}", REQUEST.id_number)
        desk.plant(name=request.name, report=bureau_sections(applicant.report))
        with desk.runtime.begin(SYSTEM) as uow:
            agreed = [WordingAgreed(ConsentPurpose.CREDIT_REPORT_QUERY, 1)]
            give_consents(uow, PARTY, application_id, agreed)
        fetch_credit_report(OutsideWork(desk.runtime, UUID(int=1), 1), request)
        wish = (applicant.amount, applicant.months)
        decision = desk.assess(
            replace(
                ASSESSMENT, application_id=application_id, answers=applicant.answers, amount=wish[0], periods=wish[1]
            )
        )
        outcomes[applicant.good].append(decision.outcome)
    assert {*outcomes[True], *outcomes[False]} == set(Outcome)
    approved = {good: decided.count(Outcome.APPROVE) / len(decided) for good, decided in outcomes.items()}
    assert approved[True] > approved[False] + 0.2
    assert desk.findings() == ([], 30)
    with desk.runtime.read(SYSTEM) as uow:
        assert len(consents_of(uow, PARTY)) == 30


@pytest.mark.parametrize(("mode", "label"), [("shadow", "consumer-credit/1"), ("live", "consumer-credit/2")])
def test_under_a_trial_both_sides_are_kept_and_one_is_acted_on(desk: Desk, mode: str, label: str) -> None:
    challenger = shipped_policy("consumer-credit").model_copy(update={"version": 2, "scorecard": "consumer-boosting/1"})
    nobody = Signature(None, "", datetime(2026, 3, 2, tzinfo=UTC))
    trial = Trial(UUID(int=5), "consumer-credit", 2, TrialMode(mode), 100, "换模型", nobody, TrialStatus.RUNNING)
    with desk.runtime.begin(SYSTEM) as uow:
        version = PolicyVersion(challenger, PolicyStatus.APPROVED, 1, "", nobody)
        policy_repository.add_version(uow, version)
        trial_repository.add_trial(uow, trial)
        uow.audit("test.begin-trial", "policy-trial", trial.id)
    decision = desk.assess()
    assert decision.verdict is not None and decision.verdict.versions.policy == label
    with desk.runtime.read(SYSTEM) as uow:
        (kept,) = trial_repository.trial_decisions(uow, trial.id)
        assert kept.acted is decision.outcome
        assert kept.arm is (Arm.CHALLENGER if mode == "live" else Arm.CHAMPION)
        check = TRIALS_RECOMPUTED.check(uow)
        assert list(check) == []
    assert desk.findings() == ([], 1)

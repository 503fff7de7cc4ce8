"""Tables over the flow: the twelve stages hang together, and nothing leads past a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from loanwright.decisioning.api import Purpose
from loanwright.engine.api import Method
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.origination import checks, reviewing, rules
from loanwright.origination.model import Application, Claim, Flag, Move, Request, Status
from loanwright.origination.reviewing import (
    ApplicationClaimedByColleague,
    ApplicationNotClaimed,
    ApplicationNotDeclined,
    ApplicationNotInReview,
    CounterOfferTooHigh,
    OwnApplication,
    ReviewAlreadyRequested,
)
from loanwright.origination.rules import ApplicationAlreadyClosed, StageEntryRefused, StageExitNotPossible
from loanwright.origination.stages import STAGES, Exit, Requirement, Stage, StageActor, Standing
from loanwright.origination.timeline import StepState, timeline

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
REQUEST = Request("xiao-fei-dai", 1, Money(1_200_000), 12, Method.EQUAL_INSTALLMENTS, Purpose.FURNITURE)
NEW = rules.begun(UUID(int=1), UUID(int=2), REQUEST, NOW)
STAFF, COLLEAGUE = UUID(int=7), UUID(int=8)
IN_REVIEW = replace(NEW, stage=Stage.REVIEW)
DECLINED = replace(NEW, stage=Stage.DECISION, standing=Standing.DECLINED)


def complete() -> Application:
    """An application with every milestone on record."""
    return NEW.reached(
        submitted_at=NOW,
        identity_checked_at=NOW,
        consent_id=UUID(int=3),
        report_settled_at=NOW,
        scored_at=NOW,
        decision_id=UUID(int=4),
        approved_at=NOW,
        offer_accepted_at=NOW,
        contract_signed_at=NOW,
    )


def test_there_are_twelve_stages_in_the_standard_order() -> None:
    assert list(STAGES) == list(Stage)
    assert len(STAGES) == 12


@pytest.mark.parametrize("stage", list(Stage))
def test_each_stage_is_stated_in_full(stage: Stage) -> None:
    rule = STAGES[stage]
    assert rule.time_limit > timedelta(0)
    assert rule.exits
    assert rule.checks
    assert rule.does_not_check
    assert rule.on_time_limit is None or rule.on_time_limit in rule.exits


def test_every_stage_can_be_reached_and_every_end_too() -> None:
    reached = {goal for rule in STAGES.values() for goal in rule.exits.values()}
    assert reached == set(Stage) - {Stage.INTAKE} | set(Standing) - {Standing.OPEN}


def test_the_standard_way_leads_through_the_stages_to_the_money() -> None:
    application = complete()
    for exit_ in [Exit.PASSED] * 7 + [Exit.APPROVED] + [Exit.PASSED] * 3:
        application = rules.left(application, exit_, NOW)
    assert application.standing is Standing.DISBURSED
    assert application.moves == 11


@pytest.mark.parametrize("stage", [stage for stage in Stage if STAGES[stage].entry is not Requirement.NOTHING])
def test_no_stage_is_entered_without_what_it_requires(stage: Stage) -> None:
    for before, rule in STAGES.items():
        for exit_, goal in rule.exits.items():
            if goal is stage:
                with pytest.raises(StageEntryRefused):
                    rules.left(replace(NEW, stage=before), exit_, NOW)


def test_no_path_reaches_an_offer_without_an_approving_decision() -> None:
    everything_but = complete().reached(decision_id=None), complete().reached(approved_at=None)
    ways = [
        (stage, exit_) for stage, rule in STAGES.items() for exit_, goal in rule.exits.items() if goal is Stage.OFFER
    ]
    assert [stage for stage, _ in ways] == [Stage.DECISION, Stage.REVIEW]
    for application in everything_but:
        for stage, exit_ in ways:
            with pytest.raises(StageEntryRefused):
                rules.left(replace(application, stage=stage), exit_, NOW)


def test_an_exit_that_is_not_listed_is_not_possible() -> None:
    with pytest.raises(StageExitNotPossible):
        rules.left(replace(complete(), stage=Stage.DISBURSEMENT), Exit.WITHDRAWN, NOW)


def test_what_has_ended_does_not_move() -> None:
    with pytest.raises(ApplicationAlreadyClosed):
        rules.left(DECLINED, Exit.WITHDRAWN, NOW)


@pytest.mark.parametrize("stage", list(Stage))
def test_each_stage_has_a_status_for_the_borrower(stage: Stage) -> None:
    open_status = rules.status_of(replace(NEW, stage=stage))
    assert (open_status is Status.PROCESSING) == (STAGES[stage].actor is StageActor.SYSTEM)
    assert rules.status_of(replace(NEW, stage=stage, standing=Standing.EXPIRED)) is Status.EXPIRED


def test_a_silent_bureau_does_not_hold_the_application_up() -> None:
    waiting = replace(complete().reached(report_settled_at=None), stage=Stage.DATA)
    went_on = rules.left(rules.timed_out(waiting, NOW), Exit.REFERRED, NOW)
    assert went_on.stage is Stage.FRAUD
    assert went_on.flags == {Flag.BUREAU_UNREACHABLE}


def claim(staff_id: UUID = STAFF, name: str = "李娜", at: datetime = NOW) -> Claim:
    return Claim(staff_id, name, at)


@pytest.mark.parametrize(
    ("application", "by", "refusal"),
    [
        (NEW, claim(), ApplicationNotInReview),
        (DECLINED, claim(), ApplicationNotInReview),
        (IN_REVIEW, claim(name="王小明"), OwnApplication),
        (IN_REVIEW, claim(), None),
        (replace(IN_REVIEW, claim=claim(COLLEAGUE)), claim(), ApplicationClaimedByColleague),
        (replace(IN_REVIEW, claim=claim()), claim(at=NOW + timedelta(minutes=5)), None),
        (replace(IN_REVIEW, claim=claim(COLLEAGUE)), claim(at=NOW + reviewing.CLAIM_HELD), None),
    ],
)
def test_who_may_claim(application: Application, by: Claim, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        assert reviewing.claimed(application, by, "王小明").claim == by
    else:
        with pytest.raises(refusal):
            reviewing.claimed(application, by, "王小明")


@pytest.mark.parametrize(
    ("application", "refusal"),
    [
        (IN_REVIEW, ApplicationNotClaimed),
        (replace(IN_REVIEW, claim=claim(COLLEAGUE)), ApplicationClaimedByColleague),
        (replace(NEW, claim=claim()), ApplicationNotInReview),
    ],
)
def test_who_may_not_decide(application: Application, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        reviewing.check_may_decide(application, STAFF)


def test_a_declined_applicant_may_ask_for_a_person_once() -> None:
    asked = reviewing.reopened(DECLINED.reached(decision_id=UUID(int=4)), "我的收入已增加", NOW)
    assert (asked.stage, asked.standing, asked.review_words) == (Stage.REVIEW, Standing.OPEN, "我的收入已增加")
    with pytest.raises(ReviewAlreadyRequested):
        reviewing.reopened(replace(asked, standing=Standing.DECLINED), "再看一次", NOW)
    with pytest.raises(ApplicationNotDeclined):
        reviewing.reopened(NEW, "请人工审核", NOW)


def test_what_a_person_declined_is_not_asked_again() -> None:
    with pytest.raises(ApplicationNotDeclined):
        reviewing.reopened(replace(DECLINED, stage=Stage.REVIEW), "请再看一次", NOW)


def test_a_reviewer_may_grant_less_but_not_more() -> None:
    assert reviewing.counter_offer(REQUEST, Money(1_000_000), 6).amount == Money(1_000_000)
    assert reviewing.counter_offer(REQUEST, None, None) == REQUEST
    with pytest.raises(CounterOfferTooHigh):
        reviewing.counter_offer(REQUEST, Money(1_200_001), None)


@pytest.mark.parametrize(
    ("ids", "accounts", "recent", "findings", "flags"),
    [
        (0, 0, 1, (), set()),
        (0, 0, 1, ("possible-ring",), {Flag.POSSIBLE_RING}),
        (1, 0, 1, (), {Flag.ID_NUMBER_USED_ELSEWHERE}),
        (0, 2, 1, (), {Flag.ACCOUNT_USED_ELSEWHERE}),
        (0, 0, 3, (), set()),
        (0, 0, 4, (), {Flag.MANY_APPLICATIONS}),
    ],
)
def test_what_the_fraud_stage_notices(
    ids: int, accounts: int, recent: int, findings: tuple[str, ...], flags: set[Flag]
) -> None:
    assert checks.fraud_flags(ids, accounts, recent, findings) == flags


def test_large_amounts_are_noticed() -> None:
    large = replace(REQUEST, amount=Money(50_000_000))
    assert checks.aml_flags(large, name_matches=0) == {Flag.LARGE_AMOUNT}
    assert checks.aml_flags(REQUEST, name_matches=0) == frozenset()


def test_a_name_on_the_watch_list_is_noticed() -> None:
    assert checks.aml_flags(REQUEST, name_matches=1) == {Flag.NAME_ON_WATCH_LIST}


@pytest.mark.parametrize(
    ("header", "version"), [(None, None), ("", None), ("*", None), ('"3"', 3), ('W/"3"', 3), ("3", 3), ('"x"', None)]
)
def test_reading_if_match(header: str | None, version: int | None) -> None:
    assert rules.draft_version(header) == version


def test_the_timeline_tells_what_is_done_what_happens_and_what_comes() -> None:
    submitted = rules.left(NEW.reached(submitted_at=NOW), Exit.PASSED, NOW)
    move = Move(NEW.id, 1, Stage.INTAKE, Exit.PASSED, Stage.IDENTITY, NOW, "borrower", None, None)
    steps = timeline(submitted, [move])
    assert [(step.stage, step.state) for step in steps] == [
        (Stage.INTAKE, StepState.DONE),
        (Stage.IDENTITY, StepState.CURRENT),
        (Stage.DECISION, StepState.UPCOMING),
        (Stage.OFFER, StepState.UPCOMING),
        (Stage.SIGNING, StepState.UPCOMING),
        (Stage.DISBURSEMENT, StepState.UPCOMING),
    ]
    assert steps[1].expected_by == NOW + STAGES[Stage.IDENTITY].time_limit


def test_the_timeline_of_what_has_ended_has_no_more_steps() -> None:
    move = Move(NEW.id, 1, Stage.INTAKE, Exit.EXPIRED, Standing.EXPIRED, NOW, "system", None, "time-limit")
    assert [step.words.en for step in timeline(DECLINED, [move])] == ["Your application expired"]

"""Decide on an application by score and policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from loanwright.decisioning import model_repository, policy_repository, repository, trial_repository
from loanwright.decisioning.model import (
    ApplicantAnswers,
    Case,
    CreditReport,
    DecidedBy,
    Decision,
    ProductLimits,
    ReportStatus,
    Verdict,
    WishedLoan,
)
from loanwright.decisioning.policy import Policy
from loanwright.decisioning.rules import eligibility, judge, monthly_burden
from loanwright.decisioning.sources.credit_bureau import read_report
from loanwright.decisioning.trials import Arm, Trial, arm_of, is_watched
from loanwright.engine.api import Method
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.products.api import AnnualRateAboveCap, Product, Quote, priced, product_version, quote

POLICY = "consumer-credit"  # all products are decided by one policy


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is to be decided: the applicant's answers, the loan they ask for, and what the checks noticed."""

    application_id: UUID
    party_id: UUID
    answers: ApplicantAnswers
    product_code: str
    product_version: int
    amount: Money
    periods: int
    method: Method | None
    findings: tuple[str, ...] = ()
    signals: dict[str, int] = field(default_factory=dict)


def assess(uow: UnitOfWork, assessment: Assessment) -> Decision:
    """The system's decision, on record with everything needed to compute it again.

    The audit record is the calling command's. An application may be assessed again; its latest decision counts.

    Raises:
        ProductNotFound, and what `quote` refuses, where the loan asked for is not offered so.
    """
    product = product_version(uow, assessment.product_code, assessment.product_version)
    case = _case(uow, assessment, product)
    trial = trial_repository.running_trial(uow, POLICY)
    verdict, other = _verdicts(uow, case, trial, assessment.application_id)
    decision = Decision(
        id=uow.new_id(),
        application_id=assessment.application_id,
        party_id=assessment.party_id,
        sequence=repository.next_sequence(uow, assessment.application_id),
        outcome=verdict.outcome,
        reasons=verdict.reasons,
        made_at=uow.now,
        decided_by=DecidedBy.SYSTEM,
        verdict=verdict,
    )
    repository.add_decision(uow, decision, case)
    if trial and other:
        arm = arm_of(trial, assessment.application_id)
        trial_repository.add_trial_decision(uow, trial, arm, decision, other)
    return decision


def _verdicts(uow: UnitOfWork, case: Case, trial: Trial | None, application_id: UUID) -> tuple[Verdict, Verdict | None]:
    """The verdict to act on and, under a trial that watches this application, the other side's."""
    champion = policy_repository.policy_in_force(uow, POLICY)
    if trial is None or trial.challenger == champion.version or not is_watched(trial, application_id):
        return _judged(uow, case, champion), None
    challenger = policy_repository.policy_of(uow, POLICY, trial.challenger)
    match arm_of(trial, application_id):
        case Arm.CHAMPION:
            return _judged(uow, case, champion), _judged(uow, case, challenger)
        case Arm.CHALLENGER:
            return _judged(uow, case, challenger), _judged(uow, case, champion)


def _judged(uow: UnitOfWork, case: Case, policy: Policy) -> Verdict:
    return judge(case, policy, model_repository.model_labelled(uow, policy.scorecard))


def _case(uow: UnitOfWork, assessment: Assessment, product: Product) -> Case:
    wish = _wish(uow, assessment, product)
    status, report = _report(uow, assessment.application_id)
    eligible = eligibility(assessment.answers, _limits(product), uow.business_date, wish.months)
    return Case(
        uow.business_date, assessment.answers, wish, eligible, status, report, assessment.findings, assessment.signals
    )


def _limits(product: Product) -> ProductLimits:
    allowed = product.eligibility
    return ProductLimits(allowed.minimum_age, allowed.maximum_age_at_maturity, allowed.regions, tuple(allowed.purposes))


def _report(uow: UnitOfWork, application_id: UUID) -> tuple[ReportStatus, CreditReport | None]:
    """What the inquiry left on record; no inquiry at all counts as a failed one."""
    status, raw = repository.latest_answer(uow, application_id) or (ReportStatus.ERROR, b"")
    return status, read_report(raw) if status is ReportStatus.MATCH else None


def _wish(uow: UnitOfWork, assessment: Assessment, product: Product) -> WishedLoan:
    months = product.term.months(assessment.periods)
    quoted = _quoted(uow, assessment, product)
    return WishedLoan(
        product_code=product.code,
        product_version=product.version,
        amount=assessment.amount,
        periods=assessment.periods,
        months=months,
        installment=monthly_burden(quoted.schedule, months),
        smallest=product.amount.minimum,
        step=product.amount.step,
        rate_points_room=_room(uow, assessment, product),
    )


def _room(uow: UnitOfWork, assessment: Assessment, product: Product) -> int:
    """Of the dearer prices the policies that may judge it know, the highest that no cap of the product refuses."""
    trial = trial_repository.running_trial(uow, POLICY)
    policies = [policy_repository.policy_in_force(uow, POLICY)]
    if trial:
        policies.append(policy_repository.policy_of(uow, POLICY, trial.challenger))
    dearer = {row.rate_points for policy in policies for row in policy.terms if row.rate_points > 0}
    return next((points for points in sorted(dearer, reverse=True) if _fits(uow, assessment, product, points)), 0)


def _fits(uow: UnitOfWork, assessment: Assessment, product: Product, rate_points: int) -> bool:
    try:
        _quoted(uow, assessment, priced(product, rate_points))
    except AnnualRateAboveCap:
        return False
    return True


def _quoted(uow: UnitOfWork, assessment: Assessment, product: Product) -> Quote:
    wished = (assessment.amount, assessment.periods, assessment.method)
    return quote(product, *wished, uow.business_date, uow.calendar)

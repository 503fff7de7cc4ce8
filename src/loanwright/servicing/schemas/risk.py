"""The book in classes and stages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.kernel.money import Currency, Money
from loanwright.servicing.classification import RiskClass
from loanwright.servicing.risk_report import ClassifiedDay, Held, LoanRiskDay, Moved

_HUNDREDTHS = Decimal("0.01")


class HeldView(BaseModel):
    """Some loans: how many, their principal and what is held ready for them."""

    loans: int
    principal: Amount
    provision: Amount


class ClassShareView(HeldView):
    """The loans of one class."""

    risk_class: RiskClass


class StageShareView(HeldView):
    """The loans of one IFRS 9 stage."""

    stage: int


class ClassifiedDayView(BaseModel):
    """The book at the end of a day: every class and stage is there, empty or not. Ratios are percent, "1.24"."""

    business_date: date
    whole: HeldView
    non_performing: HeldView
    non_performing_ratio: str | None
    coverage_ratio: str | None
    provision_ratio: str | None
    classes: list[ClassShareView]
    stages: list[StageShareView]


class ClassifiedDayList(BaseModel):
    """Closed days, oldest first."""

    items: list[ClassifiedDayView]


class ClassMoveView(BaseModel):
    """Loans that went from one class to another; nothing before: new on the book, nothing after: gone from it."""

    before: RiskClass | None
    after: RiskClass | None
    loans: int
    principal: Amount


class MigrationView(BaseModel):
    """From which class to which loans have gone between the ends of two days."""

    from_: date
    until: date
    items: list[ClassMoveView]


class LoanRiskDayView(BaseModel):
    """A day on which a loan's class or stage became another."""

    business_date: date
    risk_class: RiskClass
    stage: int
    days_past_due: int
    principal: Amount
    provision: Amount


class LoanRiskDayList(BaseModel):
    """One loan's way through the classes, newest first."""

    items: list[LoanRiskDayView]


def classified_day_view(day: ClassifiedDay, currency: Currency) -> ClassifiedDayView:
    """One day."""
    return ClassifiedDayView(
        business_date=day.business_date,
        whole=HeldView(**_held(day.whole, currency)),
        non_performing=HeldView(**_held(day.non_performing, currency)),
        non_performing_ratio=_percent(day.non_performing_ratio),
        coverage_ratio=_percent(day.coverage_ratio),
        provision_ratio=_percent(day.provision_ratio),
        classes=[ClassShareView(risk_class=one, **_held(held, currency)) for one, held in day.classes.items()],
        stages=[StageShareView(stage=one, **_held(held, currency)) for one, held in day.stages.items()],
    )


def migration_view(from_: date, until: date, moved: Sequence[Moved], currency: Currency) -> MigrationView:
    """Between two days."""
    items = [
        ClassMoveView(before=one.before, after=one.after, loans=one.loans, principal=Money(one.principal, currency))
        for one in moved
    ]
    return MigrationView(from_=from_, until=until, items=items)


def loan_risk_day_view(day: LoanRiskDay, currency: Currency) -> LoanRiskDayView:
    """One change of class or stage."""
    return LoanRiskDayView(
        business_date=day.business_date,
        risk_class=day.risk_class,
        stage=day.stage,
        days_past_due=day.days_past_due,
        principal=Money(day.principal, currency),
        provision=Money(day.provision, currency),
    )


def _held(held: Held, currency: Currency) -> dict[str, int | Money]:
    principal, provision = Money(held.principal, currency), Money(held.provision, currency)
    return {"loans": held.loans, "principal": principal, "provision": provision}


def _percent(ratio: Decimal | None) -> str | None:
    return None if ratio is None else str(ratio.quantize(_HUNDREDTHS))

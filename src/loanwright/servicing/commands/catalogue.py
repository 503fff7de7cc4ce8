"""Every command there is. A new one is a body, a function that makes its events, and a line here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from loanwright.access.api import Permission
from loanwright.servicing.commands import corrections, interest, line, losses, money, plan
from loanwright.servicing.commands.command import (
    ANY_SHAPE,
    ANYBODY,
    BORROWER,
    Command,
    Description,
    Group,
    Means,
    SecondPerson,
    Shape,
)
from loanwright.servicing.model import LIVE, LoanStatus, ServiceRequest

_LINE = frozenset({Shape.LINE})
_WITH_CREDIT = (*LIVE, LoanStatus.SETTLED)
_WITH_CLAIM = (*LIVE, LoanStatus.WRITTEN_OFF)
_WITH_PAST = (*_WITH_CREDIT, LoanStatus.WRITTEN_OFF, LoanStatus.SOLD)

DESCRIPTIONS = (
    Description(body=money.ChargeFee, makes=money.fee_charged, group=Group.MONEY, permission=Permission.LOAN_SERVICE),
    Description(
        body=money.Waive,
        makes=money.waived,
        group=Group.MONEY,
        permission=Permission.LOAN_WAIVE,
        second_person=SecondPerson.ABOVE_LIMIT,
        shapes=ANY_SHAPE,
    ),
    Description(
        body=money.RefundCredit,
        makes=money.credit_refunded,
        group=Group.MONEY,
        permission=Permission.LOAN_SERVICE,
        means=Means.PAID_OUT,
        second_person=SecondPerson.ABOVE_LIMIT,
        open_in=_WITH_CREDIT,
        shapes=ANY_SHAPE,
    ),
    Description(
        body=money.RefundByMerchant,
        makes=money.refunded_by_merchant,
        group=Group.MONEY,
        permission=Permission.LOAN_SERVICE,
    ),
    Description(
        body=money.CapitaliseIncome,
        makes=money.income_capitalised,
        group=Group.MONEY,
        permission=Permission.LOAN_RESCHEDULE,
        second_person=SecondPerson.ALWAYS,
    ),
    Description(
        body=money.Prepay,
        makes=money.prepaid,
        group=Group.MONEY,
        permission=Permission.LOAN_SERVICE,
        means=Means.ASKED_FOR,
        asked_by=ANYBODY,
    ),
    Description(
        body=money.PayOff,
        makes=money.paid_off,
        group=Group.MONEY,
        permission=Permission.LOAN_SERVICE,
        means=Means.ASKED_FOR,
        asked_by=ANYBODY,
        shapes=ANY_SHAPE,
    ),
    Description(
        body=plan.GrantGoodwill,
        makes=plan.goodwill_granted,
        group=Group.MONEY,
        permission=Permission.LOAN_WAIVE,
        second_person=SecondPerson.ABOVE_LIMIT,
    ),
    Description(
        body=plan.ShiftDueDate, makes=plan.due_date_shifted, group=Group.PLAN, permission=Permission.LOAN_RESCHEDULE
    ),
    Description(
        body=plan.ExtendTerm, makes=plan.term_extended, group=Group.PLAN, permission=Permission.LOAN_RESCHEDULE
    ),
    Description(
        body=plan.Defer,
        makes=plan.deferred,
        group=Group.PLAN,
        permission=Permission.LOAN_RESCHEDULE,
        second_person=SecondPerson.ABOVE_LIMIT,
    ),
    Description(
        body=plan.ReAmortise,
        makes=plan.re_amortised,
        group=Group.PLAN,
        permission=Permission.LOAN_RESCHEDULE,
        second_person=SecondPerson.ABOVE_LIMIT,
    ),
    Description(
        body=plan.ReAge,
        makes=plan.re_aged,
        group=Group.PLAN,
        permission=Permission.LOAN_RESCHEDULE,
        second_person=SecondPerson.ALWAYS,
    ),
    Description(
        body=interest.ChangeRate,
        makes=interest.rate_changed,
        group=Group.INTEREST,
        permission=Permission.LOAN_RESCHEDULE,
        second_person=SecondPerson.ABOVE_LIMIT,
    ),
    Description(
        body=interest.PauseInterest,
        makes=interest.interest_paused,
        group=Group.INTEREST,
        permission=Permission.LOAN_RESCHEDULE,
        second_person=SecondPerson.ABOVE_LIMIT,
    ),
    Description(
        body=interest.StopInterest,
        makes=interest.interest_stopped,
        group=Group.INTEREST,
        permission=Permission.LOAN_RESCHEDULE,
        second_person=SecondPerson.ABOVE_LIMIT,
    ),
    Description(
        body=interest.TerminateContract,
        makes=interest.contract_terminated,
        group=Group.CLOSING,
        permission=Permission.LOAN_RESCHEDULE,
    ),
    Description(
        body=losses.BeginNonAccrual,
        makes=losses.non_accrual_begun,
        group=Group.LOSS,
        permission=Permission.LOAN_CLOSE_OUT,
    ),
    Description(
        body=losses.ResumeAccrual,
        makes=losses.accrual_resumed,
        group=Group.LOSS,
        permission=Permission.LOAN_CLOSE_OUT,
        second_person=SecondPerson.ALWAYS,
    ),
    Description(
        body=losses.ChargeOff,
        makes=losses.charged_off,
        group=Group.LOSS,
        permission=Permission.LOAN_CLOSE_OUT,
        second_person=SecondPerson.ALWAYS,
    ),
    Description(
        body=losses.WriteOff,
        makes=losses.written_off,
        group=Group.LOSS,
        permission=Permission.LOAN_CLOSE_OUT,
        second_person=SecondPerson.ALWAYS,
    ),
    Description(
        body=losses.WriteBack,
        makes=losses.written_back,
        group=Group.LOSS,
        permission=Permission.LOAN_CLOSE_OUT,
        second_person=SecondPerson.ALWAYS,
        open_in=_WITH_CLAIM,
    ),
    Description(
        body=losses.Recover,
        makes=losses.recovered,
        group=Group.LOSS,
        permission=Permission.LOAN_CLOSE_OUT,
        means=Means.ASKED_FOR,
        open_in=(LoanStatus.WRITTEN_OFF,),
    ),
    Description(
        body=losses.SellClaim,
        makes=losses.sold,
        group=Group.LOSS,
        permission=Permission.LOAN_CLOSE_OUT,
        means=Means.ASKED_FOR,
        second_person=SecondPerson.ALWAYS,
        open_in=_WITH_CLAIM,
    ),
    Description(
        body=corrections.CorrectRepayment,
        makes=corrections.repayment_corrected,
        group=Group.CORRECTION,
        permission=Permission.LOAN_SERVICE,
        second_person=SecondPerson.ABOVE_LIMIT,
        open_in=_WITH_PAST,
        shapes=ANY_SHAPE,
    ),
    Description(
        body=corrections.ChargeBack,
        makes=corrections.charged_back,
        group=Group.CORRECTION,
        permission=Permission.LOAN_SERVICE,
        open_in=_WITH_CREDIT,
    ),
    Description(
        body=corrections.ReverseEvent,
        makes=corrections.event_reversed,
        group=Group.CORRECTION,
        permission=Permission.LOAN_SERVICE,
        open_in=_WITH_PAST,
        shapes=ANY_SHAPE,
    ),
    Description(
        body=line.Draw,
        makes=line.drawn,
        group=Group.MONEY,
        permission=Permission.LOAN_SERVICE,
        means=Means.PAID_OUT,
        asked_by=BORROWER,
        shapes=_LINE,
    ),
    Description(
        body=line.ChangeLimit,
        makes=line.limit_changed,
        group=Group.PLAN,
        permission=Permission.LOAN_RESCHEDULE,
        second_person=SecondPerson.ALWAYS,
        shapes=_LINE,
    ),
    Description(
        body=line.FreezeLine,
        makes=line.line_frozen,
        group=Group.PLAN,
        permission=Permission.LOAN_SERVICE,
        shapes=_LINE,
    ),
    Description(
        body=line.UnfreezeLine,
        makes=line.line_unfrozen,
        group=Group.PLAN,
        permission=Permission.LOAN_SERVICE,
        second_person=SecondPerson.ALWAYS,
        shapes=_LINE,
    ),
)

StaffCommand = Annotated[
    money.ChargeFee
    | money.Waive
    | money.RefundCredit
    | money.Prepay
    | money.PayOff
    | plan.GrantGoodwill
    | plan.ShiftDueDate
    | plan.Defer
    | plan.ExtendTerm
    | plan.ReAmortise
    | plan.ReAge
    | interest.ChangeRate
    | interest.PauseInterest
    | interest.StopInterest
    | interest.TerminateContract
    | losses.BeginNonAccrual
    | losses.ResumeAccrual
    | losses.ChargeOff
    | losses.WriteOff
    | losses.WriteBack
    | losses.Recover
    | losses.SellClaim
    | corrections.CorrectRepayment
    | corrections.ChargeBack
    | corrections.ReverseEvent
    | money.RefundByMerchant
    | money.CapitaliseIncome
    | line.Draw
    | line.ChangeLimit
    | line.FreezeLine
    | line.UnfreezeLine,
    Field(discriminator="kind"),
]
"""Any command, as JSON names it; a test holds it equal to the descriptions."""

BorrowerCommand = Annotated[money.Prepay | money.PayOff | line.Draw, Field(discriminator="kind")]
"""What a borrower may ask for."""

_BY_BODY = {one.body: one for one in DESCRIPTIONS}


_READER: TypeAdapter[StaffCommand] = TypeAdapter(StaffCommand)


def command_of(request: ServiceRequest) -> Command:
    """The command that was asked for."""
    return _READER.validate_python(request.command)


def describe(command: Command) -> Description:
    """The description of a command's kind."""
    return _BY_BODY[type(command)]

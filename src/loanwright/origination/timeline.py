"""An application's way in the borrower's words: what has happened, what is happening, what comes next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loanwright.origination.model import Application, Move
from loanwright.origination.stages import STAGES, Exit, Stage, Standing, Words


class StepState(StrEnum):
    """Where a step of the timeline lies."""

    DONE = "done"
    CURRENT = "current"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the timeline; `at` is when it happened, `expected_by` when it should have at the latest."""

    stage: Stage
    state: StepState
    words: Words
    at: datetime | None = None
    expected_by: datetime | None = None


_PASSED = {
    Stage.INTAKE: Words("申请已提交", "You sent in your application"),
    Stage.IDENTITY: Words("身份信息已核对", "Your identity details were checked"),
    Stage.CONSENT: Words("授权已确认", "Your consents were confirmed"),
    Stage.DATA: Words("征信报告已取得", "Your credit report arrived"),
    Stage.FRAUD: Words("安全检查已完成", "The safety checks were done"),
    Stage.AML: Words("合规检查已完成", "The legal checks were done"),
    Stage.SCORING: Words("评分已完成", "Your application was scored"),
    Stage.DECISION: Words("系统已作出决定", "A decision was made"),
    Stage.REVIEW: Words("审核人员已作出决定", "A member of staff decided"),
    Stage.OFFER: Words("您已接受贷款方案", "You accepted the offer"),
    Stage.SIGNING: Words("合同已签署", "The contract was signed"),
    Stage.DISBURSEMENT: Words("款项已到账", "The money was paid out"),
}
_OTHERWISE = {
    Exit.REFERRED: Words("申请已转交人工审核", "A member of staff will look at your application"),
    Exit.APPROVED: Words("申请已批准", "Your application was approved"),
    Exit.DECLINED: Words("申请未获批准", "Your application was not approved"),
    Exit.WITHDRAWN: Words("您已撤回申请", "You withdrew your application"),
    Exit.EXPIRED: Words("申请已过期", "Your application expired"),
}
_CURRENT = {
    Stage.INTAKE: Words("请填写并提交申请", "Please fill in and send your application"),
    Stage.REVIEW: Words("审核人员正在处理您的申请", "A member of staff is working on your application"),
    Stage.OFFER: Words("请查看并接受贷款方案", "Please look at the offer and accept it"),
    Stage.SIGNING: Words("请阅读并签署合同", "Please read and sign the contract"),
    Stage.DISBURSEMENT: Words("银行正在放款", "The bank is paying out the money"),
}
_CHECKING = Words("系统正在处理您的申请", "We are checking your application")
_UPCOMING = {
    Stage.DECISION: Words("我们告知您结果", "We tell you our decision"),
    Stage.OFFER: Words("您查看贷款方案", "You look at the offer"),
    Stage.SIGNING: Words("您签署合同", "You sign the contract"),
    Stage.DISBURSEMENT: Words("款项到账", "The money arrives"),
}
# The bureau's silence and the findings of the checks are for staff; to the borrower these stages were simply done.
_QUIET = (Stage.DATA, Stage.FRAUD, Stage.AML)


def timeline(application: Application, moves: Sequence[Move]) -> tuple[Step, ...]:
    """Every step, oldest first: done ones from the history, the current one, then those still to come."""
    done = tuple(Step(move.stage, StepState.DONE, _words(move), at=move.at) for move in moves)
    if application.standing is not Standing.OPEN:
        return done
    words = _CURRENT.get(application.stage, _CHECKING)
    current = Step(application.stage, StepState.CURRENT, words, expected_by=application.stage_due_at)
    return (*done, current, *_to_come(application.stage))


def _words(move: Move) -> Words:
    if move.exit is Exit.PASSED or (move.exit is Exit.REFERRED and move.stage in _QUIET):
        return _PASSED[move.stage]
    return _OTHERWISE[move.exit]


def _to_come(stage: Stage) -> tuple[Step, ...]:
    order = list(STAGES)
    later = order[order.index(stage) + 1 :]
    # After the review comes the offer: the automatic decision lies behind, and is not announced again.
    return tuple(Step(s, StepState.UPCOMING, _UPCOMING[s]) for s in later if s in _UPCOMING)

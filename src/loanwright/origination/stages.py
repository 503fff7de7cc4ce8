"""The twelve stages of an application, as data: this table is the flow, and `GET /staff/stages` shows it.

Each stage names what must be true to enter it, who acts in it, how long it may take, where each exit leads, and,
plainly, what it checks and what it does not check yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """Where an application stands, in the order of the standard flow."""

    INTAKE = "intake"
    IDENTITY = "identity"
    CONSENT = "consent"
    DATA = "data"
    FRAUD = "fraud"
    AML = "aml"
    SCORING = "scoring"
    DECISION = "decision"
    REVIEW = "review"
    OFFER = "offer"
    SIGNING = "signing"
    DISBURSEMENT = "disbursement"


class Standing(StrEnum):
    """Whether an application is still under way, and how it ended if not."""

    OPEN = "open"
    DISBURSED = "disbursed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Exit(StrEnum):
    """The ways out of a stage."""

    PASSED = "passed"
    REFERRED = "referred"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class StageActor(StrEnum):
    """Whose move it is."""

    BORROWER = "borrower"
    SYSTEM = "system"
    STAFF = "staff"
    BANK = "bank"


class Requirement(StrEnum):
    """What must be on record before a stage may be entered; `rules.is_met` says how each is judged."""

    NOTHING = "nothing"
    SUBMITTED = "submitted"
    IDENTITY_CHECKED = "identity_checked"
    CONSENT_GIVEN = "consent_given"
    REPORT_SETTLED = "report_settled"
    SCORED = "scored"
    REFERRED = "referred"
    APPROVED = "approved"
    OFFER_ACCEPTED = "offer_accepted"
    CONTRACT_SIGNED = "contract_signed"


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    zh: str
    en: str


Goal = Stage | Standing


@dataclass(frozen=True, slots=True)
class StageRule:
    """Everything the flow knows about one stage. `exits` is complete: what is not listed is not possible."""

    stage: Stage
    title: Words
    actor: StageActor
    entry: Requirement
    time_limit: timedelta
    exits: Mapping[Exit, Goal]
    on_time_limit: Exit | None  # None: nobody is moved on by the clock, the application is shown to staff as stuck
    checks: tuple[Words, ...]
    does_not_check: tuple[Words, ...]


def goal_named(name: str) -> Goal:
    """The stage or the end that is written as `name`."""
    return Standing(name) if name in Standing.__members__.values() else Stage(name)


def _to(**goals: Goal) -> Mapping[Exit, Goal]:
    return MappingProxyType({Exit(name): goal for name, goal in goals.items()})


_WITHDRAWABLE = {"withdrawn": Standing.WITHDRAWN}
_ENDABLE = {"withdrawn": Standing.WITHDRAWN, "expired": Standing.EXPIRED}

_RULES = (
    StageRule(
        stage=Stage.INTAKE,
        title=Words("填写申请", "Application form"),
        actor=StageActor.BORROWER,
        entry=Requirement.NOTHING,
        time_limit=timedelta(days=30),
        exits=_to(passed=Stage.IDENTITY, **_ENDABLE),
        on_time_limit=Exit.EXPIRED,
        checks=(
            Words("每个填写项的格式和范围", "form and range of every answer"),
            Words("金额和期数在产品范围内", "amount and periods within the product's limits"),
            Words("所需授权已勾选且为当前文本", "every consent needed, in its current wording"),
        ),
        does_not_check=(Words("收入和工作的证明文件", "documents that prove income or employment"),),
    ),
    StageRule(
        stage=Stage.IDENTITY,
        title=Words("身份核对", "Identity"),
        actor=StageActor.SYSTEM,
        entry=Requirement.SUBMITTED,
        time_limit=timedelta(minutes=15),
        exits=_to(passed=Stage.CONSENT, **_WITHDRAWABLE),
        on_time_limit=None,
        checks=(
            Words("身份证号的地区码、出生日期和校验位", "region code, birth date and check character of the ID number"),
            Words("手机号一直对应同一身份证号", "the phone has always belonged to the same ID number"),
            Words("收款账户为本人户名", "the payout account is in the applicant's own name"),
        ),
        does_not_check=(
            Words("公安人口库中的姓名与证号", "name and number against the population register"),
            Words("人脸和证件照片", "face or photograph of the ID card"),
        ),
    ),
    StageRule(
        stage=Stage.CONSENT,
        title=Words("授权核对", "Consents"),
        actor=StageActor.SYSTEM,
        entry=Requirement.IDENTITY_CHECKED,
        time_limit=timedelta(minutes=15),
        exits=_to(passed=Stage.DATA, **_WITHDRAWABLE),
        on_time_limit=None,
        checks=(Words("查询征信的单独授权仍然有效", "the separate consent to query the credit bureau is in force"),),
        does_not_check=(Words("授权时是否完整阅读", "whether the wording was read to its end"),),
    ),
    StageRule(
        stage=Stage.DATA,
        title=Words("获取征信", "Credit report"),
        actor=StageActor.SYSTEM,
        entry=Requirement.CONSENT_GIVEN,
        time_limit=timedelta(hours=1),
        # A bureau that stays silent does not hold the application up: it goes on without a report, and is referred.
        exits=_to(passed=Stage.FRAUD, referred=Stage.FRAUD, **_WITHDRAWABLE),
        on_time_limit=Exit.REFERRED,
        checks=(Words("凭授权编号取得的征信报告", "the credit report, fetched under the consent's number"),),
        does_not_check=(Words("税务、社保、运营商等其他数据", "tax, social security, telecom and other sources"),),
    ),
    StageRule(
        stage=Stage.FRAUD,
        title=Words("反欺诈", "Fraud"),
        actor=StageActor.SYSTEM,
        entry=Requirement.REPORT_SETTLED,
        time_limit=timedelta(minutes=15),
        exits=_to(passed=Stage.AML, referred=Stage.AML, **_WITHDRAWABLE),
        on_time_limit=None,
        checks=(
            Words("同一身份证号是否以另一手机号出现", "the same ID number under another phone"),
            Words("同一收款账户是否属于他人", "the same payout account under another person"),
            Words("三十天内的申请次数", "number of applications within thirty days"),
            Words(
                "设备、网络地址和填写行为（经同意）", "device, network address and behaviour in the form, if agreed to"
            ),
            Words(
                "与他人共用的证件、账户、电话、住址和单位是否构成团伙",
                "whether what is shared with others makes a ring",
            ),
        ),
        does_not_check=(
            Words("未同意采集者的设备、网络地址和填写行为", "device, network and typing of those who did not agree"),
        ),
    ),
    StageRule(
        stage=Stage.AML,
        title=Words("反洗钱", "Anti-money-laundering"),
        actor=StageActor.SYSTEM,
        entry=Requirement.REPORT_SETTLED,
        time_limit=timedelta(minutes=15),
        exits=_to(passed=Stage.SCORING, referred=Stage.SCORING, **_WITHDRAWABLE),
        on_time_limit=None,
        checks=(
            Words("尽职调查要素齐全", "the due-diligence facts are complete"),
            Words("金额是否达到大额标准", "whether the amount reaches the large-value mark"),
            Words("姓名是否在本机构关注名单上", "whether the name is on the institution's own watch list"),
        ),
        does_not_check=(
            Words(
                "制裁、政要和司法名单，拼音和近似姓名",
                "sanctions, office-holder and court lists; pinyin and near names",
            ),
        ),
    ),
    StageRule(
        stage=Stage.SCORING,
        title=Words("评分", "Score"),
        actor=StageActor.SYSTEM,
        entry=Requirement.REPORT_SETTLED,
        time_limit=timedelta(minutes=15),
        exits=_to(passed=Stage.DECISION, **_WITHDRAWABLE),
        on_time_limit=None,
        checks=(Words("评分卡分数及各项得分", "the scorecard's points, feature by feature"),),
        does_not_check=(Words("挑战者模型", "challenger models"),),
    ),
    StageRule(
        stage=Stage.DECISION,
        title=Words("决策", "Decision"),
        actor=StageActor.SYSTEM,
        entry=Requirement.SCORED,
        time_limit=timedelta(minutes=15),
        exits=_to(approved=Stage.OFFER, referred=Stage.REVIEW, declined=Standing.DECLINED, **_WITHDRAWABLE),
        on_time_limit=None,
        checks=(Words("生效的决策表及其命中的规则", "the decision table in force and which of its rules were hit"),),
        does_not_check=(Words("按风险定价", "pricing by risk"),),
    ),
    StageRule(
        stage=Stage.REVIEW,
        title=Words("人工审核", "Review"),
        actor=StageActor.STAFF,
        entry=Requirement.REFERRED,
        time_limit=timedelta(days=2),
        exits=_to(approved=Stage.OFFER, declined=Standing.DECLINED, **_WITHDRAWABLE),
        on_time_limit=None,
        checks=(
            Words("审核人先领取，并写明理由", "the reviewer claims the case and gives a reason"),
            Words("审核人不是申请人本人", "the reviewer is not the applicant"),
        ),
        does_not_check=(Words("按金额分级审批", "approval levels by amount"),),
    ),
    StageRule(
        stage=Stage.OFFER,
        title=Words("贷款方案", "Offer"),
        actor=StageActor.BORROWER,
        entry=Requirement.APPROVED,
        time_limit=timedelta(days=7),
        exits=_to(passed=Stage.SIGNING, **_ENDABLE),
        on_time_limit=Exit.EXPIRED,
        checks=(Words("有批准的决定，且方案未过期", "an approving decision exists and the offer is still open"),),
        does_not_check=(Words("批准后征信的变化", "changes at the bureau after the approval"),),
    ),
    StageRule(
        stage=Stage.SIGNING,
        title=Words("签署合同", "Signing"),
        actor=StageActor.BORROWER,
        entry=Requirement.OFFER_ACCEPTED,
        time_limit=timedelta(days=7),
        exits=_to(passed=Stage.DISBURSEMENT, **_ENDABLE),
        on_time_limit=Exit.EXPIRED,
        checks=(Words("打开过合同，并以短信验证码签署", "the contract was opened and signed with a one-time code"),),
        does_not_check=(Words("签署时的人脸", "the signer's face"),),
    ),
    StageRule(
        stage=Stage.DISBURSEMENT,
        title=Words("放款", "Disbursement"),
        actor=StageActor.BANK,
        entry=Requirement.CONTRACT_SIGNED,
        time_limit=timedelta(days=1),
        exits=_to(passed=Standing.DISBURSED),
        on_time_limit=None,
        checks=(Words("银行确认款项已付出", "the bank says the money has been paid"),),
        does_not_check=(Words("资金的实际用途", "what the money is used for"),),
    ),
)

STAGES: Mapping[Stage, StageRule] = MappingProxyType({rule.stage: rule for rule in _RULES})

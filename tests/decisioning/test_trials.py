"""Trials: who is on which side, what the figures say, and one from proposal to end over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from loanwright.access.api import Role
from loanwright.decisioning.model import Outcome
from loanwright.decisioning.trial_figures import difference, figures_of, mcnemar
from loanwright.decisioning.trials import Arm, Trial, TrialDecision, TrialMode, arm_of, is_watched, takes_part
from loanwright.kernel.signature import Signature
from tests.decisioning.test_policy import NOW
from tests.decisioning.test_policy_approval import handed_in
from tests.servicing.browser import Browser

Staff = Callable[[Role], Browser]
PATH = "/staff/policies/consumer-credit"
APPROVE, REFER = Outcome.APPROVE, Outcome.REFER


def trial(mode: TrialMode = TrialMode.LIVE, share: int = 20) -> Trial:
    return Trial(UUID(int=1), "consumer-credit", 2, mode, share, "试一试", Signature(None, "", NOW))


def test_the_share_is_what_was_asked_for_and_each_application_keeps_its_side() -> None:
    ids = [UUID(int=n * 7919) for n in range(10_000)]
    inside = [one for one in ids if takes_part(trial(), one)]
    assert 1_900 < len(inside) < 2_100
    assert inside == [one for one in ids if takes_part(trial(), one)]
    assert all(takes_part(trial(share=100), one) for one in ids[:100])


def test_growing_the_share_takes_nobody_out() -> None:
    ids = [UUID(int=n * 104_729) for n in range(500)]
    assert all(takes_part(trial(share=40), one) for one in ids if takes_part(trial(share=20), one))


def test_the_shadow_never_acts() -> None:
    shadow = trial(TrialMode.SHADOW, 50)
    ids = [UUID(int=n * 7919) for n in range(200)]
    assert {arm_of(shadow, one) for one in ids} == {Arm.CHAMPION}
    assert 0 < sum(is_watched(shadow, one) for one in ids) < 200
    assert all(is_watched(trial(), one) for one in ids)


def test_two_shares_differ_by_more_than_chance() -> None:
    # Newcombe (1998), table II, case (a), method 10: 56/70 against 48/80: 0.2000, 0.0524 to 0.3339.
    found = difference((48, 56), (80, 70))
    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.2, 0.0524, 0.3339)
    assert found.p_value == pytest.approx(0.0080, abs=0.0005)
    assert difference((0, 0), (10, 10)).p_value == 1


@pytest.mark.parametrize(("lost", "won", "p"), [(0, 0, 1.0), (5, 5, 1.0), (0, 6, 0.03125), (2, 10, 0.03857)])
def test_those_who_change_side_are_weighed(lost: int, won: int, p: float) -> None:
    assert mcnemar(lost, won) == pytest.approx(p, abs=1e-4)


def test_a_trial_in_figures() -> None:
    decisions = [
        TrialDecision(Arm.CHAMPION, acted=APPROVE, other=REFER),
        TrialDecision(Arm.CHAMPION, acted=REFER, other=REFER),
        TrialDecision(Arm.CHALLENGER, acted=REFER, other=APPROVE),
    ]
    found = figures_of(decisions)
    assert (found.arms[Arm.CHAMPION].applications, found.arms[Arm.CHALLENGER].applications) == (2, 1)
    assert (found.champion_says.approved, found.challenger_says.approved) == (2, 0)
    assert (found.lost, found.won, found.between_arms is None) == (2, 0, False)
    assert figures_of([]).between_arms is None


@pytest.fixture
def officer(staff: Staff) -> Browser:
    return staff(Role.OFFICER)


@pytest.fixture
def administrator(staff: Staff) -> Browser:
    return staff(Role.ADMINISTRATOR)


def challenger(officer: Browser, administrator: Browser) -> int:
    """An approved version that does not decide."""
    number = handed_in(officer)
    administrator.post(f"{PATH}/versions/{number}/approval", {"note": "同意"})
    administrator.post(f"{PATH}/activations", {"version": 1, "reason": "先试运行再启用"})
    return number


def proposal(number: int, **changes: Any) -> dict[str, Any]:
    return {"challenger": number, "mode": "live", "share_percent": 30, "reason": "验证更严的评分线"} | changes


def test_a_trial_from_proposal_to_end(officer: Browser, administrator: Browser) -> None:
    number = challenger(officer, administrator)
    proposed = officer.post(f"{PATH}/trials", proposal(number)).json()
    path = f"{PATH}/trials/{proposed['id']}"
    assert proposed["status"] == "proposed" and proposed["figures"]["between_arms"] is None
    assert officer.post(f"{PATH}/trials", proposal(number)).json()["code"] == "trial-under-way"
    assert officer.post(f"{path}/end", {"note": "还没开始"}).json()["code"] == "trial-not-running"
    assert administrator.post(f"{path}/approval", {}).json()["status"] == "running"
    assert officer.post(f"{path}/end", {"note": ""}).json()["code"] == "trial-reason-missing"
    ended = officer.post(f"{path}/end", {"note": "样本已足够"}).json()
    assert (ended["status"], ended["end_note"]) == ("ended", "样本已足够")
    assert [one["status"] for one in administrator.get(f"{PATH}/trials")["trials"]] == ["ended"]


def test_nobody_approves_a_trial_they_proposed(officer: Browser, administrator: Browser) -> None:
    number = challenger(officer, administrator)
    proposed = administrator.post(f"{PATH}/trials", proposal(number)).json()
    path = f"{PATH}/trials/{proposed['id']}"
    assert administrator.post(f"{path}/approval", {}).json()["code"] == "second-person-needed"
    assert officer.post(f"{path}/refusal", {"note": "样本太小，不试"}).json()["status"] == "declined"
    assert officer.post(f"{PATH}/trials/{uuid4()}/end", {"note": "没有这个"}).json()["code"] == "trial-unknown"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"challenger": 1}, "policy-in-force-already"),
        ({"challenger": 99}, "policy-unknown"),
        ({"reason": "x"}, "trial-reason-missing"),
    ],
)
def test_what_cannot_be_tried_is_refused(
    officer: Browser, administrator: Browser, changes: dict[str, Any], code: str
) -> None:
    number = challenger(officer, administrator)
    assert officer.post(f"{PATH}/trials", proposal(number, **changes)).json()["code"] == code

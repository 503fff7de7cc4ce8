"""The lender's people: a clerk who decides what is referred, and an accountant who closes the days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pyotp import TOTP

from loanwright.apps.demo.http import Api, Patience, browser
from loanwright.apps.demo_home import StaffSecrets

_ACCEPTED_RISK = Decimal("0.40")
_LONGEST_CATCH_UP = timedelta(days=300)  # the lender closes at most a year at once


@dataclass(frozen=True, slots=True)
class Clerk:
    """Decides referred applications by the score and what was noticed, with a reason."""

    api: Api

    def decide(self, application_id: str) -> str:
        """Claim, read the file, decide; the outcome."""
        self.api.post(f"/staff/applications/{application_id}/claim")
        file = self.api.get(f"/staff/applications/{application_id}")
        outcome, reason = _judgement(file)
        verdict = {"outcome": outcome, "reason": reason}
        self.api.post(f"/staff/applications/{application_id}/decisions", verdict)
        return outcome


@dataclass(frozen=True, slots=True)
class Accountant:
    """Closes the business days."""

    api: Api
    patience: Patience

    @property
    def business_date(self) -> date:
        """The open day."""
        return date.fromisoformat(self.api.get("/staff/business-day")["business_date"])

    def close_until(self, day: date) -> None:
        """Close every day before `day`."""
        while (today := self.business_date) < day:
            until = min(day, today + _LONGEST_CATCH_UP)
            self.api.post(
                "/staff/business-day/closes", {"business_date": today.isoformat(), "until": until.isoformat()}
            )
            self._await(until)

    def _await(self, day: date) -> None:
        def look() -> date | None:
            today = self.business_date
            return today if today >= day else None

        self.patience.until(look, f"the close until {day}")


def signed_in(url: str, username: str, secrets: StaffSecrets) -> Api:
    """A member of staff's browser, signed in with password and TOTP."""
    api = Api(browser(url))
    code = TOTP(secrets.totp_secret).now()
    api.post("/auth/staff-sessions", {"username": username, "password": secrets.password, "totp": code})
    return api


def _judgement(file: dict[str, Any]) -> tuple[str, str]:
    score = file["decisions"]["decisions"][0]["score"]
    if file["application"]["flags"]:
        return "decline", "反欺诈检查有疑点，资料不足以排除"
    if Decimal(score["probability_of_bad"]) > _ACCEPTED_RISK:
        return "decline", "综合评分偏低，还款能力不足"
    return "approve", "收入稳定，负债可控，同意放款"

"""The institution's own figures: checked when written, set by two people, in force from a day on and never before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.access.api import Role
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.refusals import Refusal
from loanwright.servicing.api import Sheet, book_of
from loanwright.servicing.classification import RiskClass, risk_policy
from loanwright.servicing.parameters import (
    ParameterDaysNotRising,
    ParameterValueNotValid,
    Unit,
    Values,
    changes_between,
    fields_of,
    policy_of,
    read_values,
    shipped,
    written,
)
from loanwright.servicing.usecases.start_close import start_close
from tests.queue import drain
from tests.servicing.book import TERMS, live_loan
from tests.servicing.conftest import Staff

_TODAY = TERMS.start_on
_TOMORROW = _TODAY + timedelta(days=1)
_RISK, _LIMITS = "/staff/parameters/risk-policy/versions", "/staff/parameters/approval-limits/versions"


def _texts(sheet: Sheet, values: Values) -> dict[str, str]:
    return {field.key: written(field, values[field.key]) for field in fields_of(sheet) if field.key in values}


_SHIPPED = _texts(Sheet.RISK_POLICY, shipped(Sheet.RISK_POLICY).values)


def test_the_shipped_figures_read_back_as_the_shipped_policy() -> None:
    assert policy_of(read_values(Sheet.RISK_POLICY, _SHIPPED)) == risk_policy()
    assert read_values(Sheet.APPROVAL_LIMITS, {}) == {}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"class.loss": ""}, ParameterValueNotValid),
        ({"class.loss": "soon"}, ParameterValueNotValid),
        ({"class.loss": "400.5"}, ParameterValueNotValid),
        ({"class.loss": "-1"}, ParameterValueNotValid),
        ({"class.loss": "NaN"}, ParameterValueNotValid),
        ({"class.loss": "1e99"}, ParameterValueNotValid),
        ({"provision.loss": "100.01"}, ParameterValueNotValid),
        ({"provision.loss": "12.345"}, ParameterValueNotValid),
        ({"colour": "1"}, ParameterValueNotValid),
        ({"class.substandard": "1"}, ParameterDaysNotRising),
        ({"class.special_mention": "0"}, ParameterDaysNotRising),
        ({"stage.3": "31"}, ParameterDaysNotRising),
    ],
)
def test_figures_that_make_no_policy_are_refused(changed: Mapping[str, str], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_values(Sheet.RISK_POLICY, {**_SHIPPED, **changed})


@given(st.sampled_from(Unit).flatmap(lambda unit: st.tuples(st.just(unit), st.integers(0, unit.largest))))
def test_what_is_written_is_read_back(figure: tuple[Unit, int]) -> None:
    unit, value = figure
    for sheet in Sheet:
        field = next((one for one in fields_of(sheet) if one.unit is unit), None)
        if field and sheet is Sheet.APPROVAL_LIMITS:
            assert read_values(sheet, {field.key: written(field, value)}) == {field.key: value}


def test_a_change_names_what_it_changes() -> None:
    before = shipped(Sheet.RISK_POLICY).values
    (change,) = changes_between(Sheet.RISK_POLICY, before, {**before, "provision.normal": 150})
    assert (change.field.key, change.before, change.after) == ("provision.normal", 100, 150)


def test_two_people_change_the_provision_of_days_to_come(runtime: Runtime, staff: Staff) -> None:
    live_loan(runtime)
    officer, accountant = staff(Role.OFFICER), staff(Role.ACCOUNTANT)
    figures = {**_SHIPPED, "provision.normal": "1.50"}
    body = {"figures": figures, "effective_from": _TOMORROW.isoformat(), "reason": "监管口径调整"}
    drafted = officer.post(_RISK, body)
    assert (drafted.status_code, drafted.json()["state"], drafted.json()["drafted_by_me"]) == (201, "draft", True)
    changes = [{"key": "provision.normal", "unit": "percent", "before": "1.00", "after": "1.50"}]
    assert drafted.json()["changes"] == changes
    assert officer.post(f"{_RISK}/2/approvals").json()["code"] == "permission-missing"
    assert accountant.post(f"{_RISK}/2/approvals").json()["state"] == "approved"
    assert accountant.post(f"{_RISK}/2/approvals").json()["code"] == "parameters-not-draft"
    runtime.run(SYSTEM, lambda uow: start_close(uow, _TODAY, _TOMORROW + timedelta(days=1)))
    drain(runtime)
    assert [_provision(runtime, day) for day in (_TODAY, _TOMORROW)] == [120_00, 180_00]
    assert [one["is_in_force"] for one in accountant.get(_RISK)["items"]] == [True, False]


def _provision(runtime: Runtime, day: date) -> int:
    with runtime.read(SYSTEM) as uow:
        ((part, sums),) = book_of(uow, day).items()
    assert part.risk_class is RiskClass.NORMAL
    return sums.provision


def test_what_a_draft_is_refused_for(staff: Staff) -> None:
    accountant = staff(Role.ACCOUNTANT)
    body = {"figures": {"waive": "800"}, "effective_from": _TOMORROW.isoformat(), "reason": "小额豁免"}

    def refusal(**changed: object) -> str:
        code: str = accountant.post(_LIMITS, {**body, **changed}).json()["code"]
        return code

    assert refusal(reason=" a ") == "parameter-reason-missing"
    same = _texts(Sheet.APPROVAL_LIMITS, shipped(Sheet.APPROVAL_LIMITS).values)
    assert refusal(figures=same) == "parameters-unchanged"
    assert refusal(effective_from=_TODAY.isoformat()) == "parameters-effective-too-early"
    assert refusal(figures={"waive": "a lot"}) == "parameter-value-not-valid"
    assert accountant.post(_LIMITS, body).status_code == 201
    assert accountant.post(f"{_LIMITS}/2/approvals").json()["code"] == "second-person-needed"
    assert accountant.post(f"{_LIMITS}/2/rejections", {"note": "another time"}).json()["state"] == "rejected"
    assert accountant.refusal(f"{_LIMITS}/9") == "parameter-version-unknown"
    assert accountant.get(f"{_LIMITS}/2")["figures"][0] == {
        "key": "waive",
        "unit": "money",
        "required": False,
        "value": "800.00",
    }

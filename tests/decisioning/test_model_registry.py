"""A trained model is handed in, approved by a second person, named by a policy; its card shows what speaks for it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from loanwright.access.api import Role
from loanwright.decisioning.models.model_file import ModelFile
from loanwright.decisioning.models.table import Table, outcomes_of, read_table, set_aside
from loanwright.decisioning.training.model_training import TrainingOrder, train_model
from loanwright.decisioning.verification import MODELS_UNCHANGED
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from tests.decisioning.test_policy_approval import begin, save, stricter
from tests.servicing.browser import Browser

Staff = Callable[[Role], Browser]
PATH = "/staff/scoring-models"
GERMAN = Path(str(files("loanwright.decisioning.scorecards"))) / "german_credit.csv"


@pytest.fixture(scope="module")
def trained() -> ModelFile:
    """A scorecard of part of the rows, as ``loanwright train --protected`` makes it."""
    table = read_table(GERMAN).part(range(0, 695, 2))
    outcomes = outcomes_of(table, "creditability", None)
    seen, protected = set_aside(table.without("creditability"), "foreign_worker")
    order = TrainingOrder("half", "creditability", ("german.csv", "ab" * 32), protected=protected)
    return train_model(order, seen, outcomes, lambda *_: None)


@pytest.fixture
def officer(staff: Staff) -> Browser:
    return staff(Role.OFFICER)


@pytest.fixture
def administrator(staff: Staff) -> Browser:
    return staff(Role.ADMINISTRATOR)


def order(document: str, **changes: Any) -> dict[str, Any]:
    return {"name": "own-book", "document": document, "note": "用自己的数据重新训练"} | changes


def test_the_shipped_models_are_there_and_the_scorecard_decides(officer: Browser) -> None:
    models = {one["label"]: one for one in officer.get(PATH)["models"]}
    assert {label: one["kind"] for label, one in models.items()} == {
        "consumer/1": "scorecard",
        "consumer-boosting/1": "boosting",
        "consumer-network/1": "network",
    }
    assert [label for label, one in models.items() if one["decides"]] == ["consumer/1"]


def test_a_card_shows_evidence_fairness_and_drift(officer: Browser) -> None:
    card = officer.get(f"{PATH}/consumer/1")
    assert card["standing"]["auc"] == "0.7955" and len(card["calibration"]) == 5
    assert {one["column"] for one in card["fairness"]} == {"age_in_years", "foreign_worker", "personal_status_and_sex"}
    assert all(0 < one["ratio"] <= 1 for one in card["fairness"])
    assert card["drift"]["decisions"] == 0 and len(card["drift"]["points"]["groups"]) == 10
    assert card["attributes"][0]["groups"][0]["points"] == 89


def test_a_second_person_approves_and_a_policy_may_name_it(
    officer: Browser, administrator: Browser, trained: ModelFile
) -> None:
    handed_in = officer.post(PATH, order(trained.model_dump_json(by_alias=True)))
    assert handed_in.status_code == 201
    standing = handed_in.json()["standing"]
    assert (standing["label"], standing["status"], standing["kind"]) == ("own-book/1", "submitted", "scorecard")
    draft = begin(officer)
    refused = save(officer, draft, stricter(draft), scorecard="own-book/1")
    assert refused.json()["code"] == "scoring-model-unknown"
    approved = administrator.post(f"{PATH}/own-book/1/approval", {"note": "同意"}).json()
    assert approved["standing"]["status"] == "approved"
    assert save(officer, draft, stricter(draft), scorecard="own-book/1").status_code == 200
    again = administrator.post(f"{PATH}/own-book/1/approval", {})
    assert again.json()["code"] == "model-not-submitted"


def test_versions_count_on_and_never_take_a_shipped_number(officer: Browser, trained: ModelFile) -> None:
    document = trained.model_dump_json(by_alias=True)
    labels = [officer.post(PATH, order(document, name="consumer")).json()["standing"]["label"] for _ in range(2)]
    assert labels == ["consumer/2", "consumer/3"]


def test_nobody_approves_what_they_handed_in(administrator: Browser, officer: Browser, trained: ModelFile) -> None:
    administrator.post(PATH, order(trained.model_dump_json(by_alias=True)))
    refused = administrator.post(f"{PATH}/own-book/1/approval", {})
    assert refused.json()["code"] == "second-person-needed"
    assert officer.post(f"{PATH}/own-book/1/approval", {}).status_code == 403
    assert administrator.post(f"{PATH}/own-book/1/refusal", {"note": ""}).json()["code"] == "model-note-missing"
    declined = administrator.post(f"{PATH}/own-book/1/refusal", {"note": "样本太少"}).json()
    assert declined["standing"]["status"] == "declined"


def test_what_is_no_model_of_applications_is_refused(officer: Browser) -> None:
    numbers = Table(tuple(map(str, range(100))), {"debt": tuple(str(k % 10) for k in range(100))})
    other = train_model(
        TrainingOrder("x", "y", ("", "")), numbers, [int(k % 10 > 5) for k in range(100)], lambda *_: None
    )
    refused = officer.post(PATH, order(other.model_dump_json()))
    assert refused.json()["code"] == "model-not-for-applications"
    assert officer.post(PATH, order("{}")).json()["code"] == "model-file-not-readable"
    assert officer.refusal(f"{PATH}/nothing/9") == "scoring-model-unknown"


def test_verify_sees_a_model_exchanged_behind_our_back(runtime: Runtime, officer: Browser, trained: ModelFile) -> None:
    officer.post(PATH, order(trained.model_dump_json(by_alias=True)))
    assert findings(runtime) == []
    with runtime.engine.begin() as connection:
        connection.execute(text("UPDATE scoring_model SET document = replace(document, 'own-book', 'own-look')"))
    assert findings(runtime) == ["scoring model own-book/1"]


def findings(runtime: Runtime) -> list[str]:
    with runtime.read(SYSTEM) as uow:
        return [finding.subject for finding in MODELS_UNCHANGED.check(uow)]

"""Scoring models explained to those who answer for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loanwright.decisioning import model_repository, policy_repository, repository
from loanwright.decisioning.drift import Drift, ScoredCase, drift_of
from loanwright.decisioning.model_versions import RegisteredModel
from loanwright.decisioning.scoring import SHIPPED, ScoringModel, ScoringModelUnknown, model_from, shipped_model
from loanwright.infra.unit_of_work import UnitOfWork

_DECISIONS_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class ModelListed:
    """A model and how it came here; None for one that is shipped. `decides`: the policy in force names it."""

    model: ScoringModel
    registered: RegisteredModel | None
    decides: bool


@dataclass(frozen=True, slots=True)
class ModelExamined:
    """A model with how the applicants it decided on lately differ from those it was trained on."""

    listed: ModelListed
    drift: Drift


def scoring_models(uow: UnitOfWork, policy: str) -> list[ModelListed]:
    """Every model there is: shipped, then registered, newest first."""
    named = policy_repository.policy_in_force(uow, policy).scorecard
    shipped = [ModelListed(shipped_model(label), None, label == named) for label in SHIPPED]
    registered = [
        ModelListed(model_from(one.document), one, one.label == named)
        for one in model_repository.registered_models(uow)
    ]
    return [*shipped, *registered]


def examine_model(uow: UnitOfWork, label: str, policy: str) -> ModelExamined:
    """A model's card and how it fares.

    Raises:
        ScoringModelUnknown
    """
    found = next((one for one in scoring_models(uow, policy) if one.model.label == label), None)
    if found is None:
        raise ScoringModelUnknown(label=label[:60])
    return ModelExamined(found, drift_of(found.model, _cases_scored_by(uow, label)))


def _cases_scored_by(uow: UnitOfWork, label: str) -> Iterator[ScoredCase]:
    for made_on, verdict in repository.past_verdicts(uow, _DECISIONS_LOOKED_AT):
        if verdict.versions.scorecard == label:
            score = verdict.score
            month = made_on.replace(day=1)
            yield ScoredCase(month, score.total, score.probability_of_bad, verdict.outcome, verdict.features)

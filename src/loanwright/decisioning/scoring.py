"""Models that score applications, whatever is inside: points, a probability of bad, and what each feature did."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import assert_never

from pydantic import TypeAdapter, ValidationError

from loanwright.decisioning.challenger import Challenger
from loanwright.decisioning.features import Features
from loanwright.decisioning.model import Score
from loanwright.decisioning.scorecard import Scorecard, score
from loanwright.kernel.refusals import Refusal

ScoringModel = Scorecard | Challenger

SHIPPED = ("consumer/1", "consumer-boosting/1", "consumer-network/1")
_MODEL: TypeAdapter[ScoringModel] = TypeAdapter(Scorecard | Challenger)


class ScoringModelUnknown(Refusal):
    """There is no scoring model of this name and version, or it is not approved."""


@cache
def shipped_model(label: str) -> ScoringModel:
    """A model that comes with the product, by its label, such as ``consumer/1``.

    Raises:
        ScoringModelUnknown: none does.
    """
    if label not in SHIPPED:
        raise ScoringModelUnknown(label=label[:60])
    name, _, version = label.partition("/")
    return model_from((files("loanwright.decisioning.scorecards") / f"{name}.v{version}.json").read_text("utf-8"))


def model_from(document: str) -> ScoringModel:
    """A model from its artefact.

    Raises:
        ScoringModelUnknown: it is none.
    """
    try:
        return _MODEL.validate_json(document)
    except ValidationError:
        raise ScoringModelUnknown(label="?") from None


def scored(model: ScoringModel, features: Features) -> Score:
    """What a model says about features.

    Raises:
        FeatureNotScored: a value the scorecard does not know.
    """
    match model:
        case Scorecard():
            return score(model, features)
        case Challenger():
            return model.score(features)
        case _:
            assert_never(model)

"""The cases a policy is tried on before it may be handed in."""

from __future__ import annotations

from uuid import UUID

from loanwright.decisioning import model_repository
from loanwright.decisioning import policy_repository as repository
from loanwright.decisioning import repository as decisions
from loanwright.decisioning.features import features_of
from loanwright.decisioning.model import Case, Outcome
from loanwright.decisioning.policy import POINTS, PolicyNotSound, ranges, shipped_policy
from loanwright.decisioning.policy_versions import SavedCase
from loanwright.decisioning.rules import DecisionNotFound
from loanwright.decisioning.scoring import ScoringModel, scored
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal


class PolicyCaseUnknown(Refusal):
    """No such case is kept."""


def keep_policy_case(uow: UnitOfWork, name: str, title: str, inputs: dict[str, int], expected: Outcome) -> SavedCase:
    """Keep a case written by hand.

    Raises:
        PolicyUnknown
        PolicyNotSound: an input is no feature that rules may look at.
    """
    shipped_policy(name)
    unknown = sorted(inputs.keys() - ranges().keys())
    if unknown:
        raise PolicyNotSound(why=unknown[0][:60])
    case = SavedCase(uow.new_id(), title.strip(), inputs, expected)
    repository.add_case(uow, name, case)
    uow.audit("decisioning.keep-policy-case", "policy-case", case.id, policy=name)
    return case


def keep_past_case(uow: UnitOfWork, name: str, title: str, application_id: UUID, expected: Outcome) -> SavedCase:
    """Keep what the rules saw of an application that was decided: figures, and nothing that tells who it was.

    Raises:
        PolicyUnknown, DecisionNotFound
    """
    past = decisions.case_of(uow, application_id)
    if past is None:
        raise DecisionNotFound()
    model = model_repository.model_labelled(uow, repository.policy_in_force(uow, name).scorecard)
    return keep_policy_case(uow, name, title, _figures(past, model), expected)


def forget_policy_case(uow: UnitOfWork, name: str, case_id: UUID) -> None:
    """No draft is tried on this case any more.

    Raises:
        PolicyCaseUnknown
    """
    if not repository.remove_case(uow, name, case_id):
        raise PolicyCaseUnknown()
    uow.audit("decisioning.forget-policy-case", "policy-case", case_id, policy=name)


def _figures(case: Case, model: ScoringModel) -> dict[str, int]:
    features = features_of(case)
    known = {name: value for name, value in features.items() if name in ranges() and isinstance(value, int)}
    return known | {POINTS: scored(model, features).total}

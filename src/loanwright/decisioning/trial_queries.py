"""Trials and what they have shown."""

from __future__ import annotations

from loanwright.decisioning import trial_repository
from loanwright.decisioning.policy import shipped_policy
from loanwright.decisioning.trial_figures import TrialFigures, figures_of
from loanwright.decisioning.trials import Trial
from loanwright.infra.unit_of_work import UnitOfWork


def trials(uow: UnitOfWork, name: str) -> list[tuple[Trial, TrialFigures]]:
    """A policy's trials, newest first.

    Raises:
        PolicyUnknown
    """
    shipped_policy(name)
    return [(trial, trial_figures(uow, trial)) for trial in trial_repository.trials_of(uow, name)]


def trial_figures(uow: UnitOfWork, trial: Trial) -> TrialFigures:
    """What a trial has shown so far."""
    return figures_of(trial_repository.trial_decisions(uow, trial.id))

"""Check a one-time code somebody typed."""

from __future__ import annotations

from uuid import UUID

from loanwright.access import repository, rules
from loanwright.infra.unit_of_work import UnitOfWork


def check_code(uow: UnitOfWork, challenge_id: UUID, code: str, purpose: str, subject_id: UUID | None = None) -> str:
    """The phone that was proven. The code is used up; a wrong one costs a try even though the command is refused.

    Raises:
        ChallengeUnknown: not issued for this purpose and subject.
        CodeWrong, CodeExpired, CodeTriedTooOften, CodeAlreadyUsed
    """
    challenge = rules.require_purpose(repository.lock_challenge(uow, challenge_id), purpose, subject_id)
    tried, refusal = rules.try_code(challenge, code, uow.now)
    repository.save_challenge(uow, tried)
    if refusal:
        raise refusal
    return challenge.phone

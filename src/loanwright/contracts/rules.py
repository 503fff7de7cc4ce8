"""Which moves of a contract are allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from loanwright.contracts.model import Contract, ContractStatus
from loanwright.kernel.refusals import Refusal


class ContractUnknown(Refusal):
    """There is no such contract, or it is somebody else's."""


class ContractNotOpened(Refusal):
    """A contract must be opened before it can be signed."""


class ContractAlreadySigned(Refusal):
    """Nothing about a signed contract can be changed."""


class ContractWithdrawn(Refusal):
    """The contract is not offered any more."""


class ContractNotSigned(Refusal):
    """This needs a contract that both parties have signed."""


def known(contract: Contract | None) -> Contract:
    """The contract, if there is one.

    Raises:
        ContractUnknown
    """
    if contract is None:
        raise ContractUnknown()
    return contract


def opened(contract: Contract, at: datetime) -> Contract:
    """The contract after its document was opened; only the first time counts.

    Raises:
        ContractWithdrawn
    """
    match contract.status:
        case ContractStatus.PREPARED:
            return replace(contract, status=ContractStatus.OPENED, opened_at=at)
        case ContractStatus.OPENED | ContractStatus.SIGNED:
            return contract
        case ContractStatus.WITHDRAWN:
            raise ContractWithdrawn()


def require_signable(contract: Contract) -> None:
    """Refuse unless the contract is open before the borrower, unsigned.

    Raises:
        ContractNotOpened, ContractAlreadySigned, ContractWithdrawn
    """
    match contract.status:
        case ContractStatus.OPENED:
            return
        case ContractStatus.PREPARED:
            raise ContractNotOpened()
        case ContractStatus.SIGNED:
            raise ContractAlreadySigned()
        case ContractStatus.WITHDRAWN:
            raise ContractWithdrawn()


def is_signed(contract: Contract) -> bool:
    """Whether both parties have signed."""
    return contract.status is ContractStatus.SIGNED


def signed(contract: Contract, document_id: UUID, at: datetime) -> Contract:
    """The contract after both signatures.

    Raises:
        ContractNotOpened, ContractAlreadySigned, ContractWithdrawn
    """
    require_signable(contract)
    return replace(contract, status=ContractStatus.SIGNED, signed_at=at, signed_document_id=document_id)


def withdrawn(contract: Contract) -> Contract:
    """The contract after the application was withdrawn or expired.

    Raises:
        ContractAlreadySigned
    """
    if is_signed(contract):
        raise ContractAlreadySigned()
    return replace(contract, status=ContractStatus.WITHDRAWN)


def require_signed(contract: Contract) -> UUID:
    """The signed document of the contract.

    Raises:
        ContractNotSigned
    """
    if contract.signed_document_id is None:
        raise ContractNotSigned()
    return contract.signed_document_id

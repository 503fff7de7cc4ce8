"""Rows of contracts to values and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.dialects.postgresql import insert

from loanwright.contracts import tables
from loanwright.contracts.model import (
    Contract,
    ContractStatus,
    Evidence,
    EvidenceKind,
    KeyTerms,
)
from loanwright.engine.api import terms_from_json, terms_to_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.kernel.rate import Rate


def add(uow: UnitOfWork, contract: Contract) -> None:
    """Store a new contract."""
    figures = contract.key_terms
    uow.connection.execute(
        insert(tables.contract).values(
            id=contract.id,
            application_id=contract.application_id,
            party_id=contract.party_id,
            number=contract.number,
            status=contract.status,
            sheet=uow.keyring.encrypt(json.dumps(contract.sheet, ensure_ascii=False)),
            terms=terms_to_json(contract.terms),
            principal_minor=figures.principal.minor,
            currency=figures.principal.currency,
            periods=figures.periods,
            first_due_on=figures.first_due_on,
            annual_rate_simple=figures.annual_rate_simple.annual,
            annual_rate_compound=figures.annual_rate_compound.annual,
            total_interest_minor=figures.total_interest.minor,
            total_fees_minor=figures.total_fees.minor,
            document_id=contract.document_id,
            prepared_at=contract.prepared_at,
        )
    )


def save(uow: UnitOfWork, contract: Contract) -> None:
    """Write down where the contract stands; what it says never changes."""
    uow.connection.execute(
        update(tables.contract)
        .where(tables.contract.c.id == contract.id)
        .values(
            status=contract.status,
            opened_at=contract.opened_at,
            signed_at=contract.signed_at,
            signed_document_id=contract.signed_document_id,
        )
    )


def find(uow: UnitOfWork, contract_id: UUID) -> Contract | None:
    """A contract by id; a borrower finds only their own."""
    return _one(uow, select(tables.contract).where(tables.contract.c.id == contract_id))


def lock(uow: UnitOfWork, contract_id: UUID) -> Contract | None:
    """The same, locked until the commit: two clicks follow one another."""
    return _one(uow, select(tables.contract).where(tables.contract.c.id == contract_id).with_for_update())


def find_of_application(uow: UnitOfWork, application_id: UUID) -> Contract | None:
    """The contract of an application that is not withdrawn."""
    table = tables.contract
    query = select(table).where(table.c.application_id == application_id, table.c.status != ContractStatus.WITHDRAWN)
    return _one(uow, query.order_by(table.c.id.desc()).limit(1))


def _one(uow: UnitOfWork, query: Select[Any]) -> Contract | None:
    row = uow.connection.execute(query).one_or_none()
    return _contract(uow, row) if row else None


def _contract(uow: UnitOfWork, row: Row[Any]) -> Contract:
    currency, terms = Currency(row.currency), terms_from_json(row.terms)
    figures = KeyTerms(
        principal=Money(row.principal_minor, currency),
        periods=row.periods,
        method=terms.method.value,
        first_due_on=row.first_due_on,
        nominal_rate=terms.rate,
        annual_rate_simple=Rate(row.annual_rate_simple),
        annual_rate_compound=Rate(row.annual_rate_compound),
        total_interest=Money(row.total_interest_minor, currency),
        total_fees=Money(row.total_fees_minor, currency),
    )
    return Contract(
        id=row.id,
        application_id=row.application_id,
        party_id=row.party_id,
        number=row.number,
        status=ContractStatus(row.status),
        sheet=json.loads(uow.keyring.decrypt(row.sheet)),
        terms=terms,
        key_terms=figures,
        document_id=row.document_id,
        prepared_at=row.prepared_at,
        opened_at=row.opened_at,
        signed_at=row.signed_at,
        signed_document_id=row.signed_document_id,
    )


def seals(uow: UnitOfWork) -> Iterator[Seal]:
    """Every signed contract's document with the certificate that sealed it."""
    contract, evidence = tables.contract, tables.contract_evidence
    query = (
        select(contract.c.id, contract.c.signed_document_id, evidence.c.detail)
        .join_from(contract, evidence, evidence.c.contract_id == contract.c.id)
        .where(contract.c.status == ContractStatus.SIGNED, evidence.c.kind == EvidenceKind.SEALED)
    )
    for row in uow.connection.execute(query.order_by(contract.c.id)):
        detail = row.detail
        yield Seal(row.id, row.signed_document_id, detail["certificate_serial"], detail["document_sha256"])


def add_evidence(uow: UnitOfWork, contract: Contract, kind: EvidenceKind, detail: dict[str, str]) -> None:
    """Append one step; the contract's row must be new or locked, which keeps the numbers in order."""
    table = tables.contract_evidence
    last = select(func.coalesce(func.max(table.c.seq), 0)).where(table.c.contract_id == contract.id)
    row = {
        "contract_id": contract.id,
        "seq": (uow.connection.scalar(last) or 0) + 1,
        "party_id": contract.party_id,
        "kind": kind,
        "happened_at": uow.now,
        "detail": detail,
    }
    uow.connection.execute(insert(table).values(row))


def evidence_of(uow: UnitOfWork, contract_id: UUID) -> list[Evidence]:
    """All steps of a contract, in order."""
    table = tables.contract_evidence
    rows = uow.connection.execute(select(table).where(table.c.contract_id == contract_id).order_by(table.c.seq))
    return [Evidence(row.seq, EvidenceKind(row.kind), row.happened_at, row.detail) for row in rows]


@dataclass(frozen=True, slots=True)
class Seal:
    """What the evidence says of the last signature of a contract."""

    contract_id: UUID
    document_id: UUID
    certificate_serial: str
    document_sha256: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate (DER) with its private key (PEM) that we keep: the seal's, or an authority's root."""

    name: str
    certificate: bytes
    private_key: str


def find_identity(uow: UnitOfWork, name: str) -> Identity | None:
    """A kept identity by name."""
    table = tables.contract_identity
    row = uow.connection.execute(select(table).where(table.c.name == name)).one_or_none()
    return Identity(row.name, bytes(row.certificate), uow.keyring.decrypt(row.private_key)) if row else None


def add_identity(uow: UnitOfWork, identity: Identity) -> Identity:
    """Keep a new identity, unless somebody was faster; returns the one that counts."""
    row = {
        "name": identity.name,
        "certificate": identity.certificate,
        "private_key": uow.keyring.encrypt(identity.private_key),
        "created_at": uow.now,
    }
    uow.connection.execute(insert(tables.contract_identity).values(row).on_conflict_do_nothing())
    return find_identity(uow, identity.name) or identity

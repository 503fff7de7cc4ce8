"""Rows to applications and back; answers are sealed on the way in and unsealed on the way out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Row, RowMapping, Select, bindparam, func, insert, select, update

from loanwright.decisioning.api import Purpose
from loanwright.engine.api import Method, terms_from_json, terms_to_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.origination.answers import Answers
from loanwright.origination.model import Application, Claim, Flag, Milestones, Move, Offer, Request
from loanwright.origination.rules import ApplicationUnknown
from loanwright.origination.stages import Exit, Stage, Standing, goal_named
from loanwright.origination.tables import application, application_draft, application_stage, offer

_ANSWERS = TypeAdapter(Answers)
# Built once: thirty columns as parameters cost a fraction of thirty columns as expressions.
_SAVE = update(application).where(application.c.id == bindparam("key"))


def get(uow: UnitOfWork, application_id: UUID) -> Application:
    """The application, for reading.

    Raises:
        ApplicationUnknown: no such application, or (row-level security) not this borrower's.
    """
    return _one(uow, select(application).where(application.c.id == application_id))


def lock(uow: UnitOfWork, application_id: UUID) -> Application:
    """The application, kept from everybody else until the transaction ends.

    Raises:
        ApplicationUnknown
    """
    return _one(uow, select(application).where(application.c.id == application_id).with_for_update())


def add(uow: UnitOfWork, new: Application, answers: Answers) -> None:
    """Write down a new application with its first draft."""
    uow.connection.execute(insert(application), {"id": new.id, **_row(uow, new)})
    draft = {"application_id": new.id, "party_id": new.party_id, "version": 1, "saved_at": uow.now}
    uow.connection.execute(insert(application_draft), {**draft, "answers_sealed": _sealed(uow, answers)})


def save(uow: UnitOfWork, changed: Application) -> None:
    """Write down where the application stands now."""
    uow.connection.execute(_SAVE, {"key": changed.id, **_row(uow, changed)})


def add_move(uow: UnitOfWork, move: Move) -> None:
    """One more line of history."""
    row = {
        "application_id": move.application_id,
        "sequence": move.sequence,
        "stage": move.stage,
        "exit": move.exit,
        "goal": move.goal,
        "left_at": move.at,
        "actor": move.actor,
        "actor_id": move.actor_id,
        "reason": move.reason,
    }
    uow.connection.execute(insert(application_stage), row)


def moves_of(uow: UnitOfWork, application_id: UUID) -> list[Move]:
    """The application's history, oldest first."""
    history = select(application_stage).where(application_stage.c.application_id == application_id)
    return [_move(row) for row in uow.connection.execute(history.order_by(application_stage.c.sequence))]


def draft_of(uow: UnitOfWork, application_id: UUID) -> tuple[Answers, int]:
    """The answers so far and the version of the draft they are."""
    row = uow.connection.execute(
        select(application_draft).where(application_draft.c.application_id == application_id)
    ).one()
    return _ANSWERS.validate_json(uow.keyring.decrypt(row.answers_sealed)), row.version


def save_draft(uow: UnitOfWork, application_id: UUID, answers: Answers) -> int:
    """Write the answers down as the next version of the draft, and say which that is."""
    draft = update(application_draft).where(application_draft.c.application_id == application_id)
    change = {"version": application_draft.c.version + 1, "answers_sealed": _sealed(uow, answers), "saved_at": uow.now}
    saved = uow.connection.execute(draft.values(change).returning(application_draft.c.version))
    return int(saved.scalar_one())


def add_offer(uow: UnitOfWork, made: Offer) -> None:
    """Write an offer down; the database refuses one whose decision did not approve."""
    row = {
        "application_id": made.application_id,
        "id": made.id,
        "party_id": made.party_id,
        "decision_id": made.decision_id,
        "decision_outcome": "approve",
        "terms": terms_to_json(made.terms),
        "made_at": made.made_at,
        "expires_at": made.expires_at,
        "accepted_at": made.accepted_at,
    }
    uow.connection.execute(insert(offer), row)


def offer_of(uow: UnitOfWork, application_id: UUID) -> Offer | None:
    """The application's offer, if one was made."""
    row = uow.connection.execute(select(offer).where(offer.c.application_id == application_id)).one_or_none()
    return None if row is None else _offer(row)


def accept_offer(uow: UnitOfWork, accepted: Offer) -> None:
    """Write down when the offer was accepted."""
    chosen = offer.c.application_id == accepted.application_id
    uow.connection.execute(update(offer).where(chosen).values(accepted_at=accepted.accepted_at))


def count_submitted(uow: UnitOfWork, party_id: UUID, since: datetime) -> int:
    """How many applications the party submitted since then."""
    recent = select(func.count()).where(application.c.party_id == party_id, application.c.submitted_at >= since)
    return uow.connection.scalar(recent) or 0


def open_applications_of(uow: UnitOfWork, party_ids: Collection[UUID]) -> list[Application]:
    """These people's applications that are under way, kept from everybody else until the transaction ends."""
    mine = select(application).where(application.c.party_id.in_(party_ids), application.c.standing == Standing.OPEN)
    rows = uow.connection.execute(mine.order_by(application.c.id).with_for_update()).mappings()
    return [application_from(uow, row) for row in rows]


def application_from(uow: UnitOfWork, row: RowMapping) -> Application:
    """The application a row of its table describes."""
    words = row["review_words_sealed"]
    return Application(
        id=row["id"],
        party_id=row["party_id"],
        request=_request(row),
        started_at=row["started_at"],
        stage=Stage(row["stage"]),
        standing=Standing(row["standing"]),
        stage_entered_at=row["stage_entered_at"],
        stage_due_at=row["stage_due_at"],
        moves=row["moves"],
        milestones=Milestones(**{field.name: row[field.name] for field in fields(Milestones)}),
        flags=frozenset(Flag(flag) for flag in row["flags"]),
        trouble=row["trouble"],
        claim=_claim(row),
        review_requested_at=row["review_requested_at"],
        review_words=uow.keyring.decrypt(words) if words else None,
    )


def _one(uow: UnitOfWork, statement: Select[Any]) -> Application:
    row = uow.connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise ApplicationUnknown
    return application_from(uow, row)


def _claim(row: RowMapping) -> Claim | None:
    return Claim(row["claimed_by"], row["claimed_by_name"], row["claimed_at"]) if row["claimed_by"] else None


def _request(row: RowMapping) -> Request:
    return Request(
        product_code=row["product_code"],
        product_version=row["product_version"],
        amount=Money(row["amount_minor"], Currency(row["currency"])),
        periods=row["periods"],
        method=Method(row["method"]),
        purpose=Purpose(row["purpose"]),
    )


def _row(uow: UnitOfWork, from_: Application) -> dict[str, Any]:
    request, claim = from_.request, from_.claim
    return asdict(from_.milestones) | {
        "party_id": from_.party_id,
        "product_code": request.product_code,
        "product_version": request.product_version,
        "amount_minor": request.amount.minor,
        "currency": request.amount.currency,
        "periods": request.periods,
        "method": request.method,
        "purpose": request.purpose,
        "started_at": from_.started_at,
        "stage": from_.stage,
        "standing": from_.standing,
        "stage_entered_at": from_.stage_entered_at,
        "stage_due_at": from_.stage_due_at,
        "moves": from_.moves,
        "flags": sorted(from_.flags),
        "trouble": from_.trouble,
        "claimed_by": claim.staff_id if claim else None,
        "claimed_by_name": claim.staff_name if claim else None,
        "claimed_at": claim.at if claim else None,
        "review_requested_at": from_.review_requested_at,
        "review_words_sealed": uow.keyring.encrypt(from_.review_words) if from_.review_words else None,
    }


def _move(row: Row[Any]) -> Move:
    return Move(
        application_id=row.application_id,
        sequence=row.sequence,
        stage=Stage(row.stage),
        exit=Exit(row.exit),
        goal=goal_named(row.goal),
        at=row.left_at,
        actor=row.actor,
        actor_id=row.actor_id,
        reason=row.reason,
    )


def _offer(row: Row[Any]) -> Offer:
    return Offer(
        id=row.id,
        application_id=row.application_id,
        party_id=row.party_id,
        decision_id=row.decision_id,
        terms=terms_from_json(row.terms),
        made_at=row.made_at,
        expires_at=row.expires_at,
        accepted_at=row.accepted_at,
    )


def _sealed(uow: UnitOfWork, answers: Answers) -> bytes:
    return uow.keyring.encrypt(_ANSWERS.dump_json(answers).decode())

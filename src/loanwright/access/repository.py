"""Rows of access to its values and back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, case, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from loanwright.access import tables
from loanwright.access.model import (
    Challenge,
    ChallengeState,
    Limit,
    Role,
    Session,
    SessionKind,
    StaffUser,
)
from loanwright.infra.unit_of_work import UnitOfWork


def count_attempt(uow: UnitOfWork, limit: Limit, subject: str) -> tuple[int, datetime]:
    """Count one more attempt by `subject`; returns how many there are now and when the count starts again.

    The row stays locked until the commit, so attempts of one subject queue up behind each other.
    """
    table = tables.attempt
    fresh = {
        "kind": limit.kind,
        "subject": uow.keyring.blind_index(f"{limit.kind}:{subject}"),
        "count": 1,
        "resets_at": uow.now + limit.window,
    }
    lapsed = table.c.resets_at <= uow.now
    again = {
        "count": case((lapsed, 1), else_=table.c.count + 1),
        "resets_at": case((lapsed, fresh["resets_at"]), else_=table.c.resets_at),
    }
    upsert = insert(table).values(fresh).on_conflict_do_update(index_elements=["kind", "subject"], set_=again)
    row = uow.connection.execute(upsert.returning(table.c.count, table.c.resets_at)).one()
    return row[0], row[1]


def forget_attempts(uow: UnitOfWork, limit: Limit, subject: str) -> None:
    """Start counting from nothing, after a success."""
    index = uow.keyring.blind_index(f"{limit.kind}:{subject}")
    uow.connection.execute(
        delete(tables.attempt).where(tables.attempt.c.kind == limit.kind, tables.attempt.c.subject == index)
    )


def latest_challenge(uow: UnitOfWork, phone: str, purpose: str) -> Challenge | None:
    """The open challenge last sent to `phone` for `purpose`."""
    table = tables.challenge
    query = (
        select(table)
        .where(table.c.phone_index == uow.keyring.blind_index(phone), table.c.purpose == purpose)
        .where(table.c.state == ChallengeState.OPEN)
        .order_by(table.c.issued_at.desc())
        .limit(1)
    )
    return _one_challenge(uow, query)


def lock_challenge(uow: UnitOfWork, challenge_id: UUID) -> Challenge | None:
    """A challenge by id, locked, so that two tries at once are counted one after the other."""
    return _one_challenge(uow, select(tables.challenge).where(tables.challenge.c.id == challenge_id).with_for_update())


def find_challenge(uow: UnitOfWork, challenge_id: UUID) -> Challenge | None:
    """A challenge by id, to read."""
    return _one_challenge(uow, select(tables.challenge).where(tables.challenge.c.id == challenge_id))


def _one_challenge(uow: UnitOfWork, query: Select[Any]) -> Challenge | None:
    row = uow.connection.execute(query).one_or_none()
    return _challenge(uow, row) if row else None


def _challenge(uow: UnitOfWork, row: Row[Any]) -> Challenge:
    return Challenge(
        id=row.id,
        phone=uow.keyring.decrypt(row.phone),
        purpose=row.purpose,
        subject_id=row.subject_id,
        code=uow.keyring.decrypt(row.code) if row.code else "",
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        tries=row.tries,
        state=ChallengeState(row.state),
    )


def add_challenge(uow: UnitOfWork, challenge: Challenge) -> None:
    """Store a new challenge."""
    uow.connection.execute(
        insert(tables.challenge).values(
            id=challenge.id,
            purpose=challenge.purpose,
            subject_id=challenge.subject_id,
            phone_index=uow.keyring.blind_index(challenge.phone),
            phone=uow.keyring.encrypt(challenge.phone),
            code=uow.keyring.encrypt(challenge.code),
            tries=challenge.tries,
            state=challenge.state,
            issued_at=challenge.issued_at,
            expires_at=challenge.expires_at,
        )
    )


def save_challenge(uow: UnitOfWork, challenge: Challenge) -> None:
    """Write down a try or an end; an ended challenge loses its code."""
    changed: dict[str, Any] = {"tries": challenge.tries, "state": challenge.state}
    if challenge.state is not ChallengeState.OPEN:
        changed["code"] = None
    uow.connection.execute(update(tables.challenge).where(tables.challenge.c.id == challenge.id).values(changed))


def find_party(uow: UnitOfWork, phone: str) -> UUID | None:
    """The party that signs in with `phone`."""
    table = tables.borrower_login
    return uow.connection.scalar(select(table.c.party_id).where(table.c.phone_index == uow.keyring.blind_index(phone)))


def add_login(uow: UnitOfWork, phone: str, party_id: UUID) -> UUID:
    """Give `phone` to `party_id`, unless somebody was faster; returns whose it is."""
    row = {
        "phone_index": uow.keyring.blind_index(phone),
        "party_id": party_id,
        "phone": uow.keyring.encrypt(phone),
        "created_at": uow.now,
    }
    uow.connection.execute(insert(tables.borrower_login).values(row).on_conflict_do_nothing())
    return find_party(uow, phone) or party_id


def find_phone(uow: UnitOfWork, party_id: UUID) -> str | None:
    """The phone a party signs in with."""
    sealed = uow.connection.scalar(
        select(tables.borrower_login.c.phone).where(tables.borrower_login.c.party_id == party_id)
    )
    return uow.keyring.decrypt(sealed) if sealed else None


def find_staff(uow: UnitOfWork, username: str) -> StaffUser | None:
    """A member of staff by user name."""
    return _one_staff(uow, select(tables.staff_user).where(tables.staff_user.c.username == username))


def lock_staff(uow: UnitOfWork, username: str) -> StaffUser | None:
    """The same, locked, so that one TOTP code cannot open two sessions at once."""
    named = select(tables.staff_user).where(tables.staff_user.c.username == username)
    return _one_staff(uow, named.with_for_update())


def get_staff(uow: UnitOfWork, staff_id: UUID) -> StaffUser | None:
    """A member of staff by id."""
    return _one_staff(uow, select(tables.staff_user).where(tables.staff_user.c.id == staff_id))


def names_of_staff(uow: UnitOfWork, staff_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names by id; ids of nobody are left out."""
    table = tables.staff_user
    rows = uow.connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(staff_ids)))
    return {row.id: row.name for row in rows}


def _one_staff(uow: UnitOfWork, query: Select[Any]) -> StaffUser | None:
    row = uow.connection.execute(query).one_or_none()
    return _staff(uow, row) if row else None


def _staff(uow: UnitOfWork, row: Row[Any]) -> StaffUser:
    return StaffUser(
        id=row.id,
        username=row.username,
        name=row.name,
        password_hash=row.password_hash,
        totp_secret=uow.keyring.decrypt(row.totp_secret),
        totp_step_last=row.totp_step_last,
        roles=frozenset(Role(role) for role in row.roles),
    )


def add_staff(uow: UnitOfWork, user: StaffUser) -> None:
    """Store a new member of staff; a user name that exists already is left as it is."""
    row = {
        "id": user.id,
        "username": user.username,
        "name": user.name,
        "password_hash": user.password_hash,
        "totp_secret": uow.keyring.encrypt(user.totp_secret),
        "totp_step_last": user.totp_step_last,
        "roles": sorted(user.roles),
        "created_at": uow.now,
    }
    uow.connection.execute(insert(tables.staff_user).values(row).on_conflict_do_nothing())


def remember_totp_step(uow: UnitOfWork, staff_id: UUID, step: int) -> None:
    """This code and all before it are used up."""
    uow.connection.execute(
        update(tables.staff_user).where(tables.staff_user.c.id == staff_id).values(totp_step_last=step)
    )


def add_session(uow: UnitOfWork, session: Session) -> None:
    """Store a new session: its fields are the columns."""
    uow.connection.execute(insert(tables.session).values(asdict(session)))


def find_session(uow: UnitOfWork, token_hash: bytes, kind: SessionKind) -> Session | None:
    """A session by the hash of its token."""
    table = tables.session
    query = select(table).where(table.c.token_hash == token_hash, table.c.kind == kind)
    row = uow.connection.execute(query).one_or_none()
    if row is None:
        return None
    opened, seen, expires = row.opened_at, row.seen_at, row.expires_at
    return Session(bytes(row.token_hash), SessionKind(row.kind), row.principal_id, opened, seen, expires)


def touch_session(uow: UnitOfWork, token_hash: bytes) -> None:
    """The session was used now."""
    uow.connection.execute(
        update(tables.session).where(tables.session.c.token_hash == token_hash).values(seen_at=uow.now)
    )


def remove_session(uow: UnitOfWork, token_hash: bytes) -> None:
    """The session is over."""
    uow.connection.execute(delete(tables.session).where(tables.session.c.token_hash == token_hash))


def remove_expired(uow: UnitOfWork, before: datetime) -> None:
    """Forget sessions, challenges and counts that ended before `before`."""
    uow.connection.execute(delete(tables.session).where(tables.session.c.expires_at < before))
    uow.connection.execute(delete(tables.challenge).where(tables.challenge.c.expires_at < before))
    uow.connection.execute(delete(tables.attempt).where(tables.attempt.c.resets_at < before))

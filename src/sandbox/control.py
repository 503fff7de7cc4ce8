"""The hand behind the world: date, faults, answer times, planted people and accounts, and a look at the books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from sandbox.bank.accounts import Account, Standing, open_account, open_house
from sandbox.bank.book import bookings_after
from sandbox.bank.days import DateGoneBy, move_to
from sandbox.bank.documents import CURRENCY, major
from sandbox.bank.endpoints import AmountText, BookingView, view_of
from sandbox.bureau.inquiries import PlantedPerson, plant
from sandbox.faults import Fault
from sandbox.latency import Latency, LatencyProfile
from sandbox.world import WorldDep

router = APIRouter(prefix="/control", tags=["control"])


class Today(BaseModel):
    """The date it is outside."""

    date: date


class Reset(BaseModel):
    """Start again: empty books, no faults, randomness from `seed`."""

    seed: int = 1


class AccountPlan(BaseModel):
    """An account to open, or to replace with these properties."""

    number: str = Field(max_length=34)
    holder: str = Field(max_length=140)
    balance: AmountText = "0.00"
    standing: Standing = Standing.OPEN
    has_channel: bool = False


class AccountState(AccountPlan):
    """An account as it stands; the vault's balance may be negative."""

    balance: str
    currency: str = CURRENCY


class Inquiry(BaseModel):
    """A report somebody fetched."""

    inquiry_id: str
    id_number: str
    consent_id: str
    purpose: str


@router.post("/reset", status_code=204)
async def reset(world: WorldDep, body: Reset) -> None:
    """Forget everything."""
    world.store.forget_everything()
    world.faults.clear()
    world.reseed(body.seed)
    open_house(world)


@router.get("/today")
async def show_today(world: WorldDep) -> Today:
    """The date it is outside."""
    return Today(date=world.clock.today)


@router.post("/today")
async def set_today(world: WorldDep, body: Today) -> Today:
    """Move the date; the bank closes the days left behind. 409 if it has already booked later ones."""
    try:
        move_to(world, body.date)
    except DateGoneBy:
        raise HTTPException(409, {"reason": "date_gone_by", "today": world.clock.today.isoformat()}) from None
    return body


@router.post("/faults", status_code=204)
async def plan_fault(world: WorldDep, body: Fault) -> None:
    """Let something go wrong."""
    world.faults.plan(body)


@router.delete("/faults", status_code=204)
async def clear_faults(world: WorldDep) -> None:
    """Let nothing more go wrong."""
    world.faults.clear()


@router.post("/latency", status_code=204)
async def set_latency(world: WorldDep, body: LatencyProfile) -> None:
    """Change the answer times."""
    world.latency = Latency(body, world.seed)


@router.post("/persons", status_code=204)
async def plant_person(world: WorldDep, body: PlantedPerson) -> None:
    """Plant a person at the bureau."""
    plant(world, body)


@router.get("/bureau/inquiries")
async def list_inquiries(world: WorldDep) -> list[Inquiry]:
    """Which reports were fetched, with which consent."""
    rows = world.store.rows("SELECT inquiry_id, id_number, consent_id, purpose FROM bureau_inquiry ORDER BY rowid")
    return [Inquiry(**dict(row)) for row in rows]


@router.post("/bank/accounts", status_code=204)
async def plant_account(world: WorldDep, body: AccountPlan) -> None:
    """Open or replace an account."""
    balance = int(Decimal(body.balance).scaleb(2))
    account = Account(body.number, body.holder, balance, body.standing, has_channel=body.has_channel)
    with world.store.transaction():
        open_account(world, account)


@router.get("/bank/accounts")
async def list_accounts(world: WorldDep) -> list[AccountState]:
    """Every account of the bank; the balances sum to zero."""
    rows = world.store.rows("SELECT * FROM bank_account ORDER BY number")
    return [_state(Account.of(row)) for row in rows]


@router.get("/bank/bookings")
async def list_bookings(world: WorldDep, after: int = 0, limit: int = 1000) -> list[BookingView]:
    """The bank's own book; go on with the number in the last `bank_reference`."""
    return [view_of(booking) for booking in bookings_after(world, after, limit)]


def _state(account: Account) -> AccountState:
    return AccountState(
        number=account.number,
        holder=account.holder,
        balance=major(account.balance),
        standing=account.standing,
        has_channel=account.has_channel,
    )

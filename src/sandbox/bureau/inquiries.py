"""Answering an inquiry: once, and the same again when asked again under the same id."""

from __future__ import annotations

import hashlib
from typing import Any

from pydantic import BaseModel, Field

from sandbox.bureau.generation import History, history_of
from sandbox.bureau.people import NO_HISTORY, Person, dice_of, temper_of
from sandbox.bureau.report import CreditReport, Summary, summarise
from sandbox.world import World

_FEE = "2.00"  # yuan per report


class NoRecord(Exception):
    """The bureau knows nobody with this ID number."""


class NameMismatch(Exception):
    """The ID number belongs to somebody of another name."""


class InquiryRequest(BaseModel):
    """Who wants to know about whom, why, and with whose consent."""

    id_number: str
    name: str = Field(min_length=1, max_length=100)
    consent_id: str = Field(min_length=1, max_length=64)
    purpose: str = Field(min_length=1, max_length=64)
    inquiry_id: str = Field(min_length=1, max_length=64)


class PlantedPerson(BaseModel):
    """A person with set properties: sections in `report` replace made-up ones, deep; `no_record` hides them."""

    id_number: str
    name: str | None = None
    no_record: bool = False
    report: dict[str, Any] = Field(default_factory=dict)


def plant(world: World, person: PlantedPerson) -> None:
    """Keep a planted person."""
    statement = "INSERT OR REPLACE INTO bureau_person VALUES (?, ?)"
    world.store.write(statement, person.id_number, person.model_dump_json())


def answer(world: World, inquiry: InquiryRequest) -> CreditReport:
    """The report; an inquiry id seen before gets the very same report and is not charged again.

    Raises:
        NotAnIdNumber, NoRecord, NameMismatch: there is no report, and no fee.
    """
    known = world.store.row("SELECT answer FROM bureau_inquiry WHERE inquiry_id = ?", inquiry.inquiry_id)
    if known is not None:
        return CreditReport.model_validate_json(known["answer"])
    report = _report(world, inquiry)
    world.store.write(
        "INSERT INTO bureau_inquiry VALUES (?, ?, ?, ?, ?)",
        inquiry.inquiry_id, inquiry.id_number, inquiry.consent_id, inquiry.purpose, report.model_dump_json(),
    )  # fmt: skip
    return report


def _report(world: World, inquiry: InquiryRequest) -> CreditReport:
    planted = _planted(world, inquiry.id_number)
    if planted.no_record:
        raise NoRecord
    if planted.name not in (None, inquiry.name):
        raise NameMismatch
    history = _history(world, inquiry, planted)
    today = world.clock.today
    sections = history.accounts, history.guarantees, history.public_records, history.inquiries
    summary = summarise(*sections, as_of=today)
    return CreditReport(
        report_number=hashlib.sha256(inquiry.inquiry_id.encode()).hexdigest()[:22].upper(),
        inquiry_id=inquiry.inquiry_id,
        as_of=today,
        fee=_FEE,
        identity=history.identity,
        summary=Summary.model_validate(_overlaid(summary.model_dump(mode="json"), planted.report.get("summary", {}))),
        settlement_account=history.settlement_account,
        accounts=history.accounts,
        guarantees=history.guarantees,
        public_records=history.public_records,
        inquiries=history.inquiries,
    )


def _history(world: World, inquiry: InquiryRequest, planted: PlantedPerson) -> History:
    person = Person.of(inquiry.id_number)
    dice = dice_of(person, world.seed)
    temper = temper_of(dice)
    if temper is None and not planted.report:
        raise NoRecord
    history = history_of(person, inquiry.name, temper or NO_HISTORY, dice, world.clock.today)
    return History.model_validate(_overlaid(history.model_dump(mode="json"), planted.report))


def _planted(world: World, id_number: str) -> PlantedPerson:
    row = world.store.row("SELECT planted FROM bureau_person WHERE id_number = ?", id_number)
    return PlantedPerson(id_number=id_number) if row is None else PlantedPerson.model_validate_json(row["planted"])


def _overlaid(made_up: dict[str, Any], planted: dict[str, Any]) -> dict[str, Any]:
    """`made_up` with what `planted` says instead; objects are merged, lists and values replaced."""
    result = dict(made_up)
    for key, value in planted.items():
        match result.get(key), value:
            case dict() as below, dict():
                result[key] = _overlaid(below, value)
            case _:
                result[key] = value
    return result

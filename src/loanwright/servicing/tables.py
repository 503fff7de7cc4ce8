"""Loans, their events, and what is derived from them; the close with its chunks; suspense."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Sequence,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from loanwright.infra.tables import day, id_column, instant, metadata, money

loan_number = Sequence("loan_number", metadata=metadata)


def _growth() -> list[Column[Any]]:
    """How a loan grows until `touch_on`, the next day on which more than that happens by itself: `engine.Growth`.

    `accrual_start` is the first day of the interest line as `repository.accrual` numbers days; what the lines had come
    to when the row was written are the two `risen`.
    """
    return [
        Column("touch_on", Date),
        Column("accrual_start", Integer),
        money("accrual_interest", nullable=True),
        Column("accrual_whole", BigInteger),
        Column("accrual_day_count", String(16)),
        Column("accrual_rounding", String(12)),
        Column("accrual_offset", BigInteger, nullable=False),
        money("interest_risen"),
        Column("penalties", JSONB(none_as_null=True)),
        money("penalties_risen"),
    ]


loan = Table(
    "loan",
    metadata,
    id_column(),
    Column("number", BigInteger, nullable=False),
    Column("book_range", Integer, nullable=False),  # number // RANGE_SIZE: what one chunk of the close works on
    Column("application_id", Uuid, index=True),
    Column("contract_id", Uuid),
    Column("party_id", Uuid, index=True),  # a loan taken over from elsewhere may have no party yet
    Column("external_id", String(80), index=True),
    Column("reference", String(24), nullable=False, index=True),
    Column("product_code", String(40), nullable=False),
    Column("product_version", Integer, nullable=False),
    Column("terms", JSONB, nullable=False),
    Column("line", JSONB(none_as_null=True)),  # of a revolving line
    Column("status", String(24), nullable=False),
    day("opened"),
    day("disbursed", nullable=True),
    day("settled", nullable=True),
    day("maturity"),
    Column("last_seq", Integer, nullable=False),
    # The account as last posted, through `accrued_through`; see `model.Posted`.
    Column("accrued_through", Date),
    money("principal"),
    money("interest_receivable"),
    money("fees_receivable"),
    money("penalties_receivable"),
    money("credit"),
    money("interest_income"),
    money("fee_income"),
    money("penalty_income"),
    money("disbursed"),
    money("received"),
    money("refunded"),
    money("waived"),
    money("taken_over"),
    # Empty, which is nothing, unless the loan has been doubted.
    money("written_off", nullable=True),
    money("recovered", nullable=True),
    money("sale_proceeds", nullable=True),
    money("sale_loss", nullable=True),
    money("memo_interest", nullable=True),
    money("memo_written_off", nullable=True),
    Column("non_accrual", String(12)),  # why its interest is no income; see `engine.NonAccrual`
    # Arrears and what comes next, as of the same day.
    money("overdue"),
    Column("overdue_since", Date),
    Column("next_due_on", Date),
    money("next_due"),
    *_growth(),
    Column("is_plain", Boolean, nullable=False),
    Column("accrual_from", Date),
    Index("ix_loan_number", "number"),  # what every close reads by
    Index(
        "ix_loan_past_due",
        "book_range",
        "overdue_since",
        postgresql_where="overdue_since IS NOT NULL AND non_accrual IS NULL",
    ),
    Index("ix_loan_non_accrual", "book_range", postgresql_where="non_accrual IS NOT NULL"),
    postgresql_with={"fillfactor": 90},
)

loan_event = Table(
    "loan_event",
    metadata,
    Column("loan_id", Uuid, ForeignKey("loan.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("event", JSONB, nullable=False),
    Column("business_date", Date, nullable=False),
    Column("source_id", Uuid),  # the receipt or order that caused it: heard twice, recorded once
    Column("command_id", Uuid, nullable=False),
    instant("recorded"),
)

_PARTS = ("principal", "interest", "fees", "penalties")

installment = Table(
    "installment",
    metadata,
    Column("loan_id", Uuid, ForeignKey("loan.id"), primary_key=True),
    Column("position", SmallInteger, primary_key=True),  # in the schedule, from 0
    Column("number", SmallInteger, nullable=False),  # as people count; 0 is what is due beside the schedule
    day("from"),
    day("due"),
    *(money(f"{part}_{side}") for side in ("due", "paid", "waived") for part in _PARTS),
    day("paid", nullable=True),
    Index("ix_installment_due_on", "due_on", "loan_id"),
)

loan_day = Table(
    "loan_day",  # a loan as last written before a day was closed; `day_close.snapshot` says which loans have one
    metadata,
    Column("business_date", Date, primary_key=True),
    Column("loan_id", Uuid, primary_key=True),
    Column("product_code", String(40), nullable=False),
    Column("status", String(24), nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("accrued_through", Date, nullable=False),
    money("principal"),
    money("interest_receivable"),
    money("fees_receivable"),
    money("penalties_receivable"),
    money("overdue"),
    Column("overdue_since", Date),
    Column("non_accrual", String(12)),
    *_growth(),
    postgresql_partition_by="RANGE (business_date)",
)

book_day = Table(
    "book_day",  # the day's snapshot of one book range in sums
    metadata,
    Column("book_range", Integer, primary_key=True),
    Column("business_date", Date, primary_key=True),
    Column("product_code", String(40), primary_key=True),
    Column("risk_class", String(16), primary_key=True),
    Column("stage", SmallInteger, primary_key=True),
    Column("loans", Integer, nullable=False),
    money("principal"),
    money("interest_receivable"),
    money("overdue"),
    money("provision"),
    money("interest_today"),
    money("penalties_today"),
    Index("ix_book_day_business_date", "business_date"),
)

day_close = Table(
    "day_close",
    metadata,
    Column("business_date", Date, primary_key=True),
    Column("until", Date, nullable=False),  # catch-up: days before this one are closed in a row
    Column("snapshot", String(8), nullable=False),
    Column("risk_policy", JSONB(none_as_null=True)),  # what classes were told by; empty until migration 0029
    Column("started_by", String(64), nullable=False),
    instant("started"),
    instant("finished", nullable=True),
    # How far it has come: each chunk adds itself.
    Column("chunks", Integer, nullable=False),
    Column("chunks_done", Integer, nullable=False),
    Column("loans", Integer, nullable=False),
    Column("rewritten", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    money("interest"),
)

day_close_chunk = Table(
    "day_close_chunk",
    metadata,
    Column("book_range", Integer, primary_key=True),
    Column("business_date", Date, primary_key=True),
    Column("loans", Integer, nullable=False),
    Column("rewritten", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    money("interest"),
    instant("done"),
)

close_exception = Table(
    "close_exception",
    metadata,
    Column("business_date", Date, primary_key=True),
    Column("loan_id", Uuid, primary_key=True),
    Column("reason", Text, nullable=False),
    instant("set_aside"),
)

service_request = Table(
    "service_request",
    metadata,
    Column("loan_id", Uuid, ForeignKey("loan.id"), primary_key=True),
    Column("id", Uuid, primary_key=True, index=True),
    Column("party_id", Uuid),  # the borrower's, who sees their own
    Column("kind", String(24), nullable=False),
    Column("command", JSONB, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("asked_by", String(64), nullable=False),
    instant("asked"),
    day("done", nullable=True),
    Column("decided_by", String(64)),
    instant("decided", nullable=True),
    Column("decision_reason", Text, nullable=False),
    Column("command_id", Uuid),
    Index("ix_service_request_waiting", "id", postgresql_where="state = 'waiting'"),
)

parameter_version = Table(
    "parameter_version",  # of the sheets of figures that an institution sets for itself
    metadata,
    Column("sheet", String(24), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("effective_from", Date, nullable=False),
    Column("figures", JSONB, nullable=False),  # whole numbers by name: days, basis points, minor units
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("drafted_by", Uuid),
    Column("drafted_by_name", String(80), nullable=False),
    instant("drafted"),
    Column("decided_by", Uuid),
    Column("decided_by_name", String(80)),
    instant("decided", nullable=True),
    Column("decision_note", Text, nullable=False),
)

suspense_item = Table(
    "suspense_item",
    metadata,
    id_column(),  # the receipt's
    money("amount"),
    day("booked"),
    Column("reference", String(35), nullable=False),
    Column("reason", String(40), nullable=False),
    instant("received"),
    Column("loan_id", Uuid),
    Column("account", String(40)),  # of the ledger, where it was no loan's money
    Column("asked_by", Uuid),  # whoever wants it booked there, while a second person is waited for
    Column("asked_by_name", String(80)),
    Column("allocation_reason", Text),
    instant("allocated", nullable=True),
    Index("ix_suspense_item_open", "id", postgresql_where="allocated_at IS NULL"),
)

"""Approval limits become one of the institution's versioned sheets of figures, beside the risk policy."""

from __future__ import annotations

import json
from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import ordinary

revision = "0027_parameters"
down_revision = "0026_scoring_models"


def upgrade() -> None:
    op.create_table(
        "parameter_version",
        sa.Column("sheet", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=True),
        sa.Column("drafted_by_name", sa.String(length=80), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sheet", "version", name=op.f("pk_parameter_version")),
    )
    ordinary("parameter_version")
    _carry_limits()
    op.drop_table("approval_limit")


def _carry_limits() -> None:
    """One version for every day on which limits began; those an installation starts with are shipped as version 1."""
    known = op.get_bind().execute(sa.text("SELECT from_on, kind, amount_minor FROM approval_limit ORDER BY from_on"))
    figures: dict[str, int] = {}
    begun: dict[date, dict[str, int]] = {}
    for from_on, kind, minor in known:
        figures[kind] = minor
        begun[from_on] = dict(figures)
    begun.pop(date(2000, 1, 1), None)
    insert = sa.text(
        "INSERT INTO parameter_version (sheet, version, effective_from, figures, state, reason, drafted_by_name,"
        " drafted_at, decided_at, decision_note) VALUES ('approval-limits', :version, :day,"
        " CAST(:figures AS jsonb), 'approved', '', '', now(), now(), '')"
    )
    for version, (day, limits) in enumerate(begun.items(), start=2):
        op.get_bind().execute(insert, {"version": version, "day": day, "figures": json.dumps(limits)})

"""The ledger over HTTP: statements, the journal, manual journals, periods and charts."""

from __future__ import annotations

from fastapi import APIRouter

from loanwright.ledger.endpoints import books, charts, entries, journals, periods

router = APIRouter(prefix="/staff", tags=["ledger"])
for part in (books, entries, journals, periods, charts):
    router.include_router(part.router)

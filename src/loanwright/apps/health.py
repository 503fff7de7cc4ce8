"""What the machines around us ask: is it alive, may it get traffic, how is it doing."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from loanwright.infra.edge import runtime_of
from loanwright.infra.migrations import newest_revision
from loanwright.infra.runtime import Runtime

router = APIRouter(include_in_schema=False)

_QUEUE_WAITING = Gauge("loanwright_queue_waiting", "Jobs that are due and not taken yet")
_DEAD_LETTERS = Gauge("loanwright_dead_letters", "Messages that failed at their last attempt")
_MEASURE = text(
    """
    SELECT (SELECT count(*) FROM pgqueuer WHERE status = 'queued' AND execute_after <= now()) AS waiting,
           (SELECT count(*) FROM dead_letter WHERE retried_at IS NULL) AS dead
    """
)

TheRuntime = Annotated[Runtime, Depends(runtime_of)]


@router.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(runtime: TheRuntime, response: Response) -> dict[str, str]:
    """The database answers and its tables are of this version; 503 otherwise, so that traffic goes elsewhere."""
    try:
        with runtime.engine.connect() as connection:
            revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        response.status_code = 503
        return {"status": "no database"}
    if revision != newest_revision():
        response.status_code = 503
        return {"status": "database of another version"}
    return {"status": "ok"}


@router.get("/metrics")
def metrics(runtime: TheRuntime) -> Response:
    """Prometheus text. The queue's figures are read now, the rest was counted by this process."""
    with runtime.engine.connect() as connection:
        row = connection.execute(_MEASURE).one()
    _QUEUE_WAITING.set(row.waiting)
    _DEAD_LETTERS.set(row.dead)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

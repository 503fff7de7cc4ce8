"""Structured logs: one JSON object a line (coloured text at a terminal), with the ids that tie lines together.

``request_id`` comes from the edge, ``command_id`` from the unit of work, ``message_id`` from the worker. Personal data
does not belong in logs; fields with the names people would use for it are blanked, should one slip in.
"""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_PERSONAL = frozenset({"phone", "id_number", "name", "payer_name", "holder", "number", "email", "address", "code"})
_TALKATIVE = {
    "alembic": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "pgqueuer": logging.CRITICAL,
}


def configure_logs(level: int = logging.INFO) -> None:
    """Send our logs and those of every library to standard error in one shape."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _blank_personal_data,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_last_steps()))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for library, least in _TALKATIVE.items():
        logging.getLogger(library).setLevel(least)


def _last_steps() -> list[Processor]:
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if sys.stderr.isatty():
        return [meta, structlog.dev.ConsoleRenderer()]
    return [meta, structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


def _blank_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    for name in _PERSONAL & event.keys():
        event[name] = "***"
    return event

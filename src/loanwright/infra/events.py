"""News: what has happened, told upward through the outbox.

An event is a frozen, self-contained fact in the past tense. It is stored in the transaction that made it true, and each
subscriber gets a job of its own in that same transaction, so nothing is heard that did not happen and nothing that
happened goes unheard.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """Base of every domain's events. `name` is ``<domain>.<ClassName>``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.name = f"{cls.__module__.removesuffix('.events').rpartition('.')[2]}.{cls.__name__}"

"""The mapping document: which column of a lender's file means what, and what the file leaves unsaid."""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from loanwright.engine.api import DayCount, Method
from loanwright.kernel.money import Rounding
from loanwright.kernel.refusals import Refusal
from loanwright.products.api import Bilingual


class MappingNotValid(Refusal):
    """The mapping document cannot be read; `why` names the place."""


class Meaning(StrEnum):
    """What a status of the file says about the loan."""

    CURRENT = "current"  # nothing is overdue
    OVERDUE = "overdue"
    SETTLED = "settled"
    WRITTEN_OFF = "written_off"


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Document):
    """Names of columns; an optional one may be missing from the mapping."""

    external_id: str
    principal: str
    annual_rate_percent: str
    periods: str
    start: str
    principal_outstanding: str
    status: str
    principal_paid: str | None = None
    installment: str | None = None


class Dates(_Document):
    """How dates are written, and the day the file's balances stand for.

    `start_format` is for `strptime`. If it has no day (``%d``), loans are given one by how many days have passed since
    their last due date, spread over the range that their status allows: a file that names months only cannot say
    better. With `moved_to_business_date` the whole book moves by whole months so that `as_of` lies in the month of the
    business date; without it the business date must be `as_of`.
    """

    start_format: str
    as_of: str = Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")
    moved_to_business_date: bool = False

    @property
    def names_days(self) -> bool:
        """Whether the file says on which day of the month a loan began."""
        return "%d" in self.start_format or "%j" in self.start_format

    @property
    def as_of_day(self) -> date:
        """The day the balances stand for; the last common day of the month if only that is known."""
        return date.fromisoformat(self.as_of if len(self.as_of) > 7 else f"{self.as_of}-28")


class Status(_Document):
    """One word of the file's status column; the range is of days since the oldest unpaid (or last) due date."""

    means: Meaning
    days: Annotated[tuple[int, int], Field(description="from, to; both included")] = (0, 27)


class Contract(_Document):
    """What all contracts of the file have in common."""

    method: Method
    day_count: DayCount
    installment_rounding: Rounding = Rounding.HALF_UP
    interest_rounding: Rounding = Rounding.HALF_UP


class Mapping(_Document):
    """The whole document. `product` and `product_name` may hold ``{periods}``; without a name the code stands."""

    source: str = Field(max_length=20, pattern=r"^[A-Za-z0-9-]+$", description="prefix of external ids")
    product: str = Field(max_length=36)
    product_name: Bilingual | None = None
    columns: Columns
    dates: Dates
    contract: Contract
    statuses: dict[str, Status] = Field(min_length=1)

    def product_called(self, periods: int) -> Bilingual | None:
        """The name of the product a loan of so many periods is of, if the document gives one."""
        name = self.product_name
        return name and Bilingual(zh=name.zh.format(periods=periods), en=name.en.format(periods=periods))


def read_mapping(path: Path) -> Mapping:
    """The document.

    Raises:
        MappingNotValid: not TOML, a field missing, unknown or wrong.
    """
    try:
        return Mapping.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as unreadable:
        raise MappingNotValid(why=unreadable) from None
    except ValidationError as invalid:
        places = (f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in invalid.errors())
        raise MappingNotValid(why="; ".join(places)) from None

"""What an institution sets for itself: versioned sheets of figures, drafted by one person, approved by another. Pure.

    draft ──approve (another person)──> approved, in force from its day on
      └────────reject────────> rejected

The first version of a sheet is shipped. An approved version never changes, so that every past day can be asked by which
figures it was closed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from importlib.resources import files

from loanwright.kernel.refusals import Refusal
from loanwright.kernel.signature import Signature
from loanwright.servicing.classification import RiskClass, RiskPolicy, risk_policy
from loanwright.servicing.commands.catalogue import DESCRIPTIONS
from loanwright.servicing.commands.command import SecondPerson

SHORTEST_REASON = 4
_LARGEST = 10**13

Values = Mapping[str, int]


class ParameterVersionUnknown(Refusal):
    """The sheet has no such version."""


class ParametersNotDraft(Refusal):
    """The version was approved or rejected already."""


class ParameterValueNotValid(Refusal):
    """A figure is missing, unknown, not a number, or out of its range."""


class ParameterDaysNotRising(Refusal):
    """A worse class or stage must begin later than the one before it."""


class ParametersUnchanged(Refusal):
    """The draft says what is in force already."""


class ParametersEffectiveTooEarly(Refusal):
    """A version takes effect when a day opens: on the next business date at the earliest."""


class ParameterReasonMissing(Refusal):
    """A few words of reason are needed, for whoever reads this later."""


class Sheet(StrEnum):
    """The sheets there are."""

    RISK_POLICY = "risk-policy"
    APPROVAL_LIMITS = "approval-limits"


class Unit(StrEnum):
    """What a figure counts; each is kept as a whole number."""

    DAYS = "days"
    PERCENT = "percent"  # kept as basis points
    MONEY = "money"  # kept as minor units of the books' currency

    @property
    def decimals(self) -> int:
        """How many decimals people write."""
        return 0 if self is Unit.DAYS else 2

    @property
    def largest(self) -> int:
        """The largest figure that makes sense, as it is kept."""
        return {Unit.DAYS: 3650, Unit.PERCENT: 100_00, Unit.MONEY: _LARGEST}[self]


@dataclass(frozen=True, slots=True)
class Field:
    """One figure of a sheet; one that is not `required` may be left empty."""

    key: str
    unit: Unit
    required: bool = True


class ParameterState(StrEnum):
    """A version is a draft once; the other states are final."""

    DRAFT = "draft"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ParameterVersion:
    """One version of a sheet; the shipped one was drafted by nobody."""

    sheet: Sheet
    version: int
    effective_from: date
    values: Values
    state: ParameterState
    reason: str = ""
    drafted: Signature | None = None
    decided: Signature | None = None
    decision_note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after; None where there is none."""

    field: Field
    before: int | None
    after: int | None


_PAST_DUE = tuple(one for one in RiskClass if one is not RiskClass.NORMAL)
_NON_ACCRUAL = "accrual.stop"
SUSPENSE_LIMIT = "book_suspense"
"""Booking money in suspense to an account of the ledger."""


def fields_of(sheet: Sheet) -> tuple[Field, ...]:
    """Every figure of a sheet, in the order in which people read them."""
    match sheet:
        case Sheet.RISK_POLICY:
            return (
                *(Field(f"class.{one}", Unit.DAYS) for one in _PAST_DUE),
                *(Field(f"stage.{one}", Unit.DAYS) for one in (2, 3)),
                *(Field(f"provision.{one}", Unit.PERCENT) for one in RiskClass),
                Field(_NON_ACCRUAL, Unit.DAYS),
            )
        case Sheet.APPROVAL_LIMITS:
            limited = [one.kind for one in DESCRIPTIONS if one.second_person is SecondPerson.ABOVE_LIMIT]
            return tuple(Field(kind, Unit.MONEY, required=False) for kind in (*limited, SUSPENSE_LIMIT))


def shipped(sheet: Sheet) -> ParameterVersion:
    """The version that every installation starts with."""
    values = _shipped_limits() if sheet is Sheet.APPROVAL_LIMITS else _values_of(risk_policy())
    return ParameterVersion(sheet, 1, date.min, values, ParameterState.APPROVED)


@cache
def _shipped_limits() -> Values:
    document = tomllib.loads(files(__package__).joinpath("approval_limits.toml").read_text("utf-8"))
    return read_values(Sheet.APPROVAL_LIMITS, document["limits"])


def _values_of(policy: RiskPolicy) -> Values:
    return {
        **{f"class.{one}": days for one, days in policy.class_from.items()},
        **{f"stage.{one}": days for one, days in policy.stage_from.items()},
        **{f"provision.{one}": rate for one, rate in policy.provision_rates.items()},
        _NON_ACCRUAL: policy.non_accrual_from,
    }


def policy_of(values: Values) -> RiskPolicy:
    """The risk policy that a sheet's figures make; what it does not know yet is as shipped."""
    return RiskPolicy(
        class_from={one: values[f"class.{one}"] for one in _PAST_DUE},
        stage_from={one: values[f"stage.{one}"] for one in (2, 3)},
        provision_rates={one: values[f"provision.{one}"] for one in RiskClass},
        non_accrual_from=values.get(_NON_ACCRUAL, risk_policy().non_accrual_from),
    )


def read_values(sheet: Sheet, texts: Mapping[str, str]) -> Values:
    """The figures that people wrote, as they are kept; empty ones are left out.

    Raises:
        ParameterValueNotValid, ParameterDaysNotRising
    """
    fields = fields_of(sheet)
    for unknown in sorted(texts.keys() - {field.key for field in fields}):
        raise ParameterValueNotValid(field=unknown[:40])
    written = {field.key: texts.get(field.key, "").strip() for field in fields}
    values = {field.key: _read(field, written[field.key]) for field in fields if field.required or written[field.key]}
    if sheet is Sheet.RISK_POLICY:
        _check_rising(values, [f"class.{one}" for one in _PAST_DUE])
        _check_rising(values, ["stage.2", "stage.3"])
    return values


def _read(field: Field, text: str) -> int:
    try:
        kept = Decimal(text).scaleb(field.unit.decimals)
    except InvalidOperation:
        raise ParameterValueNotValid(field=field.key) from None
    if not kept.is_finite() or kept != kept.to_integral_value() or not 0 <= kept <= field.unit.largest:
        raise ParameterValueNotValid(field=field.key)
    return int(kept)


def _check_rising(values: Values, keys: Sequence[str]) -> None:
    days = [0, *(values[key] for key in keys)]
    for key, earlier, later in zip(keys, days, days[1:], strict=False):
        if later <= earlier:
            raise ParameterDaysNotRising(field=key)


def written(field: Field, value: int) -> str:
    """A figure as people write it: ``"25.00"`` for 2,500 basis points."""
    return str(Decimal(value).scaleb(-field.unit.decimals))


def changes_between(sheet: Sheet, before: Values, after: Values) -> list[Change]:
    """What another version says otherwise, in the order of the sheet."""
    compared = (Change(field, before.get(field.key), after.get(field.key)) for field in fields_of(sheet))
    return [change for change in compared if change.before != change.after]


def in_force(versions: Iterable[ParameterVersion], on: date) -> ParameterVersion:
    """The version in force on a day: the last to have taken effect, of several the newest. The shipped one is given."""
    begun = (one for one in versions if one.state is ParameterState.APPROVED and one.effective_from <= on)
    return max(begun, key=lambda one: (one.effective_from, one.version))


def check_reason(reason: str) -> None:
    """Raises ParameterReasonMissing for an empty or nearly empty reason."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ParameterReasonMissing(shortest=SHORTEST_REASON)


def check_effective(effective_from: date, business_date: date) -> None:
    """Raises ParametersEffectiveTooEarly: chunks of one close must not differ in what they go by."""
    earliest = business_date + timedelta(days=1)
    if effective_from < earliest:
        raise ParametersEffectiveTooEarly(effective_from=effective_from, earliest=earliest)


def check_changed(sheet: Sheet, before: Values, after: Values) -> None:
    """Raises ParametersUnchanged."""
    if not changes_between(sheet, before, after):
        raise ParametersUnchanged()


def check_draft(version: ParameterVersion) -> None:
    """Raises ParametersNotDraft once it is decided."""
    if version.state is not ParameterState.DRAFT:
        raise ParametersNotDraft(version=version.version)

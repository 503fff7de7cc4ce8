"""How one version of a policy differs from another, rule by rule. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loanwright.decisioning.policy import Policy, Rule

_PLAIN_FIELDS = ("outcome", "code", "zh", "en", "binding")


class ChangeKind(StrEnum):
    """What happened to a rule."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule before and after; `fields` names what changed in it (a condition as ``when.<feature>``)."""

    kind: ChangeKind
    before: Rule | None
    after: Rule | None
    fields: tuple[str, ...] = ()

    @property
    def rule(self) -> int:
        """The rule's number."""
        found = self.after or self.before
        assert found is not None
        return found.rule


def changes_between(before: Policy, after: Policy) -> tuple[RuleChange, ...]:
    """What was done to get from one to the other, by number of rule; the order of rules has no meaning."""
    old, new = ({rule.rule: rule for rule in policy.rules} for policy in (before, after))
    found = (_change(old.get(number), new.get(number)) for number in sorted(old.keys() | new.keys()))
    return tuple(change for change in found if change)


def _change(before: Rule | None, after: Rule | None) -> RuleChange | None:
    if before == after:
        return None
    if before is None:
        return RuleChange(ChangeKind.ADDED, None, after)
    if after is None:
        return RuleChange(ChangeKind.REMOVED, before, None)
    return RuleChange(ChangeKind.CHANGED, before, after, _fields(before, after))


def _fields(before: Rule, after: Rule) -> tuple[str, ...]:
    plain = [name for name in _PLAIN_FIELDS if getattr(before, name) != getattr(after, name)]
    looked_at = sorted(before.when.keys() | after.when.keys())
    return (*plain, *(f"when.{name}" for name in looked_at if before.when.get(name) != after.when.get(name)))

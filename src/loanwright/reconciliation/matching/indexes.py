"""Where to look items up. What comes once, as nearly everything does, costs one slot and no list of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from loanwright.reconciliation.matching.values import Expected, Told

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)
Dated = TypeVar("Dated", Told, Expected)


class Names(Generic[Item]):
    """Items by a name that should be theirs alone. An empty name is none."""

    def __init__(self, items: Iterable[Item], name: Callable[[Item], str]) -> None:
        self.first: dict[str, Item] = {}
        self.shared: set[str] = set()
        for item in items:
            if (key := name(item)) and self.first.setdefault(key, item) is not item:
                self.shared.add(key)

    def __contains__(self, name: str) -> bool:
        return name in self.first

    def only(self, name: str) -> Item | None:
        """The one item of this name; None if there is none, or more than one."""
        return None if name in self.shared else self.first.get(name)


def grouped(items: Iterable[Item], key: Callable[[Item], Key], wanted: Iterable[Key]) -> dict[Key, list[Item]]:
    """Items by key, for the keys somebody asks for; the others are not kept."""
    found: dict[Key, list[Item]] = {each: [] for each in wanted}
    for item in items:
        if (group := found.get(key(item))) is not None:
            group.append(item)
    return found


class Timeline(Generic[Dated]):
    """Items in the order of their days, so that those near a day are found without looking at all."""

    def __init__(self, items: Iterable[Dated]) -> None:
        self._items: list[Dated] = sorted(items, key=lambda item: item.on)
        self._days: list[int] = [item.on.toordinal() for item in self._items]

    def near(self, day: int, tolerance: int) -> Sequence[Dated]:
        """Items at most `tolerance` days from `day`, an ordinal."""
        begin, end = bisect_left(self._days, day - tolerance), bisect_right(self._days, day + tolerance)
        return self._items[begin:end]

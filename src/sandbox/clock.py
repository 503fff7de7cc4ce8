"""The outside world's date: set through control, or the calendar date in China until somebody sets it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from sandbox.store import Store

_CHINA = timezone(timedelta(hours=8))  # no daylight saving time since 1991


class Clock:
    """Tells the date everyone outside agrees on; the time of day is real."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def is_free(self) -> bool:
        """Whether nobody has set a date yet."""
        return self._store.setting("today") is None

    @property
    def today(self) -> date:
        """The date bookings and reports carry."""
        fixed = self._store.setting("today")
        return datetime.now(_CHINA).date() if fixed is None else date.fromisoformat(fixed)

    @property
    def now(self) -> datetime:
        """`today` at the real time of day in China, to the second."""
        return datetime.combine(self.today, datetime.now(_CHINA).time().replace(microsecond=0), _CHINA)

    def set_today(self, day: date) -> None:
        """From now on it is `day`, until set again."""
        self._store.remember("today", day.isoformat())


def instant() -> float:
    """Real seconds, for things held back for a while."""
    return datetime.now(UTC).timestamp()

"""Days and times in words, on a group's own clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.wording import locale
from bot.wording.phrasebook import Phrasebook


def day(book: Phrasebook, at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """As in "8 April"; with its year when it is another one."""
    return _say(book, "day", at.astimezone(zone), now.astimezone(zone))


def moment(book: Phrasebook, at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """As in "Monday 9 March, 18:42"."""
    return _say(book, "moment", at.astimezone(zone), now.astimezone(zone))


def within(book: Phrasebook, at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Inside a sentence: "at 18:42" when it is today, else "on Monday 9 March at 18:42"."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    if here.date() == today.date():
        return book.say("dates.at-today", time=f"{here:%H:%M}")
    return _say(book, "at-moment", here, today)


def span(book: Phrasebook, length: timedelta) -> str:
    """As in "15 minutes" or "30 days"."""
    if length.total_seconds() % timedelta(days=1).total_seconds() == 0:
        return book.amount("days", length.days)
    minutes = round(length.total_seconds() / 60)
    return book.amount("minutes", minutes) if minutes % 60 else book.amount("hours", minutes // 60)


def _say(book: Phrasebook, key: str, here: datetime, today: datetime) -> str:
    return book.say(
        f"dates.{key}" if here.year == today.year else f"dates.{key}-of-another-year",
        weekday=locale.weekday(book.language, here.weekday()),
        day=str(here.day),
        month=locale.month(book.language, here.month),
        year=str(here.year),
        time=f"{here:%H:%M}",
    )

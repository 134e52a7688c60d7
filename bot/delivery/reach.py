"""Whom a direct message does not reach: remembered across restarts, so that a closed door is left alone."""

from datetime import datetime

from bot.ladder.terms import CLOSED_FOR
from bot.notice import Letter, Way
from bot.ports import ClosedWay, Delivered, Record, Why

CLOSED = {Why.BLOCKED, Why.NEVER_STARTED, Why.GONE, Why.CLOSED}
"""What stays as it is until its member does something about it. What nobody knows the reason of may pass."""


def is_closed(known: ClosedWay | None, now: datetime) -> bool:
    return known is not None and now < known.until


def learned(letter: Letter, known: ClosedWay | None, outcome: Delivered | Why, now: datetime) -> Record:
    """What came of handing it over says of this way; nothing when it was left out."""
    if letter.is_closed and not letter.is_urgent:
        return Record()
    why = outcome.closed if isinstance(outcome, Delivered) else outcome
    if why in CLOSED:
        return Record(ways=(ClosedWay(group=letter.group, member=letter.to, until=now + CLOSED_FOR, why=why),))
    has_opened = isinstance(outcome, Delivered) and outcome.way is Way.DIRECT and is_closed(known, now)
    return reopened(known, now) if has_opened else Record()


def reopened(known: ClosedWay | None, now: datetime) -> Record:
    """A direct message is worth another try."""
    if known is None or not is_closed(known, now):
        return Record()
    return Record(ways=(ClosedWay(group=known.group, member=known.member, until=now, why=known.why),))

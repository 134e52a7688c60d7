"""What a note says about counting: how much counts, until when, and what follows."""

from datetime import datetime
from enum import StrEnum
from typing import assert_never

from bot.finding import Alert, Level
from bot.group import Group
from bot.incident import Count, Incident
from bot.ladder.terms import CASE_AT, CLEARS, GRACE, WINDOW
from bot.wording import dates
from bot.wording.mentions import listed
from bot.wording.phrasebook import Phrasebook


class Standing(StrEnum):
    """Where a note finds its member on the ladder."""

    FIRST = "first"
    LATER = "later"
    OPENS_CASE = "opens_case"
    JOINS_CASE = "joins_case"


LISTED = 4  # earlier messages named by their day


def for_one(
    book: Phrasebook,
    *,
    group: Group,
    incident: Incident,
    earlier: tuple[Incident, ...],
    standing: Standing,
    now: datetime,
) -> str:
    """The sentences about counting for a note on a reminder or something serious."""
    until = dates.day(book, incident.posted_at + WINDOW, now, group.timezone)
    if incident.level is Level.SERIOUS:
        return _serious(book, incident, standing, until)
    if not counts(incident):
        is_joining = any(finding.alert is Alert.CROWD for finding in incident.findings)
        return book.say("note.uncounted-crowd" if is_joining else "note.uncounted")
    return _say(book, "note", (incident,), group=group, earlier=earlier, standing=standing, now=now)


def for_several(
    book: Phrasebook,
    *,
    group: Group,
    incidents: tuple[Incident, ...],
    earlier: tuple[Incident, ...],
    standing: Standing,
    now: datetime,
) -> str:
    """The same for messages held back together. Only what counts is counted."""
    counted = tuple(incident for incident in incidents if counts(incident))
    if not counted:
        return book.say("several.uncounted")
    return _say(book, "several", counted, group=group, earlier=earlier, standing=standing, now=now)


def can_clear(incident: Incident, earlier: tuple[Incident, ...]) -> bool:
    """Whether taking it back in grace would clear it: a counted reminder, and not for the third time."""
    # What was taken back before its note had arrived used up no grace.
    cleared = sum(before.count is Count.CLEARED and before.delivered_at is not None for before in earlier)
    return incident.level is Level.REMINDER and counts(incident) and cleared < CLEARS


def counts(incident: Incident) -> bool:
    return incident.weight > 0 and incident.count in {Count.PROVISIONAL, Count.COUNTED, Count.FROZEN}


def grace(book: Phrasebook, section: str) -> str:
    return book.say(f"{section}.grace", grace=dates.span(book, GRACE))


def window(book: Phrasebook) -> str:
    return dates.span(book, WINDOW)


def _serious(book: Phrasebook, incident: Incident, standing: Standing, until: str) -> str:
    weight = book.number(incident.weight)
    if not counts(incident):
        return book.say("note.serious-uncounted")
    if standing is Standing.JOINS_CASE:
        return book.say("note.serious-joins", weight=weight, until=until)
    return book.say("note.serious-opens", weight=weight, until=until)


def _say(
    book: Phrasebook,
    section: str,
    counted: tuple[Incident, ...],
    *,
    group: Group,
    earlier: tuple[Incident, ...],
    standing: Standing,
    now: datetime,
) -> str:
    before = tuple(incident for incident in earlier if incident.count is Count.COUNTED)[-LISTED:]
    weight = sum(incident.weight for incident in (*before, *counted))

    def day(at: datetime) -> str:
        return dates.day(book, at, now, group.timezone)

    values = {
        "until": day(max(incident.posted_at for incident in counted) + WINDOW),
        "number": book.number(len(before) + len(counted)).capitalize(),  # it opens a sentence
        "dates": listed(book, tuple(dict.fromkeys(day(incident.posted_at) for incident in before))),
        "weight": book.number(weight),
        "counting": book.amount("counting", len(counted)),
        "three": book.number(CASE_AT),
        "window": window(book),
    }
    match standing:
        case Standing.FIRST:
            return book.say(f"{section}.first", **values)
        case Standing.LATER if before and weight < CASE_AT:
            first = min(incident.posted_at for incident in (*before, *counted))
            values |= {"more": book.number(CASE_AT - weight), "date": day(first + WINDOW)}
            return book.say(f"{section}.later", **values)
        case Standing.LATER:
            return book.say(f"{section}.first", **values)
        case Standing.OPENS_CASE if before:
            return book.say(f"{section}.opens", **values)
        case Standing.OPENS_CASE:
            return book.say(f"{section}.opens-alone", **values)
        case Standing.JOINS_CASE:
            return book.say(f"{section}.joins", **values)
        case _:
            assert_never(standing)

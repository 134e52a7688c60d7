"""What a member hears back: thanks, a receipt, and what a person has decided."""

from datetime import datetime, timedelta

from bot.finding import Alert, Level
from bot.group import Group
from bot.incident import Incident
from bot.ladder.terms import WINDOW
from bot.wording import counts, dates, mentions
from bot.wording.phrasebook import Phrasebook

ANSWER = timedelta(hours=72)  # how long an admin has to answer somebody who asked a person


def cleared(book: Phrasebook, *, group: Group, incident: Incident, now: datetime) -> str:
    return book.say("to-member.cleared", **mentions.messages(book, group, incident, now))


def asked(book: Phrasebook, *, group: Group, incident: Incident, now: datetime) -> str:
    """The receipt for an "Ask a person": who will see it, and by when."""
    date = dates.day(book, now + ANSWER, now, group.timezone)
    receipt = book.say("to-member.asked", date=date, **mentions.messages(book, group, incident, now))
    if incident.level is Level.DANGER or incident.chief.alert is Alert.URGENT:
        return f"{receipt} {book.say('to-member.asked-urgent')}"
    return f"{receipt} {book.say('to-member.asked-frozen')}" if incident.weight else receipt


def overturned(book: Phrasebook, *, group: Group, incident: Incident, now: datetime) -> str:
    return book.say("to-member.overturned", **mentions.messages(book, group, incident, now))


def stays(book: Phrasebook, *, group: Group, incident: Incident, now: datetime) -> str:
    parts = [book.say("to-member.stays", **mentions.messages(book, group, incident, now))]
    if counts.counts(incident):
        until = dates.day(book, incident.posted_at + WINDOW, now, group.timezone)
        parts.append(book.say("to-member.stays-counts", until=until))
    return " ".join((*parts, book.say("to-member.stays-talk")))

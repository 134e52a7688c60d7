"""What the admins are told in a line or two: what became of a case, who would like to talk, that a note waits."""

from datetime import datetime

from bot.case import Case, CaseState
from bot.group import Group
from bot.incident import Incident
from bot.wording import dates, mentions
from bot.wording.phrasebook import Phrasebook


def taken(book: Phrasebook, *, case: Case) -> str:
    """To the others who were told, when somebody has acknowledged."""
    return book.say("to-admins.taken", case=str(case.number))


def withdrawn(book: Phrasebook, *, case: Case) -> str:
    return book.say("to-admins.withdrawn", case=str(case.number))


def overturned_case(book: Phrasebook, *, case: Case | None) -> str:
    """To the admins who were told: of a whole case when it is overturned, else of one message in it."""
    if case is None:
        return book.say("to-admins.overturned-no-case")
    whole = case.state is CaseState.OVERTURNED
    return book.say("to-admins.overturned" if whole else "to-admins.overturned-incident", case=str(case.number))


def talk(book: Phrasebook, *, group: Group, incident: Incident, now: datetime) -> str:
    """A member has asked for an admin after a note of support."""
    when = dates.moment(book, incident.posted_at, now, group.timezone)
    return book.say("to-admins.talk", name=mentions.poster(incident), when=when)


def waiting(book: Phrasebook, *, notes: int = 1) -> str:
    """That notes lie unopened, not whose."""
    return f"{book.amount('notes-waiting', notes)} {book.say('to-admins.waiting')}"


def own_rules(book: Phrasebook) -> str:
    """That the group's own rules cannot be used any more."""
    return book.say("to-admins.own-rules")


def rested(book: Phrasebook, *, rule: str | None) -> str:
    """That a rule went to shadow by itself, and how it comes back. Rules are named by their title, here and below."""
    return book.say("to-admins.rested", rule=rule)


def tune(book: Phrasebook, *, rule: str | None) -> str:
    """After an overturn, to whoever decided it."""
    return book.say("to-admins.tune", rule=rule)


def tried(book: Phrasebook, *, rule: str | None, times: int) -> str:
    """That a rule's week of watching is over, and what it came to."""
    return book.say("to-admins.tried", rule=rule, words=book.amount("times", times))


def unread(book: Phrasebook, *, group: Group, at: datetime, now: datetime) -> str:
    """That a message was judged by nobody; what it said is not known here."""
    return book.say("to-admins.unread", when=dates.moment(book, at, now, group.timezone))

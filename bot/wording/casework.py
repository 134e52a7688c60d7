"""What an admin reads who deals with a case: the open ones, what else can be done, whom to pass it on to."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeAlias

from bot.case import Act, Case, CaseKind
from bot.group import Group
from bot.incident import Incident
from bot.ladder.terms import ASKED_RULE, PAUSE_FOR, REPORTED_RULE
from bot.place import ContactKind, Place
from bot.wording import contacts, dates, mentions
from bot.wording.phrasebook import Phrasebook

DONE = 6
"""Decisions shown on a card; its file has them all."""
NOTED = 4
"""Earlier notes on a card, the latest."""
Before: TypeAlias = tuple[datetime, str | None]
"""An earlier note: when its message was sent, and what its rule is called, while there is one."""
SUPPORTED = {CaseKind.REPEATED, CaseKind.SERIOUS, CaseKind.DANGER}
"""Cases in which somebody may have been hurt by what was said."""


def open_cases(
    book: Phrasebook, *, group: Group, cases: tuple[tuple[Case, tuple[Incident, ...]], ...], now: datetime
) -> str:
    """A line for each, with what shows it again."""
    if not cases:
        return book.say("cases.none")
    lines = []
    for case, incidents in cases:
        lines.append(case_line(book, group=group, case=case, incidents=incidents, now=now))
        if case.acknowledged_at is not None:
            at = dates.moment(book, case.acknowledged_at, now, group.timezone)
            lines.append(book.say("card.state-acknowledged", when=at))
        lines.append(f"/cases {case.number}")
    return "\n".join((book.say("cases.head"), *lines))


def case_line(book: Phrasebook, *, group: Group, case: Case, incidents: tuple[Incident, ...], now: datetime) -> str:
    when = dates.moment(book, case.opened_at, now, group.timezone)
    return book.say("cases.line", case=str(case.number), words=_kind(book, case, incidents), when=when)


def _kind(book: Phrasebook, case: Case, incidents: tuple[Incident, ...]) -> str:
    rule = incidents[-1].chief.rule if incidents else None
    brought = {REPORTED_RULE: "reported", ASKED_RULE: "asked"}.get(rule) if rule is not None else None
    return book.say(f"kinds.{brought or case.kind.value}")


def done(book: Phrasebook, *, group: Group, case: Case, now: datetime) -> Iterator[str]:
    """What was decided about it so far, the latest last."""
    for each in case.decisions[-DONE:]:
        when = dates.moment(book, each.at, now, group.timezone)
        yield book.say("card.did", words=book.say(f"did.{each.act.value}"), when=when)


def noted_before(book: Phrasebook, *, group: Group, before: tuple[Before, ...], now: datetime) -> Iterator[str]:
    """When and for what, and none of the words."""
    notes = []
    for at, rule in before[-NOTED:]:
        day = dates.day(book, at, now, group.timezone)
        notes.append(day if rule is None else book.say("card.note-before", date=day, rule=rule))
    if notes:
        yield book.say("card.before", words=mentions.listed(book, tuple(notes)))


def support(book: Phrasebook, *, case: Case, incident: Incident) -> Iterator[str]:
    """Somebody was written about: they may need a kind word too."""
    if case.kind in SUPPORTED and case.is_open:
        yield book.say("card.support", whom=mentions.whom(book, incident))


def options(book: Phrasebook, *, group: Group, case: Case, now: datetime) -> str:
    parts = [book.say("options.head", case=str(case.number))]
    if case.kind not in {CaseKind.CROWD, CaseKind.RISK}:
        parts.append(book.say("options.remove"))
    parts += [book.say("options.two"), book.say("options.ticks"), book.say("options.file")]
    return "\n".join((*parts, *done(book, group=group, case=case, now=now)))


def second(book: Phrasebook, *, group: Group, place: Place, case: Case, incident: Incident, now: datetime) -> str:
    """To a second admin, who is asked to agree; or to the first, when one has."""
    last = case.last(Act.PAUSE_ASKED, Act.PAUSED, Act.RESUMED, Act.PASS_ASKED, Act.PASSED)
    if last is None:
        raise ValueError("nobody was asked to agree to anything")
    name = mentions.poster(incident)
    number = str(case.number)
    match last.act:
        case Act.PAUSE_ASKED:
            return book.say("second.pause-asked", case=number, name=name)
        case Act.PAUSED:
            until = dates.moment(book, last.at + PAUSE_FOR, now, group.timezone)
            return book.say("second.paused", case=number, name=name, until=until)
        case Act.RESUMED:
            return book.say("second.resumed", case=number, name=name)
        case Act.PASS_ASKED:
            return book.say("second.pass-asked", case=number)
        case _:
            return "\n".join((book.say("second.passed", case=number), pass_on(book, group=group, place=place)))


def friendly(book: Phrasebook) -> str:
    """Something to say, read out or in one's own words; nothing is sent."""
    return book.say("actions.friendly")


def pass_on(book: Phrasebook, *, group: Group, place: Place) -> str:
    """Who there is, for what. The bot sends nothing to any of them."""
    lines = [book.say("pass-on.head"), book.say("pass-on.emergency", emergency=place.emergency)]
    if place.police:
        lines.append(book.say("pass-on.police", police=place.police))
    for key, kind in (
        ("safeguarding", ContactKind.SAFEGUARDING),
        ("head-teacher", ContactKind.HEAD),
        ("chair", ContactKind.CHAIR),
        ("complaints", ContactKind.COMPLAINTS),
    ):
        contact = contacts.named(book, group, place, kind)
        if contact is not None:
            lines.append(book.say(f"pass-on.{key}", contact=contact))
    return "\n".join((*lines, book.say("pass-on.tail")))

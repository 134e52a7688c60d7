"""Weighs a message's findings, with its author's history, into one verdict."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.case import CaseKind
from bot.finding import Alert, Concern, Finding, Level, weigh
from bot.group import Group, Naming, rests
from bot.incident import Count, Incident
from bot.ladder.quiet import out_of_quiet
from bot.ladder.terms import DANGER_NOTE_AFTER, LAST_EDIT, LATE, POINTER_EVERY, REMINDER_WEIGHT, SERIOUS_WEIGHT
from bot.message import Message
from bot.verdict import Verdict

UNHEARD = {Count.CLEARED, Count.OVERTURNED, Count.VOID}
"""What became of an incident whose note no longer stands, or never arrived."""


def said_at(message: Message) -> datetime:
    """When its present words were said."""
    return message.edited_at or message.sent_at


def hear(findings: tuple[Finding, ...], *, group: Group, message: Message, now: datetime) -> tuple[Finding, ...]:
    """The findings this group acts on, the one that decides first.

    Which rules look for names is the rulebook's to know (`strict` has rules of its own); here `off` drops whatever of
    that concern is left, and in every group a name alone is never more than a pointer, whatever a rule says.
    """
    noticed = notice(findings, group=group, message=message, now=now)
    return tuple(finding for finding in noticed if finding.level is not Level.NONE)


def notice(findings: tuple[Finding, ...], *, group: Group, message: Message, now: datetime) -> tuple[Finding, ...]:
    """The same with those that are only remembered, to add up with others."""
    noticed = (_named(finding, group.naming) for finding in findings)
    kept = weigh(tuple(finding for finding in noticed if finding is not None))
    if rests(group, message.within or message.chat):
        kept = tuple(finding for finding in kept if is_urgent(finding))
    if now - said_at(message) > LATE or said_at(message) - message.sent_at > LAST_EDIT:
        kept = tuple(finding for finding in kept if finding.level in {Level.DANGER, Level.SUPPORT})
    return kept


def _named(finding: Finding, naming: Naming) -> Finding | None:
    if finding.concern is not Concern.NAMING:
        return finding
    match naming:
        case Naming.OFF:
            return None
        case Naming.WITH_ATTACK | Naming.STRICT:
            is_more = finding.level.rank > Level.POINTER.rank
            return replace(finding, level=Level.POINTER) if is_more else finding
        case _:
            assert_never(naming)


def is_urgent(finding: Finding) -> bool:
    """Danger, or a life at risk."""
    return finding.level is Level.DANGER or finding.alert is Alert.URGENT


def is_crowded(findings: Iterable[Finding]) -> bool:
    """Several people are turning on one."""
    return any(finding.alert is Alert.CROWD for finding in findings)


def decide(
    heard: tuple[Finding, ...], *, group: Group, posted_at: datetime, now: datetime, history: tuple[Incident, ...]
) -> Verdict | None:
    """None when nothing follows. `history` is the author's other incidents of the window."""
    alone = _alone(heard, group=group, posted_at=posted_at, now=now, history=history)
    return _in_a_crowd(alone, heard, group, now) if is_crowded(heard) else alone


def _in_a_crowd(alone: Verdict | None, heard: tuple[Finding, ...], group: Group, now: datetime) -> Verdict:
    """Whoever joins in is not counted, and the admins get one case for all; what is grave by itself stays so."""
    if alone is None:
        return _verdict(heard, now, case=CaseKind.CROWD, case_at=out_of_quiet(now, group))
    if alone.case not in {None, CaseKind.LOOK}:
        return alone
    return replace(alone, weight=0, count=Count.NOTHING, case=CaseKind.CROWD, case_at=out_of_quiet(now, group))


def _alone(
    heard: tuple[Finding, ...], *, group: Group, posted_at: datetime, now: datetime, history: tuple[Incident, ...]
) -> Verdict | None:
    level = heard[0].level if heard else Level.NONE
    match level:
        case Level.NONE:
            return None
        case Level.POINTER:
            return _pointer(heard, group, posted_at, now, history)
        case Level.REMINDER:
            return _reminder(heard, group, posted_at, now, history)
        case Level.LOOK:
            return _verdict(heard, now, case=CaseKind.LOOK, case_at=out_of_quiet(now, group))
        case Level.SUPPORT:
            return _support(heard, now)
        case Level.SERIOUS:
            weight = SERIOUS_WEIGHT if counts(posted_at, history) else 0
            note_at = out_of_quiet(now, group)
            return _verdict(heard, now, note_at=note_at, weight=weight, case=CaseKind.SERIOUS, case_at=now)
        case Level.DANGER:
            return _verdict(heard, now, note_at=now + DANGER_NOTE_AFTER, case=CaseKind.DANGER, case_at=now)
        case _:
            assert_never(level)


def _pointer(
    heard: tuple[Finding, ...], group: Group, posted_at: datetime, now: datetime, history: tuple[Incident, ...]
) -> Verdict | None:
    pointed = (i for i in history if i.level is Level.POINTER and i.count is not Count.VOID)
    if any(incident.posted_at > posted_at - POINTER_EVERY for incident in pointed):
        return None
    return _verdict(heard, now, note_at=out_of_quiet(now, group))


def _reminder(
    heard: tuple[Finding, ...], group: Group, posted_at: datetime, now: datetime, history: tuple[Incident, ...]
) -> Verdict:
    weight = REMINDER_WEIGHT if counts(posted_at, history) else 0
    return _verdict(heard, now, note_at=out_of_quiet(now, group), weight=weight)


def _support(heard: tuple[Finding, ...], now: datetime) -> Verdict:
    # A life at risk is raised to an alarm for every level in _verdict.
    if any(finding.alert is Alert.THIN for finding in heard):
        return _verdict(heard, now, note_at=now, case=CaseKind.WORRY, case_at=now)
    return _verdict(heard, now, note_at=now)


def _verdict(
    heard: tuple[Finding, ...],
    now: datetime,
    *,
    note_at: datetime | None = None,
    weight: int = 0,
    case: CaseKind | None = None,
    case_at: datetime | None = None,
) -> Verdict:
    if case is not CaseKind.DANGER and any(is_urgent(finding) for finding in heard):
        # Also beside something graver for the poster: whatever else was said, a life at risk cannot wait.
        case, case_at = CaseKind.RISK, now
    count = Count.PROVISIONAL if weight else Count.NOTHING
    return Verdict(findings=heard, note_at=note_at, weight=weight, count=count, case=case, case_at=case_at)


def counts(posted_at: datetime, history: tuple[Incident, ...]) -> bool:
    """Only what was posted after the previous note had arrived."""
    notes = (i for i in history if i.level in {Level.REMINDER, Level.SERIOUS} and i.count not in UNHEARD)
    return all(note.delivered_at is not None and note.delivered_at < posted_at for note in notes)

"""A verdict made into an incident, with its case and its notices."""

from datetime import datetime

from bot.case import Case, CaseKind
from bot.finding import Alert
from bot.incident import Incident, IncidentId, Said
from bot.ladder.ids import case_id
from bot.ladder.notices import card, note
from bot.ladder.page import STANDING_KINDS, within
from bot.message import Message
from bot.ports import Record
from bot.verdict import Verdict


def target_of(verdict: Verdict) -> str | None:
    """Whom its case is about: of a crowd, whomever they are crowding."""
    crowded = (finding for finding in verdict.findings if finding.alert is Alert.CROWD)
    chief = next(crowded, verdict.chief) if verdict.case is CaseKind.CROWD else verdict.chief
    return chief.target.key


def needs_number(verdict: Verdict, standing: Case | None) -> bool:
    """Will it open a case, rather than join one?"""
    joins = {CaseKind.CROWD} if standing is not None and standing.kind is CaseKind.CROWD else STANDING_KINDS
    return verdict.case is not None and (standing is None or verdict.case not in joins)


def opened(
    incident: IncidentId,
    message: Message,
    said: tuple[Said, ...],
    verdict: Verdict,
    *,
    standing: Case | None,
    number: int | None,
    now: datetime,
) -> Record:
    """What is recorded of a new incident. `number` is the next case's, and given when `needs_number`."""
    new = Incident(
        id=incident,
        group=message.group,
        chat=message.chat,
        poster=message.author,
        said=said,
        level=verdict.level,
        findings=verdict.findings,
        judged_at=now,
        weight=verdict.weight,
        count=verdict.count,
        case=None,
    )
    return introduced(new, verdict, standing=standing, number=number, now=now)


def introduced(
    incident: Incident, verdict: Verdict, *, standing: Case | None, number: int | None, now: datetime
) -> Record:
    """The incident with the note and the case its verdict asks for."""
    notes = () if verdict.note_at is None else (note(incident, verdict.note_at, now),)
    if verdict.case is None or verdict.case_at is None:
        return Record(incidents=(incident,), notices=notes)
    if standing is not None and standing.kind is CaseKind.CROWD:
        return Record(incidents=(within(incident, standing),), notices=notes)  # one card tells of the whole event
    if standing is not None and verdict.case in STANDING_KINDS:
        joined = within(incident, standing)
        return Record(incidents=(joined,), notices=(*notes, card(standing, joined, verdict.case_at, now)))
    if number is None:
        raise ValueError("a new case needs a number")
    case = Case(
        id=case_id(incident.group, number),
        number=number,
        group=incident.group,
        kind=verdict.case,
        poster=incident.poster.id,
        target=target_of(verdict),
        opened_at=now,
    )
    joined = within(incident, case)
    return Record(incidents=(joined,), cases=(case,), notices=(*notes, card(case, joined, verdict.case_at, now)))

"""What the ladder makes of a chat's messages, had every note arrived the moment it was due and nobody answered."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.case import Case, CaseKind
from bot.finding import Finding, Level
from bot.group import Group
from bot.incident import CaseId, Count, Incident, IncidentId
from bot.ladder.arrival import arrived, recorded, recount, total
from bot.ladder.closing import has_lapsed, lapsed
from bot.ladder.excerpts import said
from bot.ladder.ids import incident_id
from bot.ladder.merging import enlarged, home, raise_needs_number, raised, raises
from bot.ladder.opening import needs_number, opened
from bot.ladder.page import Page, standing_case
from bot.ladder.terms import CASE_AT, WINDOW
from bot.ladder.weighing import decide
from bot.message import GroupId, MemberId, Message
from bot.notice import Notice, NoticeKind, NoticeState
from bot.ports import Record
from bot.wording.letters import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a note's words depend on, when it is due."""

    incident: Incident
    earlier: tuple[Incident, ...]
    standing: Standing
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What follows from one message at once."""

    note: Level | None = None
    """The note its author is sent."""
    is_held: bool = False
    """That note waits for the morning."""
    counts: int = 0
    """What it adds towards a case once it has arrived."""
    case: CaseKind | None = None
    """What the admins are told at once."""
    is_part: bool = False
    """Of an incident its author has heard about, or is about to: no second note."""
    told: Told | None = field(default=None, compare=False)
    """For putting the note into words."""


@dataclass(slots=True)
class _Effects:
    notes: Counter[Level] = field(default_factory=Counter)
    cases: Counter[CaseKind] = field(default_factory=Counter)
    lapsed: int = 0


class _Person:
    """One member of one group, as the ledger would know them."""

    def __init__(self, effects: _Effects) -> None:
        self._effects = effects
        self.history: dict[IncidentId, Incident] = {}
        self.cases: dict[CaseId, Case] = {}
        self._notes: dict[IncidentId, Notice] = {}

    @property
    def standing(self) -> Case | None:
        return next((case for case in self.cases.values() if standing_case((case,), case.poster)), None)

    def page(self, incident: Incident) -> Page:
        case = self.cases.get(incident.case) if incident.case else None
        others = self.others(incident)
        note = self._notes.get(incident.id)
        return Page(
            incident=incident,
            notices=() if note is None else (note,),
            case=case,
            mates=tuple(other for other in others if case and other.case == case.id),
            history=others,
            standing=self.standing,
        )

    def others(self, than: Incident) -> tuple[Incident, ...]:
        return tuple(incident for incident in self.history.values() if incident.id != than.id)

    def apply(self, record: Record) -> None:
        self.history |= {incident.id: incident for incident in record.incidents}
        for case in record.cases:
            known = self.cases.get(case.id)
            if known is None or known.kind is not case.kind:
                self._effects.cases[case.kind] += 1
            if known is not None and known.kind is not case.kind:
                self._effects.cases[known.kind] -= 1
            self.cases[case.id] = case
        for notice in record.notices:
            if notice.kind is NoticeKind.NOTE and notice.incident is not None:
                if notice.state is NoticeState.QUEUED:
                    self._notes[notice.incident] = notice
                elif self._notes.get(notice.incident, notice).id == notice.id:
                    self._notes.pop(notice.incident, None)

    def next_note(self, until: datetime | None) -> tuple[Notice, Incident] | None:
        """The next that has arrived by then, taken from what is on its way."""
        due = [notice for notice in self._notes.values() if until is None or notice.due_at <= until]
        if not due:
            return None
        notice = min(due, key=lambda note: note.due_at)
        (about,) = (incident for incident, note in self._notes.items() if note is notice)
        del self._notes[about]
        return notice, self.history[about]

    def forget(self, now: datetime) -> None:
        """Incidents the window has left behind, and cases nothing of which is left."""
        self.history = {
            id_: incident
            for id_, incident in self.history.items()
            if incident.posted_at > now - WINDOW or id_ in self._notes
        }
        named = {incident.case for incident in self.history.values()}
        self.cases = {id_: case for id_, case in self.cases.items() if case.is_open or id_ in named}


class Aftermath:
    def __init__(self) -> None:
        self._effects = _Effects()
        self._people: dict[tuple[GroupId, MemberId], _Person] = {}
        self._numbers: Counter[GroupId] = Counter()

    @property
    def notes(self) -> Counter[Level]:
        """Notes that arrived, by their level."""
        return self._effects.notes

    @property
    def cases(self) -> Counter[CaseKind]:
        """Cases that were opened, by their kind."""
        return +self._effects.cases

    @property
    def lapsed(self) -> int:
        """Cases that ended because in this telling no admin decides anything."""
        return self._effects.lapsed

    def follow(self, message: Message, heard: tuple[Finding, ...], group: Group) -> Outcome:
        """`heard` is what the group acts on, and not empty."""
        message = replace(message, edited_at=None)
        now = message.sent_at
        person = self._people.setdefault((group.id, message.author.id), _Person(self._effects))
        self._settle(person, now)
        person.forget(now)
        earlier = home(message, heard, tuple(person.history.values()))
        record = (
            self._opened(person, message, heard, group)
            if earlier is None
            else self._enlarged(person, earlier, message, heard, group)
        )
        if record is None:
            return Outcome()
        outcome = _outcome(record, now)
        if outcome.note is not None:
            outcome = replace(outcome, told=_told(record, person, now))
        person.apply(record)
        return outcome

    def finish(self) -> None:
        """The chat is over: what is still on its way arrives."""
        for person in self._people.values():
            self._settle(person, None)

    def _opened(self, person: _Person, message: Message, heard: tuple[Finding, ...], group: Group) -> Record | None:
        now = message.sent_at
        verdict = decide(heard, group=group, posted_at=now, now=now, history=tuple(person.history.values()))
        if verdict is None:
            return None
        standing = person.standing
        return opened(
            incident_id(message.chat, message.id),
            message,
            (said(message, heard, verdict.chief),),
            verdict,
            standing=standing,
            number=self._number(group.id) if needs_number(verdict, standing) else None,
            now=now,
        )

    def _enlarged(
        self, person: _Person, incident: Incident, message: Message, heard: tuple[Finding, ...], group: Group
    ) -> Record:
        now = message.sent_at
        larger = enlarged(incident, message, heard)
        page = person.page(incident)
        verdict = decide(larger.findings, group=group, posted_at=now, now=now, history=page.history)
        if verdict is None or not raises(page, verdict):
            return Record(incidents=(larger,))
        number = self._number(group.id) if raise_needs_number(page, verdict) else None
        return raised(page, larger, verdict, number=number, now=now)

    def _settle(self, person: _Person, until: datetime | None) -> None:
        """Notes due by then have arrived; cases nobody decided have lapsed."""
        while (due := person.next_note(until)) is not None:
            notice, incident = due
            self._lapse(person, notice.due_at)
            self._effects.notes[incident.level] += 1
            told = arrived(person.history[incident.id], notice.due_at)
            recounted = recount((told,), others=person.others(told), standing=person.standing, now=notice.due_at)
            number = self._number(told.group) if recounted.makes else None
            person.apply(recorded(recounted, number=number, now=notice.due_at))
        if until is not None:
            self._lapse(person, until)

    def _lapse(self, person: _Person, now: datetime) -> None:
        for case in tuple(person.cases.values()):
            if has_lapsed(case, now):
                within = tuple(incident for incident in person.history.values() if incident.case == case.id)
                person.apply(lapsed(case, within, (), now))
                self._effects.lapsed += 1

    def _number(self, group: GroupId) -> int:
        self._numbers[group] += 1
        return self._numbers[group]


def _outcome(record: Record, now: datetime) -> Outcome:
    (incident,) = record.incidents[:1]
    note = _note(record)
    card = next((n for n in record.notices if n.kind in {NoticeKind.CASE, NoticeKind.ALERT}), None)
    case = next((case.kind for case in record.cases), None)
    if card is not None and case is None:
        case = CaseKind.REPEATED  # joins the one that is open
    if note is None and card is None:
        return Outcome(is_part=True)
    return Outcome(
        note=None if note is None else incident.level,
        is_held=note is not None and note.due_at > now and incident.level is not Level.DANGER,
        counts=incident.weight if note is not None and incident.count is Count.PROVISIONAL else 0,
        case=case if card is not None else None,
        is_part=False,
    )


def _note(record: Record) -> Notice | None:
    return next((n for n in record.notices if n.kind is NoticeKind.NOTE and n.state is NoticeState.QUEUED), None)


def _told(record: Record, person: _Person, now: datetime) -> Told:
    """Asked before the record is applied: the case it may open is not there yet."""
    (incident,) = record.incidents[:1]
    earlier = person.others(incident)
    standing, before = person.standing, total(earlier, now)
    note = _note(record)
    if standing is not None:
        stands = Standing.JOINS_CASE
    elif before + incident.weight >= CASE_AT or any(case.kind is CaseKind.SERIOUS for case in record.cases):
        stands = Standing.OPENS_CASE
    else:
        stands = Standing.LATER if before else Standing.FIRST
    return Told(incident=incident, earlier=earlier, standing=stands, at=now if note is None else note.due_at)

"""May a notice be sent now? Looks at what it is about at the moment of sending, and says no with a reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, assert_never

from bot.case import Case
from bot.finding import Level
from bot.group import Group
from bot.incident import Count, Incident
from bot.ladder.page import Page
from bot.ladder.quiet import out_of_quiet
from bot.ladder.ties import is_tied
from bot.message import MemberId
from bot.notice import Audience, Notice, NoticeKind, NoticeState, ToAdmins, ToDeputy, ToMember, ToOperator
from bot.pages import page
from bot.ports import Store

HELD = {Level.POINTER, Level.REMINDER, Level.SERIOUS}
"""Notes that wait for the morning."""
OVER = {Count.CLEARED, Count.OVERTURNED, Count.VOID, Count.LAPSED}
CONFIDED = {
    *(NoticeKind.CASE, NoticeKind.ALERT, NoticeKind.APPEAL, NoticeKind.TALK, NoticeKind.SHADOWED),
    *(NoticeKind.OPTIONS, NoticeKind.SECOND),
}
"""What nobody with a tie may be told."""


@dataclass(frozen=True, slots=True)
class Void:
    because: str
    state: NoticeState = NoticeState.VOID


@dataclass(frozen=True, slots=True)
class Hold:
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A notice that may be sent, to whom, and what it is about."""

    notice: Notice
    to: MemberId
    page: Page | None
    """None for the few that are about nothing in particular."""
    case: Case | None

    @property
    def leaf(self) -> Page:
        if self.page is None:
            raise ValueError(f"a notice of kind {self.notice.kind.value} needs an incident")
        return self.page

    @property
    def incident(self) -> Incident:
        return self.leaf.incident


Fate: TypeAlias = Matter | Void | Hold


class Matters:
    def __init__(self, store: Store, operator: MemberId | None) -> None:
        self._store = store
        self._operator = operator

    async def fate(self, notice: Notice, group: Group, now: datetime) -> Fate:
        """Asked under the group's lock."""
        to = self._addressee(notice, group)
        if to is None:
            return Void("there is nobody of that kind")
        incident = None if notice.incident is None else await self._store.incident(notice.incident)
        if notice.incident is not None and incident is None:
            return Void("what it was about has expired")
        leaf = None if incident is None else await page(self._store, incident, now)
        case = None if notice.case is None else await self._store.case(notice.case)
        matter = Matter(notice=notice, to=to, page=leaf, case=case)
        if notice.kind is NoticeKind.NOTE:
            return _note_fate(matter, group, now)
        if notice.kind in CONFIDED and is_tied(to, group, await self.incidents(notice)):
            return Void("they have a tie to it")
        return _case_fate(matter)

    async def still_wanted(self, notice: Notice, now: datetime) -> Void | None:
        """Why a notice to the admins need not be passed on any more; None when it must be."""
        incident = None if notice.incident is None else await self._store.incident(notice.incident)
        if incident is None:
            return None if notice.incident is None else Void("what it was about has expired")
        case = None if notice.case is None else await self._store.case(notice.case)
        leaf = await page(self._store, incident, now)
        fate = _case_fate(Matter(notice=notice, to=incident.poster.id, page=leaf, case=case))
        return fate if isinstance(fate, Void) else None

    async def incidents(self, notice: Notice) -> tuple[Incident, ...]:
        """Everything it would tell of: whoever has a tie to any of it is not told."""
        own = None if notice.incident is None else await self._store.incident(notice.incident)
        in_case = () if notice.case is None else await self._store.incidents_in(notice.case)
        return in_case if own is None else (own, *in_case)

    def audiences(self, member: MemberId, group: Group) -> frozenset[Audience]:
        """As whom somebody may open what waits: an outside deputy and the operator come by no other door."""
        found: set[Audience] = {ToMember(member)}
        if member == group.deputy:
            found.add(ToDeputy())
        if member == self._operator:
            found.add(ToOperator())
        return frozenset(found)

    def _addressee(self, notice: Notice, group: Group) -> MemberId | None:
        match notice.to:
            case ToMember(member):
                return member
            case ToDeputy():
                return group.deputy
            case ToOperator():
                return self._operator
            case ToAdmins():
                raise ValueError("a notice to the admins is passed on as a copy for each")
            case _:
                assert_never(notice.to)


def _note_fate(matter: Matter, group: Group, now: datetime) -> Fate:
    incident = matter.incident
    if incident.count in OVER:
        return Void("its incident no longer stands")
    if incident.level not in HELD:
        return matter
    if incident.count is Count.CLOSED:
        return Void("an admin closed its case first")
    # What lies in a mailbox is not queued any more: nobody is woken by what they ask for.
    until = out_of_quiet(now, group)
    return Hold(until) if until > now and matter.notice.state is NoticeState.QUEUED else matter


def _case_fate(matter: Matter) -> Fate:
    case, kind = matter.case, matter.notice.kind
    if kind is NoticeKind.ALERT and case is not None and case.acknowledged_at is not None:
        return Void("somebody has acknowledged", NoticeState.ACKNOWLEDGED)
    if kind in {NoticeKind.CASE, NoticeKind.ALERT, NoticeKind.OPTIONS, NoticeKind.SECOND} and (
        case is None or not case.is_open
    ):
        return Void("its case is over")
    if kind is NoticeKind.APPEAL:
        appeal = matter.leaf.appeal
        if appeal is None or appeal.decided_at is not None:
            return Void("it has been decided")
    return matter

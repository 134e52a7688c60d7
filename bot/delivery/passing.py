"""Passes a notice for the admins on: a copy for each without a tie, and danger to whoever comes after them."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.case import Case
from bot.delivery.calendar import count, week_before
from bot.delivery.matters import Matters
from bot.group import Group
from bot.ladder.alarms import also, next_after
from bot.ladder.ids import alert_id, copy_id, notice_id
from bot.ladder.page import TO_SEND
from bot.ladder.ties import is_tied, may_hear_appeal, untied
from bot.message import Member, MemberId
from bot.notice import Audience, Notice, NoticeId, NoticeKind, NoticeState, ToAdmins, ToDeputy, ToMember, ToOperator
from bot.ports import Record, Store

ASK_AGAIN = timedelta(days=1)
"""When every admin has a tie and there is no deputy: somebody may become an admin before the case lapses."""
KEPT_FOR_SOMEBODY = {NoticeKind.CASE, NoticeKind.APPEAL, NoticeKind.TALK}


class Passing:
    def __init__(self, store: Store, matters: Matters) -> None:
        self._store = store
        self._matters = matters

    async def passed_on(self, notice: Notice, admins: tuple[Member, ...], group: Group, now: datetime) -> Record:
        """`admins` are those of this moment. Read and recorded under the group's lock."""
        over = await self._matters.still_wanted(notice, now)
        if over is not None:
            return Record(notices=(replace(notice, state=over.state, void_because=over.because),))
        incidents = await self._matters.incidents(notice)
        free = untied(admins, group, incidents)
        has_deputy = group.deputy is not None and not is_tied(group.deputy, group, incidents)
        case = None if notice.case is None else await self._store.case(notice.case)
        passed = replace(notice, state=NoticeState.DELIVERED, delivered_at=now, attempts=notice.attempts + 1)
        if notice.kind is NoticeKind.ALERT:
            return await self._alerted(passed, free, now, has_deputy=has_deputy)
        if notice.kind is NoticeKind.APPEAL:
            hear = may_hear_appeal(free, group.deputy if has_deputy else None, _had_a_hand(case))
            free = tuple(member for member in hear if member in free)  # the deputy hears as the deputy, below
        if notice.kind is NoticeKind.WEEKLY:
            free = await self._with_a_week_to_tell(notice, free, group)
        copies = tuple(copy_for(notice, member, now) for member in free)
        if copies:
            return Record(notices=(passed, *copies))
        if notice.kind not in KEPT_FOR_SOMEBODY:
            return Record(notices=(replace(notice, state=NoticeState.VOID, void_because="there is nobody to tell"),))
        if has_deputy:
            return Record(notices=(passed, copy_beyond(notice, ToDeputy(), now, now)))
        return Record(notices=(replace(notice, due_at=now + ASK_AGAIN),))

    async def _with_a_week_to_tell(
        self, notice: Notice, free: tuple[MemberId, ...], group: Group
    ) -> tuple[MemberId, ...]:
        """Whoever may know nothing of a week hears nothing: a row of noughts would say that there was something."""
        since, until = week_before(notice.created_at, group)
        made = await self._store.notices_since(group.id, since)
        return tuple(member for member in free if count(made, until, member).anything)

    async def _alerted(self, passed: Notice, free: tuple[MemberId, ...], now: datetime, *, has_deputy: bool) -> Record:
        """One round of an alarm, with the next one queued."""
        if passed.case is None or passed.incident is None:
            raise ValueError("an alert needs a case and an incident")
        earlier = await self._store.notices_about(passed.case)
        times = 1 + sum(
            n.kind is NoticeKind.ALERT and n.to == ToAdmins() and n.delivered_at is not None for n in earlier
        )
        incident = await self._store.incident(passed.incident)
        if incident is None:
            raise ValueError("an alert needs its incident")
        following = replace(
            passed,
            id=alert_id(passed.case, incident.level, times),
            state=NoticeState.QUEUED,
            due_at=now + next_after(times),
            created_at=now,
            delivered_at=None,
            attempts=0,
            interrupted=0,
        )
        copies = (copy_for(passed, member, now) for member in free)
        beyond = (copy_beyond(passed, to, now, now) for to in also(times, has_admins=bool(free), has_deputy=has_deputy))
        return Record(notices=(passed, *copies, *beyond, following))

    async def after_nobody(self, notice: Notice, group: Group, now: datetime) -> Record:
        """An alert has not reached this person: when it has reached none of its round, whoever comes next hears it."""
        if notice.kind is not NoticeKind.ALERT or notice.case is None or isinstance(notice.to, ToOperator):
            return Record()
        about = await self._store.notices_about(notice.case)
        round_of = [n for n in about if n.kind is NoticeKind.ALERT and n.created_at == notice.created_at]
        others = [n for n in round_of if n.id != notice.id and n.to != ToAdmins()]
        if any(n.state in {*TO_SEND, NoticeState.DELIVERED, NoticeState.ACKNOWLEDGED} for n in others):
            return Record()
        incidents = await self._matters.incidents(notice)
        has_deputy = group.deputy is not None and not is_tied(group.deputy, group, incidents)
        is_for_deputy = has_deputy and not any(n.to == ToDeputy() for n in round_of)
        beyond = copy_beyond(notice, ToDeputy() if is_for_deputy else ToOperator(), notice.created_at, now)
        return Record() if beyond.id in {n.id for n in round_of} else Record(notices=(beyond,))

    async def anew(self, notice: Notice, now: datetime) -> Record:
        """Of a round in which nobody is left who has it: it is for whoever is an admin now."""
        if notice.kind not in KEPT_FOR_SOMEBODY or notice.incident is None:
            return Record()
        about = await self._store.notices_of(notice.incident)
        round_of = [n for n in about if n.kind is notice.kind and n.created_at == notice.created_at]
        if any(n.state is not NoticeState.VOID for n in round_of if n.id != notice.id and n.to != ToAdmins()):
            return Record()
        again = _copy(notice, notice_id(notice.kind, notice.id, "anew"), ToAdmins(), now, now)
        return Record(notices=(again,))


def _had_a_hand(case: Case | None) -> set[MemberId]:
    if case is None:
        return set()
    return {member for member in (case.acknowledged_by, case.decided_by) if member is not None}


def copy_for(notice: Notice, member: MemberId, now: datetime) -> Notice:
    return _copy(notice, copy_id(notice.id, member), ToMember(member), now, now)


def copy_beyond(notice: Notice, to: Audience, round_at: datetime, now: datetime) -> Notice:
    """For somebody outside the group: one a round, whichever of its copies asks for it."""
    about = NoticeId(f"{notice.case or notice.incident}:{round_at.isoformat()}")
    return _copy(notice, notice_id(notice.kind, about, type(to).__name__), to, round_at, now)


def _copy(notice: Notice, copy: NoticeId, to: Audience, created_at: datetime, due_at: datetime) -> Notice:
    return replace(
        notice,
        id=copy,
        to=to,
        state=NoticeState.QUEUED,
        due_at=due_at,
        created_at=created_at,
        delivered_at=None,
        attempts=0,
        interrupted=0,
    )

"""What is asked of the tables: one function per question, each giving values, never rows."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, case, false, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store import accesses, rows
from adapters.store.conversations import conversation_of
from adapters.store.incidents import appeal_of, incident_of
from adapters.store.profile import group_of
from adapters.store.rows import Row
from adapters.store.seal import Seal, keyed_message, keyed_name
from adapters.store.tables import (
    appeals,
    cases,
    closed_ways,
    conversations,
    findings,
    groups,
    incidents,
    languages,
    marks,
    notices,
    open_ways,
    read_up_to,
    rule_records,
    said,
    unjudged,
)
from bot.case import Appeal, Case, CaseState
from bot.conversation import Conversation
from bot.group import Group
from bot.held import Held
from bot.incident import Incident, IncidentId
from bot.mark import Mark
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import Audience, Notice, NoticeKind, NoticeState
from bot.ports import ClosedWay
from bot.rulerecord import RuleRecord
from bot.unjudged import Unjudged

OPEN = (CaseState.OPEN.value, CaseState.ACKNOWLEDGED.value)
REACHED = (NoticeState.DELIVERED.value, NoticeState.ACKNOWLEDGED.value)


class Queries:
    """Questions put on one connection, inside whatever transaction it is in."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def groups(self, which: ColumnElement[bool] | None = None) -> tuple[Group, ...]:
        query = select(groups).order_by(groups.c.id)
        found = await self._connection.execute(query if which is None else query.where(which))
        return tuple(group_of(row, self._seal) for row in found.mappings())

    async def group(self, group: GroupId) -> Group | None:
        return next(iter(await self.groups(groups.c.id == group)), None)

    async def last_case_number(self, group: GroupId) -> int:
        number = await self._connection.scalar(select(groups.c.last_case_number).where(groups.c.id == group))
        return number or 0

    async def conversation(self, member: MemberId) -> Conversation | None:
        query = select(conversations).where(conversations.c.member_id == member)
        found = (await self._connection.execute(query)).mappings().first()
        return None if found is None else conversation_of(found, self._seal)

    async def read_up_to(self, chat: ChatId) -> MessageId | None:
        found = await self._connection.scalar(select(read_up_to.c.message_id).where(read_up_to.c.chat_id == chat))
        return None if found is None else MessageId(found)

    async def history(self, group: GroupId, poster: MemberId, since: datetime) -> tuple[Incident, ...]:
        return await self.incidents(self._posted_by(group, poster) & (incidents.c.posted_at > since))

    def _posted_by(self, group: GroupId, poster: MemberId) -> ColumnElement[bool]:
        """Also the bare counts of a member who was forgotten."""
        names = (poster, keyed_name(group, poster, self._seal))
        return (incidents.c.group_id == group) & incidents.c.poster_id.in_(names)

    async def about(self, group: GroupId, member: MemberId) -> Held:
        own = await self.incidents(self._posted_by(group, member))
        asked = [(each.id, await self.appeal(each.id)) for each in own]
        theirs = select(marks).where((marks.c.group_id == group) & (marks.c.poster_id == member))
        kept = (await self._connection.execute(theirs.order_by(marks.c.at, marks.c.id))).mappings()
        in_cases = {each.case for each in own if each.case is not None}
        return Held(
            incidents=own,
            viewers=tuple(sorted((await accesses.viewers(self._connection, in_cases)).items())),
            appeals=tuple((incident, appeal) for incident, appeal in asked if appeal is not None),
            cases=await self.cases((cases.c.group_id == group) & (cases.c.poster_id == member)),
            notices=await self.notices((notices.c.group_id == group) & (notices.c.member_id == member)),
            marks=tuple(rows.mark_of(row, self._seal) for row in kept),
            language=await self.language(group, member),
            wrote_at=await self._connection.scalar(
                select(open_ways.c.at).where((open_ways.c.group_id == group) & (open_ways.c.member_id == member))
            ),
        )

    async def incident(self, incident: IncidentId) -> Incident | None:
        return next(iter(await self.incidents(incidents.c.id == incident)), None)

    async def incident_of(self, chat: ChatId, message: MessageId) -> Incident | None:
        """The one judged last, should there be several."""
        names = (message, keyed_message(chat, message, self._seal))
        among = select(said.c.incident_id).where(said.c.message_id.in_(names))
        found = await self.incidents((incidents.c.chat_id == chat) & incidents.c.id.in_(among))
        return max(found, key=lambda incident: incident.judged_at, default=None)

    async def incidents(self, which: ColumnElement[bool]) -> tuple[Incident, ...]:
        order = (incidents.c.posted_at, incidents.c.judged_at, incidents.c.place)
        found = (await self._connection.execute(select(incidents).where(which).order_by(*order))).mappings().all()
        if not found:
            return ()
        parts: dict[str, defaultdict[str, list[Row]]] = {}
        for table in (said, findings):
            query = select(table).join(incidents).where(which).order_by(table.c.incident_id, table.c.place)
            parts[table.name] = defaultdict(list)
            for row in (await self._connection.execute(query)).mappings():
                parts[table.name][row["incident_id"]].append(row)
        return tuple(
            incident_of(row, parts["said"][row["id"]], parts["findings"][row["id"]], self._seal) for row in found
        )

    async def appeal(self, incident: IncidentId) -> Appeal | None:
        found = await self._connection.execute(select(appeals).where(appeals.c.incident_id == incident))
        row = found.mappings().one_or_none()
        return None if row is None else appeal_of(row, self._seal)

    async def open_appeals(self, group: GroupId) -> tuple[tuple[IncidentId, Appeal], ...]:
        query = select(appeals).join(incidents).where(incidents.c.group_id == group, appeals.c.decided_at.is_(None))
        found = (await self._connection.execute(query.order_by(appeals.c.asked_at))).mappings()
        return tuple((IncidentId(row["incident_id"]), appeal_of(row, self._seal)) for row in found)

    async def open_cases(self, group: GroupId) -> tuple[Case, ...]:
        return await self.cases((cases.c.group_id == group) & cases.c.state.in_(OPEN))

    async def cases(self, which: ColumnElement[bool]) -> tuple[Case, ...]:
        query = select(cases).where(which).order_by(cases.c.opened_at, cases.c.number)
        return tuple(rows.case_of(row, self._seal) for row in (await self._connection.execute(query)).mappings())

    async def rule_records(self, group: GroupId) -> tuple[RuleRecord, ...]:
        query = select(rule_records).where(rule_records.c.group_id == group).order_by(rule_records.c.rule)
        return tuple(rows.rule_record_of(row) for row in (await self._connection.execute(query)).mappings())

    async def closed_way(self, group: GroupId, member: MemberId) -> ClosedWay | None:
        query = select(closed_ways).where((closed_ways.c.group_id == group) & (closed_ways.c.member_id == member))
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return None if row is None else rows.closed_way_of(row)

    async def ways(self, group: GroupId, now: datetime) -> tuple[frozenset[MemberId], frozenset[MemberId]]:
        opened = select(open_ways.c.member_id).where(open_ways.c.group_id == group)
        is_closed = (closed_ways.c.group_id == group) & (closed_ways.c.until > now)
        closed = select(closed_ways.c.member_id).where(is_closed)
        found = [frozenset(map(MemberId, await self._connection.scalars(each))) for each in (opened, closed)]
        return found[0], found[1]

    async def language(self, group: GroupId, member: MemberId) -> str | None:
        query = select(languages.c.language).where((languages.c.group_id == group) & (languages.c.member_id == member))
        return await self._connection.scalar(query)

    async def due(self, now: datetime) -> tuple[Notice, ...]:
        return await self.notices(
            ((notices.c.state == NoticeState.QUEUED.value) & (notices.c.due_at <= now))
            | (notices.c.state == NoticeState.SENDING.value),
            case((notices.c.kind == NoticeKind.ALERT.value, 0), else_=1),
            notices.c.due_at,
        )

    async def mailbox(self, group: GroupId, to: frozenset[Audience]) -> tuple[Notice, ...]:
        addressed = (rows.addressed(each) for each in to)
        is_theirs = or_(
            false(), *((notices.c.audience == kind) & notices.c.member_id.is_(member) for kind, member in addressed)
        )
        is_waiting = notices.c.state == NoticeState.WAITING.value
        return await self.notices((notices.c.group_id == group) & is_waiting & is_theirs)

    async def unheard(self) -> tuple[Case, ...]:
        alerts = select(notices.c.id).where(notices.c.case_id == cases.c.id, notices.c.kind == NoticeKind.ALERT.value)
        # The alert to "the admins" is passed on as a copy for each: only a copy reaches a person.
        reached = alerts.where(notices.c.state.in_(REACHED), notices.c.audience != "admins")
        return await self.cases((cases.c.state == CaseState.OPEN.value) & alerts.exists() & ~reached.exists())

    async def counted(self, by: ColumnElement[str]) -> dict[str, int]:
        """How many rows of its table have each value of a column."""
        query = select(by, func.count()).group_by(by)
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def notices(self, which: ColumnElement[bool], *order: ColumnElement[object]) -> tuple[Notice, ...]:
        query = select(notices).where(which).order_by(*(order or (notices.c.created_at,)), notices.c.place)
        return tuple(rows.notice_of(row, self._seal) for row in (await self._connection.execute(query)).mappings())

    async def ailments(self) -> tuple[str, ...]:
        damage = (await self._connection.execute(text("PRAGMA integrity_check(20)"))).scalars().all()
        strays = (await self._connection.execute(text("PRAGMA foreign_key_check"))).scalars().all()
        return tuple(str(each) for each in damage if each != "ok") + tuple(
            f"a row of {table} belongs to nothing" for table in strays
        )

    async def unjudged(self, chat: ChatId, message: MessageId) -> Unjudged | None:
        query = select(unjudged).where(unjudged.c.id == rows.unjudged_id(chat, message, self._seal))
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return None if row is None else rows.unjudged_of(row)

    async def marks(self, group: GroupId, target: str, since: datetime) -> tuple[Mark, ...]:
        trace = rows.target_trace(group, target, self._seal)
        query = (
            select(marks)
            .where((marks.c.group_id == group) & (marks.c.target_trace == trace) & (marks.c.at > since))
            .order_by(marks.c.at, marks.c.id)
        )
        return tuple(rows.mark_of(row, self._seal) for row in (await self._connection.execute(query)).mappings())

"""What can be looked up in the store, each lookup of one moment."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.store import evidence, overlays
from adapters.store.faults import told
from adapters.store.queries import Queries
from adapters.store.seal import Seal
from adapters.store.tables import cases, incidents, notices, unjudged
from bot.case import Appeal, Case, Link
from bot.conversation import Conversation
from bot.group import Group
from bot.held import Held
from bot.incident import CaseId, Incident, IncidentId
from bot.mark import Mark
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import Audience, Notice, NoticeId, NoticeState
from bot.overlay import Overlay
from bot.ports import ClosedWay
from bot.pulse import Tally
from bot.rulerecord import RuleRecord


class Lookups:
    """The half of `bot.ports.Store` that changes nothing."""

    def __init__(self, engine: AsyncEngine, seal: Seal, where: str) -> None:
        self._engine = engine
        self._seal = seal
        self._where = where

    async def groups(self) -> tuple[Group, ...]:
        async with self._reading() as queries:
            return await queries.groups()

    async def group(self, group: GroupId) -> Group | None:
        async with self._reading() as queries:
            return await queries.group(group)

    async def history(self, group: GroupId, poster: MemberId, since: datetime) -> tuple[Incident, ...]:
        async with self._reading() as queries:
            return await queries.history(group, poster, since)

    async def incident(self, incident: IncidentId) -> Incident | None:
        async with self._reading() as queries:
            return await queries.incident(incident)

    async def incident_of(self, chat: ChatId, message: MessageId) -> Incident | None:
        async with self._reading() as queries:
            return await queries.incident_of(chat, message)

    async def incidents_in(self, case: CaseId) -> tuple[Incident, ...]:
        async with self._reading() as queries:
            return await queries.incidents(incidents.c.case_id == case)

    async def appeal(self, incident: IncidentId) -> Appeal | None:
        async with self._reading() as queries:
            return await queries.appeal(incident)

    async def open_appeals(self, group: GroupId) -> tuple[tuple[IncidentId, Appeal], ...]:
        async with self._reading() as queries:
            return await queries.open_appeals(group)

    async def case(self, case: CaseId) -> Case | None:
        async with self._reading() as queries:
            return next(iter(await queries.cases(cases.c.id == case)), None)

    async def open_cases(self, group: GroupId) -> tuple[Case, ...]:
        async with self._reading() as queries:
            return await queries.open_cases(group)

    async def chain(self, case: CaseId) -> tuple[Link, ...]:
        async with self._reading_rows() as connection:
            return await evidence.chain(connection, case)

    async def rule_records(self, group: GroupId) -> tuple[RuleRecord, ...]:
        async with self._reading() as queries:
            return await queries.rule_records(group)

    async def notice(self, notice: NoticeId) -> Notice | None:
        async with self._reading() as queries:
            return next(iter(await queries.notices(notices.c.id == notice)), None)

    async def notices_of(self, incident: IncidentId) -> tuple[Notice, ...]:
        async with self._reading() as queries:
            return await queries.notices(notices.c.incident_id == incident)

    async def notices_about(self, case: CaseId) -> tuple[Notice, ...]:
        async with self._reading() as queries:
            return await queries.notices(notices.c.case_id == case)

    async def due(self, now: datetime) -> tuple[Notice, ...]:
        async with self._reading() as queries:
            return await queries.due(now)

    async def closed_way(self, group: GroupId, member: MemberId) -> ClosedWay | None:
        async with self._reading() as queries:
            return await queries.closed_way(group, member)

    async def ways(self, group: GroupId, now: datetime) -> tuple[frozenset[MemberId], frozenset[MemberId]]:
        async with self._reading() as queries:
            return await queries.ways(group, now)

    async def language(self, group: GroupId, member: MemberId) -> str | None:
        async with self._reading() as queries:
            return await queries.language(group, member)

    async def mailbox(self, group: GroupId, to: frozenset[Audience]) -> tuple[Notice, ...]:
        async with self._reading() as queries:
            return await queries.mailbox(group, to)

    async def waiting_since(self, before: datetime) -> tuple[Notice, ...]:
        waiting = (notices.c.state == NoticeState.WAITING.value) & (notices.c.due_at < before)
        async with self._reading() as queries:
            return await queries.notices(waiting)

    async def unheard(self) -> tuple[Case, ...]:
        """Open cases with an alert that has reached no person yet, oldest first."""
        async with self._reading() as queries:
            return await queries.unheard()

    async def read_up_to(self, chat: ChatId) -> MessageId | None:
        async with self._reading() as queries:
            return await queries.read_up_to(chat)

    async def conversation(self, member: MemberId) -> Conversation | None:
        async with self._reading() as queries:
            return await queries.conversation(member)

    async def notices_since(self, group: GroupId, since: datetime) -> tuple[Notice, ...]:
        async with self._reading() as queries:
            return await queries.notices((notices.c.group_id == group) & (notices.c.created_at >= since))

    async def marks(self, group: GroupId, target: str, since: datetime) -> tuple[Mark, ...]:
        async with self._reading() as queries:
            return await queries.marks(group, target, since)

    async def about(self, group: GroupId, member: MemberId) -> Held:
        """Of one moment: read in one transaction."""
        async with self._reading() as queries:
            return await queries.about(group, member)

    async def overlays(self, group: GroupId) -> tuple[Overlay, ...]:
        async with self._reading_rows() as connection:
            return await overlays.kept(connection, group, self._seal)

    async def flagged(self, group: GroupId, since: datetime) -> tuple[Incident, ...]:
        async with self._reading() as queries:
            return await queries.incidents((incidents.c.group_id == group) & (incidents.c.posted_at > since))

    async def tally(self) -> Tally:
        """What is kept, counted."""
        async with self._reading() as queries:
            return Tally(
                incidents=await queries.counted(incidents.c.level),
                notices=await queries.counted(notices.c.state),
                unjudged=sum((await queries.counted(unjudged.c.group_id)).values()),
                unheard=len(await queries.unheard()),
            )

    async def ailments(self) -> tuple[str, ...]:
        """What is wrong inside the file; empty when it is whole."""
        async with self._reading() as queries:
            return await queries.ailments()

    async def evidence(
        self, reached: Callable[[int, int], None] = lambda _done, _total: None
    ) -> tuple[tuple[Case, str | None], ...]:
        """Every case, with what is wrong with its evidence, if anything. `reached` hears how many are done."""
        async with self._reading_rows() as connection:
            return await evidence.of_all(connection, self._seal, reached)

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Queries]:
        async with self._reading_rows() as connection:
            yield Queries(connection, self._seal)

    @asynccontextmanager
    async def _reading_rows(self) -> AsyncIterator[AsyncConnection]:
        with told(self._where):
            async with self._engine.connect() as connection:
                yield connection

"""The store on SQLite: many readers, one writer at a time, every record a transaction of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table, and_, delete, insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.store import erasure, evidence, retention, rows
from adapters.store.connection import NEVER, TO_WRITE
from adapters.store.deletions import Deletions
from adapters.store.faults import told
from adapters.store.incidents import appeal_row, finding_row, incident_row, said_row
from adapters.store.profile import group_row
from adapters.store.queries import Queries
from adapters.store.rows import Values
from adapters.store.seal import Seal, keyed_group, keyed_name
from adapters.store.tables import (
    appeals,
    cases,
    findings,
    groups,
    incidents,
    marks,
    meta,
    notices,
    read_up_to,
    said,
    unjudged,
)
from bot.case import Appeal, Case, Link
from bot.group import Group
from bot.held import Erasure, Forgotten, Held
from bot.incident import CaseId, Incident, IncidentId
from bot.mark import Mark
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import Notice, NoticeId, NoticeState
from bot.ports import Record
from bot.pulse import Tally
from bot.unjudged import Unjudged

TRIED = "tried_writing"
"""A field that says nothing; it is written to see whether writing works."""


class SqlStore:
    """`bot.ports.Store`, made by `opening.open_store`."""

    def __init__(self, engine: AsyncEngine, seal: Seal, where: str) -> None:
        self._engine = engine
        self._writer = engine.execution_options(begins=TO_WRITE)
        self._turn = asyncio.Lock()
        self._seal = seal
        self._where = where
        self._deletions = Deletions(Path(where))
        self._numbers: dict[GroupId, int] = {}

    async def groups(self) -> tuple[Group, ...]:
        async with self._reading() as queries:
            return await queries.groups()

    async def group(self, group: GroupId) -> Group | None:
        async with self._reading() as queries:
            return await queries.group(group)

    async def save_group(self, group: Group) -> None:
        async with self._writing() as connection:
            await _put(connection, groups, group_row(group, self._seal), "id")

    async def record(self, record: Record) -> None:
        async with self._writing() as connection:
            for case in record.cases:
                await _put(connection, cases, rows.case_row(case, self._seal), "id")
                await _count_case(connection, case)
            for incident in record.incidents:
                await self._put_incident(connection, incident)
            for of, appeal in record.appeals:
                await _put(connection, appeals, appeal_row(of, appeal, self._seal), "incident_id")
            for notice in record.notices:
                await _put(connection, notices, rows.notice_row(notice, self._seal), "id")
            for left in record.unjudged:
                await _put(connection, unjudged, rows.unjudged_row(left, self._seal), "id")
            for mark in record.marks:
                await _put(connection, marks, rows.mark_row(mark, self._seal), "id")
            for case in record.cases:
                await evidence.witness_case(connection, case, self._seal)
            for incident in record.incidents:
                await evidence.witness_incident(connection, incident, self._seal)

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

    def sign(self, case: CaseId, content: bytes) -> str:
        return evidence.signature(case, content, self._seal)

    async def next_case_number(self, group: GroupId) -> int:
        """Never the same twice, even before the case is recorded, nor one whose case is long gone."""
        async with self._reading() as queries:
            recorded = await queries.last_case_number(group)
        self._numbers[group] = max(recorded, self._numbers.get(group, 0)) + 1
        return self._numbers[group]

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

    async def mailbox(self, group: GroupId, member: MemberId) -> tuple[Notice, ...]:
        async with self._reading() as queries:
            return await queries.mailbox(group, member)

    async def waiting_since(self, before: datetime) -> tuple[Notice, ...]:
        waiting = (notices.c.state == NoticeState.WAITING.value) & (notices.c.due_at < before)
        async with self._reading() as queries:
            return await queries.notices(waiting)

    async def unheard(self) -> tuple[Case, ...]:
        """Open cases with an alert that has reached no person yet, oldest first."""
        async with self._reading() as queries:
            return await queries.unheard()

    async def unjudged(self, chat: ChatId, message: MessageId) -> Unjudged | None:
        async with self._reading() as queries:
            return await queries.unjudged(chat, message)

    async def read_up_to(self, chat: ChatId) -> MessageId | None:
        async with self._reading() as queries:
            return await queries.read_up_to(chat)

    async def has_read(self, chat: ChatId, message: MessageId) -> None:
        async with self._writing() as connection:
            await _put(connection, read_up_to, {"chat_id": chat, "message_id": message}, "chat_id")

    async def marks(self, group: GroupId, target: str, since: datetime) -> tuple[Mark, ...]:
        async with self._reading() as queries:
            return await queries.marks(group, target, since)

    async def expire(self, now: datetime) -> int:
        async with self._writing() as connection:
            gone = await retention.expire(connection, now)
        await self._forget_log()
        return gone

    async def about(self, group: GroupId, member: MemberId) -> Held:
        """Of one moment: read in one transaction."""
        async with self._reading() as queries:
            return await queries.about(group, member)

    async def forget(self, group: GroupId, member: MemberId, now: datetime) -> Erasure:
        async with self._writing() as connection:
            erased = await erasure.forget(connection, group, member, self._seal)
            if isinstance(erased, Forgotten):
                self._deletions.add(keyed_name(group, member, self._seal), now)
        await self._forget_log()
        return erased

    async def wipe(self, group: GroupId, now: datetime) -> bool:
        async with self._writing() as connection:
            gone = await connection.execute(delete(groups).where(groups.c.id == group))
            if gone.rowcount > 0:
                self._deletions.add(keyed_group(group, self._seal), now)
        await self._forget_log()
        return gone.rowcount > 0

    async def erase_again(self, erased: frozenset[str]) -> None:
        """In a copy put back: whoever has one of these keyed names."""
        async with self._writing() as connection:
            await erasure.erase_again(connection, erased, self._seal)
        await self._forget_log()

    async def evidence(self) -> tuple[tuple[Case, str | None], ...]:
        """Every case, with what is wrong with its evidence, if anything."""
        async with self._reading_rows() as connection:
            return await evidence.of_all(connection, self._seal)

    async def try_writing(self) -> None:
        """Raises StoreError when nothing could be kept now."""
        async with self._writing() as connection:
            await _put(connection, meta, {"name": TRIED, "value": b"yes"}, "name")

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
        async with self._reading_rows() as connection:
            damage = (await connection.execute(text("PRAGMA integrity_check(20)"))).scalars().all()
            strays = (await connection.execute(text("PRAGMA foreign_key_check"))).scalars().all()
        return tuple(str(each) for each in damage if each != "ok") + tuple(
            f"a row of {table} belongs to nothing" for table in strays
        )

    async def _put_incident(self, connection: AsyncConnection, incident: Incident) -> None:
        await _put(connection, incidents, incident_row(incident, self._seal), "id")
        lines = [said_row(incident.id, place, each, self._seal) for place, each in enumerate(incident.said)]
        reasons = [finding_row(incident.id, place, each, self._seal) for place, each in enumerate(incident.findings)]
        for table, values in ((said, lines), (findings, reasons)):
            await connection.execute(delete(table).where(table.c.incident_id == incident.id))
            await _add(connection, table, values)

    async def _forget_log(self) -> None:
        """What was deleted is zeroed in the database, and must not live on in its write-ahead log."""
        async with self._turn:
            with told(self._where):
                async with self._engine.execution_options(begins=NEVER).connect() as connection:
                    await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Queries]:
        async with self._reading_rows() as connection:
            yield Queries(connection, self._seal)

    @asynccontextmanager
    async def _reading_rows(self) -> AsyncIterator[AsyncConnection]:
        with told(self._where):
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        async with self._turn:
            with told(self._where):
                async with self._writer.begin() as connection:
                    yield connection


async def _put(connection: AsyncConnection, table: Table, values: Values, key: str) -> None:
    """Over the row of the same key, never in its place: replacing a row would take all that hangs on it along."""
    changed = await connection.execute(update(table).where(table.c[key] == values[key]).values(values))
    if changed.rowcount == 0:
        await _add(connection, table, [values])


async def _add(connection: AsyncConnection, table: Table, values: list[Values]) -> None:
    if values:  # an insert of no rows would be one row of defaults
        await connection.execute(insert(table), values)


async def _count_case(connection: AsyncConnection, case: Case) -> None:
    """Numbers go on from the highest ever used, though its case may expire."""
    behind = and_(groups.c.id == case.group, groups.c.last_case_number < case.number)
    await connection.execute(update(groups).where(behind).values(last_case_number=case.number))

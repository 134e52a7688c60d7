"""The store on SQLite: many readers, one writer at a time, every record a transaction of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.store import erasure, evidence, overlays, putting, recording, retention
from adapters.store.connection import NEVER, TO_WRITE
from adapters.store.conversations import conversation_row
from adapters.store.deletions import Deletions
from adapters.store.faults import told
from adapters.store.lookups import Lookups
from adapters.store.profile import group_row
from adapters.store.putting import put
from adapters.store.recent import RecentProfiles
from adapters.store.rows import Values
from adapters.store.seal import Seal, keyed_group, keyed_name
from adapters.store.tables import (
    conversations,
    groups,
    languages,
    meta,
    read_up_to,
    unjudged,
)
from bot.conversation import Conversation
from bot.errors import StoreError
from bot.group import Group
from bot.held import Erasure, Forgotten
from bot.incident import CaseId
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import NoticeId
from bot.overlay import Overlay
from bot.ports import Record
from bot.unjudged import Unjudged

Reached: TypeAlias = Callable[[int, int], None]
TRIED = "tried_writing"
"""A field that says nothing; it is written to see whether writing works."""


class SqlStore(Lookups):
    """`bot.ports.Store`, made by `opening.open_store`."""

    def __init__(
        self, engine: AsyncEngine, seal: Seal, where: str, clock: Callable[[], datetime], changes: int
    ) -> None:
        """`changes` is how often the key had been changed when `seal` was made."""
        super().__init__(engine, seal, where)
        self._writer = engine.execution_options(begins=TO_WRITE)
        self._turn = asyncio.Lock()
        self._clock = clock
        self._changes = changes
        self._deletions = Deletions(Path(where))
        self._profiles = RecentProfiles()
        self._has_unjudged: bool | None = None
        self._numbers: dict[GroupId, int] = {}

    async def profile(self, group: GroupId) -> Group | None:
        return await self._profiles.of(group, self.group)

    async def save_group(self, group: Group) -> None:
        async with self._writing() as connection:
            await put(connection, groups, group_row(group, self._seal), "id")
        self._profiles.forget(group.id)

    async def save_overlay(self, overlay: Overlay) -> None:
        async with self._writing() as connection:
            await overlays.keep(connection, overlay, self._seal)

    async def record(self, record: Record) -> None:
        if record.unjudged:
            self._has_unjudged = True
        now = self._clock()
        async with self._writing() as connection:
            await recording.write(connection, record, self._seal, now)

    def sign(self, case: CaseId, content: bytes) -> str:
        return evidence.signature(case, content, self._seal)

    async def next_case_number(self, group: GroupId) -> int:
        """Never the same twice, even before the case is recorded, nor one whose case is long gone."""
        async with self._reading() as queries:
            recorded = await queries.last_case_number(group)
        self._numbers[group] = max(recorded, self._numbers.get(group, 0)) + 1
        return self._numbers[group]

    async def sending(self, notices: tuple[NoticeId, ...]) -> None:
        async with self._writing() as connection:
            await putting.sending(connection, notices)

    async def unjudged(self, chat: ChatId, message: MessageId) -> Unjudged | None:
        """Asked of every message: where there has never been one, nothing is read."""
        if self._has_unjudged is None:
            async with self._reading() as queries:
                has_some = bool(await queries.counted(unjudged.c.group_id))
            self._has_unjudged = self._has_unjudged or has_some
        if not self._has_unjudged:
            return None
        async with self._reading() as queries:
            return await queries.unjudged(chat, message)

    async def has_read(self, chat: ChatId, message: MessageId) -> None:
        async with self._writing() as connection:
            await put(connection, read_up_to, {"chat_id": chat, "message_id": message}, "chat_id")

    async def has_left(self, group: GroupId, member: MemberId) -> None:
        async with self._writing() as connection:
            await putting.drop_open_way(connection, group, member)
            await putting.drop_language(connection, group, member)

    async def save_language(self, group: GroupId, member: MemberId, language: str, at: datetime) -> None:
        chosen: Values = {"group_id": group, "member_id": member, "language": language, "at": at}
        async with self._writing() as connection:
            await put(connection, languages, chosen, "group_id", "member_id")

    async def save_conversation(self, talk: Conversation) -> None:
        async with self._writing() as connection:
            await put(connection, conversations, conversation_row(talk, self._seal), "member_id")

    async def end_conversation(self, member: MemberId) -> None:
        async with self._writing() as connection:
            await connection.execute(delete(conversations).where(conversations.c.member_id == member))

    async def expire(self, now: datetime) -> int:
        async with self._writing() as connection:
            gone = await retention.expire(connection, now, self._seal)
        await self._forget_log()
        return gone

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
        self._profiles.forget(group)
        await self._forget_log()
        return gone.rowcount > 0

    async def erase_again(self, erased: frozenset[str]) -> None:
        """In a copy put back: whoever has one of these keyed names."""
        async with self._writing() as connection:
            await erasure.erase_again(connection, erased, self._seal)
        await self._forget_log()

    async def try_writing(self) -> None:
        """Raises StoreError when nothing could be kept now."""
        async with self._writing() as connection:
            await put(connection, meta, {"name": TRIED, "value": b"yes"}, "name")

    async def _forget_log(self) -> None:
        """What was deleted is zeroed in the database, and must not live on in its write-ahead log."""
        async with self._turn:
            with told(self._where):
                async with self._engine.execution_options(begins=NEVER).connect() as connection:
                    await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        async with self._turn:
            with told(self._where):
                async with self._writer.begin() as connection:
                    if await connection.scalar(text("PRAGMA user_version")) != self._changes:
                        raise StoreError(f"{self._where}: its key was changed meanwhile. Start again.")
                    yield connection

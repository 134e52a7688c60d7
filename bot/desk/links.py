"""Tries the contacts' links every week: while one leads nowhere, people are sent to the office instead."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.group import Group
from bot.ladder.ids import notice_id
from bot.ladder.quiet import out_of_quiet
from bot.ledger import Ledgers
from bot.notice import Notice, NoticeId, NoticeKind, ToAdmins
from bot.ports import Record, Store

EVERY = 7 * 24 * 3600.0
FIRST = 600.0
"""Seconds after the start: whoever starts it again and again asks nobody."""


class Links:
    def __init__(
        self,
        *,
        store: Store,
        ledgers: Ledgers,
        works: Callable[[str], Awaitable[bool | None]],
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        """`works` says whether a link leads anywhere; None when that cannot be told."""
        self._store = store
        self._ledgers = ledgers
        self._works = works
        self._clock = clock
        self._wake = wake

    async def run(self, rest: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        await rest(FIRST)
        while True:
            await self.step()
            await rest(EVERY)

    async def step(self) -> None:
        for group in await self._store.groups():
            found = {}
            for link in {contact.link for contact in group.contacts if contact.link}:
                works = await self._works(link)
                if works is not None:
                    found[link] = not works
            if found:
                await self._learnt(group, found)

    async def _learnt(self, group: Group, broken: dict[str, bool]) -> None:
        """The world was asked without the lock: whatever was changed meanwhile stays."""
        now = self._clock()
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is None:
                return
            contacts = tuple(
                replace(each, is_broken=broken.get(each.link or "", each.is_broken)) for each in fresh.contacts
            )
            newly = [each for each, was in zip(contacts, fresh.contacts, strict=True) if each.is_broken > was.is_broken]
            if contacts != fresh.contacts:
                await self._store.save_group(replace(fresh, contacts=contacts))
            if newly:
                about = NoticeId(f"{group.id}:links:{now.date().isoformat()}")
                notice = Notice(
                    id=notice_id(NoticeKind.CHECK, about),
                    group=group.id,
                    to=ToAdmins(),
                    kind=NoticeKind.CHECK,
                    due_at=out_of_quiet(now, fresh),
                    created_at=now,
                )
                await self._store.record(Record(notices=(notice,)))
        self._wake()

"""Shows what waits for a member, when they ask for it where nobody else can see the answer."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias

import structlog

from bot.adminship import admins_now
from bot.delivery.composer import Composer, letters_of
from bot.delivery.matters import Hold, Matter, Matters, Void
from bot.delivery.outcomes import Outcomes
from bot.group import Group
from bot.ladder.ties import is_tied
from bot.ledger import Ledgers
from bot.message import GroupId, Member, MemberId
from bot.notice import Letter, Notice, NoticeKind, ToMember, Way
from bot.ports import Delivered, Platform, Store

log = structlog.get_logger()

LEFT_FOR_ADMINS = {
    *(NoticeKind.CASE, NoticeKind.ALERT, NoticeKind.APPEAL, NoticeKind.TALK, NoticeKind.SHADOWED, NoticeKind.RESTED),
    *(NoticeKind.OPTIONS, NoticeKind.SECOND),
}
"""What somebody may open only while they are an admin."""

Show: TypeAlias = Callable[[Letter], Awaitable[bool]]
"""Shows a letter to whoever asked, and to nobody else; False when the platform would not."""


class Mailbox:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        ledgers: Ledgers,
        matters: Matters,
        composer: Composer,
        outcomes: Outcomes,
    ) -> None:
        self._store = store
        self._platform = platform
        self._ledgers = ledgers
        self._matters = matters
        self._composer = composer
        self._outcomes = outcomes

    async def opened(self, group: GroupId, member: MemberId, show: Show, now: datetime) -> int:
        """How many letters there were. Only what was shown has arrived; the rest waits on."""
        profile = await self._store.group(group)
        if profile is None:
            return 0
        admin = await self._as_admin(profile, member)
        async with self._ledgers.hold(group):
            ready: list[Matter] = []
            for notice in await self._store.mailbox(group, self._matters.audiences(member, profile)):
                if not _is_for_admins(notice) or await self._may_read(notice, admin, profile):
                    ready += await self._ready(notice, profile, now)
            written = [(each, await self._composer.letter(each, profile, now)) for each in letters_of(tuple(ready))]
        for together, letter in written:
            if not await show(letter):  # without the lock: a slow platform must not keep messages from being judged
                log.error("a letter was opened and could not be shown", notice=letter.notice)
                continue
            async with self._ledgers.hold(group):
                done = Delivered(way=Way.MAILBOX, reference="")
                await self._store.record(await self._outcomes.delivered(together, done, now))
        return len(written)

    async def _as_admin(self, group: Group, member: MemberId) -> Member | None:
        """Asked only when there is something for admins; while the platform cannot say, it goes on waiting."""
        waiting = await self._store.mailbox(group.id, frozenset({ToMember(member)}))
        if not any(_is_for_admins(notice) for notice in waiting):
            return None
        return next((a for a in await admins_now(self._platform(group), group) or () if a.id == member), None)

    async def _may_read(self, notice: Notice, admin: Member | None, group: Group) -> bool:
        if admin is None:
            return False
        return not is_tied(admin.id, group, await self._matters.incidents(notice), admin.name)

    async def _ready(self, notice: Notice, group: Group, now: datetime) -> tuple[Matter, ...]:
        match await self._matters.fate(notice, group, now):
            case Matter() as matter:
                return (matter,)
            case Void() as why:
                await self._store.record(await self._outcomes.called_off(notice, why, group, now))
                return ()
            case Hold():
                return ()


def _is_for_admins(notice: Notice) -> bool:
    """The deputy and the operator are none, and are told all the same."""
    return notice.kind in LEFT_FOR_ADMINS and isinstance(notice.to, ToMember)

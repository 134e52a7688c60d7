"""Hands over what waits for a member, when they ask for it where nobody else can see the answer."""

from collections.abc import Callable
from datetime import datetime

from bot.adminship import admins_now
from bot.delivery.composer import Composer, letters_of
from bot.delivery.matters import Hold, Matter, Matters, Void
from bot.delivery.outcomes import Outcomes
from bot.group import Group
from bot.ladder.ties import is_tied
from bot.ledger import Ledgers
from bot.message import GroupId, Member, MemberId
from bot.notice import Letter, Notice, NoticeKind, Way
from bot.ports import Delivered, Platform, Store

LEFT_FOR_ADMINS = {
    *(NoticeKind.CASE, NoticeKind.ALERT, NoticeKind.APPEAL, NoticeKind.TALK, NoticeKind.SHADOWED, NoticeKind.RESTED),
    *(NoticeKind.OPTIONS, NoticeKind.SECOND),
}
"""What somebody may open only while they are an admin."""


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

    async def opened(self, group: GroupId, member: MemberId, now: datetime) -> tuple[Letter, ...]:
        profile = await self._store.group(group)
        if profile is None:
            return ()
        admin = await self._as_admin(profile, member)
        handed: list[Letter] = []
        async with self._ledgers.hold(group):
            ready: list[Matter] = []
            for notice in await self._store.mailbox(group, member):
                if notice.kind not in LEFT_FOR_ADMINS or await self._may_read(notice, admin, profile):
                    ready += await self._ready(notice, profile, now)
            for together in letters_of(tuple(ready)):
                handed.append(await self._composer.letter(together, profile, now))
                done = Delivered(way=Way.MAILBOX, reference="")
                await self._store.record(await self._outcomes.delivered(together, done, now))
        return tuple(handed)

    async def _as_admin(self, group: Group, member: MemberId) -> Member | None:
        """Asked only when there is something for admins; while the platform cannot say, it goes on waiting."""
        if not any(notice.kind in LEFT_FOR_ADMINS for notice in await self._store.mailbox(group.id, member)):
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

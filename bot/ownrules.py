"""Which rulebook does a group go by? The shared one, with the group's own file over it if it has one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.errors import RulesError
from bot.finding import RuleId
from bot.group import Group
from bot.ladder.ids import notice_id
from bot.message import GroupId
from bot.notice import Notice, NoticeId, NoticeKind, ToAdmins
from bot.overlay import Overlay
from bot.ports import Record, Store
from bot.rulebook.book import Ground, Rulebook
from bot.wording.shown import plain

log = structlog.get_logger()

TITLE = 80
"""Letters of a rule's title: an admin writes them, and a letter quotes them."""
FILE = "rules.yaml"
"""What a group's own file is called, in what is said about it."""


@dataclass(frozen=True, slots=True)
class _Held:
    book: Rulebook
    until: datetime | None
    """When a rule's trial ends and it must be laid anew."""


class OwnRules:
    def __init__(
        self, *, store: Store, rulebook: Rulebook, clock: Callable[[], datetime], wake: Callable[[], None]
    ) -> None:
        self.shared = rulebook
        self._store = store
        self._clock = clock
        self._wake = wake
        self._held: dict[GroupId, _Held] = {}
        self._turn = asyncio.Lock()

    @property
    def ground(self) -> Ground:
        if self.shared.ground is None:
            raise ValueError("a group's own rulebook is no ground for another's")
        return self.shared.ground

    async def of(self, group: Group) -> Rulebook:
        """Laid when it is first asked for, beside the loop: no other group waits for it."""
        held = self._held.get(group.id)
        if held is not None and (held.until is None or self._clock() < held.until):
            return held.book
        async with self._turn:
            held = self._held[group.id] = await self._laid(group.id)
        return held.book

    async def titled(self, group: Group, rule: RuleId) -> str | None:
        """What a rule is called for people; None when there is none of that name any more."""
        found = next((each for each in (await self.of(group)).rules if each.id == rule), None)
        return None if found is None else plain(found.title, TITLE)

    def forget(self, group: GroupId) -> None:
        """Its file is another one from now on."""
        self._held.pop(group, None)

    async def _laid(self, group: GroupId) -> _Held:
        newest = next(iter(await self._store.overlays(group)), None)
        if newest is None:
            return _Held(self.shared, None)
        now = self._clock()
        try:
            book = await asyncio.to_thread(self.lay, newest.text, newest.on_trial(now))
        except RulesError:
            log.error("a group's own rules cannot be used; the shared ones run", group=newest.group)  # noqa: TRY400  # a traceback may hold text
            await self._tell(newest, now)
            return _Held(self.shared, None)
        return _Held(book, newest.next_end(now))

    def lay(self, text: str, on_trial: frozenset[RuleId] = frozenset()) -> Rulebook:
        """Raises RulesError."""
        return replace(self.ground.lay(self.ground.read(text, FILE), on_trial), on_trial=on_trial)

    async def _tell(self, broken: Overlay, now: datetime) -> None:
        """Once for each version, however often the process begins anew."""
        own = notice_id(NoticeKind.OWN_RULES, NoticeId(f"{broken.group}:{broken.version}"))
        if await self._store.notice(own) is not None:
            return
        notice = Notice(
            id=own, group=broken.group, to=ToAdmins(), kind=NoticeKind.OWN_RULES, due_at=now, created_at=now
        )
        await self._store.record(Record(notices=(notice,)))
        self._wake()

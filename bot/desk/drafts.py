"""Changes shown and not yet used: an admin sees what one would do, with a button that does just that."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.desk.files import told
from bot.group import Group
from bot.ladder.ids import notice_id
from bot.message import GroupId, MemberId
from bot.notice import Choice, Letter, Notice, NoticeId, NoticeKind, NoticeState, ToMember
from bot.ports import Platform, Record, Store
from bot.wording.phrasebook import Phrasebook

REMEMBERED = 200
"""Changes shown and not used; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class _Draft:
    use: Callable[[], Awaitable[str]]
    notice: NoticeId
    """The letter in which what it would do was shown, with a button to use it."""


class Drafts:
    """In memory: what was shown before a restart is shown again."""

    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._clock = clock
        self._drafts: OrderedDict[tuple[GroupId, MemberId], _Draft] = OrderedDict()

    def begin(self, use: Callable[[], Awaitable[str]], group: Group, by: MemberId) -> NoticeId:
        """Remembered in place of what they were shown before. `use` makes the change, and says so."""
        notice = notice_id(NoticeKind.TUNE, NoticeId(f"{group.id}:{self._clock().isoformat()}"), by)
        self._drafts[group.id, by] = _Draft(use, notice)
        self._drafts.move_to_end((group.id, by))
        while len(self._drafts) > REMEMBERED:
            self._drafts.popitem(last=False)
        return notice

    async def show(self, says: str, notice: NoticeId, group: Group, by: MemberId) -> str:
        """The answer to whoever asked: in a letter with a button, where one arrives; else what it says itself."""
        is_sent = await self._sent(says, notice, group, by)
        return self._books(group.language).say("tuning.shown") if is_sent else says

    async def _sent(self, says: str, notice: NoticeId, group: Group, by: MemberId) -> bool:
        """Set down first: a button of which nothing is known would only say so."""
        now = self._clock()
        asked = Notice(
            id=notice,
            group=group.id,
            to=ToMember(by),
            kind=NoticeKind.TUNE,
            due_at=now,
            created_at=now,
            state=NoticeState.DELIVERED,
            delivered_at=now,
        )
        await self._store.record(Record(notices=(asked,)))
        letter = Letter(
            notice=notice,
            to=by,
            group=group.id,
            about=None,
            text=says,
            choices=(Choice.APPLY,),
            names_nobody=True,
        )
        return await told(self._platform(group), letter)

    async def pressed(self, notice: NoticeId, group: Group, by: MemberId) -> str:
        """By somebody who is an admin of this group, with the button of that letter."""
        draft = self._drafts.get((group.id, by))
        if draft is None or draft.notice != notice:
            return self._books(group.language).say("tuning.no-draft")
        return await self.use(group, by)

    async def use(self, group: Group, by: MemberId) -> str:
        """What they were shown last."""
        draft = self._drafts.pop((group.id, by), None)
        return self._books(group.language).say("tuning.no-draft") if draft is None else await draft.use()

"""Takes in what the platforms hear: a chat's own in its order, many chats at once, and nothing dropped."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from weakref import WeakValueDictionary

import structlog

from bot.bugs import where
from bot.errors import SchoolgateError, StoppingError, StoreError
from bot.ladder.notices import unread
from bot.ladder.weighing import said_at
from bot.lines import Lines
from bot.message import ChatId, Message, MessageId
from bot.moderator import Moderator
from bot.ports import Record, Store
from bot.unjudged import Unjudged

log = structlog.get_logger()

AT_ONCE = 1_000
"""Messages in hand over all chats; whoever brings one more waits, and so lets its platform wait."""
TRIES = 2
"""How often our own code may fail on one message before it is passed over."""


class Intake:
    """Whoever brings something waits until it has returned, and only then tells the platform that it arrived."""

    def __init__(
        self,
        *,
        moderator: Moderator,
        store: Store,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        judged: Callable[[float], None] = lambda _: None,
    ) -> None:
        """`judged` is told how many seconds each message took, from its arrival until what came of it was kept."""
        self._moderator = moderator
        self._store = store
        self._clock = clock
        self._wake = wake
        self._room = asyncio.Semaphore(AT_ONCE)
        self._judged = judged
        self._in_hand: dict[object, datetime] = {}
        self.lines = Lines(clock)
        self._is_closed = False
        self.can_keep = True
        """False since the store could not keep what was brought; the message is brought again until it can."""
        self._lanes: WeakValueDictionary[ChatId, asyncio.Lock] = WeakValueDictionary()

    async def said(self, message: Message) -> None:
        """Judged, and what came of it committed; or, having made our code fail twice, set down as unjudged.

        Raises SchoolgateError when it could not be kept: it has not been taken in, and must be brought again.
        """
        brought_at = self._clock()
        async with self._lane(message.chat):
            try:
                known = await self._store.unjudged(message.chat, message.id)
                if known is None or known.said_at != said_at(message):
                    await self._judge(message)
                    self._judged((self._clock() - brought_at).total_seconds())
            except StoreError:
                self.can_keep = False
                raise
            self.can_keep = True

    async def deleted(self, chat: ChatId, message: MessageId) -> None:
        """Taken down by whoever wrote it or by an admin, after everything said there before. Raises SchoolgateError."""
        async with self._lane(chat):
            await self._tried(lambda: self._moderator.deleted(chat, message))

    @property
    def oldest_in_hand(self) -> datetime | None:
        """Since when the message that has waited longest has been waiting; None when there is none."""
        return next(iter(self._in_hand.values()), None)

    async def close(self) -> None:
        """Takes nothing more in, and returns when what is being judged is done; what only waited is turned away."""
        self._is_closed = True
        for _ in range(AT_ONCE):
            await self._room.acquire()
        for _ in range(AT_ONCE):
            self._room.release()

    async def _judge(self, message: Message) -> None:
        failed = await self._tried(lambda: self._moderator.handle(message))
        if failed is None:
            return
        now = self._clock()
        left = Unjudged(
            group=message.group,
            chat=message.chat,
            message=message.id,
            said_at=said_at(message),
            error=failed,
            at=now,
        )
        await self._store.record(Record(unjudged=(left,), notices=unread(left)))
        self._wake()

    async def _tried(self, work: Callable[[], Awaitable[None]]) -> str | None:
        """What failed both times; None when it was done."""
        failed: str | None = None
        for _ in range(TRIES):
            try:
                await work()
            except SchoolgateError:
                raise  # somebody can mend it, and then it is brought again
            except Exception as error:  # noqa: BLE001  # a bug met by one message must not end moderation of its chat
                failed = where(error)
                log.error("a message could not be judged", error=failed)  # noqa: TRY400  # a traceback may hold text
            else:
                return None
        return failed

    @asynccontextmanager
    async def _lane(self, chat: ChatId) -> AsyncIterator[None]:
        """One after the other, in the order in which they were brought."""
        lane = self._lanes.get(chat)
        if lane is None:
            lane = self._lanes[chat] = asyncio.Lock()
        async with self._room, self._noted(), lane:
            if self._is_closed:
                raise StoppingError("Schoolgate is stopping; the message is judged when it is brought again.")
            yield

    @asynccontextmanager
    async def _noted(self) -> AsyncIterator[None]:
        """Something is in hand: whoever watches can tell for how long."""
        this = object()
        self._in_hand[this] = self._clock()
        try:
            yield
        finally:
            del self._in_hand[this]

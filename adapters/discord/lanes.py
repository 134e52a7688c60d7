"""Reads every channel in its order and to its end: what is written now waits behind what was missed before."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

import discord
import structlog

from adapters.discord.ids import beginning_of, chat_id, hiding_of, server_id
from bot.errors import SchoolgateError
from bot.message import ChatId, MessageId
from bot.reception import Reception

log = structlog.get_logger()

Parent = discord.TextChannel | discord.ForumChannel
"""What has threads, or posts, which fall out of sight when nobody writes in them."""
RESTING = timedelta(days=7)
"""How long ago a thread may have been archived to be looked at after the line was down."""
LOOK_BACK = 50
"""Messages of a channel that are looked at again after the line was down: some may have been changed or taken down."""

Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
"""Where messages follow each other. A forum has none itself: its posts are threads."""


class Lanes:
    """Where each channel has been read up to is stored; nothing older than the bot's arrival is ever read."""

    def __init__(
        self,
        reception: Reception,
        judge: Callable[[discord.Message], Awaitable[None]],
        gone: Callable[[int, int], Awaitable[None]],
    ) -> None:
        """`judge` returns when what came of the message is committed, and raises SchoolgateError when it is not.

        `gone` is told the channel and the message that was taken down.
        """
        self._reception = reception
        self._judge = judge
        self._gone = gone
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._known: set[int] = set()
        self._hidden: dict[int, bool] = {}
        """Of each channel that has been asked about since the start; before, what is stored says so."""
        self._archives: set[int] = set()

    def lost_touch(self) -> None:
        """Messages may have been missed everywhere."""
        self._known.clear()
        self._archives.clear()

    async def look(self, guild: discord.Guild) -> None:
        """What is said where the bot may not see it is not read afterwards either, once it is shown.

        Also when it is shown while the bot is away. Hidden and shown again meanwhile, nobody tells that it ever was.
        """
        for channel in (*guild.channels, *guild.threads):
            if not isinstance(channel, Channel | Parent) or channel.permissions_for(guild.me).view_channel:
                continue
            if not self._hidden.get(channel.id):
                async with self._lane(channel.id):  # behind what was said before it was hidden
                    if not await self._is_hidden(channel.id):
                        await self._reception.has_read(hiding_of(channel.id), MessageId(str(_now())))
                        self._hidden[channel.id] = True

    async def _is_hidden(self, channel: int) -> bool:
        if channel not in self._hidden:
            self._hidden[channel] = await self._stored(hiding_of(channel)) > 0
        return self._hidden[channel]

    async def _show(self, channel: int, until: int) -> None:
        """It was hidden and is not any more: what was said up to here is passed over."""
        here = MessageId(str(max(until, await self._stored(chat_id(channel)))))
        await self._reception.has_read(chat_id(channel), here)
        await self._reception.has_read(beginning_of(channel), here)
        await self._reception.has_read(hiding_of(channel), MessageId("0"))
        self._hidden[channel] = False

    async def _open(self, channel: Channel, until: int) -> None:
        """Whatever of it was hidden is not any more: from here on it is read. Under the channel's lane."""
        parent = channel.parent_id if isinstance(channel, discord.Thread) else None
        if parent is not None and await self._is_hidden(parent):
            async with self._lane(parent):  # none waits for a thread's
                if await self._is_hidden(parent):
                    await self._show(parent, until)
        if await self._is_hidden(channel.id):
            self._known.add(channel.id)
            await self._show(channel.id, until)

    async def _begins(self, channel: Channel) -> int:
        """Nothing up to here is read: the bot was not there, or could not see it. A thread is seen with its channel."""
        parent = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
        seen = [await self._stored(beginning_of(each)) for each in {channel.id, parent}]
        return max(_joined(channel.guild), *seen)

    async def _stored(self, chat: ChatId) -> int:
        return int(await self._reception.read_up_to(chat) or "0")

    async def begin(self, channel: Channel, since: int | None) -> None:
        """From here on it is read, or from the notice's own message; what was said before is not."""
        chat = chat_id(channel.id)
        if await self._reception.read_up_to(chat) is None:
            await self._reception.has_read(chat, MessageId(str(since or channel.last_message_id or _now())))

    async def heard(self, message: discord.Message) -> None:
        """A message as it was posted, behind all that is still missing before it."""
        channel = message.channel
        if not isinstance(channel, Channel):
            return
        async with self._lane(channel.id):
            await self._open(channel, message.id - 1)
            if channel.id not in self._known:
                await self._catch_up(channel, before=message)
            if channel.id in self._known:
                await self._read(channel, message)

    async def sweep(self, channel: Channel) -> None:
        """Whatever was posted there and not heard."""
        async with self._lane(channel.id):
            await self._open(channel, _now())
            await self._catch_up(channel)

    async def sweep_archive(self, parent: Parent) -> None:
        """Once after the line was down: what was posted in threads that were archived meanwhile."""
        if parent.id in self._archives or not parent.permissions_for(parent.guild.me).read_message_history:
            return
        self._archives.add(parent.id)
        since = datetime.now(UTC) - RESTING
        try:
            async for thread in _archived(parent):
                if thread.archive_timestamp >= since:
                    await self.sweep(thread)
        except (discord.HTTPException, OSError) as error:
            self._archives.discard(parent.id)
            log.warning("archived threads could not be read", channel=parent.id, error=type(error).__name__)

    async def _catch_up(self, channel: Channel, before: discord.Message | None = None) -> None:
        chat, begins = chat_id(channel.id), await self._begins(channel)
        last = await self._reception.read_up_to(chat)
        if last is None:  # seen for the first time: a channel or thread made after the bot came
            start = channel.id - 1 if isinstance(channel, discord.Thread) else before.id - 1 if before else _now()
            last = MessageId(str(max(start, begins)))
            await self._reception.has_read(chat, last)
        is_back = channel.id not in self._known
        last = MessageId(str(max(int(last), begins)))  # taken out and let in again, it missed what is not for it
        self._known.add(channel.id)
        if not channel.permissions_for(channel.guild.me).read_message_history:
            # Discord would answer with an empty list, as if nothing had been said.
            log.warning("a channel's history may not be read: what was missed stays unread", channel=channel.id)
            return
        try:
            if is_back:
                await self._look_back(channel, int(last))
            async for message in channel.history(after=discord.Object(int(last)), oldest_first=True, limit=None):
                await self._read(channel, message)
                if channel.id not in self._known:
                    return
        except SchoolgateError as error:
            self._known.discard(channel.id)
            log.error("a change could not be taken in; it will be looked for again", reason=str(error))  # noqa: TRY400  # a traceback may hold text
        except (discord.HTTPException, OSError) as error:
            self._known.discard(channel.id)
            log.warning("a channel's history could not be read", channel=channel.id, error=type(error).__name__)

    async def _look_back(self, channel: Channel, last: int) -> None:
        """What was changed or taken down meanwhile among the last that were read. Discord does not tell it again."""
        start = await self._begins(channel)
        found = [each async for each in channel.history(before=discord.Object(last + 1), limit=LOOK_BACK)]
        for message in reversed(found):
            if message.edited_at is not None and message.id > start:
                await self._judge(message)
        if not found:
            return  # nothing at all is more likely hidden from the bot than taken down
        oldest = min(each.id for each in found) if len(found) == LOOK_BACK else 0
        standing = {each.id for each in found}
        for number in sorted(await self._flagged(channel) - standing):
            if oldest <= number <= last:
                await self._gone(channel.id, number)

    async def _flagged(self, channel: Channel) -> set[int]:
        """What a restart must not forget: only a message that counts for something can count no more."""
        group = await self._reception.group_of(server_id(channel.guild.id))
        flagged = () if group is None else await self._reception.flagged(group.id, chat_id(channel.id))
        return {int(each) for each in flagged if each.isdecimal()}

    async def _read(self, channel: Channel, message: discord.Message) -> None:
        try:
            if not await self._has_read(channel, message.id):
                await self._judge(message)
                await self._reception.has_read(chat_id(channel.id), MessageId(str(message.id)))
        except SchoolgateError as error:
            self._known.discard(channel.id)  # it is read again from there
            log.error("a message could not be taken in; it will be read again", reason=str(error))  # noqa: TRY400  # a traceback may hold text

    async def _has_read(self, channel: Channel, message: int) -> bool:
        last = await self._reception.read_up_to(chat_id(channel.id))
        return last is not None and int(last) >= message

    def _lane(self, channel: int) -> asyncio.Lock:
        lock = self._locks.get(channel)
        if lock is None:
            lock = self._locks[channel] = asyncio.Lock()
        return lock


async def _archived(parent: Parent) -> AsyncIterator[discord.Thread]:
    """The last ones, and the private ones where the bot may see them."""
    async for thread in parent.archived_threads(limit=LOOK_BACK):
        yield thread
    if isinstance(parent, discord.TextChannel) and parent.permissions_for(parent.guild.me).manage_threads:
        async for thread in parent.archived_threads(limit=LOOK_BACK, private=True):
            yield thread


def _joined(guild: discord.Guild) -> int:
    """A thread may be older than the bot's stay."""
    joined = guild.me.joined_at
    return 0 if joined is None else discord.utils.time_snowflake(joined)


def _now() -> int:
    return discord.utils.time_snowflake(datetime.now(UTC))

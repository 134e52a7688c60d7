"""Reads every channel in its order and to its end: what is written now waits behind what was missed before."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from weakref import WeakValueDictionary

import discord
import structlog

from adapters.discord.ids import chat_id
from bot.errors import SchoolgateError
from bot.message import MessageId
from bot.reception import Reception

log = structlog.get_logger()

Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
"""Where messages follow each other. A forum has none itself: its posts are threads."""


class Lanes:
    """Where each channel has been read up to is stored; nothing older than the bot's arrival is ever read."""

    def __init__(self, reception: Reception, judge: Callable[[discord.Message], Awaitable[None]]) -> None:
        """`judge` returns when what came of the message is committed, and raises SchoolgateError when it is not."""
        self._reception = reception
        self._judge = judge
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._known: set[int] = set()

    def lost_touch(self) -> None:
        """Messages may have been missed everywhere."""
        self._known.clear()

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
            if channel.id not in self._known:
                await self._catch_up(channel, before=message)
            if channel.id in self._known:
                await self._read(channel, message)

    async def sweep(self, channel: Channel) -> None:
        """Whatever was posted there and not heard."""
        async with self._lane(channel.id):
            await self._catch_up(channel)

    async def _catch_up(self, channel: Channel, before: discord.Message | None = None) -> None:
        chat = chat_id(channel.id)
        last = await self._reception.read_up_to(chat)
        if last is None:  # seen for the first time: a channel or thread made after the bot came
            start = channel.id - 1 if isinstance(channel, discord.Thread) else before.id - 1 if before else _now()
            start = max(start, _joined(channel.guild))
            last = MessageId(str(start))
            await self._reception.has_read(chat, last)
        self._known.add(channel.id)
        if not channel.permissions_for(channel.guild.me).read_message_history:
            # Discord would answer with an empty list, as if nothing had been said.
            log.warning("a channel's history may not be read: what was missed stays unread", channel=channel.id)
            return
        try:
            async for message in channel.history(after=discord.Object(int(last)), oldest_first=True, limit=None):
                await self._read(channel, message)
                if channel.id not in self._known:
                    return
        except (discord.HTTPException, OSError) as error:
            self._known.discard(channel.id)
            log.warning("a channel's history could not be read", channel=channel.id, error=type(error).__name__)

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


def _joined(guild: discord.Guild) -> int:
    """A thread may be older than the bot's stay."""
    joined = guild.me.joined_at
    return 0 if joined is None else discord.utils.time_snowflake(joined)


def _now() -> int:
    return discord.utils.time_snowflake(datetime.now(UTC))

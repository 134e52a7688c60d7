"""One connection to Discord: hears what is said, looks for what was not told, and answers."""

import asyncio
import sys
from collections.abc import Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands

from adapters.discord.act import DiscordPlatform
from adapters.discord.asking import Asking
from adapters.discord.ids import chat_id, member_id, server_id
from adapters.discord.joining import blind_in, channels, kept_true, settled, welcomed
from adapters.discord.lanes import Lanes, Parent
from adapters.discord.openness import Openness
from adapters.discord.translate import translated
from adapters.discord.wire import LINE
from bot.bugs import where
from bot.errors import SchoolgateError
from bot.group import Group
from bot.intake import Intake
from bot.message import MemberId, MessageId
from bot.ports import RefusedError
from bot.reception import Reception

log = structlog.get_logger()

ROSTER = 2.0
"""Seconds to wait for the next server to be told, before all are taken to be there."""
PREVIEW = timedelta(minutes=5)
"""How long after its link a preview may come."""
DRAIN = 8.0
"""Seconds for what is in hand when asked to stop."""


class Client(discord.Client):
    def __init__(
        self, platform: DiscordPlatform, intake: Intake, reception: Reception, operator: MemberId | None = None
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content = intents.members = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=ROSTER,
        )
        self.has_stood = False
        self._platform = platform
        self._intake = intake
        self._reception = reception
        self._groups: dict[int, Group] = {}
        self._notices: dict[int, str] = {}
        """What the notice says on each server."""
        self._lanes = Lanes(reception, self._judge, self._gone)
        self._asking = Asking(reception, platform, self._group_of)
        self._openness = Openness(reception, platform, operator)
        self.tree = app_commands.CommandTree(self)
        self._settling = asyncio.Lock()  # two at once would put up two notices
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def setup_hook(self) -> None:
        self._asking.commands(self.tree)
        self.tree.error(self._not_answered)

    async def leave(self) -> None:
        """What is in hand is finished, then the line is closed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN):
                await self._idle.wait()
        with suppress(aiohttp.ClientError, OSError):
            await self.close()

    async def on_disconnect(self) -> None:
        """The library makes the line again by itself, and says so again and again while it cannot."""
        self._intake.lines.lost(LINE)

    async def on_ready(self) -> None:
        self._intake.lines.heard(LINE)
        self.has_stood = True
        self._platform.connect(self)
        self._lanes.lost_touch()
        await self.catch_up()
        with suppress(discord.HTTPException, aiohttp.ClientError):  # the next connection puts the menu up
            await self.tree.sync()

    async def on_resumed(self) -> None:
        self._intake.lines.heard(LINE)
        self._lanes.lost_touch()
        await self.catch_up()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._done(self._come_to(guild))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Taken out: nothing is read there until it is let in again, and then from there on."""
        self._openness.forget(guild.id)
        known = self._groups.pop(guild.id, None)
        if known is not None:
            self._reception.health.found(server_id(guild.id), (self._reception.trouble("removed", known),))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Back after Discord had trouble with it; those there from the start are seen to when all are."""
        if self.has_stood:
            self._lanes.lost_touch()
            await self._done(self._seen_to(guild))

    async def on_guild_update(self, _: object, after: discord.Guild) -> None:
        if after.id in self._groups:
            await self._done(self._openness.look(after))
            await self._done(self._openness.tell(after))

    async def on_guild_channel_update(self, _: object, after: discord.abc.GuildChannel) -> None:
        await self._looked(after.guild)

    async def on_guild_role_update(self, _: object, after: discord.Role) -> None:
        await self._looked(after.guild)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        await self._looked(role.guild)

    async def on_member_update(self, _: object, after: discord.Member) -> None:
        if after == after.guild.me:
            await self._looked(after.guild)

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        group = self._group_of(payload.guild_id)
        if group is not None:
            await self._done(self._reception.reachability.left(group, member_id(payload.user.id)))

    async def _looked(self, guild: discord.Guild) -> None:
        """The bot's rights may have changed."""
        if guild.id in self._groups:
            await self._done(self._lanes.look(guild))

    async def on_message(self, message: discord.Message) -> None:
        if message.author.id == (self.user.id if self.user else 0):
            return
        if message.guild is None:
            if not message.author.bot:
                await self._done(self._asking.written(message))
        elif message.guild.id in self._groups:
            await self._done(self._lanes.heard(message))

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if message.guild is not None and message.guild.id in self._groups and _is_new(message, message.guild):
            await self._done(self._judge(message))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id in self._groups:
            await self._done(self._gone(payload.channel_id, payload.message_id))

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message in sorted(payload.message_ids) if payload.guild_id in self._groups else ():
            await self._done(self._gone(payload.channel_id, message))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            await self._done(self._asking.pressed(interaction))

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """A traceback may hold text, so it is not shown."""
        error = sys.exc_info()[1] or Exception()
        log.error("an event from Discord could not be handled", event_name=event_method, error=where(error))

    async def _not_answered(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        cause = error.__cause__ or error  # the library wraps what our own code raised
        log.error("a command could not be answered", error=where(cause), kind=interaction.type.name)

    async def _settle(self, guild: discord.Guild) -> Group:
        async with self._settling:
            known = self._groups.get(guild.id)
            if known is not None:
                return known
            group = await settled(guild, self._reception, self._lanes)
            self._groups[guild.id] = group
            self._lanes.lost_touch()  # until here, what was said on this server was passed over
            return group

    async def _come_to(self, guild: discord.Guild) -> None:
        group = await self._settle(guild)
        await self._seen_to(guild)
        await welcomed(guild, group, self._reception)

    async def _seen_to(self, guild: discord.Guild) -> None:
        group = await self._settle(guild)
        await self._openness.look(guild)
        await self._openness.tell(guild)
        hidden = blind_in(guild)
        self._reception.health.found(server_id(guild.id), (self._reception.hidden(hidden, group),) if hidden else ())
        await self._lanes.look(guild)
        for channel in channels(guild):
            await self._done(self._lanes.sweep(channel))
        for parent in guild.channels:
            if isinstance(parent, Parent):
                await self._done(self._lanes.sweep_archive(parent))
        await kept_true(guild, group, self._reception, self._notices)

    async def _judge(self, message: discord.Message) -> None:
        group = self._group_of(message.guild.id if message.guild else None)
        if group is None or message.guild is None:
            raise RefusedError("the bot was taken out of the server meanwhile")
        said = translated(message, group.id)
        if said is not None:
            await self._openness.look(message.guild)
            await self._intake.said(said)

    async def _gone(self, channel: int, message: int) -> None:
        await self._intake.deleted(chat_id(channel), MessageId(str(message)))

    async def catch_up(self) -> None:
        """Whatever was posted and not heard, in every channel."""
        for guild in self.guilds:
            await self._done(self._seen_to(guild))

    def _group_of(self, guild: int | None) -> Group | None:
        return None if guild is None else self._groups.get(guild)

    async def _done(self, work: Coroutine[Any, Any, None]) -> None:
        """Waited for when the client is told to leave; a failure is told without anybody's words."""
        self._in_hand += 1
        self._idle.clear()
        try:
            await work
        except SchoolgateError as error:
            log.error("something heard on Discord could not be kept", reason=str(error))  # noqa: TRY400  # a traceback may hold text
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._idle.set()


def _is_new(message: discord.Message, guild: discord.Guild) -> bool:
    """Pins and previews come as edits too, without a time, also of what was said before the bot was let in."""
    changed_at = message.edited_at
    if changed_at is None:  # a preview comes seconds after its link, and its title is part of what is read
        changed_at = message.created_at if message.embeds and _age(message) < PREVIEW else None
    joined = guild.me.joined_at
    return changed_at is not None and (joined is None or changed_at > joined)


def _age(message: discord.Message) -> timedelta:
    return discord.utils.utcnow() - message.created_at

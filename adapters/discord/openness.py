"""While anybody may come in, nothing counts there but danger; the admins hear of it once, in private."""

import asyncio

import discord
import structlog

from adapters.discord.act import DiscordPlatform
from adapters.discord.ids import server_id
from adapters.discord.privacy import is_public
from bot.adminship import admins_now
from bot.group import Group
from bot.message import MemberId
from bot.reception import Reception

log = structlog.get_logger()

PUBLIC, PRIVATE = "public-server", "private-again"
"""What is said of it, by its name."""


class Openness:
    def __init__(self, reception: Reception, platform: DiscordPlatform, operator: MemberId | None = None) -> None:
        """`operator` is told when no admin can be."""
        self._reception = reception
        self._platform = platform
        self._operator = operator
        self._known: dict[int, bool] = {}
        self._untold: dict[int, str] = {}
        self._looking = asyncio.Lock()

    async def look(self, guild: discord.Guild) -> None:
        """Asked before anything said there is judged, and of every change: costs nothing while there is none."""
        if self._known.get(guild.id) is is_public(guild):
            return
        async with self._looking:
            group, server, is_open = await self._group(guild), server_id(guild.id), is_public(guild)
            if group is None:
                return
            was_open = server in group.public
            if is_open is not was_open:
                await self._reception.found(server, is_public=is_open)
            self._known[guild.id] = is_open
            if is_open and not was_open:
                log.warning("something is wrong in a chat", chat=guild.id, trouble=PUBLIC)
                self._untold[guild.id] = PUBLIC
            elif was_open and not is_open and not group.goes_on_in_public:
                self._untold[guild.id] = PRIVATE

    async def tell(self, guild: discord.Guild) -> None:
        """What has been found and nobody has heard of yet: to every admin, else to the operator; else the next time."""
        what, group = self._untold.pop(guild.id, None), await self._group(guild)
        if what is None or group is None:
            return
        text = self._reception.trouble(what, group)
        admins = [admin.id for admin in await admins_now(self._platform, group) or ()]
        reached = [await self._platform.confide(each, text) for each in admins]
        if not any(reached) and self._operator is not None:
            reached = [await self._platform.confide(self._operator, text)]
        if not any(reached):
            log.error("nobody could be told what is wrong in a chat", chat=guild.id, trouble=what)
            self._untold.setdefault(guild.id, what)

    def forget(self, guild: int) -> None:
        """The bot is not there any more."""
        self._known.pop(guild, None)
        self._untold.pop(guild, None)

    async def _group(self, guild: discord.Guild) -> Group | None:
        return await self._reception.group_of(server_id(guild.id))

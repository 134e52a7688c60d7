"""Reaches Discord's people: direct messages, who the admins are, and the little that is done in a channel."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from io import BytesIO

import aiohttp
import discord
import structlog

from adapters.discord.admins import admins_of
from adapters.discord.audit import examine_server
from adapters.discord.ids import NAME, member_id, snowflake
from adapters.discord.letters import MOST, pieces, shown
from adapters.discord.rights import invite_link
from bot.checkup import Checked
from bot.group import Group
from bot.message import ChatId, Member, MemberId, MessageId
from bot.notice import Choice, Letter, Way
from bot.ports import Delivered, PostponedError, RefusedError, UnreachableError, Why
from bot.reach import Reach

log = structlog.get_logger()

CLOSED_FOR = timedelta(hours=6)
"""How long a member who takes no direct messages is not tried again: ten thousand refusals earn a ban."""
WAIT = 15.0
"""Seconds until the next try while there is no connection, or Discord itself is in trouble."""
TOO_FAST = 60.0
DEADLINE = 20.0
"""Seconds for one thing: the library tries five times with growing pauses."""
NOBODY = discord.AllowedMentions.none()

CLOSED, NO_SERVER, TOO_MANY, FLAGGED = 50007, 50278, 40003, 20026
"""Discord's codes: takes no messages; shares no server; opened too many too fast; may write to nobody at all."""
WHY = {CLOSED: Why.CLOSED, NO_SERVER: Why.GONE}


class DiscordPlatform:
    """`bot.ports.Platform`."""

    def __init__(self, label: Callable[[Choice, str], str], clock: Callable[[], datetime]) -> None:
        self._label = label
        self._clock = clock
        self._client: discord.Client | None = None
        self._closed: dict[int, tuple[datetime, Why]] = {}
        self._answered = ContextVar[discord.Interaction | None]("answered", default=None)
        """What is being answered by whoever asks this of us: of two at once, each has its own."""
        self._silenced: datetime | None = None
        """Until when Discord is not asked to write to anybody."""

    def connect(self, client: discord.Client | None) -> None:
        """What is asked goes through this client from here on; None while there is no connection."""
        self._client = client

    def opened(self, member: MemberId) -> None:
        """They have just used the bot: worth another try."""
        self._closed.pop(snowflake(member) or 0, None)

    @contextmanager
    def beside(self, interaction: discord.Interaction) -> Iterator[None]:
        """While this person is answered, a file that cannot reach them directly stands beside the answer."""
        before = self._answered.set(interaction)
        try:
            yield
        finally:
            self._answered.reset(before)

    async def tell(self, letter: Letter) -> Delivered:
        try:
            return await self._write(letter)
        except UnreachableError:
            answered = self._answered.get()
            if not letter.documents or answered is None or member_id(answered.user.id) != letter.to:
                raise
            return await self._show(letter, answered.followup)

    async def _show(self, letter: Letter, followup: discord.Webhook) -> Delivered:
        """Nobody else sees it, and it is gone when they close it: they asked for it, and may ask again."""
        text = "\n".join(pieces(letter.text))[:MOST]
        try:
            async with _told():
                sent = await followup.send(
                    text, files=_files(letter), ephemeral=True, allowed_mentions=NOBODY, wait=True
                )
        except discord.HTTPException as error:
            raise UnreachableError("Discord takes no file beside the answer") from error
        return Delivered(way=Way.EPHEMERAL, reference=f"{sent.channel.id}/{sent.id}")

    async def _write(self, letter: Letter) -> Delivered:
        number = snowflake(letter.to)
        if number is None:
            raise UnreachableError("this is nobody on Discord", Why.GONE)
        self._refuse_closed(number, letter)
        client = self._connected()
        async with _told():
            try:
                user = client.get_user(number) or await client.fetch_user(number)
                for place, (text, view) in enumerate(
                    shown(letter, lambda choice: self._label(choice, letter.language), self.link_to(letter)), start=1
                ):
                    sent = await user.send(
                        text,
                        view=view,
                        allowed_mentions=NOBODY,
                        suppress_embeds=True,
                        nonce=f"{letter.notice}{place}",  # the same again within minutes is not sent twice
                    )
                if letter.documents:
                    await user.send(files=_files(letter))
            except discord.NotFound as error:
                raise UnreachableError("the account is gone", Why.GONE) from error
            except discord.HTTPException as error:
                raise self._why_not(number, error) from error
        return Delivered(way=Way.DIRECT, reference=f"{sent.channel.id}/{sent.id}")

    async def confide(self, to: MemberId, text: str) -> bool:
        """Tell somebody in private what is no letter: it is said once, and waits nowhere."""
        client, number = self._client, snowflake(to)
        if client is None or number is None:
            return False
        try:
            async with asyncio.timeout(DEADLINE):
                user = client.get_user(number) or await client.fetch_user(number)
                for piece in pieces(text):
                    await user.send(piece, allowed_mentions=NOBODY, suppress_embeds=True)
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
            log.info("somebody cannot be written to", error=type(error).__name__)
            return False
        return True

    async def admins(self, group: Group) -> tuple[Member, ...]:
        """Who may manage messages, the owner, and who has the role the group named; bots never."""
        found: dict[MemberId, Member] = {}
        for guild in await self._servers(group):
            found |= {admin.id: admin for admin in admins_of(guild, group.admin_role)}
        return tuple(found.values())

    async def post(self, chat: ChatId, text: str) -> None:
        channel = await self._channel(chat)
        for piece in pieces(text):
            try:
                async with asyncio.timeout(DEADLINE):
                    await channel.send(piece, allowed_mentions=NOBODY, suppress_embeds=True)
            except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
                raise RefusedError("Discord does not let the bot write in the channel") from error

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        if not message.isdecimal():
            raise RefusedError("this message is not on Discord")
        channel = await self._channel(chat)
        try:
            async with asyncio.timeout(DEADLINE):
                await channel.get_partial_message(int(message)).delete()
        except discord.NotFound:
            return  # gone already
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
            raise RefusedError("Discord does not let the bot delete the message") from error

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:
        """On the whole server: Discord knows no time-out of one channel."""
        channel, number = await self._channel(chat), snowflake(member)
        if number is None:
            raise RefusedError("this is nobody on Discord")
        try:
            async with asyncio.timeout(DEADLINE):
                found = channel.guild.get_member(number) or await channel.guild.fetch_member(number)
                await found.timeout(until)
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
            raise RefusedError("the right to time members out is missing, or they are an admin") from error

    async def is_member(self, group: Group, member: MemberId) -> bool:
        number, servers = snowflake(member), await self._servers(group)
        return number is not None and any(guild.get_member(number) is not None for guild in servers)

    async def examine(self, group: Group) -> tuple[Checked, ...]:
        client = self._connected()
        link, found = invite_link(client.application_id or 0), list[Checked]()
        async with _told():
            for chat in group.chats:
                server = snowflake(chat) if chat.startswith(f"{NAME}:server:") else None
                if server is not None:
                    found += await examine_server(client, server, link, group.admin_role)
        return tuple(found)

    def link_to(self, letter: Letter) -> str | None:
        """To the message a letter is about, for whoever can see its channel."""
        chat, message = letter.about or (None, "")
        number = None if chat is None else snowflake(chat)
        channel = None if self._client is None or number is None else self._client.get_channel(number)
        if channel is None or isinstance(channel, discord.abc.PrivateChannel) or not message.isdecimal():
            return None
        return f"{channel.jump_url}/{message}"

    async def _servers(self, group: Group) -> list[discord.Guild]:
        """Those the bot is in, each with all of its members known."""
        client, found = self._connected(), list[discord.Guild]()
        for chat in group.chats:
            guild = client.get_guild(snowflake(chat) or 0) if chat.startswith(f"{NAME}:server:") else None
            if guild is None:
                continue
            if not guild.chunked:
                async with _told():
                    await guild.chunk()
            found.append(guild)
        return found

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:  # noqa: ARG002  # nobody need write first here
        everybody: set[MemberId] = set()
        for guild in await self._servers(group):
            everybody |= {member_id(each.id) for each in guild.members if not each.bot}
        return Reach(reached=len(everybody - closed), members=len(everybody))

    async def _channel(self, chat: ChatId) -> discord.TextChannel | discord.Thread | discord.VoiceChannel:
        client, number = self._client, snowflake(chat)
        if client is None or number is None:
            raise RefusedError("there is no connection to Discord now")
        try:
            async with asyncio.timeout(DEADLINE):
                channel = client.get_channel(number) or await client.fetch_channel(number)
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
            raise RefusedError("the channel is gone, or hidden from the bot") from error
        if not isinstance(channel, discord.TextChannel | discord.Thread | discord.VoiceChannel):
            raise RefusedError("nothing can be written in this kind of channel")
        return channel

    def _connected(self) -> discord.Client:
        if self._client is None or not self._client.is_ready():
            raise PostponedError(WAIT)
        return self._client

    def _refuse_closed(self, number: int, letter: Letter) -> None:
        if letter.is_urgent:
            return
        now = self._clock()
        until, why = self._closed.get(number, (None, Why.UNKNOWN))
        if letter.is_closed or (until is not None and now < until):
            raise UnreachableError("not tried again yet", why)
        if self._silenced is not None and now < self._silenced:
            raise UnreachableError("Discord lets the bot write to nobody")

    def _why_not(self, number: int, error: discord.HTTPException) -> UnreachableError | PostponedError:
        """Discord's own words stay out of it: they may quote what was sent."""
        if error.code == TOO_MANY or error.status == 429:
            return PostponedError(max(TOO_FAST, _asked_to_wait(error)))
        # A token that was taken back is told when the line is made again.
        if error.status >= 500 or error.status == 401:
            return PostponedError(WAIT)
        if error.code == FLAGGED:
            self._silenced = self._clock() + CLOSED_FOR
            log.error("Discord has flagged the bot and lets it write to nobody: see the developer portal, then support")
        elif error.status == 403:
            self._closed[number] = (self._clock() + CLOSED_FOR, WHY.get(error.code, Why.UNKNOWN))
        return UnreachableError(
            f"Discord refuses a direct message (code {error.code})", WHY.get(error.code, Why.UNKNOWN)
        )


def _files(letter: Letter) -> list[discord.File]:
    return [discord.File(BytesIO(each.content), each.name) for each in letter.documents]


def _asked_to_wait(error: discord.HTTPException) -> float:
    """Seconds, when whoever stands before Discord bars the bot: the library leaves that to us."""
    told = error.response.headers.get("Retry-After", "0")
    return float(told) if told.isascii() and told.replace(".", "", 1).isdigit() else 0.0


@asynccontextmanager
async def _told() -> AsyncIterator[None]:
    """A line that is slow or cut is no refusal: it is tried again."""
    try:
        async with asyncio.timeout(DEADLINE):
            yield
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise PostponedError(WAIT) from error

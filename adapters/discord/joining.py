"""The bot comes to a server: its notice stands before the first message is judged; the owner hears what to do."""

import aiohttp
import discord
import structlog

from adapters.discord.act import NOBODY
from adapters.discord.ids import member_id, server_id
from adapters.discord.lanes import Channel, Lanes
from adapters.discord.letters import ANYTHING, escaped, standing
from adapters.discord.privacy import may_be_young
from bot.group import Group
from bot.reception import Reception

log = structlog.get_logger()


async def settled(guild: discord.Guild, reception: Reception, lanes: Lanes) -> Group:
    """The server's group, its notice standing, every channel read from here on. The same again changes nothing."""
    group = await reception.added(server_id(guild.id), guild.name)
    put_up = await _put_up_notice(guild, group, reception)
    for channel in channels(guild):
        await lanes.begin(channel, put_up)
    return group


async def welcomed(guild: discord.Guild, group: Group, reception: Reception) -> None:
    """What to do next, to the server's owner: the one person Discord lets the bot name without further rights."""
    owner = guild.owner or (await guild.fetch_member(guild.owner_id) if guild.owner_id else None)
    if owner is None:
        return
    text = await reception.welcome(group, member_id(owner.id))
    if blind := blind_in(guild):
        text += f"\n\n{reception.hidden(blind, group)}"
    hints = may_be_young(guild, channels(guild))
    if hints:
        text += f"\n\n{reception.young(', '.join(hints), group)}"
    try:
        await owner.send(escaped(text), allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        log.warning("the server's owner could not be told what to do next", group=group.id, code=error.code)
    else:
        await reception.welcomed(group, member_id(owner.id))


def channels(guild: discord.Guild) -> tuple[Channel, ...]:
    """Where messages follow each other, as far as the bot sees it; threads too."""
    found = [each for each in guild.channels if isinstance(each, Channel)]
    return tuple(each for each in (*found, *guild.threads) if each.permissions_for(guild.me).view_channel)


def blind_in(guild: discord.Guild) -> str:
    """The channels in which nothing is read that was said while the bot was away."""
    return ", ".join(f"#{channel.name}" for channel in channels(guild) if not _can_read(channel))


def _can_read(channel: Channel) -> bool:
    return channel.permissions_for(channel.guild.me).read_message_history


async def _put_up_notice(guild: discord.Guild, group: Group, reception: Reception) -> int | None:
    """Its message's number, when it was put up just now."""
    place = _place(guild)
    if place is None:
        log.warning("the notice cannot stand anywhere: the bot may write in no channel", group=group.id)
        return None
    try:
        async for pinned in place.pins():
            if pinned.author.id == guild.me.id and _has_button(pinned):
                return None
        text = escaped(await reception.pinned(group))
        view = standing(await reception.anything(group))
        notice = await place.send(text, view=view, allowed_mentions=NOBODY)
        await notice.pin()
    except discord.HTTPException as error:
        log.warning("the notice could not be put up or pinned", group=group.id, code=error.code)
        return None
    return notice.id


async def kept_true(guild: discord.Guild, group: Group, reception: Reception, said: dict[int, str]) -> None:
    """The notice that stands says what is so now; nobody is called by an edit. `said`: what it says on each server."""
    text = escaped(await reception.pinned(group))
    place = _place(guild)
    if said.get(guild.id) == text or place is None:
        return
    try:
        async for pinned in place.pins():
            if pinned.author.id == guild.me.id and _has_button(pinned):
                if pinned.content != text:
                    view = standing(await reception.anything(group))
                    await pinned.edit(content=text, view=view, allowed_mentions=NOBODY)
                break
    except (discord.HTTPException, aiohttp.ClientError) as error:
        log.warning("the notice could not be changed", group=group.id, error=type(error).__name__)
    else:
        said[guild.id] = text


def _place(guild: discord.Guild) -> discord.TextChannel | None:
    """The channel newcomers see first, else the first one the bot may write in."""
    among = [each for each in (guild.system_channel, *guild.text_channels) if each is not None]
    return next((each for each in among if _can_write(each)), None)


def _can_write(channel: discord.TextChannel) -> bool:
    may = channel.permissions_for(channel.guild.me)
    return may.view_channel and may.send_messages


def _has_button(message: discord.Message) -> bool:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return any(getattr(each, "custom_id", None) == ANYTHING for row in rows for each in row.children)

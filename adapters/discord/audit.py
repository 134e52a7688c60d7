"""Is a Discord server private, and can the bot do its work in it? Asked over REST; nobody sees the bot come online."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import aiohttp
import discord

from adapters.discord.admins import found as role_of
from adapters.discord.ids import NAME, snowflake
from adapters.discord.privacy import invites, passers_on, privacy
from adapters.discord.rights import Place, invite_link, missing
from adapters.discord.wire import BAD_TOKEN, INTENTS, point_at
from bot.checkup import Checked, Outcome
from bot.group import Group

Told = TypeVar("Told")
Found = tuple[tuple[str, Checked], ...]


async def examine(token: str, groups: tuple[Group, ...], api: str | None = None) -> Found:
    """Each with the group or the part it is about; one line for what cannot be reached at all."""
    point_at(api)
    client = discord.Client(intents=discord.Intents.none())
    try:
        await client.login(token)
        return await _looked(client, groups)
    except discord.LoginFailure:
        return (("Discord", Checked(Outcome.FIX, BAD_TOKEN)),)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        text = f"cannot be reached ({type(error).__name__}). Look at the network, then try again."
        return (("Discord", Checked(Outcome.FIX, text)),)
    finally:
        await client.close()


async def _looked(client: discord.Client, groups: tuple[Group, ...]) -> Found:
    user, application = client.user, await client.application_info()
    link = invite_link(application.id)
    found = [("Discord", Checked(Outcome.GOOD, f"the token is that of {user}"))]
    found += [("Discord", each) for each in intents(application.flags)]
    if application.bot_public:
        text = (
            "Anybody can add this bot to their server. Developer portal, your application, Bot: switch Public Bot off."
        )
        found.append(("Discord", Checked(Outcome.ASK, text)))
    found.append(("Discord", Checked(Outcome.GOOD, f"this link adds it to a server, with the least it needs: {link}")))
    for group in groups:
        for chat in group.chats:
            server = snowflake(chat) if chat.startswith(f"{NAME}:server:") else None
            if server is not None:
                found += [
                    (f"group {group.id}", each) for each in await examine_server(client, server, link, group.admin_role)
                ]
    return tuple(found)


def intents(flags: discord.ApplicationFlags) -> tuple[Checked, ...]:
    """Whether Discord lets the bot read, and know who the admins are."""
    lacking = []
    if not (flags.gateway_message_content or flags.gateway_message_content_limited):
        lacking.append("Message Content Intent")
    if not (flags.gateway_guild_members or flags.gateway_guild_members_limited):
        lacking.append("Server Members Intent")
    return (Checked(Outcome.FIX, f"{INTENTS} {' and '.join(lacking)}."),) if lacking else ()


async def examine_server(client: discord.Client, number: int, link: str, role: str | None) -> tuple[Checked, ...]:
    """What is wrong with one server, and how to mend it; else that nothing is."""
    try:
        guild = await client.fetch_guild(number, with_counts=False)
        places = [each for each in await guild.fetch_channels() if isinstance(each, Place)]
        me = await guild.fetch_member(client.application_id or 0)
    except (discord.Forbidden, discord.NotFound):
        return (Checked(Outcome.FIX, f"The bot is not on server {number}. Add it: {link}"),)
    except discord.HTTPException as error:
        return (Checked(Outcome.FIX, f"Server {number} cannot be looked at (status {error.status}). Try again."),)
    found = (
        *missing(places, me),
        *_admins(guild, role),
        *privacy(guild, places),
        *await _whatever_is_told(guild, me),
    )
    return found or (Checked(Outcome.GOOD, f"{guild.name} is private, and the bot can do its work there"),)


def _admins(guild: discord.Guild, role: str | None) -> tuple[Checked, ...]:
    """A role nobody can tell makes nobody an admin, and nobody would notice."""
    if role is None or role_of(guild, role) is not None:
        return ()
    text = (
        f"The admins' role, {role}, is no single role of {guild.name}: whoever has only that is no admin to the bot."
        " Send it /set admin-role= and pick the role again, with @."
    )
    return (Checked(Outcome.FIX, text),)


async def _whatever_is_told(guild: discord.Guild, me: discord.Member) -> tuple[Checked, ...]:
    """Discord tells of these only to whoever may manage them, which the bot need not."""
    links = await _told(guild.invites)
    others = await _told(guild.integrations)
    hooks, templates = await _told(guild.webhooks), await _told(guild.templates)
    found = invites(links or ())
    found += passers_on(
        None if hooks is None else len(hooks),
        None if templates is None else len(templates),
        None if others is None else len([each for each in others if getattr(each, "user", None) != me]),
    )
    if links is None:
        text = (
            "Invite links are not shown to the bot. Look yourself: Server Settings, Invites. None should be for ever."
        )
        found += (Checked(Outcome.ASK, text),)
    return found


async def _told(ask: Callable[[], Awaitable[Sequence[Told]]]) -> Sequence[Told] | None:
    try:
        return await ask()
    except discord.Forbidden:
        return None

"""Who administers a server: its owner, whoever may manage messages, and the role the group has named."""

import discord

from adapters.discord.ids import member_id
from bot.message import Member

MENTION = "<@&"
"""How Discord writes a role that was picked from its list; a number and a > follow."""


def admins_of(guild: discord.Guild, role: str | None) -> tuple[Member, ...]:
    """Bots never; everybody at once never, whatever role was named."""
    named = None if role is None else found(guild, role)
    return tuple(
        Member(id=member_id(each.id), name=each.display_name)
        for each in guild.members
        if not each.bot and (each.guild_permissions.manage_messages or each.id == guild.owner_id or named in each.roles)
    )


def found(guild: discord.Guild, role: str) -> discord.Role | None:
    """The one that is meant; None when there is none, when two bear the name, or when everybody has it."""
    known = [each for each in guild.roles if not each.is_default()]
    if role.startswith(MENTION):
        return next((each for each in known if each.mention == role), None)
    name = role.removeprefix("@").casefold()
    meant = [each for each in known if each.name.casefold() == name]
    return meant[0] if len(meant) == 1 else None

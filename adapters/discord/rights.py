"""What the bot must be allowed on a server, no more; what each right is for, and how to give it."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.checkup import Checked, Outcome

Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel
"""Where something can be said; a forum's posts have the rights of their forum."""


@dataclass(frozen=True, slots=True)
class Right:
    name: str
    """The library's."""
    shown: str
    """What Discord's own settings call it."""
    without: str
    """What the bot cannot do when it is missing."""
    is_needed: bool = True


IN_CHANNELS = (
    Right("view_channel", "View Channel", "The bot cannot see {}"),
    Right("read_message_history", "Read Message History", "What is said in {} while the bot is away stays unread"),
    Right("manage_messages", "Manage Messages", "Members cannot have their own messages taken down in {}"),
    Right("manage_threads", "Manage Threads", "Private threads in {} are hidden from the bot", is_needed=False),
)
FOR_NOTICE = (
    Right("send_messages", "Send Messages", "The notice cannot stand anywhere"),
    Right("pin_messages", "Pin Messages", "The notice cannot be pinned"),
)
"""One channel where all of these are given is enough."""
LATER = ("send_messages_in_threads", "moderate_members")
"""Needed only when admins have something said in a thread, or have a member paused."""


def least() -> discord.Permissions:
    """What the invite link asks for."""
    names = [right.name for right in (*IN_CHANNELS, *FOR_NOTICE)] + list(LATER)
    return discord.Permissions(**dict.fromkeys(names, True))


def invite_link(application: int) -> str:
    """Adds the bot to a server, with the least it needs."""
    return discord.utils.oauth_url(application, permissions=least(), scopes=("bot", "applications.commands"))


def missing(places: Sequence[Place], me: discord.Member) -> tuple[Checked, ...]:
    """Channel by channel, each right that is missing and the taps that give it."""
    may = {place: place.permissions_for(me) for place in places}
    found = []
    for right in IN_CHANNELS:
        # Without the first, every other is missing too, and is not worth a line of its own.
        lacking = [place for place in places if _lacks(may[place], right)]
        if lacking:
            outcome = Outcome.FIX if right.is_needed else Outcome.ASK
            what = right.without.format(", ".join(f"#{place.name}" for place in lacking))
            found.append(Checked(outcome, f"{what}. {_taps(right, me)}"))
    writable = [place for place in places if isinstance(place, discord.TextChannel)]
    found += [
        Checked(Outcome.FIX, f"{right.without}. {_taps(right, me)}")
        for right in FOR_NOTICE
        if not any(may[place].view_channel and getattr(may[place], right.name) for place in writable)
    ]
    return tuple(found)


def _lacks(may: discord.Permissions, right: Right) -> bool:
    return not getattr(may, right.name) and (right is IN_CHANNELS[0] or may.view_channel)


def _taps(right: Right, me: discord.Member) -> str:
    return f'Tap Edit Channel, Permissions, then "{me.display_name}", and allow {right.shown}.'

"""A message as discord.py hands it over, wherever on the server it was said."""

from datetime import UTC, datetime
from typing import Any

import discord
from discord_server import Loopback
from discord_shapes import CHAT, GUILD, PARENT, Json
from discord_shapes import guild as guild_shape

SENT = datetime(2026, 3, 2, 18, 42, tzinfo=UTC)
NUMBER = discord.utils.time_snowflake(SENT)
SPOKEN = {2, 13}
"""Kinds of channel where people talk, with a chat beside."""


def heard(
    state: Any,
    *,
    user: int = PARENT,
    kind: int | None = None,
    thread: str | None = None,
    is_first: bool = False,
    **more: Any,
) -> discord.Message:
    """In a channel of this kind, or in a thread of this name; `is_first` begins a post in a forum."""
    there = Loopback()
    told = guild_shape(there.said)
    if kind is not None and thread is None:
        told["channels"][1] |= {"type": kind, "bitrate": 64_000, "user_limit": 0, "rtc_region": None}
    guild = discord.Guild(data=told, state=state)  # type: ignore[arg-type]  # a payload as it comes
    channel: Any = guild.get_channel(CHAT)
    if thread is not None:
        channel = _thread(guild, state, thread, kind or 11, NUMBER if is_first else 300)
    data = {**there.message(user, "hello", channel.id), "timestamp": SENT.isoformat(), "id": str(NUMBER), **more}
    return discord.Message(state=state, channel=channel, data=data)  # type: ignore[arg-type]


def _thread(guild: discord.Guild, state: Any, name: str, kind: int, number: int) -> discord.Thread:
    told: Json = {"id": str(number), "parent_id": str(CHAT), "owner_id": str(PARENT), "name": name, "type": kind}
    times = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": SENT.isoformat()}
    counts = {"message_count": 1, "member_count": 1, "last_message_id": None, "guild_id": str(GUILD)}
    return discord.Thread(guild=guild, state=state, data={**told, **counts, "thread_metadata": times})  # type: ignore[typeddict-item]

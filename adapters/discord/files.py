"""Reads a file that somebody sends the bot in private: an admin's own rules, or a school's staff."""

import discord

from bot.plaintext import decoded

LARGEST = 400_000
"""Bytes; no more is fetched, whatever Discord would let through."""


async def text_of(attachment: discord.Attachment) -> str | None:
    """None when it is too large, or no text."""
    if attachment.size > LARGEST:
        return None
    return decoded(await attachment.read())

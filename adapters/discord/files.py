"""Reads a file that somebody sends the bot in private: an admin's own rules."""

import discord

LARGEST = 400_000
"""Bytes; no more is fetched, whatever Discord would let through."""


async def text_of(attachment: discord.Attachment) -> str | None:
    """None when it is too large for a file of rules, or no text."""
    if attachment.size > LARGEST:
        return None
    try:
        return (await attachment.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None

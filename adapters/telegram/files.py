"""Reads a file that somebody sends the bot in private: an admin's own rules."""

from typing import Any

import telegram
from telegram.ext import ExtBot

LARGEST = 400_000
"""Bytes; no more is fetched, whatever Telegram would let through."""


async def text_of(bot: ExtBot[Any], document: telegram.Document) -> str | None:
    """None when it is too large for a file of rules, or no text."""
    if document.file_size is None or document.file_size > LARGEST:
        return None
    file = await bot.get_file(document.file_id)
    try:
        return bytes(await file.download_as_bytearray()).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None

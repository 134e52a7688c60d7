"""Reads a file that somebody sends the bot in private: an admin's own rules, or a school's staff."""

from typing import Any

import telegram
from telegram.ext import ExtBot

from bot.plaintext import decoded

LARGEST = 400_000
"""Bytes; no more is fetched, whatever Telegram would let through."""


async def text_of(bot: ExtBot[Any], document: telegram.Document) -> str | None:
    """None when it is too large, or no text."""
    if document.file_size is None or document.file_size > LARGEST:
        return None
    file = await bot.get_file(document.file_id)
    return decoded(bytes(await file.download_as_bytearray()))

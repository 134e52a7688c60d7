"""Opens a chat somebody exported, for the commands that judge one: they need no platform and no database."""

from pathlib import Path

from adapters.exports import recognise
from bot.chatfile import ChatFile, GroupOf


def open_chat_file(path: Path, group_of: GroupOf) -> ChatFile:
    """Recognised by what it holds. Raises FileError or UnknownGroupError."""
    return recognise.open_chat_file(path, group_of)

"""A message that made our own code fail: where it stands and what failed, never what it said."""

from dataclasses import dataclass
from datetime import datetime

from bot.message import ChatId, GroupId, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    group: GroupId
    chat: ChatId
    message: MessageId
    said_at: datetime
    """When its present words were said: edited, it is judged anew."""
    error: str
    """The kind of failure, for whoever mends it: a class and a place in our code."""
    at: datetime

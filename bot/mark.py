"""A text-free, keyed, expiring trace of what somebody said about somebody."""

from dataclasses import dataclass
from datetime import datetime

from bot.finding import Concern
from bot.message import GroupId, MemberId, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    group: GroupId
    poster: MemberId
    target: str
    concern: Concern
    message: MessageId
    at: datetime
    expires_at: datetime

"""Whom a direct message reaches, as far as is known."""

from dataclasses import dataclass
from datetime import datetime

from bot.message import GroupId, MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWay:
    """A member of a group has written to the bot in private: direct messages reach them."""

    group: GroupId
    member: MemberId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many people of a group a direct message reaches, as far as is known."""

    reached: int
    members: int | None
    """None when the platform cannot tell how many there are."""

"""Who was shown what is kept, or decided about it, and when: never what it said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.incident import CaseId
from bot.message import GroupId, MemberId


class Deed(StrEnum):
    SHOWN = "shown"
    """A card, an alarm or a question about a case was handed over to them."""
    FETCHED = "fetched"
    """The same, from their mailbox."""
    OWN_DATA = "own data"
    """They were shown all that is kept about themselves."""
    ACKNOWLEDGED = "ack"
    OVERTURNED = "overturn"
    STAYS = "stays"
    CLOSED = "close"
    CALMED = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    group: GroupId
    by: MemberId
    deed: Deed
    at: datetime
    case: CaseId | None = None
    """None where it was about no case."""

"""What people have said of one rule in one group: how often it was right, how often wrong; no text, no member."""

from dataclasses import dataclass
from datetime import datetime

from bot.finding import RuleId
from bot.message import GroupId


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    group: GroupId
    rule: RuleId
    right: int = 0
    """Decisions, not messages: a case closed, a note that stays."""
    wrong: int = 0
    """A case or a note overturned."""
    shadowed_at: datetime | None = None
    """Since when it has been in shadow by itself; None while it is not. Brought back, its record begins anew."""
    tried: int = 0
    """Messages on which it would have spoken in its last week of watching."""

    @property
    def decisions(self) -> int:
        return self.right + self.wrong

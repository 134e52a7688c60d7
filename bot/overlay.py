"""A group's own short file of rules: one version of it, as an admin applied it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.finding import RuleId
from bot.message import GroupId, MemberId

TRIAL = timedelta(days=7)
"""How long a rule that is new or changed in a group only watches."""
VERSIONS_KEPT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    group: GroupId
    version: int
    text: str
    by: MemberId
    at: datetime
    began: tuple[tuple[RuleId, datetime], ...] = ()
    """Since when each rule that is new or changed has been as it is; not those whose `mode` the file itself says."""

    def on_trial(self, now: datetime) -> frozenset[RuleId]:
        return frozenset(rule for rule, at in self.began if now < at + TRIAL)

    def next_end(self, now: datetime) -> datetime | None:
        """When the next trial is over."""
        return min((at + TRIAL for _, at in self.began if now < at + TRIAL), default=None)

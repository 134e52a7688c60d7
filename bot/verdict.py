"""A message's findings weighed once: what its poster gets, what counts, what the admins get."""

from dataclasses import dataclass
from datetime import datetime

from bot.case import CaseKind
from bot.finding import Finding, Level
from bot.incident import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    findings: tuple[Finding, ...]
    """The ones that are acted on, the one that decided first; never empty."""
    note_at: datetime | None
    """When the poster is told; None when they get nothing."""
    weight: int
    count: Count
    """The state the incident starts in."""
    case: CaseKind | None
    """What the admins are told at once; None when only a count that makes a case would tell them."""
    case_at: datetime | None = None
    """When they are told; None exactly when `case` is."""

    def __post_init__(self) -> None:
        if not self.findings:
            raise ValueError("a verdict without a finding is no verdict")
        if (self.case is None) is not (self.case_at is None):
            raise ValueError("a case and its time come together")

    @property
    def chief(self) -> Finding:
        return self.findings[0]

    @property
    def level(self) -> Level:
        return self.chief.level

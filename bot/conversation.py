"""A private talk with an admin that is not finished: what was asked last, and what every answer changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.group import Group
from bot.message import GroupId, MemberId


class Step(StrEnum):
    """The questions of setting a group up, in the order in which they are asked."""

    SCHOOL = "school"
    PLACE = "place"
    TIMEZONE = "timezone"
    OFFICE = "school-office"
    COMPLAINTS = "complaints"
    POLICIES = "policies"
    SAFEGUARDING = "safeguarding"
    HEAD = "head"
    CHAIR = "chair"
    STAFF = "staff"
    TIES = "ties"
    DEPUTY = "deputy"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that is behind us."""

    step: Step
    before: Group
    """The profile without whatever the answer did not touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One at a time with one person; kept under lock, and dropped when it is done or nobody goes on with it."""

    member: MemberId
    group: GroupId
    at: datetime
    """When they last said something."""
    step: Step | None = None
    """What was asked last; None when the group is not being set up."""
    answered: tuple[Answered, ...] = ()
    pending: str | None = None
    """A staff list that was shown and waits for their "yes"."""

"""What the core needs from outside: somewhere to keep what was decided, and a way to reach people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.access import Access
from bot.case import Appeal, Case, Link
from bot.checkup import Checked
from bot.conversation import Conversation
from bot.errors import SchoolgateError
from bot.group import Group
from bot.held import Erasure, Held
from bot.incident import CaseId, Incident, IncidentId
from bot.mark import Mark
from bot.message import ChatId, GroupId, Member, MemberId, MessageId
from bot.notice import Audience, Letter, Notice, NoticeId, Way
from bot.overlay import Overlay
from bot.reach import OpenWay, Reach
from bot.rulerecord import RuleRecord
from bot.unjudged import Unjudged


class Why(StrEnum):
    """Why no private way to a member works, as far as the platform says."""

    BLOCKED = "blocked"
    """They have blocked the bot."""
    NEVER_STARTED = "never started"
    """They have never written to the bot, and it may not begin."""
    GONE = "gone"
    """Their account is deleted, or they share no group with the bot any more."""
    CLOSED = "closed"
    """They take no direct messages."""
    UNKNOWN = "unknown"
    """The platform does not tell which."""


class UnreachableError(SchoolgateError):
    """No private way to this member works now; the notice belongs in the mailbox."""

    def __init__(self, message: str = "no private way to this member works now", why: Why = Why.UNKNOWN) -> None:
        self.why = why
        super().__init__(message)


class WithheldError(SchoolgateError):
    """Kept back on purpose: the group is in shadow mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedWay:
    """No direct message has reached a member of a group lately; none is tried until then."""

    group: GroupId
    member: MemberId
    until: datetime
    why: Why


class PostponedError(SchoolgateError):
    """The platform asks to wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"the platform asks to wait {seconds:g} s")


class RefusedError(SchoolgateError):
    """The platform will not do it: a right is missing, or what it was about is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    way: Way
    reference: str
    closed: Why | None = None
    """Why no direct message reached them, where that way comes first and was tried."""


class Platform(Protocol):
    """One chat platform, as far as the core needs it. Doing a thing twice is the same as doing it once."""

    async def tell(self, letter: Letter) -> Delivered:
        """Hand it over where nobody else can see it. Raises UnreachableError, WithheldError or PostponedError."""
        ...

    async def admins(self, group: Group) -> tuple[Member, ...]:
        """Who administers the group now. Raises PostponedError when the platform cannot say."""
        ...

    async def post(self, chat: ChatId, text: str) -> None:
        """Say in the chat, before everybody, what an admin chose to have said. Raises RefusedError."""
        ...

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        """Take a message down, at its member's wish or an admin's. Raises RefusedError."""
        ...

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:
        """Keep a member from posting in the chat until then; None lets them post again. Raises RefusedError."""
        ...

    async def is_member(self, group: Group, member: MemberId) -> bool:
        """Are they in one of the group's chats now? Raises PostponedError when the platform cannot say."""
        ...

    async def examine(self, group: Group) -> tuple[Checked, ...]:
        """Is each of its chats private, and can the bot work there? Raises PostponedError when it cannot be asked."""
        ...

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:
        """Counted, nobody named. `opened` have written to the bot; `closed` were tried in vain of late.

        Raises PostponedError when the platform cannot say.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What came of something: values written whole, in one transaction, over those of the same id."""

    incidents: tuple[Incident, ...] = ()
    cases: tuple[Case, ...] = ()
    notices: tuple[Notice, ...] = ()
    marks: tuple[Mark, ...] = ()
    appeals: tuple[tuple[IncidentId, Appeal], ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    accesses: tuple[Access, ...] = ()
    """Added to those there are."""
    rules: tuple[RuleRecord, ...] = ()
    ways: tuple[ClosedWay, ...] = ()
    opened: tuple[OpenWay, ...] = ()

    def __add__(self, other: "Record") -> "Record":
        """Both in one transaction; of the same id, the later value stands."""
        return Record(
            incidents=self.incidents + other.incidents,
            cases=self.cases + other.cases,
            notices=self.notices + other.notices,
            marks=self.marks + other.marks,
            appeals=self.appeals + other.appeals,
            unjudged=self.unjudged + other.unjudged,
            accesses=self.accesses + other.accesses,
            rules=self.rules + other.rules,
            ways=self.ways + other.ways,
            opened=self.opened + other.opened,
        )


class Store(Protocol):
    """Where decisions live. Times go in and come out with a zone; texts and names are encrypted at rest."""

    async def groups(self) -> tuple[Group, ...]: ...

    async def group(self, group: GroupId) -> Group | None: ...

    async def profile(self, group: GroupId) -> Group | None:
        """The group as it was a second ago at most, for what is asked of every message. What was saved here counts."""
        ...

    async def save_group(self, group: Group) -> None: ...

    async def overlays(self, group: GroupId) -> tuple[Overlay, ...]:
        """The last versions of the group's own rules, the newest first."""
        ...

    async def save_overlay(self, overlay: Overlay) -> None:
        """As the newest version; the oldest goes."""
        ...

    async def flagged(self, group: GroupId, since: datetime) -> tuple[Incident, ...]:
        """A group's incidents posted after `since`, oldest first."""
        ...

    async def record(self, record: Record) -> None:
        """All of it or, raising, none of it."""
        ...

    async def history(self, group: GroupId, poster: MemberId, since: datetime) -> tuple[Incident, ...]:
        """A member's incidents posted after `since`, oldest first."""
        ...

    async def incident(self, incident: IncidentId) -> Incident | None: ...

    async def incident_of(self, chat: ChatId, message: MessageId) -> Incident | None:
        """The one judged last, should the message have been cleared and flagged again."""
        ...

    async def incidents_in(self, case: CaseId) -> tuple[Incident, ...]:
        """Oldest first."""
        ...

    async def appeal(self, incident: IncidentId) -> Appeal | None: ...

    async def open_appeals(self, group: GroupId) -> tuple[tuple[IncidentId, Appeal], ...]:
        """Members who wait for an answer."""
        ...

    async def case(self, case: CaseId) -> Case | None: ...

    async def open_cases(self, group: GroupId) -> tuple[Case, ...]:
        """Oldest first."""
        ...

    async def chain(self, case: CaseId) -> tuple[Link, ...]:
        """Its evidence so far, in order."""
        ...

    def sign(self, case: CaseId, content: bytes) -> str:
        """A seal that only this installation can make, and so can know again."""
        ...

    async def next_case_number(self, group: GroupId) -> int: ...

    async def rule_records(self, group: GroupId) -> tuple[RuleRecord, ...]:
        """What has been decided about each rule of which anything has, by the rule's name."""
        ...

    async def notice(self, notice: NoticeId) -> Notice | None: ...

    async def notices_of(self, incident: IncidentId) -> tuple[Notice, ...]: ...

    async def notices_about(self, case: CaseId) -> tuple[Notice, ...]: ...

    async def due(self, now: datetime) -> tuple[Notice, ...]:
        """Queued notices whose time has come, and what was being handed over; urgent kinds first, then oldest first."""
        ...

    async def sending(self, notices: tuple[NoticeId, ...]) -> None:
        """They are handed over now. One that is found so was interrupted, and that is counted."""
        ...

    async def closed_way(self, group: GroupId, member: MemberId) -> ClosedWay | None: ...

    async def ways(self, group: GroupId, now: datetime) -> tuple[frozenset[MemberId], frozenset[MemberId]]:
        """Who has written to the bot in private, and whom no direct message reaches now."""
        ...

    async def language(self, group: GroupId, member: MemberId) -> str | None:
        """The one they have chosen."""
        ...

    async def save_language(self, group: GroupId, member: MemberId, language: str, at: datetime) -> None: ...

    async def has_left(self, group: GroupId, member: MemberId) -> None:
        """Whether direct messages reach them, and what they read, is nobody's business any more."""
        ...

    async def mailbox(self, group: GroupId, to: frozenset[Audience]) -> tuple[Notice, ...]:
        """Notices waiting for whoever is all of these, oldest first."""
        ...

    async def waiting_since(self, before: datetime) -> tuple[Notice, ...]:
        """Notices that have lain in a mailbox since before then."""
        ...

    async def unjudged(self, chat: ChatId, message: MessageId) -> Unjudged | None:
        """Its last failure, should it have been edited and failed again."""
        ...

    async def read_up_to(self, chat: ChatId) -> MessageId | None:
        """The last message of a chat whose history a platform gives; every one before it is judged too."""
        ...

    async def has_read(self, chat: ChatId, message: MessageId) -> None: ...

    async def conversation(self, member: MemberId) -> Conversation | None:
        """The talk with this person that is not finished."""
        ...

    async def save_conversation(self, talk: Conversation) -> None: ...

    async def end_conversation(self, member: MemberId) -> None: ...

    async def notices_since(self, group: GroupId, since: datetime) -> tuple[Notice, ...]:
        """Every notice of a group made since then, whatever became of it."""
        ...

    async def marks(self, group: GroupId, target: str, since: datetime) -> tuple[Mark, ...]:
        """Oldest first."""
        ...

    async def about(self, group: GroupId, member: MemberId) -> Held:
        """Everything kept about them."""
        ...

    async def forget(self, group: GroupId, member: MemberId, now: datetime) -> Erasure:
        """All of it or, raising or refusing, none of it; no copy is left in the files."""
        ...

    async def wipe(self, group: GroupId, now: datetime) -> bool:
        """The group and everything in it; False when there is none of that name."""
        ...

    async def expire(self, now: datetime) -> int:
        """Delete what may no longer be kept; returns how many incidents went."""
        ...

"""Something to tell someone, and how far it has got."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, TypeAlias

from bot.finding import RuleId
from bot.incident import CaseId, IncidentId
from bot.message import ChatId, GroupId, MemberId, MessageId

NoticeId = NewType("NoticeId", str)


@dataclass(frozen=True, slots=True)
class ToMember:
    """One person, the poster of an incident or an admin already chosen."""

    id: MemberId


@dataclass(frozen=True, slots=True)
class ToAdmins:
    """Every admin without a tie to the case; who they are is asked when it is sent."""


@dataclass(frozen=True, slots=True)
class ToDeputy:
    """The outside person the group named."""


@dataclass(frozen=True, slots=True)
class ToOperator:
    """Whoever runs this installation."""


Audience: TypeAlias = ToMember | ToAdmins | ToDeputy | ToOperator


class NoticeKind(StrEnum):
    NOTE = "note"
    """To the poster, about one incident: pointer, reminder, serious, danger, support; its finding says which."""
    CLEARED = "cleared"
    """Thanks: it was taken back in grace."""
    ASKED = "asked"
    """Receipt: a person will look."""
    OVERTURNED = "overturned"
    """The bot was wrong, to the poster and to the admins who were told."""
    STAYS = "stays"
    """A person has looked and the note stays."""
    CASE = "case"
    """A case card, to the admins."""
    ALERT = "alert"
    """Danger, or a life at risk: cannot wait."""
    APPEAL = "appeal"
    """A member asks a person, to the admins who may decide."""
    TAKEN = "taken"
    """Somebody has acknowledged, to the others who were told."""
    WITHDRAWN = "withdrawn"
    """The case is gone: its member took the message back."""
    TALK = "talk"
    """A member would like to talk to an admin, after a note of support."""
    WAITING = "waiting"
    """A note has waited a day in somebody's mailbox, not whose."""
    UNREAD = "unread"
    """A message made our own code fail and was judged by nobody."""
    OPTIONS = "options"
    """What else can be done about a case, to the admin who asked."""
    SECOND = "second"
    """A second admin is asked to agree, or the first hears that they did."""
    SHADOWED = "shadowed"
    """To the admins, naming nobody: what shadow mode kept from being sent."""
    OWN_RULES = "own_rules"
    """To the admins: the group's own rules cannot be used, and the shared ones run."""
    RESTED = "rested"
    """To the admins: a rule that was wrong too often went to shadow by itself."""
    TRIAL = "trial"
    """To the admins: the week of shadow mode is over, and this is what it came to."""
    WEEKLY = "weekly"
    """To the admins, who asked for it: a week in numbers."""
    TUNE = "tune"
    """To the admin who has just said that the bot was wrong: shall the rule that decided change?

    And to one who was shown what a change would do: shall it be used?
    """
    TRIED = "tried"
    """To the admins: a rule has only watched for a week, and speaks from now on."""
    CHECK = "check"
    """To the admins: contacts nobody has looked at for a year."""
    NEW_YEAR = "new_year"
    """To the admins: a school year begins, and with it others may take over."""


class NoticeState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """Being handed over. Found so by a courier that holds nothing, it may have arrived."""
    WAITING = "waiting"
    """No private way worked; it lies in its member's mailbox."""
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    VOID = "void"


class Way(StrEnum):
    """How a notice arrived."""

    DIRECT = "direct"
    EPHEMERAL = "ephemeral"
    MAILBOX = "mailbox"


class Choice(StrEnum):
    """A button on a notice. Pressing it is also possible by typing its name."""

    ASK_A_PERSON = "ask"
    DELETE_IT = "delete"
    TAKEN_DOWN = "down"
    WHERE_TO_RAISE = "where"
    TELL_AN_ADMIN = "tell"
    ACKNOWLEDGE = "ack"
    OVERTURN = "overturn"
    STAYS = "stays"
    CLOSE = "close"
    CALM = "calm"
    FRIENDLY = "friendly"
    MORE = "options"
    REMOVE = "remove"
    PAUSE = "pause"
    RESUME = "resume"
    PASS_ON = "pass"  # noqa: S105  # nobody's password
    ORDERLY = "orderly"
    AT_RISK = "at-risk"
    CASE_FILE = "file"
    BRING_BACK = "back"
    GO_LIVE = "go-live"
    NEVER = "never"
    SOFTER = "softer"
    STRICTER = "stricter"
    APPLY = "apply"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    id: NoticeId
    group: GroupId
    to: Audience
    kind: NoticeKind
    due_at: datetime
    created_at: datetime
    incident: IncidentId | None = None
    case: CaseId | None = None
    rule: RuleId | None = None
    """The rule it is about, when it is about no message."""
    state: NoticeState = NoticeState.QUEUED
    way: Way | None = None
    attempts: int = 0
    interrupted: int = 0
    """How often the process died, or could not write, while it was handed over: its reader may have it again."""
    delivered_at: datetime | None = None
    void_because: str | None = None
    reference: str | None = None
    """What the platform calls what it sent, for changing it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that somebody asked for."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice in words, ready to be handed to one person."""

    notice: NoticeId
    """Also the idempotency key."""
    to: MemberId
    group: GroupId
    about: tuple[ChatId, MessageId] | None
    """The message it answers, for a link and for the right group."""
    text: str
    choices: tuple[Choice, ...] = ()
    see_it: str | None = None
    """What a link to that message says, where the platform has links to messages; None for no link."""
    is_urgent: bool = False
    """Danger or a life at risk, to somebody who can act: every private way at once, in shadow mode too."""
    is_closed: bool = False
    """A direct message is known not to reach them: unless it is urgent, that way is left out."""
    names_nobody: bool = False
    """To the admins, with nobody's name or words in it: shadow mode lets it through."""
    language: str = "en"
    """In which it is written, and its buttons are."""
    documents: tuple[Document, ...] = ()
    """Handed over with it, and only where they stay with one person: directly."""

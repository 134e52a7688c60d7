"""A group's profile: its school, whom to ask, when to be quiet, who its staff and admins are."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.people.register import Register


class Mode(StrEnum):
    LIVE = "live"
    SHADOW = "shadow"
    """Members get nothing; admins see, without names, what would have been sent. Danger goes through."""
    PAUSED = "paused"
    """Nothing but danger and a life at risk."""


class Naming(StrEnum):
    """What a staff member's name in a complaint is worth."""

    OFF = "off"
    WITH_ATTACK = "with_attack"
    STRICT = "strict"


CHECKED_FOR = timedelta(days=365)
"""Contacts that nobody has checked for longer may have left or moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somewhere a worry can be taken."""

    kind: str
    """"school-office", "head", "chair", "complaints", "policies", "safeguarding": what a rule's `signpost` names."""
    text: str
    link: str | None = None
    checked_on: date | None = None
    is_broken: bool = False
    """Its link led nowhere when it was last tried: until it does again, people are sent to the office."""

    def is_stale(self, today: date) -> bool:
        """Also when nobody has ever checked it."""
        return self.checked_on is None or today - self.checked_on >= CHECKED_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Notes wait from `start` to `end`, in the group's own time; danger does not."""

    start: time = time(22)
    end: time = time(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An admin's declared closeness to somebody, which keeps them from that person's cases."""

    admin: MemberId
    to: str
    """A target's key, or "staff" for everybody who works at the school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A language that an admin has had read by somebody who speaks it, and switched on."""

    language: str
    edition: str
    """Of the wording that was read: of a later one nobody has."""
    is_first: bool = False
    """The notice stands in it, and whoever has chosen none is written to in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What a group's admins would rather say than what is shipped."""

    language: str
    key: str
    """Which text it stands in for."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWording:
    """A group's own sentences: one version of them, as an admin applied it."""

    version: int
    at: datetime
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When something was last said in a chat, and the longest silence that ended on each day. Times, and no words."""

    chat: ChatId
    last: datetime
    at: datetime
    """Until then somebody listened."""
    silences: tuple[tuple[date, timedelta], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    id: GroupId
    school: str
    chats: tuple[ChatId, ...] = ()
    place: str = "england"
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    language: str = "en"
    languages: tuple[Spoken, ...] = ()
    """In which members may be written to besides, if they wish."""
    wordings: tuple[OwnWording, ...] = ()
    """The last versions of its own sentences, the newest first; that one is said."""
    notices: tuple[tuple[ChatId, MessageId], ...] = ()
    """Where its standing notice is in each chat, as far as that is known: it is kept true."""
    naming: Naming = Naming.WITH_ATTACK
    mode: Mode = Mode.SHADOW
    live_from: datetime | None = None
    """When shadow ends by itself; None until somebody decides."""
    quiet: QuietHours = field(default_factory=QuietHours)
    contacts: tuple[Contact, ...] = ()
    register: Register = field(default_factory=Register)
    ties: tuple[Tie, ...] = ()
    deputy: MemberId | None = None
    """Somebody outside the group who is told of danger when no admin answers."""
    deputy_code: str | None = None
    """What whoever is to be the deputy sends the bot, to be known by it."""
    watches_since: datetime | None = None
    """When this spell of shadow mode began; None while it is over, or nobody has looked yet."""
    admin_role: str | None = None
    """A role whose bearers are admins too, on a platform that has roles: its name, or how the platform writes it."""
    weekly: bool = False
    """Do the admins want a summary every week?"""
    goes_at: datetime | None = None
    """When everything about this group is wiped, because an admin asked for it."""
    public: tuple[ChatId, ...] = ()
    """Its chats that anybody can read."""
    goes_on_in_public: bool = False
    """An admin wants it so; forgotten when no chat is public any more."""
    rhythms: tuple[Rhythm, ...] = ()
    """How often something is said, by which a silence is known to be unusual."""


def rests_in_public(group: Group) -> bool:
    """Can anybody read a chat of this group, and has no admin said that it does not matter?"""
    return not group.goes_on_in_public and any(chat in group.chats for chat in group.public)


def rests(group: Group, chat: ChatId) -> bool:
    """Does nothing count in this chat, one that the profile names, but danger and a life at risk?"""
    return group.mode is Mode.PAUSED or (chat in group.public and not group.goes_on_in_public)

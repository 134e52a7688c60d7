"""Values with everything a test does not care about filled in."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.case import Case, CaseKind
from bot.finding import Alert, Concern, Finding, Level, RuleId, RuleMode, Span, Target, TargetKind
from bot.group import Contact, Group, Mode, QuietHours, Tie
from bot.incident import CaseId, Count, Incident, IncidentId, Said
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId
from bot.notice import Notice, NoticeId, NoticeKind, NoticeState, ToMember
from bot.people.register import Register, StaffMember

GROUP = GroupId("larkrise")
CHAT = ChatId("larkrise-chat")
LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 18, 42, tzinfo=UTC)
"""In the evening, before the quiet hours; London keeps UTC."""

SAM, PRIYA, TOM, LENA = (Member(id=MemberId(name.lower()), name=name) for name in ("Sam", "Priya", "Tom", "Lena"))
DUNN = Target(TargetKind.STAFF, "staff:2")
KEMP = Target(TargetKind.STAFF, "staff:1")


def member(name: str) -> Member:
    return Member(id=MemberId(name.lower()), name=name)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def days(n: float) -> timedelta:
    return timedelta(days=n)


def at(clock: str, day: int = 2, month: int = 3, zone: ZoneInfo = LONDON) -> datetime:
    """A time on the wall in March 2026, when the second is a Monday."""
    return datetime.combine(datetime(2026, month, day, tzinfo=UTC).date(), time.fromisoformat(clock), tzinfo=zone)


def message(text: str = "Coats are in the hall", by: str = "Sam", at: datetime = MONDAY, **more: Any) -> Message:
    defaults = {"group": GROUP, "chat": CHAT, "id": MessageId(f"{by}-{at.timestamp():.0f}")}
    return Message(**{**defaults, "author": member(by), "text": text, "sent_at": at, **more})


def group(**more: Any) -> Group:
    defaults: dict[str, Any] = {
        "id": GROUP,
        "school": "Larkrise Primary School",
        "chats": (CHAT,),
        "mode": Mode.LIVE,
        "contacts": (
            Contact(kind="school-office", text="the school office, 01632 960001"),
            Contact(kind="head", text="Mrs Ahmed, the head teacher"),
        ),
        "register": Register(
            (
                StaffMember(key="staff:1", name="Mrs Kemp", role="Year 4 teacher"),
                StaffMember(key="staff:2", name="Mr Dunn", role="PE teacher"),
                StaffMember(key="staff:3", name="Mrs Ahmed", role="Headteacher"),
            )
        ),
        "ties": (Tie(admin=LENA.id, to="staff"),),
    }
    return Group(**{**defaults, **more})


def without_quiet_hours(**more: Any) -> Group:
    return group(quiet=QuietHours(start=time(0), end=time(0)), **more)


def finding(level: Level = Level.REMINDER, **more: Any) -> Finding:
    defaults: dict[str, Any] = {
        "rule": RuleId(f"a-{level.value}"),
        "concern": Concern.INSULT,
        "target": DUNN,
        "spans": (Span(0, 4),),
        "reason": "calls somebody a name",
        "wording": "general",
        "signpost": ("school-office",),
        "alert": Alert.NONE,
        "mode": RuleMode.LIVE,
    }
    return Finding(level=level, **{**defaults, **more})


WEIGHTS = {Level.REMINDER: 1, Level.SERIOUS: 2}


def incident(
    level: Level = Level.REMINDER, *, at: datetime = MONDAY, count: Count | None = None, **more: Any
) -> Incident:
    """By Sam about Mr Dunn; counted and delivered at once, when it is of a level that counts."""
    weight = more.pop("weight", WEIGHTS.get(level, 0))
    settled = count or (Count.COUNTED if weight else Count.NOTHING)
    defaults: dict[str, Any] = {
        "id": IncidentId(f"{level.value}-{at.isoformat()}"),
        "group": GROUP,
        "chat": CHAT,
        "poster": SAM,
        "said": (said(at=at),),
        "findings": (finding(level),),
        "judged_at": at,
        "delivered_at": at if settled in {Count.COUNTED, Count.FROZEN} else None,
        "case": None,
    }
    return Incident(level=level, weight=weight, count=settled, **{**defaults, **more})


def said(text: str | None = "Dunn is a muppet", at: datetime = MONDAY, **more: Any) -> Said:
    defaults: dict[str, Any] = {"message": MessageId(f"Sam-{at.timestamp():.0f}"), "spans": (Span(0, 4),)}
    return Said(excerpt=text, sent_at=at, **{**defaults, **more})


def case(kind: CaseKind = CaseKind.SERIOUS, *, at: datetime = MONDAY, **more: Any) -> Case:
    defaults: dict[str, Any] = {
        "id": CaseId("case-1"),
        "number": 1,
        "group": GROUP,
        "poster": SAM.id,
        "target": DUNN.key,
        "opened_at": at,
    }
    return Case(kind=kind, **{**defaults, **more})


def notice(kind: NoticeKind = NoticeKind.NOTE, *, at: datetime = MONDAY, **more: Any) -> Notice:
    defaults: dict[str, Any] = {
        "id": NoticeId(f"{kind.value}-{at.isoformat()}"),
        "group": GROUP,
        "to": ToMember(SAM.id),
        "due_at": at,
        "created_at": at,
        "state": NoticeState.QUEUED,
    }
    return Notice(kind=kind, **{**defaults, **more})

"""Incidents, cases and a group to put into words, and every text there is with realistic values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from bot.case import Act, Appeal, Case, CaseKind, CaseState, Decision
from bot.finding import Alert, Concern, Finding, Level, RuleId, Span, Target, TargetKind
from bot.group import Contact, Group
from bot.incident import CaseId, Count, Incident, IncidentId, Said
from bot.message import ChatId, GroupId, Media, Member, MemberId, MessageId
from bot.notice import Notice, NoticeId, NoticeKind, NoticeState, ToMember
from bot.people.register import Register, StaffMember
from bot.place import Place
from bot.place import load as load_place
from bot.wording import letters
from bot.wording.letters import Standing
from bot.wording.phrasebook import Phrasebook, load, note_keys

LONDON = ZoneInfo("Europe/London")
BOOK = load("en")
ENGLAND = load_place("england")
BLANK = load_place("blank")

SENT = datetime(2026, 3, 9, 18, 42, tzinfo=LONDON)  # a Monday
NOW = SENT + timedelta(minutes=1)
TOMORROW = NOW + timedelta(days=1)

SAM = MemberId("p1")
LARKRISE = Group(
    id=GroupId("larkrise"),
    school="Larkrise Primary School",
    contacts=(Contact(kind="school-office", text="the school office, 01632 960142"),),
    register=Register(
        (
            StaffMember(key="staff:1", name="Mrs Kemp", role="Year 4 teacher"),
            StaffMember(key="staff:2", name="Mrs Ahmed", role="Headteacher"),
        )
    ),
)


def said(
    text: str | None = "He is an utter muppet, ask anyone",
    *,
    at: datetime = SENT,
    is_forwarded: bool = False,
    media: frozenset[Media] = frozenset(),
) -> Said:
    return Said(
        message=MessageId(at.isoformat()),
        sent_at=at,
        excerpt=text,
        spans=(Span(6, 21),),
        is_forwarded=is_forwarded,
        media=media,
    )


def incident(  # one keyword for each thing a text may depend on
    wording: str = "insult",
    level: Level = Level.REMINDER,
    *,
    at: datetime = SENT,
    name: str = "Sam",
    messages: tuple[Said, ...] = (),
    count: Count = Count.PROVISIONAL,
    weight: int = 1,
    alert: Alert = Alert.NONE,
    signpost: tuple[str, ...] = (),
    target: Target = Target(TargetKind.STAFF, "staff:1"),  # noqa: B008  # frozen
) -> Incident:
    return Incident(
        id=IncidentId(f"incident {at.isoformat()}"),
        group=LARKRISE.id,
        chat=ChatId("chat"),
        poster=Member(id=MemberId("p1"), name=name),
        said=messages or (said(at=at),),
        level=level,
        findings=(
            Finding(
                rule=RuleId("insults-staff"),
                concern=Concern.INSULT,
                level=level,
                target=target,
                spans=(Span(6, 21),),
                reason="A hard word about a member of staff",
                wording=wording,
                signpost=signpost,
                alert=alert,
            ),
        ),
        judged_at=at,
        weight=weight,
        count=count,
    )


def earlier(days: int, count: Count = Count.COUNTED) -> Incident:
    return incident(at=SENT - timedelta(days=days), count=count)


def support(wording: str, alert: Alert, *signpost: str, target: Target = Target(TargetKind.OTHER)) -> Incident:  # noqa: B008
    return incident(
        wording, Level.SUPPORT, count=Count.NOTHING, weight=0, alert=alert, signpost=signpost, target=target
    )


def case(kind: CaseKind = CaseKind.REPEATED, state: CaseState = CaseState.OPEN) -> Case:
    return Case(
        id=CaseId("case"),
        number=12,
        group=LARKRISE.id,
        kind=kind,
        poster=MemberId("p1"),
        target="staff:1",
        opened_at=NOW,
        state=state,
    )


def note_to(incident: Incident, state: NoticeState, *, at: datetime = NOW) -> Notice:
    return Notice(
        id=NoticeId("note"),
        group=LARKRISE.id,
        to=ToMember(incident.poster.id),
        kind=NoticeKind.NOTE,
        due_at=at,
        created_at=at,
        incident=incident.id,
        state=state,
        delivered_at=at if state is NoticeState.DELIVERED else None,
    )


def note(incident: Incident, *before: Incident, standing: Standing = Standing.FIRST, now: datetime = NOW) -> str:
    return letters.note(
        BOOK, group=LARKRISE, place=ENGLAND, incident=incident, earlier=before, standing=standing, now=now
    )


@dataclass(frozen=True, slots=True)
class Text:
    name: str
    text: str
    is_to_member: bool = True
    is_urgent: bool = False
    """With danger or support."""


SUPPORT = (
    support("allegation", Alert.THIN, "head", "chair", "child-helpline", "emergency"),
    support("allegation", Alert.THIN, "head", "chair", "emergency", target=Target(TargetKind.STAFF, "staff:2")),
    support("distress", Alert.NONE, "distress-helpline", "emergency"),
    support("distress", Alert.URGENT, "emergency", "distress-helpline"),
    support("abuse-at-home", Alert.NONE, "emergency", "abuse-helpline"),
    support("child-at-risk", Alert.URGENT, "emergency", "safeguarding", "child-helpline"),
    support("missing-child", Alert.URGENT, "emergency", "police-non-emergency", "school-office"),
    support("risk", Alert.NONE),
)
HISTORIES = (
    (Standing.FIRST, ()),
    (Standing.LATER, (earlier(7),)),
    (Standing.OPENS_CASE, (earlier(7), earlier(4))),
    (Standing.OPENS_CASE, ()),
    (Standing.JOINS_CASE, (earlier(7), earlier(4))),
)
REMINDERS = tuple(sorted(note_keys(BOOK) - {incident.chief.wording for incident in SUPPORT}))


def every_text(book: Phrasebook = BOOK, group: Group = LARKRISE, place: Place = ENGLAND) -> Iterator[Text]:
    """Every letter in every mood, and every answer."""
    yield from _notes(book, group, place)
    yield from _to_member(book, group, place)
    yield from _to_admins(book, group, place)
    for key in book.texts:
        if key.startswith(("answers.", "labels.", "inquiries.", "why.")):
            values = {"grace": "15 minutes", "window": "30 days", "date": "5 March", "words": "“useless”"}
            yield Text(key, book.say(key, **values))


def _notes(book: Phrasebook, group: Group, place: Place) -> Iterator[Text]:
    for now, (standing, before) in product((NOW, TOMORROW), HISTORIES):
        for wording, level in product(REMINDERS, (Level.POINTER, Level.REMINDER, Level.SERIOUS, Level.DANGER)):
            weight = {Level.REMINDER: 1, Level.SERIOUS: 2}.get(level, 0)
            count = Count.PROVISIONAL if weight else Count.NOTHING
            about = incident(wording, level, weight=weight, count=count, signpost=("complaints", "school-office"))
            say = letters.note(
                book, group=group, place=place, incident=about, earlier=before, standing=standing, now=now
            )
            yield Text(f"{wording} {level.value} {standing.value}", say, is_urgent=level is Level.DANGER)
        for about in SUPPORT:
            say = letters.note(
                book, group=group, place=place, incident=about, earlier=before, standing=standing, now=now
            )
            yield Text(f"{about.chief.wording} {about.chief.alert.value}", say, is_urgent=True)
        held = tuple(
            incident(wording, at=SENT + timedelta(hours=4 + here)) for here, wording in enumerate(REMINDERS[:4])
        )
        for many in (2, 3, 4):
            say = letters.several(
                book,
                group=group,
                place=place,
                incidents=held[:many],
                earlier=before,
                standing=standing,
                now=now + timedelta(hours=12),
            )
            yield Text(f"several {many} {standing.value}", say)


def _to_member(book: Phrasebook, group: Group, place: Place) -> Iterator[Text]:
    for now, about in product((NOW, TOMORROW), (incident(), incident(level=Level.DANGER), *SUPPORT)):
        for say in (letters.cleared, letters.asked, letters.overturned, letters.stays):
            yield Text(say.__name__, say(book, group=group, incident=about, now=now))
    yield Text("pinned", letters.pinned(book, group=group, place=place))
    yield Text("joining", letters.joining(book, group=group))
    yield Text("where", letters.where(book, group=group, place=place))


def _to_admins(book: Phrasebook, group: Group, place: Place) -> Iterator[Text]:
    asked = Appeal(words="It was about myself!", asked_at=NOW)
    about = (earlier(7), earlier(4), incident(count=Count.FROZEN))
    for kind, state in product(CaseKind, CaseState):
        here = replace(case(kind, state), decided_at=NOW, acknowledged_at=NOW)
        notices = tuple(note_to(about[-1], state) for state in NoticeState)
        text = letters.card(
            book,
            group=group,
            place=place,
            case=here,
            incidents=about,
            notices=notices,
            appeals={about[-1].id: asked},
            now=NOW,
        )
        yield Text(f"card {kind.value} {state.value}", text, is_to_member=False)
    for kind, times in product((CaseKind.DANGER, CaseKind.RISK), (0, 1, 2)):
        text = letters.alert(
            book, group=group, place=place, case=case(kind), incidents=about, times_told=times, now=NOW
        )
        yield Text(f"alert {kind.value} {times}", text, is_to_member=False)
    for whole in (None, case()):
        text = letters.appeal(book, group=group, place=place, case=whole, incident=about[-1], appeal=asked, now=NOW)
        yield Text("appeal", text, is_to_member=False)
        yield Text("overturned case", letters.overturned_case(book, case=whole), is_to_member=False)
    paused = replace(case(CaseKind.SERIOUS), decisions=tuple(Decision(act=act, by=SAM, at=NOW) for act in Act))
    yield Text("options", letters.options(book, group=group, case=paused, now=NOW), is_to_member=False)
    for act in (Act.PAUSE_ASKED, Act.PAUSED, Act.RESUMED, Act.PASS_ASKED, Act.PASSED):
        here = replace(case(CaseKind.SERIOUS), decisions=(Decision(act=act, by=SAM, at=NOW),))
        text = letters.second(book, group=group, place=place, case=here, incident=about[-1], now=NOW)
        yield Text(f"second {act.value}", text, is_to_member=False)
    yield Text("pass on", letters.pass_on(book, group=group, place=place), is_to_member=False)
    yield Text("friendly", letters.friendly(book), is_to_member=False)
    listed = tuple((case(kind), about) for kind in CaseKind)
    yield Text("open cases", letters.open_cases(book, group=group, cases=listed, now=NOW), is_to_member=False)
    yield Text("no open case", letters.open_cases(book, group=group, cases=(), now=NOW), is_to_member=False)
    for key in book.texts:
        if key.startswith("actions."):
            yield Text(key, book.say(key, until="tomorrow"), is_to_member=False)
    yield Text("withdrawn", letters.withdrawn(book, case=case()), is_to_member=False)
    yield Text("talk", letters.talk(book, group=group, incident=incident(), now=NOW), is_to_member=False)
    yield Text("waiting", letters.waiting(book), is_to_member=False)
    yield Text("unread", letters.unread(book, group=group, at=SENT, now=NOW), is_to_member=False)
    yield Text("rested", letters.rested(book, rule=RuleId("insult-about-staff")), is_to_member=False)
    yield Text("tune", letters.tune(book, rule=RuleId("insult-about-staff")), is_to_member=False)
    yield Text("tried", letters.tried(book, rule=RuleId("insult-about-staff"), times=4), is_to_member=False)
    yield Text("waiting, two", letters.waiting(book, notes=2), is_to_member=False)

"""Stores to try things on, anything they may be asked to keep for property tests, and plain values made by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from adapters.store.opening import open_store
from adapters.store.store import SqlStore
from bot.case import Appeal, Case, CaseKind, CaseState
from bot.finding import Alert, Concern, Finding, Level, RuleId, RuleMode, Span, Target, TargetKind
from bot.group import Contact, Group, Mode, Naming, QuietHours, Tie
from bot.incident import CaseId, Count, Incident, IncidentId, Said
from bot.mark import Mark
from bot.message import ChatId, GroupId, Member, MemberId, MessageId
from bot.notice import (
    Audience,
    Notice,
    NoticeId,
    NoticeKind,
    NoticeState,
    ToAdmins,
    ToDeputy,
    ToMember,
    ToOperator,
    Way,
)
from bot.people.register import Register, StaffMember
from bot.ports import Record

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GROUP = GroupId("larkrise")
KEY = bytes(range(32))


def file_in(folder: Path) -> Path:
    return folder / "state" / "schoolgate.db"


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[SqlStore]:
    """A store in this folder, with one group."""
    async with open_store(f"sqlite:///{file_in(folder)}", KEY) as store:
        await store.save_group(Group(id=GROUP, school="Larkrise Primary School"))
        yield store


ANY = st.text(st.characters(), max_size=40)  # half a surrogate pair included
WORDS = st.text(max_size=20)
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=LONG_AGO.replace(year=1901, tzinfo=None), timezones=st.just(UTC))
SPANS = st.builds(Span, st.integers(0, 4096), st.integers(0, 4096))
MEMBERS = st.builds(MemberId, st.text(min_size=1, max_size=10))
TARGETS = st.builds(Target, st.sampled_from(TargetKind), st.none() | WORDS)
AUDIENCES: st.SearchStrategy[Audience] = st.one_of(
    st.builds(ToMember, MEMBERS), st.builds(ToAdmins), st.builds(ToDeputy), st.builds(ToOperator)
)
FINDINGS = st.builds(
    Finding,
    rule=st.builds(RuleId, WORDS),
    concern=st.sampled_from(Concern),
    level=st.sampled_from(Level),
    target=TARGETS,
    spans=st.lists(SPANS, max_size=3).map(tuple),
    reason=ANY,
    wording=WORDS,
    signpost=st.lists(WORDS, max_size=3).map(tuple),
    alert=st.sampled_from(Alert),
    mode=st.sampled_from(RuleMode),
)
SAID = st.builds(
    Said,
    message=st.builds(MessageId, WORDS),
    sent_at=MOMENTS,
    excerpt=st.none() | ANY,
    spans=st.lists(SPANS, max_size=3).map(tuple),
    is_edited=st.booleans(),
)
APPEALS = st.builds(
    Appeal,
    words=st.none() | ANY,
    asked_at=MOMENTS,
    decided_at=st.none() | MOMENTS,
    decided_by=st.none() | MEMBERS,
    upheld=st.none() | st.booleans(),
)
GROUPS = st.builds(
    Group,
    id=st.just(GROUP),
    school=WORDS,
    chats=st.lists(st.builds(ChatId, WORDS), max_size=3).map(tuple),
    place=WORDS,
    timezone=st.sampled_from(["Europe/London", "Pacific/Kiritimati", "UTC"]).map(ZoneInfo),
    language=WORDS,
    naming=st.sampled_from(Naming),
    mode=st.sampled_from(Mode),
    live_from=st.none() | MOMENTS,
    quiet=st.builds(QuietHours, start=st.times(), end=st.times()),
    contacts=st.lists(
        st.builds(Contact, kind=WORDS, text=WORDS, link=st.none() | WORDS, checked_on=st.none() | st.dates()),
        max_size=3,
    ).map(tuple),
    register=st.lists(
        st.builds(StaffMember, key=WORDS, name=WORDS, role=WORDS, aliases=st.lists(WORDS, max_size=3).map(tuple)),
        max_size=3,
    ).map(lambda staff: Register(tuple(staff))),
    ties=st.lists(st.builds(Tie, admin=MEMBERS, to=WORDS), max_size=3).map(tuple),
    deputy=st.none() | MEMBERS,
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record whose parts belong together, for the group GROUP."""
    ids = st.uuids().map(str)
    numbers = draw(st.lists(st.integers(1, 10**6), unique=True, max_size=3))
    cases = tuple(
        draw(
            st.builds(
                Case,
                id=ids.map(CaseId),
                number=st.just(number),
                group=st.just(GROUP),
                kind=st.sampled_from(CaseKind),
                poster=MEMBERS,
                target=st.none() | ANY,
                opened_at=MOMENTS,
                state=st.sampled_from(CaseState),
                acknowledged_at=st.none() | MOMENTS,
                acknowledged_by=st.none() | MEMBERS,
                decided_at=st.none() | MOMENTS,
                decided_by=st.none() | MEMBERS,
            )
        )
        for number in numbers
    )
    of_case = st.sampled_from([None, *(case.id for case in cases)])
    incidents = tuple(
        draw(
            st.lists(
                st.builds(
                    Incident,
                    id=ids.map(IncidentId),
                    group=st.just(GROUP),
                    chat=st.builds(ChatId, WORDS),
                    poster=st.builds(Member, id=MEMBERS, name=ANY),
                    said=st.lists(SAID, min_size=1, max_size=3).map(tuple),
                    level=st.sampled_from(Level),
                    findings=st.lists(FINDINGS, min_size=1, max_size=3).map(tuple),
                    judged_at=MOMENTS,
                    weight=st.integers(0, 9),
                    count=st.sampled_from(Count),
                    delivered_at=st.none() | MOMENTS,
                    case=of_case,
                ),
                max_size=3,
                unique_by=lambda incident: incident.id,
            )
        )
    )
    of_incident = st.sampled_from([None, *(incident.id for incident in incidents)])
    notices = st.builds(
        Notice,
        id=ids.map(NoticeId),
        group=st.just(GROUP),
        to=AUDIENCES,
        kind=st.sampled_from(NoticeKind),
        due_at=MOMENTS,
        created_at=MOMENTS,
        incident=of_incident,
        case=of_case,
        state=st.sampled_from(NoticeState),
        way=st.none() | st.sampled_from(Way),
        attempts=st.integers(0, 99),
        delivered_at=st.none() | MOMENTS,
        void_because=st.none() | WORDS,
        reference=st.none() | WORDS,
    )
    marks = st.builds(
        Mark,
        group=st.just(GROUP),
        poster=MEMBERS,
        target=ANY,
        concern=st.sampled_from(Concern),
        message=st.builds(MessageId, WORDS),
        at=MOMENTS,
        expires_at=MOMENTS,
    )
    return Record(
        incidents=incidents,
        cases=cases,
        notices=tuple(draw(st.lists(notices, max_size=3, unique_by=lambda notice: notice.id))),
        marks=tuple(draw(st.lists(marks, max_size=3, unique_by=lambda mark: replace(mark, expires_at=NOON)))),
        appeals=tuple((incident.id, draw(APPEALS)) for incident in incidents if draw(st.booleans())),
    )


def incident(
    name: str = "1",
    *,
    posted_at: datetime = NOON,
    text: str | None = "you lot are useless",
    case: CaseId | None = None,
    chat: str = "chat",
    poster: str = "p1",
    judged_after: timedelta = timedelta(0),
) -> Incident:
    """One reminder about one message."""
    return Incident(
        id=IncidentId(f"incident-{name}"),
        group=GROUP,
        chat=ChatId(chat),
        poster=Member(id=MemberId(poster), name="Sam"),
        said=(Said(message=MessageId(f"message-{name}"), sent_at=posted_at, excerpt=text, spans=(Span(0, 3),)),),
        level=Level.REMINDER,
        findings=(
            Finding(
                rule=RuleId("insult"),
                concern=Concern.INSULT,
                level=Level.REMINDER,
                target=Target(TargetKind.STAFF, "staff:1"),
                spans=(Span(0, 3),),
                reason="an insult near a name",
                wording="insult",
            ),
        ),
        judged_at=posted_at + judged_after,
        weight=1,
        count=Count.PROVISIONAL,
        case=case,
    )


def case(number: int = 1, *, kind: CaseKind = CaseKind.REPEATED, decided_at: datetime | None = None) -> Case:
    return Case(
        id=CaseId(f"case-{number}"),
        number=number,
        group=GROUP,
        kind=kind,
        poster=MemberId("p1"),
        target="staff:1",
        opened_at=NOON,
        state=CaseState.OPEN if decided_at is None else CaseState.CLOSED,
        decided_at=decided_at,
    )


def notice(
    name: str = "1",
    *,
    kind: NoticeKind = NoticeKind.NOTE,
    state: NoticeState = NoticeState.QUEUED,
    due_at: datetime = NOON,
    incident: str | None = None,
    case: str | None = None,
    attempts: int = 0,
) -> Notice:
    return Notice(
        id=NoticeId(f"notice-{name}"),
        group=GROUP,
        to=ToMember(MemberId("p1")),
        kind=kind,
        due_at=due_at,
        created_at=due_at,
        incident=None if incident is None else IncidentId(incident),
        case=None if case is None else CaseId(case),
        state=state,
        attempts=attempts,
    )


def mark(target: str = "staff:1", *, at: datetime = NOON, group: GroupId = GROUP) -> Mark:
    return Mark(
        group=group,
        poster=MemberId("p1"),
        target=target,
        concern=Concern.INSULT,
        message=MessageId("message-1"),
        at=at,
        expires_at=at + timedelta(days=7),
    )

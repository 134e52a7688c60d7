"""Anything the store may be asked to keep, for property tests."""

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from recorded import GROUP, NOON

from bot.case import Act, Appeal, Case, CaseKind, CaseState, Decision
from bot.finding import Alert, Concern, Finding, Level, RuleId, RuleMode, Span, Target, TargetKind
from bot.group import Contact, Group, Mode, Naming, OwnWording, QuietHours, Rhythm, Sentence, Spoken, Tie
from bot.incident import CaseId, Count, Incident, IncidentId, Said
from bot.mark import Mark
from bot.message import ChatId, Media, Member, MemberId, MessageId
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
from bot.ports import ClosedWay, Record, Why
from bot.rulerecord import RuleRecord

Noun = TypeVar("Noun")


def drawn(noun: type[Noun], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Noun]:
    """Any value of this kind; a part the store has not been taught yet fails here, not in somebody's group."""
    fields = {field.name for field in dataclasses.fields(noun)}  # type: ignore[arg-type]  # a dataclass, by what is passed
    assert set(parts) == fields, f"{noun.__name__}: {fields ^ set(parts)}"
    return st.builds(noun, **parts)


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
FINDINGS = drawn(
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
SAID = drawn(
    Said,
    message=st.builds(MessageId, WORDS),
    sent_at=MOMENTS,
    excerpt=st.none() | ANY,
    spans=st.lists(SPANS, max_size=3).map(tuple),
    is_edited=st.booleans(),
    is_forwarded=st.booleans(),
    is_deleted=st.booleans(),
    media=st.frozensets(st.sampled_from(Media)),
)
APPEALS = drawn(
    Appeal,
    words=st.none() | ANY,
    asked_at=MOMENTS,
    decided_at=st.none() | MOMENTS,
    decided_by=st.none() | MEMBERS,
    upheld=st.none() | st.booleans(),
)
RULE_RECORDS = drawn(
    RuleRecord,
    group=st.just(GROUP),
    rule=st.builds(RuleId, WORDS),
    right=st.integers(0, 999),
    wrong=st.integers(0, 999),
    shadowed_at=st.none() | MOMENTS,
    tried=st.integers(0, 999),
)
CLOSED_WAYS = drawn(ClosedWay, group=st.just(GROUP), member=MEMBERS, until=MOMENTS, why=st.sampled_from(Why))
GROUPS = drawn(
    Group,
    id=st.just(GROUP),
    school=WORDS,
    chats=st.lists(st.builds(ChatId, WORDS), max_size=3).map(tuple),
    place=WORDS,
    timezone=st.sampled_from(["Europe/London", "Pacific/Kiritimati", "UTC"]).map(ZoneInfo),
    language=WORDS,
    languages=st.lists(drawn(Spoken, language=WORDS, edition=WORDS, is_first=st.booleans()), max_size=3).map(tuple),
    wordings=st.lists(
        drawn(
            OwnWording,
            version=st.integers(0, 99),
            at=MOMENTS,
            sentences=st.lists(drawn(Sentence, language=WORDS, key=WORDS, text=WORDS), max_size=3).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    notices=st.lists(st.tuples(st.builds(ChatId, WORDS), st.builds(MessageId, WORDS)), max_size=3).map(tuple),
    naming=st.sampled_from(Naming),
    mode=st.sampled_from(Mode),
    live_from=st.none() | MOMENTS,
    quiet=drawn(QuietHours, start=st.times(), end=st.times()),
    contacts=st.lists(
        drawn(
            Contact,
            kind=WORDS,
            text=WORDS,
            link=st.none() | WORDS,
            checked_on=st.none() | st.dates(),
            is_broken=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    register=st.lists(
        drawn(StaffMember, key=WORDS, name=WORDS, role=WORDS, aliases=st.lists(WORDS, max_size=3).map(tuple)),
        max_size=3,
    ).map(lambda staff: Register(tuple(staff))),
    ties=st.lists(drawn(Tie, admin=MEMBERS, to=WORDS), max_size=3).map(tuple),
    deputy=st.none() | MEMBERS,
    deputy_code=st.none() | WORDS,
    watches_since=st.none() | MOMENTS,
    admin_role=st.none() | WORDS,
    weekly=st.booleans(),
    goes_at=st.none() | MOMENTS,
    public=st.lists(st.builds(ChatId, WORDS), max_size=3).map(tuple),
    goes_on_in_public=st.booleans(),
    rhythms=st.lists(
        drawn(
            Rhythm,
            chat=st.builds(ChatId, WORDS),
            last=MOMENTS,
            at=MOMENTS,
            silences=st.lists(st.tuples(st.dates(), st.timedeltas(timedelta(), timedelta(days=400))), max_size=3).map(
                tuple
            ),
        ),
        max_size=3,
    ).map(tuple),
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record whose parts belong together, for the group GROUP."""
    ids = st.uuids().map(str)
    numbers = draw(st.lists(st.integers(1, 10**6), unique=True, max_size=3))
    cases = tuple(
        draw(
            drawn(
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
                calmed_at=st.none() | MOMENTS,
                decisions=st.lists(
                    st.builds(Decision, act=st.sampled_from(Act), by=MEMBERS, at=MOMENTS), max_size=3
                ).map(tuple),
            )
        )
        for number in numbers
    )
    of_case = st.sampled_from([None, *(case.id for case in cases)])
    incidents = tuple(
        draw(
            st.lists(
                drawn(
                    Incident,
                    id=ids.map(IncidentId),
                    group=st.just(GROUP),
                    chat=st.builds(ChatId, WORDS),
                    poster=drawn(Member, id=MEMBERS, name=ANY),
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
    notices = drawn(
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
        rule=st.none() | st.builds(RuleId, WORDS),
        attempts=st.integers(0, 99),
        interrupted=st.integers(0, 9),
        delivered_at=st.none() | MOMENTS,
        void_because=st.none() | WORDS,
        reference=st.none() | WORDS,
    )
    marks = drawn(
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
        rules=tuple(draw(st.lists(RULE_RECORDS, max_size=3, unique_by=lambda record: record.rule))),
        ways=tuple(draw(st.lists(CLOSED_WAYS, max_size=3, unique_by=lambda way: way.member))),
        appeals=tuple((incident.id, draw(APPEALS)) for incident in incidents if draw(st.booleans())),
    )

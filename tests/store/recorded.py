"""Stores to try things on, and plain things to keep in them."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from adapters.store.opening import open_store
from adapters.store.store import SqlStore
from adapters.store.tables import metadata
from bot.case import Case, CaseKind, CaseState
from bot.finding import Concern, Finding, Level, RuleId, Span, Target, TargetKind
from bot.group import Group
from bot.incident import CaseId, Count, Incident, IncidentId, Said
from bot.mark import Mark
from bot.message import ChatId, GroupId, Member, MemberId, MessageId
from bot.notice import Notice, NoticeId, NoticeKind, NoticeState, ToMember

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


@asynccontextmanager
async def opened_from(template: Path, folder: Path) -> AsyncIterator[SqlStore]:
    """The same, from a closed copy of it, for those who need very many: its tables are not made each time."""
    file_in(folder).parent.mkdir()
    shutil.copyfile(file_in(template), file_in(folder))
    async with opened(folder) as store:
        yield store


def unlike_the_code(folder: Path) -> list[object]:
    """Where the tables of this folder's store are not those the queries are written for."""
    engine = create_engine(f"sqlite:///{file_in(folder)}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = list(compare_metadata(context, metadata))
    engine.dispose()
    return differences


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

"""How long anything is kept, and what goes when its time is up."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.queries import OPEN
from adapters.store.tables import cases, conversations, incidents, marks, notices, unjudged
from bot.case import CaseKind
from bot.notice import NoticeState

INCIDENT = timedelta(days=30)  # from the message; as long as the window it counts in
CASE = timedelta(days=90)  # from the decision
DANGER_CASE = timedelta(days=180)
UNJUDGED = timedelta(days=30)  # from the failure
CONVERSATION = timedelta(days=14)  # from the last thing said in it
NOTICE = timedelta(days=30)  # one that reached nobody, or that belongs to no incident and no case


async def expire(connection: AsyncConnection, now: datetime) -> int:
    """What belongs to a thing goes with it: its messages, findings, appeal and notices."""
    before = await _incidents(connection)
    await connection.execute(delete(cases).where(_over(CASE, now), cases.c.kind != CaseKind.DANGER.value))
    await connection.execute(delete(cases).where(_over(DANGER_CASE, now), cases.c.kind == CaseKind.DANGER.value))
    await connection.execute(
        delete(incidents).where(incidents.c.case_id.is_(None), incidents.c.posted_at <= now - INCIDENT)
    )
    alone = and_(notices.c.incident_id.is_(None), notices.c.case_id.is_(None))
    void = notices.c.state == NoticeState.VOID.value
    await connection.execute(delete(notices).where(alone | void, notices.c.created_at <= now - NOTICE))
    await connection.execute(delete(unjudged).where(unjudged.c.at <= now - UNJUDGED))
    await connection.execute(delete(conversations).where(conversations.c.at <= now - CONVERSATION))
    await connection.execute(delete(marks).where(marks.c.expires_at <= now))
    return before - await _incidents(connection)


def _over(span: timedelta, now: datetime) -> ColumnElement[bool]:
    decided = func.coalesce(cases.c.decided_at, cases.c.opened_at)
    return and_(cases.c.state.not_in(OPEN), decided <= now - span)


async def _incidents(connection: AsyncConnection) -> int:
    return await connection.scalar(func.count().select().select_from(incidents)) or 0

"""How long anything is kept, and what goes when its time is up."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store import evidence
from adapters.store.queries import OPEN
from adapters.store.seal import Seal
from adapters.store.tables import (
    accesses,
    cases,
    closed_ways,
    conversations,
    incidents,
    languages,
    marks,
    notices,
    open_ways,
    unjudged,
)
from bot.case import CaseKind, CaseState
from bot.incident import IncidentId
from bot.notice import NoticeState

INCIDENT = timedelta(days=30)  # from the message; as long as the window it counts in
CASE = timedelta(days=90)  # from the decision; from the opening, should there never be one
DANGER_CASE = timedelta(days=180)
ACCESS = timedelta(days=365)  # who saw a case can be asked for as long as a year, when the case is long gone
LIGHT = (CaseKind.LOOK.value, CaseKind.CROWD.value, CaseKind.REPEATED.value)
"""Cases that nobody needs once they have lapsed: what is in them goes when it would have gone without."""
UNJUDGED = timedelta(days=30)  # from the failure
CONVERSATION = timedelta(days=14)  # from the last thing said in it
OPEN_WAY = timedelta(days=365)  # from when they last wrote to the bot
LANGUAGE = timedelta(days=365)  # from when they chose it, or last wrote to the bot
NOTICE = timedelta(days=30)  # one that reached nobody, or that belongs to no incident and no case


async def expire(connection: AsyncConnection, now: datetime, seal: Seal) -> int:
    """What belongs to a thing goes with it: its messages, findings, appeal and notices."""
    before = await _incidents(connection)
    await connection.execute(delete(cases).where(_over(now)))
    lapsed = select(cases.c.id).where(cases.c.kind.in_(LIGHT), cases.c.state == CaseState.LAPSED.value)
    over = and_(
        incidents.c.posted_at <= now - INCIDENT, or_(incidents.c.case_id.is_(None), incidents.c.case_id.in_(lapsed))
    )
    for incident in (await connection.scalars(select(incidents.c.id).where(over))).all():
        await evidence.forget(connection, IncidentId(incident), seal)
    await connection.execute(delete(incidents).where(over))
    inside = select(incidents.c.id).where(incidents.c.case_id == cases.c.id).exists()
    await connection.execute(delete(cases).where(cases.c.id.in_(lapsed), ~inside, cases.c.opened_at <= now - INCIDENT))
    alone = and_(notices.c.incident_id.is_(None), notices.c.case_id.is_(None))
    void = notices.c.state == NoticeState.VOID.value
    await connection.execute(delete(notices).where(alone | void, notices.c.created_at <= now - NOTICE))
    await connection.execute(delete(unjudged).where(unjudged.c.at <= now - UNJUDGED))
    await connection.execute(delete(accesses).where(accesses.c.at <= now - ACCESS))
    await connection.execute(delete(closed_ways).where(closed_ways.c.until <= now))
    await connection.execute(delete(open_ways).where(open_ways.c.at <= now - OPEN_WAY))
    writes = select(open_ways).where(
        open_ways.c.group_id == languages.c.group_id, open_ways.c.member_id == languages.c.member_id
    )
    await connection.execute(delete(languages).where(languages.c.at <= now - LANGUAGE, ~writes.exists()))
    await connection.execute(delete(conversations).where(conversations.c.at <= now - CONVERSATION))
    await connection.execute(delete(marks).where(marks.c.expires_at <= now))
    return before - await _incidents(connection)


def _over(now: datetime) -> ColumnElement[bool]:
    ended = case(
        (cases.c.state.in_(OPEN), cases.c.opened_at), else_=func.coalesce(cases.c.decided_at, cases.c.opened_at)
    )
    is_danger = cases.c.kind == CaseKind.DANGER.value
    return or_(and_(is_danger, ended <= now - DANGER_CASE), and_(~is_danger, ended <= now - CASE))


async def _incidents(connection: AsyncConnection) -> int:
    return await connection.scalar(func.count().select().select_from(incidents)) or 0

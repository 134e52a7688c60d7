"""Erases one member: what counts stays as a bare count under keyed names, everything else goes."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, or_, select, text, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store import evidence
from adapters.store.putting import drop_language, drop_open_way
from adapters.store.queries import OPEN
from adapters.store.rows import Row
from adapters.store.seal import Seal, keyed_group, keyed_message, keyed_name
from adapters.store.tables import (
    appeals,
    cases,
    closed_ways,
    conversations,
    findings,
    groups,
    incidents,
    languages,
    marks,
    notices,
    open_ways,
    said,
)
from bot.case import CaseKind
from bot.held import Erasure, Forgotten, StillOpen
from bot.incident import CaseId, Count, IncidentId
from bot.message import ChatId, GroupId, MemberId, MessageId

COUNTS = (Count.COUNTED.value, Count.FROZEN.value)
GRAVE = (CaseKind.SERIOUS.value, CaseKind.DANGER.value, CaseKind.WORRY.value, CaseKind.RISK.value)
"""Cases that erasure would take away from under whoever must decide them."""


async def forget(connection: AsyncConnection, group: GroupId, member: MemberId, seal: Seal) -> Erasure:
    theirs = (incidents.c.group_id == group) & (incidents.c.poster_id == member)
    own_cases = (cases.c.group_id == group) & (cases.c.poster_id == member)
    open_grave = await _grave(connection, theirs, own_cases)
    if open_grave:
        return StillOpen(open_grave)
    return await forget_whatever_is_open(connection, group, member, seal)


async def forget_whatever_is_open(
    connection: AsyncConnection, group: GroupId, member: MemberId, seal: Seal
) -> Forgotten:
    """For what was erased before: the case that is open here was decided by then."""
    alias = keyed_name(group, member, seal)
    theirs = (incidents.c.group_id == group) & (incidents.c.poster_id == member)
    own_cases = (cases.c.group_id == group) & (cases.c.poster_id == member)
    for incident in (await connection.scalars(select(incidents.c.id).where(theirs))).all():
        await evidence.forget(connection, IncidentId(incident), seal)
    await connection.execute(delete(incidents).where(theirs, incidents.c.count.not_in(COUNTS)))
    rest = (await connection.execute(select(incidents).where(theirs))).mappings().all()
    if rest:
        # A row and what hangs on it are renamed one after the other; together they are whole again.
        await connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for row in rest:
        await _bare(connection, row, alias, seal)
    await connection.execute(delete(notices).where(notices.c.group_id == group, notices.c.member_id == member))
    theirs_closed = (closed_ways.c.group_id == group) & (closed_ways.c.member_id == member)
    await connection.execute(delete(closed_ways).where(theirs_closed))
    await drop_open_way(connection, group, member)
    await drop_language(connection, group, member)
    await connection.execute(delete(marks).where(marks.c.group_id == group, marks.c.poster_id == member))
    own_talk = (conversations.c.group_id == group) & (conversations.c.member_id == member)
    await connection.execute(delete(conversations).where(own_talk))
    # A case of several people stays for the others' part in it; one that was theirs alone has nothing left.
    others = select(incidents.c.id).where(incidents.c.case_id == cases.c.id).exists()
    await connection.execute(delete(cases).where(own_cases, ~others))
    await connection.execute(update(cases).where(own_cases).values(poster_id=alias))
    return Forgotten(len(rest))


async def erase_again(connection: AsyncConnection, erased: frozenset[str], seal: Seal) -> None:
    for group in (await connection.scalars(select(groups.c.id))).all():
        if keyed_group(GroupId(group), seal) in erased:
            await connection.execute(delete(groups).where(groups.c.id == group))
    # Of some there is nothing left but a trace, or a note in their mailbox.
    people = union(
        select(incidents.c.group_id, incidents.c.poster_id),
        select(cases.c.group_id, cases.c.poster_id),
        select(marks.c.group_id, marks.c.poster_id),
        select(open_ways.c.group_id, open_ways.c.member_id),
        select(languages.c.group_id, languages.c.member_id),
        select(notices.c.group_id, notices.c.member_id).where(notices.c.member_id.is_not(None)),
    )
    for group, member in (await connection.execute(people)).all():
        if keyed_name(GroupId(group), MemberId(member), seal) in erased:
            await forget_whatever_is_open(connection, GroupId(group), MemberId(member), seal)


async def _grave(
    connection: AsyncConnection, theirs: ColumnElement[bool], own_cases: ColumnElement[bool]
) -> tuple[CaseId, ...]:
    part_of = select(incidents.c.case_id).where(theirs, incidents.c.case_id.is_not(None))
    found = await connection.scalars(
        select(cases.c.id)
        .where(or_(own_cases, cases.c.id.in_(part_of)), cases.c.kind.in_(GRAVE), cases.c.state.in_(OPEN))
        .order_by(cases.c.number)
    )
    return tuple(CaseId(each) for each in found)


async def _bare(connection: AsyncConnection, row: Row, alias: str, seal: Seal) -> None:
    """Leaves rule, level, weight and day: what the count needs, and nothing that says who, what or which message."""
    incident, bare = row["id"], seal.trace("forgotten incident", row["id"])
    await connection.execute(delete(appeals).where(appeals.c.incident_id == incident))
    await connection.execute(delete(notices).where(notices.c.incident_id == incident))
    await connection.execute(delete(said).where(said.c.incident_id == incident, said.c.place > 0))
    await connection.execute(delete(findings).where(findings.c.incident_id == incident, findings.c.place > 0))
    first = await connection.scalar(select(said.c.message_id).where(said.c.incident_id == incident))
    day = _day(row["posted_at"])
    await connection.execute(
        update(incidents)
        .where(incidents.c.id == incident)
        .values(
            id=bare,
            poster_id=alias,
            poster_name=seal.close("", "incidents", "poster_name", bare),
            posted_at=day,
            judged_at=_day(row["judged_at"]),
            delivered_at=None if row["delivered_at"] is None else _day(row["delivered_at"]),
            # Its question goes with its words, and nobody can answer it any more.
            count=Count.COUNTED.value,
            case_id=None,
        )
    )
    await connection.execute(
        update(said)
        .where(said.c.incident_id == incident)
        .values(
            incident_id=bare,
            message_id=keyed_message(ChatId(row["chat_id"]), MessageId(first or ""), seal),
            sent_at=day,
            excerpt=None,
            spans=[],
            media=[],
        )
    )
    await connection.execute(
        update(findings)
        .where(findings.c.incident_id == incident)
        .values(
            incident_id=bare,
            target_key=None,
            reason=seal.close("", "findings", "reason", bare, "0"),
            spans=[],
        )
    )


def _day(moment: datetime) -> datetime:
    """To the second it would say which message of the chat it was."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

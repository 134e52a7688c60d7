"""Erases one member: what counts stays as a bare count under a keyed name, everything else goes."""

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store import evidence
from adapters.store.queries import OPEN
from adapters.store.seal import Seal, keyed_group, keyed_name
from adapters.store.tables import appeals, cases, conversations, findings, groups, incidents, marks, notices, said
from bot.case import CaseKind
from bot.held import Erasure, Forgotten, StillOpen
from bot.incident import CaseId, Count, IncidentId
from bot.message import GroupId, MemberId

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
    theirs = (incidents.c.group_id == group) & (incidents.c.poster_id == member)
    own_cases = (cases.c.group_id == group) & (cases.c.poster_id == member)
    alias = keyed_name(group, member, seal)
    for incident in (await connection.scalars(select(incidents.c.id).where(theirs))).all():
        await evidence.forget(connection, IncidentId(incident), seal)
    await connection.execute(delete(incidents).where(theirs, incidents.c.count.not_in(COUNTS)))
    rest = list((await connection.scalars(select(incidents.c.id).where(theirs))).all())
    for incident in rest:
        await _bare(connection, incident, alias, seal)
    await connection.execute(delete(notices).where(notices.c.group_id == group, notices.c.member_id == member))
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
    posters = select(incidents.c.group_id, incidents.c.poster_id).distinct()
    for group, poster in (await connection.execute(posters)).all():
        if keyed_name(GroupId(group), MemberId(poster), seal) in erased:
            await forget_whatever_is_open(connection, GroupId(group), MemberId(poster), seal)


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


async def _bare(connection: AsyncConnection, incident: str, alias: str, seal: Seal) -> None:
    """Leaves rule, level, weight and time: what the count needs, and nothing that says who or what."""
    await connection.execute(
        update(incidents)
        .where(incidents.c.id == incident)
        .values(poster_id=alias, poster_name=seal.close("", "incidents", "poster_name", incident), case_id=None)
    )
    await connection.execute(delete(said).where(said.c.incident_id == incident, said.c.place > 0))
    await connection.execute(
        update(said)
        .where(said.c.incident_id == incident)
        .values(message_id=seal.trace("forgotten message", incident), excerpt=None, spans=[])
    )
    await connection.execute(delete(findings).where(findings.c.incident_id == incident, findings.c.place > 0))
    await connection.execute(
        update(findings)
        .where(findings.c.incident_id == incident)
        .values(target_key=None, reason=seal.close("", "findings", "reason", incident, "0"), spans=[])
    )
    await connection.execute(delete(appeals).where(appeals.c.incident_id == incident))
    await connection.execute(delete(notices).where(notices.c.incident_id == incident))

"""Who was shown what, and when: kept under keyed names, for longer than what they were shown."""

from collections.abc import Iterable

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.seal import Seal
from adapters.store.tables import accesses
from bot.access import Access, Deed
from bot.incident import CaseId
from bot.message import GroupId, MemberId

SEES = (Deed.SHOWN.value, Deed.FETCHED.value)


async def keep(connection: AsyncConnection, seen: Iterable[Access], seal: Seal) -> None:
    values = [
        {
            "group_id": access.group,
            "viewer": viewer(access.group, access.by, seal),
            "deed": access.deed.value,
            "case_id": access.case,
            "at": access.at,
        }
        for access in seen
    ]
    if values:
        await connection.execute(insert(accesses), values)


async def viewers(connection: AsyncConnection, cases: Iterable[CaseId]) -> dict[CaseId, int]:
    """To how many people each of these cases was shown; one shown to nobody is not among them."""
    query = (
        select(accesses.c.case_id, func.count(accesses.c.viewer.distinct()))
        .where(accesses.c.case_id.in_(tuple(cases)), accesses.c.deed.in_(SEES))
        .group_by(accesses.c.case_id)
    )
    return {CaseId(case): people for case, people in await connection.execute(query)}


def viewer(group: GroupId, member: MemberId, seal: Seal) -> str:
    """Whoever holds the key can ask whether it was this member; nobody can read from it who it was."""
    return seal.trace("viewer", group, member)

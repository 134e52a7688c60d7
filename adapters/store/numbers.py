"""Counts the cases of a group, so that no number is given twice."""

from sqlalchemy import and_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.tables import groups
from bot.case import Case


async def count_case(connection: AsyncConnection, case: Case) -> None:
    """Numbers go on from the highest ever used, though its case may expire."""
    behind = and_(groups.c.id == case.group, groups.c.last_case_number < case.number)
    await connection.execute(update(groups).where(behind).values(last_case_number=case.number))

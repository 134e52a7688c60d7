"""Writes rows over those of the same key."""

from sqlalchemy import Table, and_, case, delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store import rows
from adapters.store.rows import Values
from adapters.store.tables import closed_ways, languages, notices, open_ways, rule_records
from bot.message import GroupId, MemberId
from bot.notice import NoticeId, NoticeState
from bot.ports import Record


async def put(connection: AsyncConnection, table: Table, values: Values, *key: str) -> None:
    """Over the row of the same key, never in its place: replacing a row would take all that hangs on it along."""
    same = and_(*(table.c[column] == values[column] for column in key))
    changed = await connection.execute(update(table).where(same).values(values))
    if changed.rowcount == 0:
        await add(connection, table, [values])


async def add(connection: AsyncConnection, table: Table, values: list[Values]) -> None:
    if values:  # an insert of no rows would be one row of defaults
        await connection.execute(insert(table), values)


async def small_things(connection: AsyncConnection, record: Record) -> None:
    """What a record holds besides incidents, cases and what hangs on them."""
    for each in record.rules:
        await put(connection, rule_records, rows.rule_record_row(each), "group_id", "rule")
    for way in record.ways:
        await put(connection, closed_ways, rows.closed_way_row(way), "group_id", "member_id")
        await drop_open_way(connection, way.group, way.member)  # they would have to write again
    for open_way in record.opened:
        opened: Values = {"group_id": open_way.group, "member_id": open_way.member, "at": open_way.at}
        await put(connection, open_ways, opened, "group_id", "member_id")


async def drop_language(connection: AsyncConnection, group: GroupId, member: MemberId) -> None:
    theirs = (languages.c.group_id == group) & (languages.c.member_id == member)
    await connection.execute(delete(languages).where(theirs))


async def drop_open_way(connection: AsyncConnection, group: GroupId, member: MemberId) -> None:
    theirs = (open_ways.c.group_id == group) & (open_ways.c.member_id == member)
    await connection.execute(delete(open_ways).where(theirs))


async def sending(connection: AsyncConnection, those: tuple[NoticeId, ...]) -> None:
    """One found in this state already was cut off while it was handed over."""
    was_cut_off = case((notices.c.state == NoticeState.SENDING.value, 1), else_=0)
    await connection.execute(
        update(notices)
        .where(notices.c.id.in_(those))
        .values(state=NoticeState.SENDING.value, interrupted=notices.c.interrupted + was_cut_off)
    )

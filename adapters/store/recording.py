"""Writes a record: each of its parts over the one of the same id, with the evidence of what was known."""

from datetime import datetime

from sqlalchemy import and_, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store import accesses, evidence, rows
from adapters.store.incidents import appeal_row, finding_row, incident_row, said_row
from adapters.store.putting import add, put, small_things
from adapters.store.seal import Seal
from adapters.store.tables import appeals, cases, findings, groups, incidents, marks, notices, said, unjudged
from bot.case import Case
from bot.incident import Incident
from bot.ports import Record


async def write(connection: AsyncConnection, record: Record, seal: Seal, now: datetime) -> None:
    """In the transaction the connection is in. `now` dates the evidence."""
    for case in record.cases:
        await put(connection, cases, rows.case_row(case, seal), "id")
        await _count_case(connection, case)
    for incident in record.incidents:
        await _put_incident(connection, incident, seal)
    for of, appeal in record.appeals:
        await put(connection, appeals, appeal_row(of, appeal, seal), "incident_id")
    for notice in record.notices:
        await put(connection, notices, rows.notice_row(notice, seal), "id")
    for left in record.unjudged:
        await put(connection, unjudged, rows.unjudged_row(left, seal), "id")
    for mark in record.marks:
        await put(connection, marks, rows.mark_row(mark, seal), "id")
    await small_things(connection, record)
    await accesses.keep(connection, record.accesses, seal)
    for case in record.cases:
        await evidence.witness_case(connection, case, seal, now)
    for incident in record.incidents:
        await evidence.witness_incident(connection, incident, seal, now)


async def _put_incident(connection: AsyncConnection, incident: Incident, seal: Seal) -> None:
    await put(connection, incidents, incident_row(incident, seal), "id")
    lines = [said_row(incident.id, place, each, seal) for place, each in enumerate(incident.said)]
    reasons = [finding_row(incident.id, place, each, seal) for place, each in enumerate(incident.findings)]
    for table, values in ((said, lines), (findings, reasons)):
        await connection.execute(delete(table).where(table.c.incident_id == incident.id))
        await add(connection, table, values)


async def _count_case(connection: AsyncConnection, case: Case) -> None:
    """Numbers go on from the highest ever used, though its case may expire."""
    behind = and_(groups.c.id == case.group, groups.c.last_case_number < case.number)
    await connection.execute(update(groups).where(behind).values(last_case_number=case.number))

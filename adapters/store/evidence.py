"""What was known of a case, and when: each entry witnesses one version of its case or of an incident in it.

An entry holds a digest of that version under a salt of its own, and a link over all before it under the case's key.
Erasing a text and the salts of its entries leaves digests that can be neither read nor guessed, and a whole chain.
"""

import hmac
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.queries import Queries
from adapters.store.rows import Row
from adapters.store.seal import Seal
from adapters.store.tables import cases, evidence, incidents
from bot.case import Case, Link
from bot.incident import CaseId, Incident, IncidentId, Said
from bot.message import kinds

SALT_BYTES = 16


async def witness_case(connection: AsyncConnection, case: Case, seal: Seal, now: datetime) -> None:
    """Call once the case is written, in the same transaction."""
    await _witness(connection, case.id, _subject(case.id, seal), _case(case), seal, now)


async def witness_incident(connection: AsyncConnection, incident: Incident, seal: Seal, now: datetime) -> None:
    """Call once the incident is written, in the same transaction. One without a case has no evidence."""
    subject = _subject(incident.id, seal)
    if any(said.excerpt is None for said in incident.said):
        await _unsalt(connection, subject)
    if incident.case is not None:
        await _witness(connection, incident.case, subject, _incident(incident), seal, now)


async def forget(connection: AsyncConnection, incident: IncidentId, seal: Seal) -> None:
    """What it said can no longer be proved, nor guessed; that it was there still can."""
    await _unsalt(connection, _subject(incident, seal))


async def chain(connection: AsyncConnection, case: CaseId) -> tuple[Link, ...]:
    return tuple(
        Link(number=entry["number"], at=entry["at"], witness=entry["witness"].hex(), link=entry["link"].hex())
        for entry in await _entries(connection, case)
    )


def signature(case: CaseId, content: bytes, seal: Seal) -> str:
    """Over a file made of the case."""
    key = bytes.fromhex(seal.trace("file key", case))
    return hmac.new(key, content, sha256).hexdigest()


async def broken(connection: AsyncConnection, case: Case, seal: Seal) -> str | None:
    """What is wrong with the evidence of this case, in words; None when all of it holds."""
    entries = await _entries(connection, case.id)
    if not entries:
        return "there is no evidence: it was opened before evidence was kept, or the evidence was removed"
    before, latest = b"", {}
    for number, entry in enumerate(entries, 1):
        right = _link(case.id, number, entry["subject"], entry["at"], entry["witness"], before, seal)
        if entry["number"] != number or not hmac.compare_digest(right, entry["link"]):
            return f"entry {number} of its evidence is missing or was changed"
        before, latest[entry["subject"]] = entry["link"], entry
    if not _holds(latest.get(_subject(case.id, seal)), _case(case)):
        return "the case is not as its evidence says"
    for incident in await Queries(connection, seal).incidents(incidents.c.case_id == case.id):
        if not _holds(latest.get(_subject(incident.id, seal)), _incident(incident)):
            return f"the incident of {incident.posted_at:%d %B %Y, %H:%M} UTC is not as its evidence says"
    return None


async def of_all(
    connection: AsyncConnection, seal: Seal, reached: Callable[[int, int], None]
) -> tuple[tuple[Case, str | None], ...]:
    found = await Queries(connection, seal).cases(cases.c.id.is_not(None))
    checked = []
    for case in found:
        checked.append((case, await broken(connection, case, seal)))
        reached(len(checked), len(found))
    return tuple(checked)


async def _witness(
    connection: AsyncConnection, case: CaseId, subject: str, content: bytes, seal: Seal, now: datetime
) -> None:
    entries = await _entries(connection, case)
    latest = next((entry for entry in reversed(entries) if entry["subject"] == subject), None)
    if latest is not None and latest["salt"] is not None and _holds(latest, content):
        return
    number, at, salt = len(entries) + 1, now.astimezone(UTC), os.urandom(SALT_BYTES)
    before = entries[-1]["link"] if entries else b""
    seen = _digest(salt, content)
    await connection.execute(
        insert(evidence).values(
            case_id=case,
            number=number,
            subject=subject,
            at=at,
            salt=salt,
            witness=seen,
            link=_link(case, number, subject, at, seen, before, seal),
        )
    )


async def _entries(connection: AsyncConnection, case: CaseId) -> list[Row]:
    query = select(evidence).where(evidence.c.case_id == case).order_by(evidence.c.number)
    return list((await connection.execute(query)).mappings())


async def _unsalt(connection: AsyncConnection, subject: str) -> None:
    await connection.execute(update(evidence).where(evidence.c.subject == subject).values(salt=None))


def _holds(entry: Row | None, content: bytes) -> bool:
    return (
        entry is not None
        and entry["salt"] is not None
        and hmac.compare_digest(_digest(entry["salt"], content), entry["witness"])
    )


def _subject(of: CaseId | IncidentId, seal: Seal) -> str:
    return seal.trace("evidence of", of)


def _digest(salt: bytes, content: bytes) -> bytes:
    return hmac.new(salt, content, sha256).digest()


def _link(case: CaseId, number: int, subject: str, at: datetime, witness: bytes, before: bytes, seal: Seal) -> bytes:
    entry = json.dumps([number, subject, at.isoformat(), witness.hex(), before.hex()]).encode()
    return hmac.new(seal.chain_key(case), entry, sha256).digest()


def _case(case: Case) -> bytes:
    # Not its poster: a case of several people outlives the forgetting of one of them.
    times = (case.opened_at, case.acknowledged_at, case.decided_at, case.calmed_at)
    who = (case.acknowledged_by, case.decided_by)
    # What was witnessed before decisions were kept stays as it was.
    decided = [[[each.act, each.by, _time(each.at)] for each in case.decisions]] if case.decisions else []
    return _canonical([case.number, case.kind, case.state, *who, *(_time(each) for each in times), *decided])


def _incident(incident: Incident) -> bytes:
    said = [
        # What was witnessed before either of these was known stays as it was.
        [*_said(each), *([kinds(each.media), each.is_deleted] if each.media or each.is_deleted else [])]
        for each in incident.said
    ]
    found = [[each.rule, each.level] for each in incident.findings]
    return _canonical([incident.poster.id, incident.level, incident.count, said, found])


def _said(line: Said) -> list[object]:
    return [line.message, _time(line.sent_at), line.excerpt, line.is_edited]


def _canonical(values: list[object]) -> bytes:
    return json.dumps(values).encode()  # what is not ASCII is escaped, half a surrogate pair too


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()

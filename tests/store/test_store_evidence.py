"""A case's evidence shows every change made behind its back, and outlives the erasing of a text."""

from dataclasses import replace
from pathlib import Path

import pytest
from recorded import GROUP, NOON, case, incident, opened

from adapters.store.store import SqlStore
from bot.case import CaseKind, CaseState
from bot.incident import Count
from bot.message import MemberId
from bot.ports import Record

CROWD = case(kind=CaseKind.CROWD)
SAM, KIT = replace(incident("1"), case=CROWD.id), replace(incident("2", poster="p2"), case=CROWD.id)
CLOSED = replace(CROWD, state=CaseState.CLOSED, decided_at=NOON, decided_by=MemberId("admin"))


async def _with_a_case(store: SqlStore) -> None:
    await store.record(Record(cases=(CROWD,), incidents=(SAM, KIT)))
    await store.record(Record(cases=(CLOSED,)))


async def _behind_its_back(store: SqlStore, statement: str) -> None:
    async with store._writing() as connection:
        await connection.exec_driver_sql(statement)


async def _count(store: SqlStore) -> tuple[int, int]:
    """Entries in all, and those without a salt."""
    async with store._engine.connect() as connection:
        salts = (await connection.exec_driver_sql("SELECT salt FROM evidence")).scalars().all()
    return len(salts), salts.count(None)


async def test_what_was_recorded_stands_as_its_evidence_says(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await _with_a_case(store)
        await store.record(Record(cases=(CLOSED,), incidents=(SAM,)))

        assert await store.evidence() == ((CLOSED, None),)
        assert await _count(store) == (4, 0)  # the same once more adds nothing


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM evidence WHERE number = 2", "entry 2 of its evidence is missing or was changed"),
        ("DELETE FROM evidence WHERE number = 4", "the case is not as its evidence says"),
        ("UPDATE evidence SET witness = x'00' WHERE number = 3", "entry 3 of its evidence is missing or was changed"),
        ("UPDATE evidence SET at = '2026-01-01 00:00:00' WHERE number = 1", "entry 1 of its evidence is missing"),
        ("UPDATE cases SET decided_by = 'another'", "the case is not as its evidence says"),
        ("UPDATE said SET excerpt = NULL", "the incident of 02 March 2026, 12:00 UTC is not as its evidence says"),
        (
            "UPDATE said SET media = '[\"photo\"]'",
            "the incident of 02 March 2026, 12:00 UTC is not as its evidence says",
        ),
        ("UPDATE said SET is_deleted = 1", "the incident of 02 March 2026, 12:00 UTC is not as its evidence says"),
        ("UPDATE incidents SET level = 'serious'", "the incident of 02 March 2026, 12:00 UTC is not as"),
        ("DELETE FROM evidence", "there is no evidence"),
    ],
)
async def test_a_change_behind_its_back_is_told(tmp_path: Path, statement: str, fault: str) -> None:
    async with opened(tmp_path) as store:
        await _with_a_case(store)

        await _behind_its_back(store, statement)

        ((_, told),) = await store.evidence()
        assert told is not None
        assert told.startswith(fault)


async def test_a_text_taken_back_leaves_a_whole_chain_and_no_salt_of_what_it_said(tmp_path: Path) -> None:
    wiped = replace(SAM, count=Count.CLEARED, said=(replace(SAM.said[0], excerpt=None, spans=()),))
    async with opened(tmp_path) as store:
        await _with_a_case(store)

        await store.record(Record(incidents=(wiped,)))

        assert await store.evidence() == ((CLOSED, None),)
        assert await _count(store) == (5, 1)


async def test_forgetting_one_member_leaves_the_others_evidence_whole(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await _with_a_case(store)

        await store.forget(GROUP, MemberId("p1"), NOON)

        ((left, fault),) = await store.evidence()
        assert (left.id, fault) == (CROWD.id, None)
        assert await _count(store) == (4, 1)

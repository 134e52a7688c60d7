"""A database that any earlier version wrote is brought forward whole, also when that is cut short.

`earlier` holds databases as the code of those versions wrote them, under the key of `recorded.py`.
"""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from recorded import GROUP, NOON, case, file_in, mark, opened, unlike_the_code
from source import ROOT
from write_earlier import (
    APPEAL,
    CLOSED,
    EARLIER,
    FORGOTTEN,
    JO,
    LANGUAGE,
    LEFT,
    NOTICE,
    OVERLAY,
    RULE,
    SAID,
    SAM,
    TALK,
)

from adapters.store.store import SqlStore
from bot.message import MemberId

VERSIONS = sorted(file.stem for file in EARLIER.glob("*.sql"))
MIGRATIONS = ROOT / "adapters" / "store" / "migrations" / "versions"
LONG_AGO = NOON.replace(year=2000)


def written_by(version: str, folder: Path) -> Path:
    file = file_in(folder)
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as database:
        database.executescript((EARLIER / f"{version}.sql").read_text(encoding="ascii"))
    return file


async def is_whole(store: SqlStore, version: str) -> None:
    """All that was put in is there, whatever is sealed, traced or chained."""
    assert [group.school for group in await store.groups()] == ["Larkrise Primary School"]
    assert await store.open_cases(GROUP) == (case(),)
    assert await store.history(GROUP, SAID[0].poster.id, LONG_AGO) == SAID
    assert await store.appeal(SAID[0].id) == APPEAL
    assert await store.notice(NOTICE.id) == NOTICE
    assert await store.marks(GROUP, "staff:1", LONG_AGO) == (mark(),)
    assert await store.unjudged(LEFT.chat, LEFT.message) == (LEFT if version >= "0002" else None)
    assert await store.read_up_to(LEFT.chat) == (LEFT.message if version >= "0003" else None)
    ((_, fault),) = await store.evidence()
    assert (fault is None) is (version >= "0004")
    assert len(await store.history(GROUP, FORGOTTEN, LONG_AGO)) == (1 if version >= "0004" else 0)
    assert await store.ailments() == ()
    if version >= "0012":
        await has_what_later_versions_kept(store)


async def has_what_later_versions_kept(store: SqlStore) -> None:
    held = await store.about(GROUP, SAM)
    assert held.viewers == ((case().id, 1),)
    assert await store.closed_way(GROUP, SAM) == CLOSED
    assert await store.ways(GROUP, NOON) == (frozenset({JO}), frozenset({SAM}))
    assert await store.rule_records(GROUP) == (RULE,)
    assert await store.overlays(GROUP) == (OVERLAY,)
    assert await store.conversation(JO) == TALK
    assert await store.language(GROUP, JO) == LANGUAGE


def test_there_is_a_database_of_every_version_that_was_given_out() -> None:
    assert VERSIONS[:8] == ["0001", "0002", "0003", "0004", "0010", "0011", "0012", "0013"]


def test_there_is_a_database_of_the_newest_version_with_something_in_every_table(tmp_path: Path) -> None:
    """Where it fails, `write_earlier.py` writes one; something new to keep is put into `fill` there."""
    newest = max(file.name for file in MIGRATIONS.glob("v*.py"))[1:5]
    with closing(sqlite3.connect(written_by(newest, tmp_path))) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        empty = [name for name in tables if database.execute(f'SELECT 1 FROM "{name}"').fetchone() is None]  # noqa: S608

    assert empty == []


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_database_of_an_earlier_version_is_brought_forward_whole(tmp_path: Path, version: str) -> None:
    written_by(version, tmp_path)

    async with opened(tmp_path) as store:
        await is_whole(store, version)

    assert unlike_the_code(tmp_path) == []


async def test_a_language_chosen_before_its_time_was_kept_stays_for_a_year_from_now(tmp_path: Path) -> None:
    with closing(sqlite3.connect(written_by("0011", tmp_path))) as database:
        database.execute("INSERT INTO languages (group_id, member_id, language) VALUES (?, ?, ?)", (GROUP, "p1", "pl"))
        database.commit()

    async with opened(tmp_path) as store:
        now = datetime.now(UTC)
        await store.expire(now + timedelta(days=364))
        kept = await store.language(GROUP, MemberId("p1"))
        await store.expire(now + timedelta(days=365))

        assert (kept, await store.language(GROUP, MemberId("p1"))) == ("pl", None)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("CREATE INDEX evidence_of_subject", id="between two migrations"),
        pytest.param("INSERT INTO meta", id="while it is given keys of its own"),
    ],
)
def test_killed_on_the_way_it_is_as_it_was_and_the_next_start_brings_it_forward(tmp_path: Path, statement: str) -> None:
    file = written_by("0001", tmp_path)

    ended = subprocess.run(
        [sys.executable, Path(__file__).parent / "killed_migration.py", tmp_path, statement],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
        timeout=60,
    )

    assert ended.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    asyncio.run(_is_brought_forward(tmp_path))


async def _is_brought_forward(folder: Path) -> None:
    async with opened(folder) as store:
        await is_whole(store, "0001")

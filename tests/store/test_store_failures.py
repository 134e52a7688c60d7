"""The store keeps all of a record or none of it, and says what is wrong in words."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from recorded import GROUP, KEY, NOON, case, file_in, incident, mark, notice, opened
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, StatementError

from adapters.store import connection
from adapters.store.opening import open_store
from bot.errors import SettingsError, StoreError
from bot.group import Group
from bot.incident import Incident
from bot.message import MemberId
from bot.ports import Record

WHOLE = Record(
    cases=(case(),),
    incidents=(incident(case=case().id),),
    notices=(notice(incident="incident-1"),),
    marks=(mark(),),
)


async def history(folder: Path) -> tuple[Incident, ...]:
    async with opened(folder) as store:
        return await store.history(GROUP, MemberId("p1"), NOON.replace(year=2000))


def url(folder: Path) -> str:
    return f"sqlite:///{file_in(folder)}"


async def test_a_record_one_part_of_which_cannot_be_kept_leaves_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        with pytest.raises(IntegrityError):
            await store.record(replace(WHOLE, notices=(notice(incident="never recorded"),)))
        with pytest.raises(StatementError, match="without a zone"):
            await store.record(replace(WHOLE, marks=(replace(mark(), at=NOON.replace(tzinfo=None)),)))

        assert await store.history(GROUP, MemberId("p1"), NOON.replace(year=2000)) == ()
        assert await store.open_cases(GROUP) == ()
        assert await store.due(NOON) == ()


async def test_an_error_never_shows_what_was_being_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        with pytest.raises(IntegrityError) as caught:
            await store.record(Record(notices=(replace(notice(incident="SENTINEL"), void_because="SENTINEL"),)))

    assert "SENTINEL" not in str(caught.value)


async def test_a_full_disk_is_said_and_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path) as store:
        await store.record(WHOLE)
    monkeypatch.setitem(connection.PRAGMAS, "max_page_count", "1")  # not a page more than it has
    large = incident("2", text="word " * 100_000)

    async with opened(tmp_path) as store:
        with pytest.raises(StoreError) as caught:
            await store.record(Record(incidents=(large,)))
        assert await store.incident(large.id) is None

    assert str(caught.value) == f"{file_in(tmp_path)}: the disk is full. Make room, then start again."
    assert await history(tmp_path) == WHOLE.incidents


async def test_a_first_run_on_a_full_disk_leaves_a_database_that_a_second_one_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setitem(connection.PRAGMAS, "max_page_count", "5")
        with pytest.raises(StoreError, match="the disk is full"):
            await history(tmp_path)

    assert await history(tmp_path) == ()


async def test_a_database_held_by_another_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.PRAGMAS, "busy_timeout", "10")
    async with opened(tmp_path) as store:
        with closing(sqlite3.connect(file_in(tmp_path))) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError) as caught:
                await store.record(WHOLE)
        await store.record(WHOLE)

        assert await store.incident(incident().id) == WHOLE.incidents[0]
    assert str(caught.value) == (
        f"{file_in(tmp_path)}: another program is writing to it, perhaps a second Schoolgate."
        " Stop that one, then try again."
    )


async def test_another_key_is_refused(tmp_path: Path) -> None:
    await history(tmp_path)

    with pytest.raises(SettingsError) as caught:
        async with open_store(url(tmp_path), bytes(32)):
            pass

    assert str(caught.value) == (
        f"{file_in(tmp_path)}: this database was written with another key. Set SCHOOLGATE_KEY or SCHOOLGATE_KEY_FILE"
        " to the key it was made with; without it what it holds cannot be read."
    )


async def test_a_database_from_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    await history(tmp_path)
    with closing(sqlite3.connect(file_in(tmp_path), isolation_level=None)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file_in(tmp_path).read_bytes()

    with pytest.raises(SettingsError) as caught:
        await history(tmp_path)

    assert str(caught.value) == (
        f"{file_in(tmp_path)}: this database was written by a newer Schoolgate (its tables are at 9999)."
        " Upgrade Schoolgate, or put back a backup made before the upgrade."
    )
    assert file_in(tmp_path).read_bytes() == before


async def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    file_in(tmp_path).parent.mkdir()
    with closing(sqlite3.connect(file_in(tmp_path), isolation_level=None)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(SettingsError, match="the database of some other program"):
        await history(tmp_path)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file_in(tmp_path).parent.mkdir()
    file_in(tmp_path).write_text("hello " * 1000)

    with pytest.raises(StoreError) as caught:
        await history(tmp_path)

    assert str(caught.value) == f"{file_in(tmp_path)}: it is not a database. Move it away and put a backup back."


async def test_a_damaged_page_is_found_and_named(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.record(Record(incidents=tuple(incident(str(each)) for each in range(200))))
        assert await store.ailments() == ()
    whole = bytearray(file_in(tmp_path).read_bytes())
    whole[len(whole) // 2 :] = b"\xff" * (len(whole) - len(whole) // 2)
    file_in(tmp_path).write_bytes(whole)

    with pytest.raises(StoreError, match=r"it is damaged\. Move it away and put a backup back"):
        await history(tmp_path)


async def test_a_field_moved_to_another_row_does_not_open(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(incident("1"), incident("2"))))
    with closing(sqlite3.connect(file_in(tmp_path), isolation_level=None)) as tampering:
        tampering.execute("UPDATE said SET excerpt = (SELECT excerpt FROM said WHERE incident_id = 'incident-1')")

    with pytest.raises(StoreError, match=r"a field of said\.excerpt does not open with this key"):
        await history(tmp_path)


@pytest.mark.parametrize("what", ["file", "folder"])
async def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path, what: str) -> None:
    if what == "file":
        file_in(tmp_path).parent.write_text("a file where a folder should be")
    else:
        file_in(tmp_path).mkdir(parents=True)

    with pytest.raises(SettingsError) as caught:
        await history(tmp_path)

    reason = {"file": "File exists", "folder": "Is a directory"}[what]
    assert str(caught.value) == (
        f"{file_in(tmp_path)}: cannot be made or written to: {reason}."
        " Set SCHOOLGATE_STATE to a folder that may be written to."
    )


@pytest.mark.parametrize("odd", ["postgresql://db/schoolgate", "sqlite://", "schoolgate.db"])
async def test_a_database_we_cannot_use_is_refused(odd: str) -> None:
    with pytest.raises(SettingsError, match="SCHOOLGATE_DATABASE: must name an SQLite file"):
        async with open_store(odd, KEY):
            pass


async def test_many_tasks_and_another_process_may_write_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as store, open_store(url(tmp_path), KEY) as other:
        await asyncio.gather(
            *(store.record(Record(incidents=(incident(str(each)),))) for each in range(50)),
            *(store.history(GROUP, MemberId("p1"), NOON) for _ in range(50)),
            *(other.save_group(Group(id=GROUP, school=f"School {each}")) for each in range(10)),
        )

        assert len(await store.history(GROUP, MemberId("p1"), NOON.replace(year=2000))) == 50


@pytest.mark.parametrize("during", ["PRAGMA user_version", "INSERT"])
async def test_a_write_cut_off_in_the_middle_of_a_statement_leaves_no_lock(tmp_path: Path, during: str) -> None:
    async with opened(tmp_path) as store:
        task = asyncio.create_task(store.record(WHOLE))

        @event.listens_for(store._engine.sync_engine, "before_cursor_execute")
        def cut_off(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith(during):
                task.cancel()

        await asyncio.wait([task])
        assert task.cancelled()
        # The task remembers where it was cut off, and with that the cursor.
        with closing(sqlite3.connect(file_in(tmp_path), timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")


async def test_a_cancelled_record_is_whole_or_absent_and_the_store_goes_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        for turns in range(40):
            name = f"cancelled-{turns}"
            record = Record(incidents=(incident(name),), notices=(notice(name, incident=f"incident-{name}"),))
            task = asyncio.create_task(store.record(record))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])

            found = await store.incident(record.incidents[0].id)
            assert found in {None, record.incidents[0]}
            assert await store.notices_of(record.incidents[0].id) == (record.notices if found else ())
        await store.record(WHOLE)
        assert await store.incident(incident().id) == WHOLE.incidents[0]

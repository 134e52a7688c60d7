"""A copy of the database is made, put back, and brings back nothing that was erased since."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import GROUP, incident, member
from installation import Installation

from adapters.watch.instance import only_instance
from bot.custody import open_store, put_back
from bot.errors import SettingsError
from bot.held import Held
from bot.incident import Incident, IncidentId
from bot.message import MemberId
from bot.ports import Record

NOW = datetime.now(UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    both = Record(incidents=(_incident("sam"), _incident("kit")))
    return Installation(tmp_path, monkeypatch).with_larkrise(both)


def _incident(poster: str) -> Incident:
    return incident(at=NOW - timedelta(days=1), id=IncidentId(f"of-{poster}"), poster=member(poster.title()))


async def _held(place: Installation, member: str) -> Held:
    async with open_store(place.settings) as store:
        return await store.about(GROUP, MemberId(member))


async def _forget(place: Installation, member: str) -> None:
    async with open_store(place.settings) as store:
        await store.forget(GROUP, MemberId(member), datetime.now(UTC))


def test_a_copy_put_back_is_what_was_there(place: Installation) -> None:
    before = asyncio.run(_held(place, "sam"))

    made = place.run("backup", "copy.db")
    place.settings.database_file.unlink()
    put = place.run("restore", "copy.db")

    assert (made.status, put.status) == (0, 0), made.err + put.err
    assert asyncio.run(_held(place, "sam")) == before
    assert stat.S_IMODE((place.folder / "copy.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(place.settings.database_file.stat().st_mode) == 0o600
    assert sorted(file.name for file in place.folder.glob("*.db*")) == ["copy.db"]
    assert [file.name for file in place.settings.state.iterdir() if "restoring" in file.name] == []


def test_who_was_forgotten_since_is_forgotten_again(place: Installation) -> None:
    place.run("backup", "copy.db")
    kept = asyncio.run(_held(place, "kit"))
    asyncio.run(_forget(place, "sam"))
    bare = asyncio.run(_held(place, "sam"))

    assert place.run("restore", "copy.db", "--yes").status == 0

    again = asyncio.run(_held(place, "sam"))
    assert [each.poster for each in again.incidents] == [each.poster for each in bare.incidents]
    assert [said.excerpt for each in again.incidents for said in each.said] == [None]
    assert asyncio.run(_held(place, "kit")) == kept


def test_a_group_wiped_since_stays_wiped(place: Installation) -> None:
    place.run("backup", "copy.db")
    assert place.run("wipe", "larkrise", "--yes").status == 0

    assert place.run("restore", "copy.db", "--yes").status == 0

    assert asyncio.run(_held(place, "sam")) == Held()
    assert place.run("wipe", "larkrise", "--yes").err.startswith("larkrise: there is no group of that name")


def test_wiping_asks_first(place: Installation) -> None:
    assert place.run("wipe", "larkrise", answer="n\n").status == 1
    assert len(asyncio.run(_held(place, "sam")).incidents) == 1


def test_a_file_that_is_there_is_never_written_over(place: Installation) -> None:
    (place.folder / "copy.db").write_text("precious")

    ran = place.run("backup", "copy.db")

    assert ran == type(ran)(1, "", "copy.db: exists already; name a new file.\n")
    assert (place.folder / "copy.db").read_text() == "precious"


@pytest.mark.parametrize("content", [b"", b"no database at all, only words", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_no_backup_is_not_put_back(place: Installation, content: bytes) -> None:
    (place.folder / "odd.db").write_bytes(content)

    ran = place.run("restore", "odd.db", "--yes")

    assert ran.err == "odd.db: this is not a file that `schoolgate backup` made.\n"
    assert len(asyncio.run(_held(place, "sam")).incidents) == 1


def test_a_damaged_copy_changes_nothing(place: Installation) -> None:
    place.run("backup", "copy.db")
    copy = place.folder / "copy.db"
    with closing(sqlite3.connect(copy)) as opened:
        (page,) = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = 'incidents'").fetchone()
    raw = bytearray(copy.read_bytes())
    raw[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    copy.write_bytes(raw)

    ran = place.run("restore", "copy.db", "--yes")

    assert ran.status == 1
    assert len(asyncio.run(_held(place, "sam")).incidents) == 1
    assert [file.name for file in place.settings.state.iterdir() if "restoring" in file.name] == []


def test_a_copy_older_than_thirty_days_is_not_put_back(place: Installation) -> None:
    place.run("backup", "copy.db")

    with pytest.raises(SettingsError, match="older than 30 days is not put back"):
        asyncio.run(put_back(place.settings, place.folder / "copy.db", NOW + timedelta(days=31)))


def test_nothing_is_put_back_under_a_bot_that_runs(place: Installation) -> None:
    place.run("backup", "copy.db")
    asyncio.run(_forget(place, "sam"))
    after = asyncio.run(_held(place, "kit"))

    with only_instance(place.settings.state, NOW):
        ran = place.run("restore", "copy.db", "--yes")

    assert ran.status == 1
    assert "another Schoolgate is at work on this state folder" in ran.err
    assert asyncio.run(_held(place, "kit")) == after

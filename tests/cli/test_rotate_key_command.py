"""The key is changed as a whole, or not at all; whatever cuts it short, nothing is lost and nothing stays readable."""

import asyncio
import base64
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import GROUP, SAM, case, incident, notice
from installation import Installation

from adapters.store.rekeying import sealed_columns
from adapters.watch.instance import only_instance
from bot.case import Appeal, Case, CaseState
from bot.custody import change_key, open_store
from bot.errors import StoreError
from bot.finding import Concern
from bot.held import Forgotten, Held
from bot.mark import Mark
from bot.message import MessageId
from bot.ports import Record

HERE = Path(__file__).parent
NOW = datetime.now(UTC)
CASE = case(at=NOW)
SAID = incident(at=NOW, case=CASE.id)
KEPT = Record(
    cases=(CASE,),
    incidents=(SAID,),
    appeals=((SAID.id, Appeal(words="it was a joke", asked_at=NOW)),),
    notices=(notice(at=NOW, incident=SAID.id, void_because="they left"),),
    marks=(
        Mark(
            group=GROUP,
            poster=SAM.id,
            target="staff:2",
            concern=Concern.INSULT,
            message=MessageId("1"),
            at=NOW,
            expires_at=NOW + timedelta(days=7),
        ),
    ),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch).with_larkrise(KEPT)


async def _kept(place: Installation) -> tuple[Held, tuple[Mark, ...], tuple[tuple[Case, str | None], ...]]:
    """Everything that is sealed, what is found by its trace, and what the chains say."""
    async with open_store(place.settings) as store:
        held = await store.about(GROUP, SAM.id)
        return held, await store.marks(GROUP, "staff:2", NOW - timedelta(days=1)), await store.evidence()


def _sealed(place: Installation) -> set[bytes]:
    with closing(sqlite3.connect(place.settings.database_file)) as database:
        fields = {
            row[0]
            for table, columns in sealed_columns().items()
            for column in columns
            for row in database.execute(f"SELECT {column} FROM {table.name}")  # noqa: S608  # names of our own
        }
        own = {row[0] for row in database.execute("SELECT value FROM meta WHERE name LIKE '%key%'")}
    return (fields | own) - {None}


def _raw(place: Installation) -> bytes:
    return b"".join(file.read_bytes() for file in place.settings.state.iterdir())


def _keys(place: Installation) -> dict[str, str]:
    folder = place.settings.key_file.parent
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_everything_is_sealed_anew_and_nothing_the_old_key_opens_is_left(place: Installation) -> None:
    before, kept, old = _sealed(place), asyncio.run(_kept(place)), _keys(place)["key"]

    ran = place.run("rotate-key", "--yes")

    key = place.settings.key_file
    assert (ran.status, ran.lines) == (
        0,
        [
            (
                f"{key}: the database has a new key. Keep a copy of this file elsewhere, and make a new backup now:"
                " schoolgate backup FILE."
            ),
            (
                f"{key}.old: the key before. Only copies made before now need it: schoolgate restore FILE --old-key"
                f" {key}.old. Delete it with the last of them, within 30 days."
            ),
        ],
    )
    assert asyncio.run(_kept(place)) == kept
    assert len(before) == len(_sealed(place)) == 12
    assert [field for field in before if field in _raw(place)] == []
    assert _keys(place).keys() == {"key", "key.old"}
    assert _keys(place)["key.old"] == old != _keys(place)["key"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in key.parent.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("moment", "left", "is_sealed"),
    [
        pytest.param("sealing", {"key", "key.new"}, False, id="while its fields are sealed anew"),
        pytest.param("sealed", {"key", "key.new"}, True, id="before the old key is put beside the new one"),
        pytest.param("kept", {"key", "key.new", "key.old"}, True, id="before the new key is in force"),
    ],
)
def test_killed_at_any_moment_the_database_opens_and_the_change_can_be_finished(
    place: Installation,
    moment: str,
    left: set[str],
    is_sealed: bool,  # noqa: FBT001  # the expected answer
) -> None:
    kept, old = asyncio.run(_kept(place)), _keys(place)["key"]

    ended = subprocess.run(  # a script of our own
        [sys.executable, HERE / "killed_change.py", moment], cwd=place.folder, check=False, timeout=60
    )

    assert ended.returncode == -signal.SIGKILL
    assert _keys(place).keys() == left
    following = _keys(place)["key.new"]
    finished = place.run("rotate-key", "--yes")
    assert ("a change that had been cut short is finished" in finished.out) is is_sealed
    assert asyncio.run(_kept(place)) == kept
    assert _keys(place)["key"] == following
    assert _keys(place).keys() == {"key", "key.old"}
    assert _keys(place)["key.old"] == old


def test_a_copy_made_before_is_put_back_with_the_key_of_then(place: Installation) -> None:
    kept = asyncio.run(_kept(place))
    place.run("backup", "copy.db")
    place.run("rotate-key", "--yes")

    without = place.run("restore", "copy.db", "--yes")
    wrong = place.run("restore", "copy.db", "--yes", "--old-key", str(place.settings.key_file))
    put = place.run("restore", "copy.db", "--yes", "--old-key", f"{place.settings.key_file}.old")

    assert without.status == 1
    assert without.err == (
        "copy.db: was made with another key than the one in force. If the key was changed since, name the one before:"
        " schoolgate restore FILE --old-key KEYFILE (`schoolgate rotate-key` leaves it beside the key, with .old at the"
        " end). If this is another computer, put the key file of the first one here. Nothing was changed.\n"
    )
    assert wrong.err == ("copy.db: the key you named is not the one it was made with either. Nothing was changed.\n")
    assert put.status == 0, put.err
    assert asyncio.run(_kept(place)) == kept


def test_who_was_forgotten_is_forgotten_again_across_a_change_of_key(place: Installation) -> None:
    place.run("backup", "copy.db")
    asyncio.run(_close_and_forget(place))
    place.run("rotate-key", "--yes")

    put = place.run("restore", "copy.db", "--yes", "--old-key", f"{place.settings.key_file}.old")

    assert put.status == 0, put.err
    held, _, _ = asyncio.run(_kept(place))
    assert [said.excerpt for each in held.incidents for said in each.said] == [None] * len(held.incidents)


async def _close_and_forget(place: Installation) -> None:
    async with open_store(place.settings) as store:
        await store.record(Record(cases=(replace(CASE, state=CaseState.CLOSED),)))
        assert isinstance(await store.forget(GROUP, SAM.id, NOW + timedelta(hours=1)), Forgotten)


async def test_whoever_has_it_open_writes_nothing_with_the_key_before(place: Installation) -> None:
    async with open_store(place.settings) as store:
        assert await change_key(place.settings, NOW)

        with pytest.raises(StoreError, match="its key was changed meanwhile"):
            await store.record(Record(incidents=(SAID,)))


def test_it_is_refused_under_a_bot_that_runs(place: Installation) -> None:
    with only_instance(place.settings.state, NOW):
        ran = place.run("rotate-key", "--yes")

    assert ran.status == 1
    assert "another Schoolgate is at work on this state folder" in ran.err
    assert _keys(place).keys() == {"key"}


def test_a_key_from_the_environment_is_told_how_to_change(place: Installation) -> None:
    key = base64.b64encode(bytes(32)).decode()
    place.unset("key_file")
    place.set(key=key)

    ran = place.run("rotate-key", "--yes")

    assert ran.status == 1
    assert ran.err == (
        "SCHOOLGATE_KEY: a key that is set like this cannot be changed from here. Write it into a file that only you"
        " can read, set SCHOOLGATE_KEY_FILE to that file in place of SCHOOLGATE_KEY, and run this again. The file then"
        " holds the new key; you may go back to SCHOOLGATE_KEY with what stands in it.\n"
    )


def test_without_a_database_there_is_no_key_to_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Installation(tmp_path, monkeypatch)

    ran = place.run("rotate-key", "--yes")

    assert ran.err == f"{place.settings.database_file}: there is no database yet, so no key to change.\n"


def test_asked_first_it_changes_nothing_on_no(place: Installation) -> None:
    before = _keys(place)

    assert place.run("rotate-key", answer="n\n").status == 1
    assert _keys(place) == before

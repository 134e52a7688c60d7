"""A thousand messages go in; what matched nothing is nowhere, and what matched goes with its members."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import structlog
from builders import group, member, message, minutes
from recorded import KEY, file_in
from world import World

from adapters.store.opening import open_store
from adapters.store.seal import NONCE_BYTES, Fields
from adapters.store.store import SqlStore
from bot.case import CaseState
from bot.held import Forgotten
from bot.ladder.terms import LAPSE_AFTER
from bot.message import MessageId
from bot.notice import Choice
from bot.ports import Record

MEMBERS, ROUNDS = 100, 10
MATCHED_ROUNDS = (3, 7)  # two reminders a member, and so many members about one person that they are a crowd
GRAVER = {301: "serious", 302: "danger"}
SEALED: dict[str, dict[str, tuple[str, ...]]] = {
    "groups": {"profile": ("id",)},
    "cases": {"target": ("id",)},
    "incidents": {"poster_name": ("id",)},
    "said": {"excerpt": ("incident_id", "place")},
    "findings": {"target_key": ("incident_id", "place"), "reason": ("incident_id", "place")},
    "appeals": {"words": ("incident_id",)},
    "notices": {"void_because": ("id",)},
    "marks": {"target": ("id",)},
}


@dataclass(frozen=True, slots=True)
class Disk:
    raw: bytes
    """Every file of the folder, end to end: database, write-ahead log, journal."""
    texts: tuple[str, ...]
    """Every sealed field, opened."""
    bodies: tuple[bytes, ...]
    """The same, as encrypted."""

    def holds(self, word: str) -> int:
        return self.raw.count(word.encode()) + sum(text.count(word) for text in self.texts)


def on_disk(folder: Path) -> Disk:
    raw = b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
    fields = tuple(sealed_fields(folder))
    return Disk(raw, tuple(text for text, _ in fields), tuple(body for _, body in fields))


def sealed_fields(folder: Path) -> Iterator[tuple[str, bytes]]:
    seal, database = Fields(KEY), sqlite3.connect(file_in(folder))
    database.row_factory = sqlite3.Row
    for table, columns in SEALED.items():
        for row in database.execute(f"SELECT * FROM {table}").fetchall():  # noqa: S608  # a name of our own
            for column, keys in columns.items():
                if row[column] is not None:
                    place = (table, column, *(str(row[key]) for key in keys))
                    yield seal.open(row[column], *place), row[column][1 + NONCE_BYTES :]
    database.close()


async def thousand_messages(store: SqlStore) -> World:
    """Through intake, moderator and courier; each says a word that stands nowhere else."""
    await store.save_group(group())
    world = World(store=store)
    taking = world.intake()
    for number in range(MEMBERS * ROUNDS):
        matched = number // MEMBERS in MATCHED_ROUNDS
        level = GRAVER.get(number, "reminder")
        text = f"[{level}] Dunn MATCHEDWORD{number}" if matched else f"coats OTHERWORD{number}"
        world.now += minutes(3)
        await taking.said(message(text, by=f"P{number % MEMBERS}", at=world.now, id=MessageId(f"m{number}")))
    await world.courier.step(world.now)
    asked = next(seen for seen in world.platform.seen if Choice.ASK_A_PERSON in seen.letter.choices)
    await world.desk.press(asked.letter.notice, Choice.ASK_A_PERSON, asked.by, "MATCHEDWORD was never meant so")
    await world.courier.step(world.now)
    return world


@dataclass(frozen=True, slots=True)
class Written:
    folder: Path
    now: datetime
    disk: Disk
    logged: str


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Once for all that is asked of it here."""
    folder = tmp_path_factory.mktemp("written")

    async def write() -> tuple[datetime, Disk]:
        async with open_store(f"sqlite:///{file_in(folder)}", KEY) as store:
            world = await thousand_messages(store)
            return world.now, on_disk(folder)

    out, err = StringIO(), StringIO()
    with structlog.testing.capture_logs() as logged, redirect_stdout(out), redirect_stderr(err):
        now, disk = asyncio.run(write())
    return Written(folder, now, disk, f"{logged}{out.getvalue()}{err.getvalue()}")


@asynccontextmanager
async def again(written: Written, folder: Path) -> AsyncIterator[SqlStore]:
    """A copy of it to try things on."""
    shutil.copytree(written.folder, folder, dirs_exist_ok=True)
    async with open_store(f"sqlite:///{file_in(folder)}", KEY) as store:
        yield store


def left_of(before: Disk, after: Disk) -> tuple[int, int]:
    """How many matched words can still be read, and how many fields, as they were encrypted then, are still there."""
    kept = {body for text, body in zip(after.texts, after.bodies, strict=True) if "MATCHEDWORD" not in text}
    return after.holds("MATCHEDWORD"), sum(body in after.raw for body in set(before.bodies) - kept)


def test_what_matched_nothing_is_nowhere_on_disk_or_in_logs(written: Written) -> None:
    matched = MEMBERS * len(MATCHED_ROUNDS)
    assert sum("MATCHEDWORD" in text for text in written.disk.texts) == matched + 1  # and a question about one
    assert written.disk.raw.count(b"MATCHEDWORD") == 0
    assert written.disk.holds("OTHERWORD") == 0
    assert ("OTHERWORD" in written.logged, "MATCHEDWORD" in written.logged) == (False, False)


async def test_what_matched_goes_when_its_members_are_forgotten(written: Written, tmp_path: Path) -> None:
    async with again(written, tmp_path) as store:
        for case in await store.open_cases(group().id):  # what is grave is decided first
            await store.record(Record(cases=(replace(case, state=CaseState.CLOSED, decided_at=written.now),)))
        for number in range(MEMBERS):
            erased = await store.forget(group().id, member(f"P{number}").id, written.now)
            assert isinstance(erased, Forgotten)
        after = on_disk(tmp_path)

    assert left_of(written.disk, after) == (0, 0)


async def test_what_matched_goes_when_its_time_is_up_though_nobody_ever_decides(
    written: Written, tmp_path: Path
) -> None:
    found = []
    async with again(written, tmp_path) as store:
        world = World(store=store, now=written.now)
        for days in (LAPSE_AFTER.days, 1, 30, 60, 90):
            world.now += timedelta(days=days)
            await world.courier.step(world.now)
            found.append(on_disk(tmp_path).holds("MATCHEDWORD"))
        after = on_disk(tmp_path)

    # First what is light, thirty days after it was said; then what was serious, ninety days after it lapsed, and at
    # last what was dangerous.
    assert found == [201, 201, 2, 1, 0]
    assert left_of(written.disk, after) == (0, 0)

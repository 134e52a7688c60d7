"""A thousand messages go in; what matched nothing is nowhere, and what matched goes with its members."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog
from builders import group, member, message, minutes
from recorded import KEY, file_in
from world import World

from adapters.store.opening import open_store
from adapters.store.seal import NONCE_BYTES, Fields
from adapters.store.store import SqlStore
from bot.held import Forgotten
from bot.intake import Intake
from bot.message import MessageId

MEMBERS, ROUNDS = 100, 10
MATCHED_ROUNDS = (3, 7)  # two reminders a member: one fewer than makes a case, which nobody here would decide
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
    taking = Intake(moderator=world.moderator, store=store, clock=lambda: world.now, wake=world.courier.wake)
    for number in range(MEMBERS * ROUNDS):
        matched = number // MEMBERS in MATCHED_ROUNDS
        text = f"[reminder] Dunn MATCHEDWORD{number}" if matched else f"coats OTHERWORD{number}"
        world.now += minutes(3)
        await taking.said(message(text, by=f"P{number % MEMBERS}", at=world.now, id=MessageId(f"m{number}")))
    await world.courier.step(world.now)
    return world


async def test_what_matched_nothing_is_nowhere_on_disk_or_in_logs(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with structlog.testing.capture_logs() as logged:
        async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
            await thousand_messages(store)
            before = on_disk(tmp_path)

    matched = MEMBERS * len(MATCHED_ROUNDS)
    assert sum("MATCHEDWORD" in text for text in before.texts) == matched
    assert before.raw.count(b"MATCHEDWORD") == 0
    assert before.holds("OTHERWORD") == 0
    said = "".join((str(logged), *capfd.readouterr()))
    assert ("OTHERWORD" in said, "MATCHEDWORD" in said) == (False, False)


async def test_what_matched_goes_when_its_members_are_forgotten(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
        world = await thousand_messages(store)
        before = on_disk(tmp_path)
        for number in range(MEMBERS):
            erased = await store.forget(group().id, member(f"P{number}").id, world.now)
            assert isinstance(erased, Forgotten)
        after = on_disk(tmp_path)

    assert before.holds("MATCHEDWORD") == MEMBERS * len(MATCHED_ROUNDS)
    assert after.holds("MATCHEDWORD") == 0
    assert sum(body in after.raw for body in set(before.bodies) - set(after.bodies)) == 0

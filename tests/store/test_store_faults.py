"""Whatever befalls the database, no message is taken in that is not kept, it is said, and afterwards all goes on."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import group, message
from recorded import KEY, file_in
from world import World

from adapters.store import connection, copying
from adapters.store.opening import open_store
from bot.errors import StoreError
from bot.message import MessageId
from bot.pulse import Pulse

COPY = "copy.db"


def url(folder: Path) -> str:
    return f"sqlite:///{file_in(folder)}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file_in(folder), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def set_to(pragma: str, value: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.PRAGMAS, pragma, value)
        yield


@contextmanager
def damaged(folder: Path) -> Iterator[None]:
    file = file_in(folder)
    with closing(sqlite3.connect(file)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'incidents'").fetchone()
    raw = bytearray(file.read_bytes())
    raw[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    file.write_bytes(raw)
    yield


def left_alone(_folder: Path) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Fault:
    remedy: str
    before: Callable[[Path], AbstractContextManager[None]] = left_alone
    """What is wrong when the bot starts."""
    while_open: Callable[[Path], AbstractContextManager[None]] = left_alone
    is_lost: bool = False
    """Only a copy put back mends it."""


FAULTS = {
    "locked": Fault("another program is writing to it", while_open=locked),
    "full": Fault("the disk is full", while_open=lambda _: set_to("max_page_count", "1")),
    "read-only": Fault("it cannot be written to", while_open=lambda _: set_to("query_only", "ON")),
    "damaged": Fault("it is damaged. Move it away and put a backup back", before=damaged, is_lost=True),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_what_could_not_be_kept_is_not_taken_in_and_counts_once_when_it_is_brought_again(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.PRAGMAS, "busy_timeout", "10")
    fault, said = FAULTS[name], message("[serious] Dunn " + "word " * 5_000, id=MessageId("1"))
    async with open_store(url(tmp_path), KEY) as store:
        await store.save_group(group())
        world = World(store=store)
    copying.back_up(url(tmp_path), tmp_path / COPY, world.now, lambda _done, _total: None)

    with fault.before(tmp_path):
        async with open_store(url(tmp_path), KEY) as store:
            world = World(store=store)
            taking = world.intake()
            pulse = Pulse(
                intake=taking, courier=world.courier, ledger=store, clock=lambda: world.now, started=world.now
            )
            with fault.while_open(tmp_path):
                with pytest.raises(StoreError, match=fault.remedy):
                    await taking.said(said)
                alarm = await pulse.wrong()
            told = world.platform.seen
    assert told == []
    assert alarm == "the last message could not be kept: the database is full, damaged or out of reach"

    if fault.is_lost:
        await copying.put_back(
            url(tmp_path), tmp_path / COPY, KEY, world.now, of_copy=None, reached=lambda _done, _total: None
        )
    async with open_store(url(tmp_path), KEY) as store:
        world = World(store=store)
        for _ in range(2):
            await (again := world.intake()).said(said)
        assert again.can_keep
        await world.courier.step(world.now)

        assert await world.counts() == ("counted",)
        assert len(world.letters("Sam")) == 1
        assert await store.ailments() == ()

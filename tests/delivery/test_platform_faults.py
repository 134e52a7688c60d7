"""What becomes of a note for each way in which a platform can fail: the outcome table."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from builders import MONDAY, SAM, at, minutes
from fakes import FakePlatform, FakeStore
from structlog.testing import capture_logs
from world import World

from bot import courier
from bot.notice import Letter, Notice, NoticeKind, NoticeState
from bot.ports import Delivered, PostponedError, RefusedError, UnreachableError, Why


@dataclass
class Faulty(FakePlatform):
    """Fails as it is told, in order, then works. `accepts` what it fails to answer for."""

    faults: list[Exception | None] = field(default_factory=list)
    accepts: bool = False

    async def tell(self, letter: Letter) -> Delivered:
        fault = self.faults.pop(0) if self.faults else None
        if fault is None:
            return await super().tell(letter)
        if self.accepts:
            await super().tell(letter)
        raise fault


class Hanging(FakePlatform):
    async def tell(self, letter: Letter) -> Delivered:
        return await asyncio.Event().wait() and await super().tell(letter)


def note(world: World) -> Notice:
    assert isinstance(world.store, FakeStore)
    (found,) = (each for each in world.store.notices.values() if each.kind is NoticeKind.NOTE)
    return found


SOON = timedelta(seconds=5)
QUEUED, WAITING = NoticeState.QUEUED, NoticeState.WAITING


@pytest.mark.parametrize(
    ("fault", "state", "again_after"),
    [
        pytest.param(PostponedError(90), QUEUED, timedelta(seconds=90), id="429, asks for 90 seconds"),
        pytest.param(PostponedError(1), QUEUED, SOON, id="429, asks for less than we would wait"),
        pytest.param(PostponedError(0), QUEUED, SOON, id="500 or 502: postponed, without a time"),
        pytest.param(UnreachableError(why=Why.BLOCKED), WAITING, None, id="403, blocked"),
        pytest.param(UnreachableError(why=Why.NEVER_STARTED), WAITING, None, id="403, never started"),
        pytest.param(UnreachableError(why=Why.CLOSED), WAITING, None, id="403, takes no direct messages"),
        pytest.param(UnreachableError(why=Why.GONE), WAITING, None, id="403 or 404, gone"),
        pytest.param(UnreachableError(), WAITING, None, id="403 of a kind nobody knows"),
        pytest.param(RefusedError("a right is missing"), WAITING, None, id="400 or 403, a right is missing"),
        pytest.param(TimeoutError(), QUEUED, SOON, id="the connection timed out"),
        pytest.param(ConnectionResetError(), QUEUED, SOON, id="the connection was reset while sending"),
    ],
)
async def test_a_note_stays_queued_or_waits_in_the_mailbox_and_is_never_lost(
    fault: Exception, state: NoticeState, again_after: timedelta | None
) -> None:
    world = World(platform=Faulty(faults=[fault]))

    await world.says("[reminder] Dunn")

    found = note(world)
    assert (found.state, found.attempts, found.delivered_at) == (state, 1, None)
    assert await world.counts() == ("provisional",)
    if again_after is None:
        assert len(await world.opens_mailbox("Sam")) == 1
    else:
        assert found.due_at == MONDAY + again_after
        await world.later(minutes(2))
        assert len(world.letters("Sam")) == 1
    assert await world.counts() == ("counted",)


async def test_a_platform_that_never_answers_has_so_long_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "PATIENCE", 0.0)
    world = World(platform=Hanging())

    async with asyncio.timeout(10):
        await world.says("[reminder] Dunn")

    assert (note(world).state, note(world).due_at) == (QUEUED, MONDAY + SOON)


@pytest.mark.parametrize("fault", [TimeoutError(), ConnectionResetError(), PostponedError(0)], ids=repr)
async def test_a_letter_whose_answer_was_lost_is_sent_again_under_the_same_key_and_counts_once(
    fault: Exception,
) -> None:
    world = World(platform=Faulty(faults=[fault], accepts=True))

    await world.says("[reminder] Dunn")
    await world.later(minutes(1))

    sent = [letter.notice for letter in world.letters("Sam")]
    assert sent == [note(world).id] * 2
    assert (note(world).state, await world.counts()) == (NoticeState.DELIVERED, ("counted",))


async def test_it_waits_twice_as_long_each_time_up_to_an_hour() -> None:
    world = World(now=at("12:00"), platform=Faulty(faults=[ConnectionResetError() for _ in range(12)]))
    await world.says("[reminder] Dunn")

    waits = []
    for _ in range(12):
        waits.append((note(world).due_at - world.now).total_seconds())
        world.now = note(world).due_at
        await world.courier.step(world.now)

    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]


@pytest.mark.parametrize("why", Why)
async def test_the_log_says_why_a_note_waits_and_not_whose_it_is(why: Why) -> None:
    world = World(platform=Faulty(faults=[UnreachableError(why=why)]))

    with capture_logs() as lines:
        await world.says("[reminder] Dunn")

    assert lines == [{"event": "a notice waits in the mailbox", "log_level": "debug", "kind": "note", "why": why.value}]
    assert SAM.id not in str(lines)

"""Asked to stop, the intake finishes what is being judged and leaves the rest to be brought again."""

import asyncio

import pytest
from builders import group, message
from fakes import FakeStore
from world import World

from bot.errors import StoppingError
from bot.intake import Intake
from bot.message import Message, MessageId
from bot.ports import Record


class SlowStore(FakeStore):
    """Keeps nothing until it is let go on."""

    def __init__(self) -> None:
        super().__init__(group())
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()

    async def record(self, record: Record) -> None:
        self.asked.set()
        await self.go_on.wait()
        await super().record(record)


async def test_what_is_being_judged_is_kept_and_what_waits_behind_it_is_turned_away() -> None:
    store = SlowStore()
    world = World(store=store)
    intake = Intake(moderator=world.moderator, store=store, clock=lambda: world.now, wake=world.courier.wake)
    first, second, third = (message("[reminder] Dunn", at=world.now, id=MessageId(str(n))) for n in range(3))

    async with asyncio.timeout(10), asyncio.TaskGroup() as owner:
        in_hand = owner.create_task(intake.said(first))
        await store.asked.wait()
        waiting = owner.create_task(_turned_away(intake, second))
        closing = owner.create_task(intake.close())
        await _all_wait()
        assert (in_hand.done(), closing.done()) == (False, False)
        store.go_on.set()

    assert waiting.result()
    assert [i.said[-1].message for i in store.incidents.values()] == [first.id]
    with pytest.raises(StoppingError):
        await intake.said(third)


async def _turned_away(intake: Intake, said: Message) -> bool:
    with pytest.raises(StoppingError):
        await intake.said(said)
    return True


async def _all_wait() -> None:
    """Every task that can go on has gone on."""
    for _ in range(5):
        await asyncio.sleep(0)

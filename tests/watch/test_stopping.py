"""Asked to stop, we finish what is in hand; the rest is brought again, or stays queued."""

import asyncio

import pytest
from builders import PRIYA, TOM, group, message
from fakes import FakePlatform, FakeStore
from world import World

from bot.errors import StoppingError
from bot.intake import Intake
from bot.message import Message, MessageId
from bot.notice import Letter
from bot.ports import Delivered, Record


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
    intake = world.intake()
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


class SlowPlatform(FakePlatform):
    """Takes its time over every letter."""

    def __init__(self) -> None:
        super().__init__(group_admins=(PRIYA, TOM))
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()

    async def tell(self, letter: Letter) -> Delivered:
        self.asked.set()
        await self.go_on.wait()
        return await super().tell(letter)


async def test_the_letter_in_hand_is_handed_over_and_recorded_and_the_next_stays_queued() -> None:
    store, platform = FakeStore(group()), SlowPlatform()
    world = World(store=store, platform=platform)
    await world.moderator.handle(message("[reminder] Dunn", by="Sam", at=world.now, id=MessageId("1")))
    await world.moderator.handle(message("[reminder] Dunn", by="Joe", at=world.now, id=MessageId("2")))

    async with asyncio.timeout(10), asyncio.TaskGroup() as owner:
        owner.create_task(world.courier.step(world.now))
        await platform.asked.wait()
        closing = owner.create_task(world.courier.close())
        await _all_wait()
        assert not closing.done()
        platform.go_on.set()

    assert len(platform.seen) == 1
    assert sorted(n.state.value for n in store.notices.values()) == ["delivered", "queued"]


async def _turned_away(intake: Intake, said: Message) -> bool:
    with pytest.raises(StoppingError):
        await intake.said(said)
    return True


async def _all_wait() -> None:
    """Every task that can go on has gone on."""
    for _ in range(5):
        await asyncio.sleep(0)

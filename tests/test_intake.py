"""What the platforms bring is taken in once, in order, and acknowledged only when it is kept."""

import asyncio
from dataclasses import replace

import pytest
from builders import group, message, minutes
from fake_rules import FakeRules
from fakes import FakeStore
from world import OPERATOR, World

from bot.errors import StoreError
from bot.finding import Finding
from bot.message import ChatId, MessageId
from bot.ports import Record
from bot.scene import Scene
from bot.unjudged import Unjudged

POISON = "the message that makes us fail"


class BrokenRules(FakeRules):
    """Fails on one message, `times` times."""

    def __init__(self, times: int = 10**6) -> None:
        self.times = times
        self.tried = 0

    def examine(self, scene: Scene) -> tuple[Finding, ...]:
        if scene.message.text == POISON and self.tried < self.times:
            self.tried += 1
            raise ZeroDivisionError(POISON)
        return super().examine(scene)


async def test_a_message_that_makes_our_code_fail_twice_is_set_down_without_its_text_and_people_are_told() -> None:
    rules = BrokenRules()
    world = World(rules=lambda _: rules)
    said = message(POISON, at=world.now)

    await world.intake().said(said)
    await world.courier.step(world.now)

    left = await world.store.unjudged(said.chat, said.id)
    assert isinstance(left, Unjudged)
    assert (left.said_at, left.at, left.error.split(":")[0]) == (
        world.now,
        world.now,
        "ZeroDivisionError at test_intake.py",
    )
    assert rules.tried == 2
    told = {seen.by: seen.letter.text for seen in world.platform.seen}
    assert set(told) == {"priya", "tom", "lena", OPERATOR}
    assert set(told.values()) == {
        (
            "I could not read one message in the group (of Monday 2 March, 18:42): something in me failed. "
            "Nothing of it was kept. Please have a look at it yourself."
        )
    }
    assert POISON not in str(left)


async def test_it_is_not_tried_again_when_it_is_brought_again_but_is_when_it_was_edited() -> None:
    rules = BrokenRules()
    world = World(rules=lambda _: rules)
    said = message(POISON, at=world.now)
    taking = world.intake()
    await taking.said(said)

    await taking.said(said)
    assert rules.tried == 2

    await taking.said(replace(said, edited_at=world.now + minutes(1)))
    assert rules.tried == 4


async def test_a_failure_that_happens_once_changes_nothing() -> None:
    rules = BrokenRules(times=1)
    world = World(rules=lambda _: rules)
    said = message(POISON, at=world.now)

    await world.intake().said(said)

    assert await world.store.unjudged(said.chat, said.id) is None


async def test_the_messages_after_it_are_judged() -> None:
    world = World(rules=lambda _: BrokenRules())
    taking = world.intake()

    await taking.said(message(POISON, at=world.now, id=MessageId("1")))
    await taking.said(message("[reminder] Dunn", at=world.now, id=MessageId("2")))

    assert await world.counts() == ("provisional",)


async def test_what_cannot_be_kept_is_not_taken_in() -> None:
    class FullStore(FakeStore):
        async def record(self, record: Record) -> None:  # noqa: ARG002  # there is no room for any
            raise StoreError("the disk is full")

    world = World(store=FullStore(group()))

    with pytest.raises(StoreError, match="the disk is full"):
        await world.intake().said(message("[reminder] Dunn", at=world.now))
    with pytest.raises(StoreError, match="the disk is full"):
        await World(store=FullStore(group()), rules=lambda _: BrokenRules()).intake().said(message(POISON))


async def test_one_chat_is_taken_in_in_its_order_while_another_goes_on() -> None:
    order: list[str] = []
    held = asyncio.Event()

    class SlowStore(FakeStore):
        async def unjudged(self, chat: ChatId, message: MessageId) -> Unjudged | None:
            if message == "1":
                await held.wait()
            order.append(message)
            return await super().unjudged(chat, message)

    world = World(store=SlowStore(group()))
    taking = world.intake()
    async with asyncio.TaskGroup() as work:
        for number in ("1", "2", "3"):
            work.create_task(taking.said(message("coats", id=MessageId(number), at=world.now)))
        await taking.said(message("coats", id=MessageId("4"), chat=ChatId("another"), at=world.now))
        held.set()

    assert order == ["4", "1", "2", "3"]

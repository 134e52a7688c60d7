"""The story of one message."""

import asyncio
from datetime import timedelta

import pytest
from builders import MONDAY, days, group, message, minutes
from fake_rules import FakeRules
from fakes import FakeStore
from world import World

from bot.errors import UnknownGroupError
from bot.finding import Finding
from bot.group import Mode
from bot.message import GroupId, MessageId
from bot.ports import Record
from bot.scene import Scene


async def test_an_everyday_message_is_neither_written_nor_looked_up() -> None:
    world = World()

    await world.says("Coats are in the hall")

    assert isinstance(world.store, FakeStore)
    assert world.store.records == []
    assert world.platform.seen == []


async def test_a_flagged_message_brings_its_poster_alone_one_note() -> None:
    world = World()

    await world.says("[reminder] Dunn")

    assert [seen.by for seen in world.platform.seen] == ["sam"]
    assert await world.counts() == ("counted",)


async def test_a_group_without_a_profile_is_refused_with_a_way_out() -> None:
    with pytest.raises(UnknownGroupError, match="schoolgate group add"):
        await World().moderator.handle(message(group=GroupId("elsewhere")))


async def test_the_recent_past_is_remembered_only_after_it_is_recorded() -> None:
    class FullStore(FakeStore):
        async def record(self, record: Record) -> None:  # noqa: ARG002  # there is no room for any
            raise OSError("no room")

    world = World(store=FullStore(group()))
    flagged = message("[reminder] Dunn")

    with pytest.raises(OSError, match="no room"):
        await world.moderator.handle(flagged)

    assert world.memory.scene(message("What was that?", id="later"), group()).recent == ()


async def test_what_arrives_late_can_be_danger_but_not_a_reminder() -> None:
    world = World()
    late = world.now - timedelta(hours=3)

    await world.hears(message("[reminder] Dunn", at=late, id=MessageId("1")))
    await world.hears(message("[danger] Dunn", at=late, id=MessageId("2")))

    assert [incident.level for incident in await world.history()] == ["danger"]


async def test_what_somebody_repeats_about_one_person_adds_up() -> None:
    world = World()
    for _ in range(4):
        await world.says("[pointer] Dunn")
        await world.later(days(3))

    assert await world.cases() == ("serious",)


async def test_what_is_only_remembered_adds_up_too() -> None:
    world = World()
    for _ in range(3):
        await world.says("[none] Dunn")
        await world.later(days(3))
    assert (world.platform.seen, await world.counts()) == ([], ())

    await world.says("[none] Dunn")

    assert [incident.level for incident in await world.history()] == ["serious"]


async def test_a_second_pointer_in_a_week_leaves_a_mark_and_nothing_else() -> None:
    world = World()
    await world.says("[pointer] Dunn")
    await world.later(days(2))

    await world.says("[pointer] Dunn")

    assert isinstance(world.store, FakeStore)
    assert await world.counts() == ("nothing",)
    assert len(world.store.all_marks) == 2
    assert len(world.letters("Sam")) == 1


async def test_nothing_of_a_pointer_s_words_is_kept() -> None:
    world = World()
    said = await world.says("[pointer] Dunn")

    assert [line.excerpt for line in (await world.incident(said)).said] == [None]


async def test_a_paused_group_leaves_no_trace_of_what_is_not_dangerous() -> None:
    world = World(store=FakeStore(group(mode=Mode.PAUSED)))

    await world.says("[serious] Dunn")

    assert isinstance(world.store, FakeStore)
    assert world.store.records == []


async def test_one_group_s_messages_are_handled_one_after_the_other() -> None:
    world = World()
    flagged = [message("[reminder] Dunn", id=MessageId(str(n)), at=MONDAY + minutes(n / 10)) for n in range(5)]

    await asyncio.gather(*(world.moderator.handle(each) for each in flagged))

    (incident,) = await world.history()
    assert len(incident.said) == 5


async def test_a_pile_on_is_told_from_the_marks_of_many() -> None:
    world = World()
    for by in ("Sam", "Jo", "Kim"):
        await world.says("[pointer] Dunn", by=by)

    assert [incident.level for incident in await world.history("Kim")] == ["look"]


async def test_examining_is_given_what_was_said_before() -> None:
    heard: list[tuple[str, ...]] = []

    class Listening(FakeRules):
        def examine(self, scene: Scene) -> tuple[Finding, ...]:
            heard.append(tuple(each.text for each in scene.recent))
            return ()

    world = World(rules=lambda _group: Listening())
    await world.says("one")
    await world.says("two", by="Jo")

    assert heard == [(), ("one",)]

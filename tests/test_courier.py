"""Letters that arrive, are tried again, are held, or are never sent."""

import asyncio
from dataclasses import replace
from datetime import datetime

from builders import GROUP, MONDAY, PRIYA, SAM, at, days, group, message, minutes
from builders import notice as made_notice
from fakes import FakePlatform, FakeStore
from world import World

from bot.courier import is_beside
from bot.delivery.matters import Matters
from bot.delivery.outcomes import Outcomes
from bot.delivery.passing import Passing
from bot.message import GroupId, MessageId
from bot.notice import Choice, Letter, Notice, NoticeId, NoticeKind, NoticeState, ToMember, Way
from bot.ports import Delivered, Record


def notice(world: World) -> Notice:
    """The only note there is."""
    assert isinstance(world.store, FakeStore)
    (found,) = (each for each in world.store.notices.values() if each.kind is NoticeKind.NOTE)
    return found


async def test_an_accepted_direct_message_is_delivered() -> None:
    world = World()

    await world.says("[reminder] Dunn")

    sent = notice(world)
    assert (sent.state, sent.way, sent.reference, sent.delivered_at) == (
        NoticeState.DELIVERED,
        Way.DIRECT,
        "sent-1",
        MONDAY,
    )


async def test_the_platform_s_request_to_wait_is_kept() -> None:
    world = World()
    world.platform.postpones[SAM.id] = 90
    await world.says("[reminder] Dunn")
    world.platform.postpones.clear()

    await world.later(minutes(1))
    assert world.letters("Sam") == ()

    await world.later(minutes(1))
    assert len(world.letters("Sam")) == 1


async def test_a_platform_that_always_says_later_is_asked_less_and_less_and_never_after_seven_days() -> None:
    world = World()
    world.platform.postpones[SAM.id] = 1
    await world.says("[reminder] Dunn")

    await world.later(days(7), step=minutes(10))
    assert (notice(world).state, await world.counts()) == (NoticeState.QUEUED, ("provisional",))
    await world.later(days(1), step=minutes(10))

    assert notice(world).attempts < 250
    assert (notice(world).state, await world.counts()) == (NoticeState.VOID, ("void",))


async def test_a_letter_that_meets_a_bug_keeps_no_other_from_arriving() -> None:
    world = World()
    world.platform.breaks_for.add(SAM.id)
    await world.says("[reminder] Dunn", by="Sam")
    await world.says("[reminder] Dunn", by="Jo")
    assert len(world.letters("Jo")) == 1

    world.platform.breaks_for.clear()
    await world.later(minutes(1))

    assert len(world.letters("Sam")) == 1


async def test_several_held_notes_become_one_letter_after_the_quiet_hours() -> None:
    world = World(now=at("22:30"))
    for n in range(3):
        await world.says(f"[reminder] Dunn {n}")
        await world.later(minutes(30))
    assert world.letters("Sam") == ()

    await world.until(at("07:00", day=3))

    assert len(world.letters("Sam")) == 1
    assert await world.counts() == ("counted", "nothing", "nothing")


async def test_one_letter_about_several_messages_is_answered_as_one() -> None:
    world = World(now=at("22:30"))
    for n in range(2):
        await world.says(f"[reminder] Dunn {n}")
        await world.later(minutes(30))
    await world.until(at("07:00", day=3))

    await world.press("Sam", Choice.ASK_A_PERSON, "both were jokes")

    assert len([letter for letter in world.letters("Tom") if Choice.STAYS in letter.choices]) == 2
    assert await world.counts() == ("frozen", "nothing")


async def test_help_is_not_held_with_what_can_wait() -> None:
    world = World(now=at("23:00"))
    await world.says("[reminder] Dunn")
    await world.later(minutes(5))

    await world.says("[support]")

    assert len(world.letters("Sam")) == 1


async def test_a_note_postponed_into_the_quiet_hours_waits_for_the_morning() -> None:
    world = World(now=at("21:59"))
    world.platform.postpones[SAM.id] = 300
    await world.says("[reminder] Dunn")
    world.platform.postpones.clear()

    await world.until(at("06:59", day=3))
    assert world.letters("Sam") == ()

    await world.later(minutes(1))
    assert len(world.letters("Sam")) == 1


async def test_what_was_taken_back_before_the_morning_is_never_sent() -> None:
    world = World(now=at("23:00"))
    said = await world.says("[reminder] Dunn")

    await world.deletes(said)
    await world.until(at("09:00", day=3))

    assert world.letters("Sam") == ()
    assert await world.counts() == ("cleared",)


class Interrupted(FakePlatform):
    """While the first note is handed over, danger is judged."""

    def __init__(self) -> None:
        super().__init__(group_admins=(PRIYA,))
        self.world: World | None = None

    async def tell(self, letter: Letter) -> Delivered:
        done = await super().tell(letter)
        if self.world is not None:
            world, self.world = self.world, None
            await world.moderator.handle(message("[danger] Dunn", by="Ola", at=world.now, id=MessageId("danger")))
        return done


async def test_an_alarm_that_comes_up_meanwhile_overtakes_the_notes_that_are_due() -> None:
    platform = Interrupted()
    world = platform.world = World(platform=platform)
    for name in ("Sam", "Jo"):
        await world.moderator.handle(message("[reminder] Dunn", by=name, id=MessageId(name)))

    await world.courier.step(world.now)

    assert [seen.by for seen in platform.seen] == [SAM.id, PRIYA.id, "jo"]


class Wiped(FakeStore):
    """The group is wiped while a round begins, and its notice was due."""

    rounds = 0

    async def due(self, now: datetime) -> tuple[Notice, ...]:
        self.rounds += 1
        if self.rounds > 3:
            raise AssertionError("the round has no end")
        return await super().due(now)

    async def group(self, group: GroupId) -> None:  # noqa: ARG002  # whichever it is
        return None


async def test_a_notice_of_a_group_that_is_gone_ends_no_round_and_begins_no_endless_one() -> None:
    world = World(store=Wiped(group()))
    await world.store.record(Record(notices=(made_notice(),)))

    await world.courier.step(MONDAY)

    assert world.platform.seen == []


class Ringing(FakePlatform):
    """Says when a letter has arrived."""

    arrived = asyncio.Event()

    async def tell(self, letter: Letter) -> Delivered:
        done = await super().tell(letter)
        self.arrived.set()
        return done


async def test_it_runs_until_it_is_stopped_and_wakes_when_there_is_something_to_deliver() -> None:
    platform = Ringing(group_admins=(PRIYA,))
    world = World(platform=platform)

    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(world.courier.run())
        for words in ("[reminder] Dunn", "[danger] Dunn"):
            platform.arrived.clear()
            await world.moderator.handle(message(words, id=MessageId(words)))
            await platform.arrived.wait()
        running.cancel()

    assert [seen.by for seen in platform.seen] == [SAM.id, PRIYA.id]


async def test_what_is_tried_again_is_spread_by_chance_and_never_sooner_than_the_platform_asks() -> None:
    store, asked = FakeStore(), 90
    soon = Outcomes(store, Passing(store, Matters(store, None)), lambda: 1.0)
    first = Notice(
        id=NoticeId("n"), group=GROUP, to=ToMember(SAM.id), kind=NoticeKind.NOTE, due_at=MONDAY, created_at=MONDAY
    )

    (spread,) = (await soon.postponed(first, 0, MONDAY)).notices
    (kept,) = (await soon.postponed(first, asked, MONDAY)).notices

    assert (spread.due_at - MONDAY).total_seconds() == 3.75
    assert (kept.due_at - MONDAY).total_seconds() == asked


def test_only_what_was_handed_over_in_one_letter_is_shown_again_with_it() -> None:
    sent = made_notice(id=NoticeId("one"), reference="sent-1", delivered_at=MONDAY, state=NoticeState.DELIVERED)
    beside = {
        "itself": sent,
        "in the same letter": replace(sent, id=NoticeId("two")),
        "in another letter": replace(sent, id=NoticeId("two"), reference="sent-2"),
        "at another time": replace(sent, id=NoticeId("two"), delivered_at=MONDAY + minutes(1)),
        "to somebody else": replace(sent, id=NoticeId("two"), to=ToMember(PRIYA.id)),
        "of another kind": replace(sent, id=NoticeId("two"), kind=NoticeKind.CLEARED),
    }
    waiting = made_notice(id=NoticeId("one"))

    assert [name for name, one in beside.items() if is_beside(one, sent)] == ["itself", "in the same letter"]
    assert not is_beside(replace(waiting, id=NoticeId("two")), waiting)

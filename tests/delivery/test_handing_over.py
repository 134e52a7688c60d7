"""What is handed over says so before it goes, and a door known to be closed is not tried again and again."""

from datetime import timedelta

import pytest
from builders import GROUP, MONDAY, SAM, minutes
from fakes import FakePlatform, FakeStore
from structlog.testing import capture_logs
from world import World

from bot.delivery.reach import is_closed
from bot.errors import StoreError
from bot.ladder.terms import CLOSED_FOR
from bot.notice import Choice, Letter, Notice, NoticeKind, NoticeState
from bot.ports import ClosedWay, Delivered, Record, Why


def notes(world: World) -> list[Notice]:
    assert isinstance(world.store, FakeStore)
    return [each for each in world.store.notices.values() if each.kind is NoticeKind.NOTE]


class Watching(FakePlatform):
    """Knows what the store said of a letter at the moment it was handed over."""

    def __init__(self, store: FakeStore) -> None:
        super().__init__()
        self.states: list[NoticeState] = []
        self._store = store

    async def tell(self, letter: Letter) -> Delivered:
        self.states.append(self._store.notices[letter.notice].state)
        return await super().tell(letter)


class Forgetful(FakeStore):
    """Cannot write, for as long as it is told so: the disk is full."""

    is_full = False

    async def record(self, record: Record) -> None:
        if self.is_full:
            raise StoreError("the disk is full")
        await super().record(record)


async def test_a_letter_is_set_down_as_being_sent_before_the_platform_gets_it() -> None:
    store = World().store
    assert isinstance(store, FakeStore)
    platform = Watching(store)
    world = World(store=store, platform=platform)

    await world.says("[reminder] Dunn")

    assert platform.states == [NoticeState.SENDING]
    assert [(each.state, each.interrupted) for each in notes(world)] == [(NoticeState.DELIVERED, 0)]


async def test_one_that_was_cut_off_goes_out_again_under_its_key_and_says_so_in_the_log_and_in_the_store() -> None:
    world = World()
    await world.moderator.handle(await World().says("[reminder] Dunn"))
    (note,) = notes(world)
    await world.store.sending((note.id,))  # and then the process died

    with capture_logs() as lines:
        await world.courier.step(world.now)

    (note,) = notes(world)
    assert (note.state, note.interrupted, note.attempts) == (NoticeState.DELIVERED, 1, 1)
    assert [letter.notice for letter in world.letters("Sam")] == [note.id]
    assert lines == [
        {
            "event": "a letter was cut off while it was handed over, and goes out again",
            "log_level": "warning",
            "notice": note.id,
        }
    ]


async def test_a_letter_whose_arrival_could_not_be_written_down_says_that_it_may_have_come_twice() -> None:
    store = Forgetful(*(await World().store.groups()))

    class Filling(FakePlatform):
        async def tell(self, letter: Letter) -> Delivered:
            store.is_full = not self.seen
            return await super().tell(letter)

    world = World(store=store, platform=Filling())
    with pytest.raises(StoreError):
        await world.says("[reminder] Dunn")
    assert [each.state for each in notes(world)] == [NoticeState.SENDING]

    store.is_full = False
    await world.later(minutes(1))

    assert len(world.letters("Sam")) == 2
    assert [(each.state, each.interrupted) for each in notes(world)] == [(NoticeState.DELIVERED, 1)]


async def test_one_cut_off_before_the_quiet_hours_waits_for_the_morning() -> None:
    world = World()
    await world.moderator.handle(await World().says("[reminder] Dunn"))
    (note,) = notes(world)
    await world.store.sending((note.id,))

    world.now += timedelta(hours=5)
    await world.courier.step(world.now)

    (note,) = notes(world)
    assert (note.state, note.interrupted, world.letters("Sam")) == (NoticeState.QUEUED, 1, ())


async def test_what_is_taken_back_while_it_is_being_sent_is_called_back() -> None:
    world = World()
    said = await World().says("[reminder] Dunn")
    await world.moderator.handle(said)
    (note,) = notes(world)
    await world.store.sending((note.id,))

    await world.deletes(said)

    assert (notes(world)[0].state, world.letters("Sam")) == (NoticeState.VOID, ())


def restarted(world: World) -> World:
    """Another process on the same store: what was only in memory is gone."""
    return World(now=world.now, platform=world.platform, store=world.store)


@pytest.mark.parametrize("why", [Why.BLOCKED, Why.NEVER_STARTED, Why.GONE, Why.CLOSED])
async def test_a_closed_door_is_not_tried_again_for_a_day_not_even_by_the_next_process(why: Why) -> None:
    world = World(platform=FakePlatform(unreachable={SAM.id}, why=why))
    await world.says("[reminder] Dunn")
    await world.says("[pointer] Kemp")
    world.platform.unreachable.clear()

    world = restarted(world)
    await world.later(timedelta(hours=24) - minutes(5))
    await world.says("[serious] Dunn", id="just-before")
    assert world.platform.tried.count(SAM.id) == 1

    await world.later(minutes(5))
    await world.says("[support] Kemp", id="just-then")
    assert world.platform.tried.count(SAM.id) == 2


@pytest.mark.parametrize(
    ("after", "closed"),
    [
        pytest.param(CLOSED_FOR - timedelta(microseconds=1), True, id="just before a day is over"),
        pytest.param(CLOSED_FOR, False, id="exactly a day later"),
        pytest.param(CLOSED_FOR + timedelta(microseconds=1), False, id="just after"),
    ],
)
def test_it_is_closed_for_exactly_a_day(after: timedelta, *, closed: bool) -> None:
    way = ClosedWay(group=GROUP, member=SAM.id, until=MONDAY + CLOSED_FOR, why=Why.CLOSED)

    assert is_closed(way, MONDAY + after) is closed


async def test_why_it_failed_is_unknown_so_it_is_tried_again_with_the_next_letter() -> None:
    world = World(platform=FakePlatform(unreachable={SAM.id}, why=Why.UNKNOWN))

    await world.says("[reminder] Dunn")
    await world.says("[support] Kemp")

    assert world.platform.tried.count(SAM.id) == 2


async def test_whoever_presses_start_is_written_to_again_at_once() -> None:
    world = World(platform=FakePlatform(unreachable={SAM.id}, why=Why.NEVER_STARTED))
    await world.says("[reminder] Dunn")
    world.platform.unreachable.clear()

    assert len(await world.opens_mailbox("Sam")) == 1
    await world.later(minutes(30))
    await world.says("[reminder] Kemp")

    assert len(world.letters("Sam")) == 1


async def test_an_ephemeral_message_is_still_tried_where_no_direct_one_arrives() -> None:
    world = World(platform=FakePlatform(ephemeral_only={SAM.id}, why=Why.BLOCKED))

    await world.says("[reminder] Dunn")
    await world.later(minutes(30))
    await world.says("[reminder] Kemp")

    assert world.platform.tried.count(SAM.id) == 1
    assert len(world.letters("Sam")) == 2


async def test_danger_is_tried_at_every_door_again() -> None:
    world = World()
    await world.says("[serious] Dunn")
    closed = ClosedWay(
        group=GROUP, member=world.platform.group_admins[0].id, until=world.now + timedelta(days=1), why=Why.CLOSED
    )
    await world.store.record(Record(ways=(closed,)))

    await world.says("[danger] Dunn", by="Jo")
    assert Choice.ACKNOWLEDGE in world.letters("Priya")[-1].choices
    known = await world.store.closed_way(GROUP, closed.member)

    assert known is not None
    assert known.until == world.now  # it has arrived: the door is open


async def test_a_door_that_was_left_out_is_not_closed_for_longer() -> None:
    world = World(platform=FakePlatform(unreachable={SAM.id}, why=Why.CLOSED))
    await world.says("[reminder] Dunn")
    before = await world.store.closed_way(GROUP, SAM.id)

    await world.later(timedelta(hours=2))
    await world.says("[support] Kemp")

    assert await world.store.closed_way(GROUP, SAM.id) == before

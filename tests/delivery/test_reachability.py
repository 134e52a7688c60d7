"""Who has written to the bot in private is remembered for a while, and forgotten when they leave."""

import pytest
from builders import CHAT, GROUP, SAM, days, group, member
from fakes import FakeStore
from world import World

from bot.delivery import reachability
from bot.message import ChatId, MemberId

TWO_CHATS = (CHAT, ChatId("larkrise-trips"))


def opened(world: World) -> set[MemberId]:
    assert isinstance(world.store, FakeStore)
    return {who for _, who in world.store.opened}


@pytest.mark.parametrize(
    ("chats", "is_in_another", "stays"),
    [
        pytest.param((CHAT,), True, False, id="its only chat, whatever the platform still says"),
        pytest.param(TWO_CHATS, True, True, id="one of two"),
        pytest.param(TWO_CHATS, False, False, id="the last of two"),
    ],
)
async def test_who_leaves_a_chat_has_left_the_group_unless_they_are_in_another_of_its_chats(
    chats: tuple[ChatId, ...], *, is_in_another: bool, stays: bool
) -> None:
    world = World(store=FakeStore(group(chats=chats)))
    await world.courier.reachability.met(SAM)
    world.platform.strangers = set() if is_in_another else {SAM.id}

    await world.courier.reachability.left(group(chats=chats), SAM.id)

    assert opened(world) == ({SAM.id} if stays else set())


async def test_who_came_back_and_writes_on_the_same_day_can_be_reached_again() -> None:
    world = World()
    await world.courier.reachability.met(SAM)
    await world.courier.reachability.left(group(), SAM.id)

    await world.courier.reachability.met(SAM)

    assert opened(world) == {SAM.id}


async def test_a_member_is_looked_for_once_a_day_and_no_more_are_remembered_than_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reachability, "MET", 2)
    world = World()
    met, store = world.courier.reachability.met, world.store
    assert isinstance(store, FakeStore)

    async def looked_for(name: str) -> bool:
        before = len(store.records)
        await met(member(name))
        return len(store.records) > before

    first = [await looked_for(name) for name in ("Sam", "Jo", "Jo", "Sam")]
    crowded = [await looked_for(name) for name in ("Ola", "Jo", "Sam")]  # with a third, the first is forgotten
    world.now += days(1)

    assert first == [True, True, False, False]
    assert crowded == [True, False, True]
    assert await looked_for("Sam")
    assert {of for of, _ in store.opened} == {GROUP}

"""Danger gets through to somebody other than the poster, again and again until it is answered."""

from datetime import timedelta

import pytest
from builders import LENA, MONDAY, PRIYA, SAM, TOM, at, group, member, minutes
from fakes import FakePlatform, FakeStore
from world import OPERATOR, World

from bot.message import Member, MemberId
from bot.notice import Choice, ToMember

DEPUTY = MemberId("deputy")


async def alarms(world: World, whom: str) -> list[float]:
    """When each alarm reached them, in minutes after the message."""
    heard: list[float] = []
    while world.now < MONDAY + timedelta(hours=3):
        before = len(world.platform.seen)
        await world.later(minutes(1))
        new = [seen for seen in world.platform.seen[before:] if seen.by == whom and seen.letter.is_urgent]
        heard += [(world.now - MONDAY) / minutes(1) for _ in new]
    return heard


@pytest.mark.parametrize(
    ("whom", "times"),
    [
        pytest.param("priya", [5, 10, 15, 20, 25, 85, 145], id="an admin"),
        pytest.param("deputy", [20, 25, 85, 145], id="the deputy"),
        pytest.param("operator", [25, 85, 145], id="the operator"),
        pytest.param("lena", [], id="an admin with a tie"),
        pytest.param("sam", [], id="the poster"),
    ],
)
async def test_danger_is_told_again_until_somebody_acknowledges(whom: str, times: list[float]) -> None:
    world = World(store=FakeStore(group(deputy=DEPUTY)))

    await world.says("[danger] Dunn")

    assert {seen.by for seen in world.platform.seen} == {"priya", "tom"}
    assert await alarms(world, whom) == times


async def test_acknowledged_the_alarm_stops_the_others_hear_it_and_the_poster_is_told() -> None:
    world = World()
    await world.says("[danger] Dunn")
    await world.later(minutes(6))
    before = len(world.letters("Priya"))

    await world.press("Tom", Choice.ACKNOWLEDGE)
    assert len(world.letters("Sam")) == 1
    await world.later(timedelta(hours=3))

    assert [letter.is_urgent for letter in world.letters("Priya")[before:]] == [False]


async def test_danger_at_night_waits_for_nothing_and_its_poster_is_told_after_a_quarter_of_an_hour() -> None:
    world = World(now=at("23:40"))
    await world.says("[danger] Dunn")
    assert len(world.letters("Priya")) == 1

    await world.later(minutes(14))
    assert world.letters("Sam") == ()

    await world.later(minutes(1))
    assert len(world.letters("Sam")) == 1


@pytest.mark.parametrize(
    ("deputy", "unreachable", "first"),
    [
        pytest.param(DEPUTY, {PRIYA.id, TOM.id}, DEPUTY, id="no admin can be reached: the deputy at once"),
        pytest.param(None, {PRIYA.id, TOM.id}, OPERATOR, id="and without one the operator"),
        pytest.param(DEPUTY, {PRIYA.id, TOM.id, DEPUTY}, OPERATOR, id="nor the deputy: the operator at once"),
    ],
)
async def test_an_alarm_that_reaches_nobody_goes_on_at_once(
    deputy: MemberId | None, unreachable: set[MemberId], first: MemberId
) -> None:
    world = World(store=FakeStore(group(deputy=deputy)))
    world.platform.unreachable = unreachable

    await world.says("[danger] Dunn")

    assert [seen.by for seen in world.platform.seen] == [first]


@pytest.mark.parametrize("name", ["deputy", "operator"])
async def test_an_alarm_that_could_not_reach_the_deputy_or_the_operator_is_shown_when_they_ask(name: str) -> None:
    world = World(store=FakeStore(group(deputy=DEPUTY)))
    world.platform.unreachable = {PRIYA.id, TOM.id, DEPUTY, OPERATOR}
    await world.says("[danger] Dunn")

    opened = await world.opens_mailbox(name)

    assert [letter.is_urgent for letter in opened] == [True]
    assert await world.opens_mailbox(name) == ()


async def test_with_every_admin_tied_and_no_deputy_danger_reaches_the_operator_at_once() -> None:
    world = World(platform=FakePlatform(group_admins=(LENA, SAM)))

    await world.says("[danger] Dunn")

    assert [seen.by for seen in world.platform.seen] == [OPERATOR]


async def test_while_the_platform_does_not_know_the_admins_danger_goes_to_the_next_within_a_minute() -> None:
    world = World()
    world.platform.admins_unknown = 5
    await world.says("[danger] Dunn")

    await world.later(minutes(1), step=timedelta(seconds=5))

    assert [seen.by for seen in world.platform.seen] == [OPERATOR]


@pytest.mark.parametrize(
    ("left", "hear"),
    [
        pytest.param((TOM,), [TOM.id], id="the other admin does, and nobody else need"),
        pytest.param((), [OPERATOR], id="the only one: whoever comes next, at once"),
    ],
)
async def test_an_alarm_on_its_way_to_somebody_who_stops_being_an_admin_goes_to_somebody_else(
    left: tuple[Member, ...], hear: list[MemberId]
) -> None:
    world = World(platform=FakePlatform(group_admins=(PRIYA, *left)))
    world.platform.postpones = {PRIYA.id: 20}
    await world.says("[danger] Dunn")
    world.platform.postpones = {}
    world.platform.group_admins = left

    await world.later(minutes(1))

    assert [seen.by for seen in world.platform.seen] == hear
    assert [n.void_because for n in world.store.notices.values() if n.to == ToMember(PRIYA.id)] == [  # type: ignore[attr-defined]
        "they are no admin any more"
    ]


async def test_an_alarm_for_whoever_was_an_admin_is_not_kept_back_because_the_platform_cannot_say() -> None:
    world = World(platform=FakePlatform(group_admins=(PRIYA,)), operator=None)
    world.platform.postpones = {PRIYA.id: 1}
    await world.says("[danger] Dunn")
    world.platform.postpones = {}
    world.platform.admins_unknown = 1

    await world.later(minutes(1), step=timedelta(seconds=5))

    assert [seen.by for seen in world.platform.seen] == [PRIYA.id]


async def test_the_admins_are_those_of_the_moment_it_is_sent() -> None:
    world = World()
    await world.says("[danger] Dunn")
    world.platform.group_admins = (PRIYA, TOM, member("Newcomer"))

    await world.later(minutes(5))

    assert len(world.letters("Newcomer")) == 1

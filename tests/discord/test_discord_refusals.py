"""Why a direct message did not arrive: each of Discord's refusals is told apart, and none is asked for again."""

from dataclasses import replace
from typing import Any

import pytest
from discord_server import Loopback
from discord_shapes import DIRECT, OTHER, PARENT
from discord_world import Served

from bot.message import GroupId, MemberId
from bot.notice import Letter, NoticeId
from bot.ports import PostponedError, UnreachableError, Why

LETTER = Letter(
    notice=NoticeId("n1"),
    about=None,
    group=GroupId("larkrise"),
    to=MemberId(f"discord:{PARENT}"),
    text="Hello",
    choices=(),
)
ROOM = f"POST channels/{PARENT + DIRECT}/messages"


async def refused(world: Served, letter: Letter = LETTER) -> UnreachableError | PostponedError:
    with pytest.raises((UnreachableError, PostponedError)) as caught:
        await world.line.platform.tell(letter)
    return caught.value  # type: ignore[return-value]  # one of the two


def tried(discord: Loopback) -> int:
    return len(discord.asked_to(ROOM))


def answer(status: int, code: int, **more: Any) -> list[tuple[int, Any]]:
    return [(status, {"message": "no", "code": code, **more})]


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        pytest.param(403, 50007, Why.CLOSED, id="takes no direct messages"),
        pytest.param(403, 50278, Why.GONE, id="shares no server with the bot"),
        pytest.param(403, 50001, Why.UNKNOWN, id="a refusal nobody knows yet"),
        pytest.param(404, 10013, Why.GONE, id="no such account"),
    ],
)
async def test_a_refusal_is_told_apart_and_not_asked_for_again_before_they_use_the_bot(
    world: Served, status: int, code: int, why: Why
) -> None:
    world.discord.planned[ROOM] = answer(status, code)
    async with world.running():
        await world.until_ready()
        assert getattr(await refused(world), "why", None) is why
        again = await refused(world)
        assert getattr(again, "why", None) is why
        assert tried(world.discord) == (1 if status == 403 else 2)

        # An alert about danger is worth a refusal.
        await refused(world, replace(LETTER, is_urgent=True))
        seen = tried(world.discord)
        world.line.platform.opened(LETTER.to)
        del world.discord.planned[ROOM]
        await world.line.platform.tell(LETTER)
        assert tried(world.discord) == seen + 1


async def test_a_flagged_bot_asks_for_nobody_else_either(world: Served) -> None:
    world.discord.planned[ROOM] = answer(403, 20026)
    async with world.running():
        await world.until_ready()
        assert getattr(await refused(world), "why", None) is Why.UNKNOWN
        await refused(world, replace(LETTER, to=MemberId(f"discord:{OTHER}")))

    assert [each.path for each in world.discord.asked if f"{OTHER + DIRECT}" in each.path] == []


@pytest.mark.parametrize(
    ("answers", "seconds"),
    [
        pytest.param(answer(403, 40003), 60, id="opened too many too fast"),
        pytest.param([(429, {"message": "You are banned"})], 600, id="barred before Discord itself"),
        pytest.param(answer(401, 0), 15, id="the token was taken back meanwhile"),
    ],
)
async def test_asked_to_wait_it_waits_as_long_and_the_member_is_still_reachable(
    world: Served, answers: list[tuple[int, Any]], seconds: float
) -> None:
    world.discord.planned[ROOM] = answers
    async with world.running():
        await world.until_ready()
        postponed = await refused(world)
        assert isinstance(postponed, PostponedError)
        assert postponed.seconds == seconds
        del world.discord.planned[ROOM]
        await world.line.platform.tell(LETTER)

    assert len(world.discord.private(PARENT)) == 1


@pytest.mark.parametrize("is_global", [False, True])
async def test_a_limit_per_route_or_for_everything_is_waited_out(world: Served, *, is_global: bool) -> None:
    world.discord.planned[ROOM] = [(429, {"message": "slow", "retry_after": 0.01, "global": is_global})] * 2 + [
        (200, world.discord.message(900, "Hello", PARENT + DIRECT))
    ]
    async with world.running():
        await world.until_ready()
        await world.line.platform.tell(LETTER)

    assert tried(world.discord) == 3

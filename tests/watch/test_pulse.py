"""All is well only while rounds end, messages are judged and something can be kept."""

import asyncio
from datetime import timedelta
from pathlib import Path

from builders import MONDAY, group, message, minutes
from fakes import FakeStore, Paper
from world import World

from adapters.store.opening import open_store
from bot.intake import Intake
from bot.pulse import Ledger, Pulse


def watched(world: World, ledger: Ledger) -> tuple[Pulse, Intake]:
    intake = world.intake()
    pulse = Pulse(intake=intake, courier=world.courier, ledger=ledger, clock=lambda: world.now, started=MONDAY)
    return pulse, intake


async def others_go_on() -> None:
    """Every task that can go on has gone on."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_courier_that_ends_no_round_is_not_well() -> None:
    world = World()
    pulse, _ = watched(world, Paper())

    assert await pulse.wrong() is None
    world.now += minutes(5)
    assert await pulse.wrong() is None
    world.now += timedelta(seconds=1)
    assert await pulse.wrong() == "no round of deliveries has ended for five minutes"

    world.courier.went_round_at = world.now
    assert await pulse.wrong() is None


async def test_the_courier_says_when_it_went_round() -> None:
    world = World()

    async with asyncio.timeout(10), asyncio.TaskGroup() as owner:
        running = owner.create_task(world.courier.run())
        await others_go_on()
        running.cancel()

    assert world.courier.went_round_at == world.now


async def test_a_platform_that_is_out_of_hearing_for_minutes_is_not_well_until_it_is_heard_again() -> None:
    world = World()
    pulse, intake = watched(world, Paper())

    async def after(span: timedelta) -> str | None:
        world.courier.went_round_at = world.now = MONDAY + span
        return await pulse.wrong()

    intake.lines.lost("Discord")
    assert await after(minutes(3)) is None
    intake.lines.lost("Discord")  # it says so again and again
    assert await after(minutes(5)) is None
    assert await after(minutes(6)) == "nothing has been heard from Discord for more than five minutes"

    intake.lines.heard("Discord")
    assert await pulse.wrong() is None


async def test_what_somebody_must_mend_is_not_well_at_once() -> None:
    pulse, intake = watched(World(), Paper())

    intake.lines.lost("Telegram", "another program takes what Telegram has for this bot")

    assert await pulse.wrong() == "another program takes what Telegram has for this bot"


async def test_a_message_nobody_gets_done_with_is_not_well() -> None:
    world = World()
    pulse, intake = watched(world, Paper())
    held = world.moderator._ledgers.hold(group().id)

    async with asyncio.timeout(10), held, asyncio.TaskGroup() as owner:
        judging = owner.create_task(intake.said(message("coats", at=world.now)))
        await others_go_on()
        world.now += minutes(1)
        assert await pulse.wrong() is None
        world.now += timedelta(seconds=1)
        assert await pulse.wrong() == "a message has waited for more than a minute to be judged"
        held.release()
        await judging
        assert await pulse.wrong() is None
        await held.acquire()


async def test_a_database_that_keeps_nothing_is_not_well(tmp_path: Path) -> None:
    paper = Paper()
    pulse, _ = watched(World(store=FakeStore(group())), paper)
    paper.is_full = True
    assert await pulse.wrong() == "the disk is full"

    async with open_store(f"sqlite:///{tmp_path / 'x.db'}", bytes(32)) as store:
        real, _ = watched(World(store=store), store)
        assert await real.wrong() is None
        assert await real.wrong() is None

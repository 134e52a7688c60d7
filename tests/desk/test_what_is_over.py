"""A button outlives what it was for: whoever presses it hears how that ended, and nothing changes."""

from pathlib import Path

import pytest
from builders import days, group
from world import World, says

from adapters.store.opening import open_store
from bot.desk.answers import Answer
from bot.notice import Choice, Letter

BUTTONS = (Choice.ACKNOWLEDGE, Choice.CLOSE, Choice.OVERTURN, Choice.MORE, Choice.REMOVE, Choice.PAUSE, Choice.ORDERLY)


async def pressed(world: World, letter: Letter) -> set[str]:
    return {await world.press("Priya", choice, letter=letter) for choice in BUTTONS}


async def test_a_case_that_nobody_decided_says_so() -> None:
    world = World()
    await world.says("[serious] Dunn")
    (letter,) = world.letters("Priya")
    await world.later(days(14.1))
    before = await world.history()

    assert await pressed(world, letter) == {says(Answer.LAPSED)}
    assert await world.history() == before


async def test_a_case_whose_member_took_the_message_back_says_so() -> None:
    world = World()
    for _ in range(3):
        await world.later(days(2), step=days(1))
        await world.says("[reminder] Dunn")
    letter = world.letters("Priya")[-1]
    await world.press("Sam", Choice.TAKEN_DOWN)

    assert await pressed(world, letter) == {says(Answer.WITHDRAWN)}


@pytest.mark.parametrize("ended", [Choice.CLOSE, None])
async def test_a_case_that_has_expired_is_kept_no_more(tmp_path: Path, ended: Choice | None) -> None:
    async with open_store(f"sqlite:///{tmp_path / 'schoolgate.db'}", bytes(32)) as store:
        await store.save_group(group())
        world = World(store=store)
        await world.says("[serious] Dunn")
        (letter,) = world.letters("Priya")
        if ended is not None:
            await world.press("Priya", ended)
        for span in (days(15), days(91)):
            world.now += span
            await world.courier.step(world.now)

        assert await pressed(world, letter) == {says(Answer.TOO_OLD)}
        assert await world.history() == ()

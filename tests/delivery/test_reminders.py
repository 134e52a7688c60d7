"""The admins are reminded of what waits for them before its time is up, once, and never those with a tie."""

from datetime import timedelta

import pytest
from builders import days
from world import World

from bot.notice import Choice

AGAIN = "A reminder: nobody has dealt with this yet."


def reminded(world: World, of: str) -> int:
    return sum(letter.text.startswith(AGAIN) for letter in world.letters(of))


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        pytest.param("[serious] Dunn", timedelta(hours=19), timedelta(hours=22), id="serious: within a day"),
        pytest.param("[look] Dunn", timedelta(hours=47), timedelta(hours=62), id="a look: within three days"),
    ],
)
async def test_a_case_nobody_takes_on_comes_again(text: str, before: timedelta, after: timedelta) -> None:
    world = World()
    await world.says(text)
    await world.later(before)
    assert reminded(world, "Priya") == 0

    await world.later(after - before)

    assert reminded(world, "Priya") == reminded(world, "Tom") == 1
    assert reminded(world, "Lena") == 0
    await world.later(days(1))
    assert reminded(world, "Priya") == 1


async def test_what_somebody_has_taken_on_is_brought_up_once_before_it_lapses() -> None:
    world = World()
    await world.says("[serious] Dunn")
    await world.press("Priya", Choice.ACKNOWLEDGE)

    await world.later(days(9))
    assert reminded(world, "Priya") == 0
    await world.later(days(2))
    assert reminded(world, "Priya") == 1


async def test_a_member_who_asks_a_person_is_not_forgotten() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON, "a quote")
    await world.later(days(3))

    assert reminded(world, "Priya") == 1
    assert "a quote" in world.letters("Priya")[-1].text
    await world.press("Tom", Choice.STAYS)
    assert await world.press("Priya", Choice.OVERTURN) == "A person has made up their mind on this."

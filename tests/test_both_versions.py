"""An edited message is kept as it was said first and as it stands now, while the first is still known."""

from datetime import timedelta

import pytest
from builders import minutes
from world import World

from bot.message import Message
from bot.notice import Choice


async def versions(world: World, said: Message) -> list[tuple[str | None, bool]]:
    return [(line.excerpt, line.is_edited) for line in (await world.incident(said)).said]


@pytest.mark.parametrize("level", ["reminder", "look", "serious", "danger"])
async def test_made_worse_it_keeps_the_words_it_had_before(level: str) -> None:
    world = World()
    said = await world.says("See you all at the gate")
    await world.later(minutes(9))

    worse = await world.edits(said, f"[{level}] Dunn")

    assert await versions(world, worse) == [("See you all at the gate", False), (f"[{level}] Dunn", True)]


async def test_after_ten_minutes_the_harmless_words_are_forgotten_and_the_present_ones_stand_alone() -> None:
    world = World()
    said = await world.says("See you all at the gate")
    await world.later(minutes(10) + timedelta(seconds=1))
    await world.says("Coats are in the hall", by="Jo")

    worse = await world.edits(said, "[danger] Dunn")

    assert await versions(world, worse) == [("[danger] Dunn", True)]


async def test_a_pointer_and_a_worry_about_an_adult_keep_nothing_of_either() -> None:
    for words in ("[pointer] Dunn", "[support:thin] Dunn"):
        world = World()
        said = await world.says("See you all at the gate")

        worse = await world.edits(said, words)

        assert {line for line, _ in await versions(world, worse)} == {None}


async def test_the_admins_see_both() -> None:
    world = World()
    said = await world.says("See you all at the gate")
    await world.edits(said, "[danger] Dunn")

    alarm = world.letters("Priya")[-1].text

    assert "See you all at the gate" in alarm
    assert "[danger] Dunn" in alarm.replace("«", "").replace("»", "")
    assert "(edited)" in alarm


async def test_one_message_edited_is_still_one_to_its_poster() -> None:
    world = World()
    said = await world.says("See you all at the gate")
    await world.edits(said, "[reminder] Dunn")

    assert "Your message " in world.letters("Sam")[-1].text


@pytest.mark.parametrize("level", ["serious", "danger"])
async def test_what_was_grave_and_is_made_harmless_says_that_it_was_edited_and_nothing_of_what_it_says_now(
    level: str,
) -> None:
    world = World()
    said = await world.says(f"[{level}] Dunn")

    better = await world.edits(said, "not happy with PE")
    again = await world.edits(better, "not happy with PE at all")

    assert await versions(world, again) == [(f"[{level}] Dunn", False), (None, True)]


async def test_made_milder_but_not_harmless_both_stand() -> None:
    world = World()
    said = await world.says("[serious] Dunn")

    milder = await world.edits(said, "[reminder] Dunn")

    assert await versions(world, milder) == [("[serious] Dunn", False), ("[reminder] Dunn", True)]


async def test_cleared_both_are_wiped() -> None:
    world = World()
    said = await world.says("See you all at the gate")
    worse = await world.edits(said, "[reminder] Dunn")

    await world.edits(worse, "not happy with PE")

    assert {line for line, _ in await versions(world, said)} == {None}
    assert await world.counts() == ("cleared",)


async def test_what_a_person_had_wiped_is_not_brought_back_by_an_edit() -> None:
    world = World()
    said = await world.says("[reminder] Dunn, as it was")
    await world.press("Sam", Choice.ASK_A_PERSON, "a joke")
    await world.press("Tom", Choice.OVERTURN)
    await world.later(minutes(1))

    worse = await world.edits(said, "[serious] Dunn")

    assert await versions(world, worse) == [("[serious] Dunn", True)]

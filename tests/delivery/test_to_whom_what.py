"""What the same thing says to different people, and when an alarm stops asking who the admins are."""

from datetime import timedelta

from builders import MONDAY, SAM, TOM, days
from world import OPERATOR, World

from bot.notice import Choice


def words(world: World, of: str) -> str:
    return world.letters(of)[-1].text


async def test_that_a_note_waits_is_told_to_the_admins_and_not_whose() -> None:
    world = World()
    world.platform.unreachable.add(SAM.id)
    await world.says("[reminder] Dunn")

    await world.later(days(1.1))

    text = (
        "1 private note has waited a day and is still unopened. I do not say whose. Please remind the whole group to "
        "press “Anything for me?” on the pinned notice."
    )
    assert [words(world, who) for who in ("Priya", "Tom")] == [text, text]


async def test_that_an_admin_has_not_opened_a_card_is_told_to_nobody() -> None:
    world = World()
    world.platform.unreachable.add(TOM.id)
    await world.says("[serious] Dunn")

    await world.later(days(1.1))

    assert [letter.text for letter in world.letters("Priya") if "has waited a day" in letter.text] == []


async def test_that_a_person_found_the_bot_wrong_is_told_to_its_poster_as_theirs_and_to_the_admins_as_a_case() -> None:
    world = World()
    await world.says("[serious] Dunn")

    await world.press("Tom", Choice.OVERTURN)

    assert "Case 1" in words(world, "Priya")
    assert "Case 1" not in words(world, "Sam")
    assert "your message" in words(world, "Sam").casefold()


async def test_an_alarm_asks_three_more_times_who_the_admins_are_and_then_goes_to_whoever_comes_next() -> None:
    world, second = World(), timedelta(seconds=1)
    world.platform.admins_unknown = 0
    await world.says("[danger] Dunn")

    while not world.platform.seen and world.now < MONDAY + timedelta(minutes=5):
        await world.later(second, step=second)

    assert [seen.by for seen in world.platform.seen] == [OPERATOR]
    assert world.now - MONDAY == timedelta(seconds=5 + 10 + 20)

"""The list of open cases: for admins without a tie, and nobody else."""

from builders import LENA, PRIYA, SAM, days, group
from world import World, book

from bot.desk.cases import OpenCases
from bot.message import Member
from bot.notice import Choice

GONE = "There is no open case 1 that you can see. It may be closed, or not for you."


def desk(world: World) -> OpenCases:
    return OpenCases(
        store=world.store,
        platform=lambda _group: world.platform,
        books=book,
        clock=lambda: world.now,
        wake=world.courier.wake,
    )


async def asks(world: World, words: str, by: Member) -> str:
    answer = await desk(world).asked(words, by, None)
    await world.courier.step(world.now)
    return answer


async def with_two_cases() -> World:
    """A serious one about a member of staff, and a look about a parent called Priya."""
    world = World()
    await world.says("[serious] Dunn")
    await world.later(days(1))
    await world.says("[look] Priya", by="Kim")
    return world


async def test_an_admin_sees_the_open_ones_with_their_age_and_what_they_are() -> None:
    world = World()
    assert await asks(world, "", PRIYA) == "No case is open. There is nothing to do."
    await world.says("[serious] Dunn")
    await world.press("Priya", Choice.ACKNOWLEDGE)

    assert (await asks(world, "", PRIYA)).splitlines() == [
        "Open cases. Send what stands below one to see it again:",
        "Case 1: serious, since Monday 2 March, 18:42.",
        "An admin has it: Monday 2 March, 18:42.",
        "/cases 1",
    ]


async def test_whoever_has_a_tie_sees_none_of_it_and_a_member_nothing_at_all() -> None:
    world = await with_two_cases()

    assert "Case 1" in await asks(world, "", PRIYA)
    assert "Case 2" not in await asks(world, "", PRIYA)  # it is about her
    assert "Case 1" not in await asks(world, "", LENA)  # about a colleague
    assert await asks(world, "", SAM) == "Only the group's admins can do that."
    assert await asks(world, "1", SAM) == "Only the group's admins can do that."


async def test_one_that_is_opened_comes_again_with_its_buttons() -> None:
    world = await with_two_cases()
    before = len(world.letters("Priya"))

    assert await asks(world, "1", PRIYA) == "Case 1 is on its way to you, in private."

    (again,) = world.letters("Priya")[before:]
    assert "Case 1, opened Monday 2 March, 18:42." in again.text
    assert Choice.CLOSE in again.choices
    assert await world.press("Priya", Choice.CLOSE, letter=again) == "Closed."


async def test_one_that_is_over_or_not_theirs_is_said_the_same_way() -> None:
    world = await with_two_cases()
    hidden = await asks(world, "1", LENA)
    card = world.letters("Priya")[-1]
    await world.press("Priya", Choice.CLOSE, letter=card)

    assert hidden == await asks(world, "1", PRIYA) == GONE
    assert await asks(world, "first", PRIYA) == "Send me the number after /cases."
    assert await world.press("Priya", Choice.CLOSE, letter=card) == "That is already done."


async def test_a_tie_declared_meanwhile_keeps_a_card_from_going_out() -> None:
    world = await with_two_cases()
    await desk(world).asked("1", PRIYA, None)
    ties = group().ties
    await world.store.save_group(group(ties=(*ties, type(ties[0])(admin=PRIYA.id, to="staff"))))
    before = len(world.letters("Priya"))

    await world.courier.step(world.now)

    assert len(world.letters("Priya")) == before

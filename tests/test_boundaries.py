"""Every term, a moment before it is over, as it is over, and a moment after: with the whole core at work."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from builders import MONDAY, SAM, without_quiet_hours
from fakes import FakePlatform, FakeStore, kept
from world import World, says

from bot.desk.answers import Answer
from bot.ladder.terms import DANGER_NOTE_AFTER, GRACE, LAPSE_AFTER, VOID_AFTER, WAITING_AFTER
from bot.notice import Choice, NoticeKind

TICK = timedelta(microseconds=1)


def begun(*unreachable: str) -> World:
    return World(
        store=FakeStore(without_quiet_hours()),
        platform=FakePlatform(group_admins=World().platform.group_admins, unreachable={SAM.id} & set(unreachable)),
    )


async def at_moment(world: World, span: timedelta) -> None:
    """What a courier that starts then finds to do."""
    again = World(now=MONDAY + span, store=world.store, platform=world.platform)
    await again.courier.step(again.now)
    world.now = again.now


async def grace_by_button(after: timedelta) -> str:
    world = begun()
    await world.says("[reminder] Dunn")
    world.now += after
    answer = await world.press("Sam", Choice.TAKEN_DOWN)
    assert (answer == says(Answer.DONE)) == (await world.counts() == ("cleared",))
    return (await world.counts())[0]


async def grace_by_edit(after: timedelta) -> str:
    world = begun()
    said = await world.says("[reminder] Dunn")
    world.now += after
    await world.edits(said, "not happy with PE")
    return (await world.counts())[0]


async def grace_by_deletion(after: timedelta) -> str:
    world = begun()
    said = await world.says("[reminder] Dunn")
    world.now += after
    await world.deletes(said)
    return (await world.counts())[0]


async def lapse(after: timedelta) -> str:
    world = begun()
    await world.says("[serious] Dunn")
    await at_moment(world, after)
    return (await world.counts())[0]


async def lapse_while_asked(after: timedelta) -> str:
    """A person has been asked, and has not answered: the doubt is its member's."""
    world = begun()
    await world.says("[serious] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON, "a joke")
    await at_moment(world, after)
    return (await world.counts())[0]


async def answered_at_the_end(after: timedelta) -> str:
    """The note stays, says an admin, at the last moment of its case or after."""
    world = begun()
    await world.says("[serious] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON, "a joke")
    await at_moment(world, after)
    await world.press("Tom", Choice.STAYS, letter=next(x for x in world.letters("Tom") if Choice.STAYS in x.choices))
    return (await world.counts())[0]


async def void(after: timedelta) -> str:
    world = begun("sam")
    await world.says("[reminder] Dunn")
    await at_moment(world, after)
    return (await world.counts())[0]


async def waiting(after: timedelta) -> str:
    world = begun("sam")
    await world.says("[reminder] Dunn")
    await at_moment(world, after)
    assert isinstance(world.store, FakeStore)
    return "told" if any(n.kind is NoticeKind.WAITING for n in world.store.notices.values()) else "not told"


async def danger_note(after: timedelta) -> str:
    world = begun()
    await world.says("[danger] Dunn")
    await at_moment(world, after)
    return "told" if world.letters("Sam") else "not told"


Played = Callable[[timedelta], Awaitable[str]]


@pytest.mark.parametrize(
    ("play", "term", "before", "exactly", "after"),
    [
        pytest.param(grace_by_button, GRACE, "cleared", "cleared", "counted", id="grace, by its button"),
        pytest.param(grace_by_edit, GRACE, "cleared", "cleared", "counted", id="grace, by an edit"),
        pytest.param(grace_by_deletion, GRACE, "cleared", "cleared", "counted", id="grace, by a deletion"),
        pytest.param(lapse, LAPSE_AFTER, "counted", "lapsed", "lapsed", id="a case nobody decides"),
        pytest.param(lapse_while_asked, LAPSE_AFTER, "frozen", "lapsed", "lapsed", id="one that is being asked about"),
        pytest.param(answered_at_the_end, LAPSE_AFTER, "counted", "lapsed", "lapsed", id="one answered at its end"),
        pytest.param(void, VOID_AFTER, "provisional", "provisional", "void", id="a note that reaches nobody"),
        pytest.param(waiting, WAITING_AFTER, "not told", "not told", "told", id="a note that waits a day"),
        pytest.param(danger_note, DANGER_NOTE_AFTER, "not told", "told", "told", id="the note about danger"),
    ],
)
async def test_a_term_is_over_at_its_very_moment_and_not_before(
    play: Played, term: timedelta, before: str, exactly: str, after: str
) -> None:
    assert [await play(span) for span in (term - TICK, term, term + TICK)] == [before, exactly, after]


async def test_the_groups_of_these_have_no_quiet_hours() -> None:
    profile = await kept(begun().store)

    assert profile.quiet.start == profile.quiet.end

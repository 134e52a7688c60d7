"""Shadow mode: members get nothing, admins see what would have been sent, danger goes through."""

from datetime import datetime

import pytest
from builders import MONDAY, days, group, minutes
from fakes import FakeStore
from world import World

from bot.group import Group, Mode
from bot.notice import Choice, NoticeKind, NoticeState
from bot.shadow import is_shadowed


def shadowed(**more: object) -> World:
    return World(store=FakeStore(group(mode=Mode.SHADOW, **more)))


async def test_a_member_s_letter_is_withheld_and_counts_nothing() -> None:
    world = shadowed()

    await world.says("[reminder] Dunn")

    assert world.letters("Sam") == ()
    assert await world.counts() == ("void",)
    assert await world.opens_mailbox("Sam") == ()


async def test_the_admins_see_what_would_have_been_sent_and_not_to_whom() -> None:
    world = shadowed()

    await world.says("[reminder] Dunn")
    assert world.letters("Priya") == ()
    await world.later(days(1), step=minutes(60))

    assert [len(world.letters(admin)) for admin in ("Priya", "Tom", "Lena")] == [1, 1, 0]
    (letter,) = world.letters("Priya")
    assert "Sam" not in letter.text
    assert (letter.about, letter.choices, letter.names_nobody) == (None, (), True)


async def test_a_case_is_no_case_yet() -> None:
    world = shadowed()

    await world.says("[serious] Dunn")
    await world.later(days(1), step=minutes(60))

    assert await world.cases() == ()
    assert len(world.letters("Priya")) == 1
    assert world.letters("Priya")[0].names_nobody


async def test_three_would_be_reminders_make_no_case() -> None:
    world = shadowed()
    for _ in range(4):
        await world.says("[reminder] Dunn")
        await world.later(days(2))

    assert await world.cases() == ()
    # The last one is the end of the week.
    assert [letter.choices for letter in world.letters("Priya")] == [(), (), (), (), (Choice.GO_LIVE,)]


@pytest.mark.parametrize("words", ["[danger] Dunn", "[support:urgent]"])
async def test_danger_and_a_life_at_risk_go_through(words: str) -> None:
    world = shadowed()

    await world.says(words)
    await world.later(minutes(20))

    assert {letter.is_urgent for letter in world.letters("Tom")} >= {True}
    assert world.letters("Sam") == ()


async def test_whoever_needs_help_is_nobody_s_example() -> None:
    world = shadowed()

    await world.says("[support]")

    assert world.platform.seen == []


@pytest.mark.parametrize(
    ("mode", "live_from", "in_shadow"),
    [
        pytest.param(Mode.SHADOW, None, True, id="until somebody decides"),
        pytest.param(Mode.SHADOW, MONDAY + minutes(1), True, id="until its day"),
        pytest.param(Mode.SHADOW, MONDAY, False, id="no longer, from that moment on"),
        pytest.param(Mode.LIVE, None, False, id="live"),
        pytest.param(Mode.PAUSED, None, False, id="paused"),
    ],
)
def test_shadow_mode_ends_by_itself_when_somebody_has_said_when(
    mode: Mode, live_from: datetime | None, *, in_shadow: bool
) -> None:
    profile: Group = group(mode=mode, live_from=live_from)

    assert is_shadowed(profile, MONDAY) is in_shadow


async def test_what_was_withheld_is_not_sent_when_the_group_goes_live() -> None:
    world = shadowed(live_from=MONDAY + days(7))
    await world.says("[reminder] Dunn")

    await world.later(days(8), step=days(1))
    await world.says("[reminder] Dunn")

    assert len(world.letters("Sam")) == 1
    assert await world.counts() == ("void", "counted")
    assert isinstance(world.store, FakeStore)
    assert {n.state for n in world.store.notices.values() if n.kind is NoticeKind.NOTE} == {
        NoticeState.VOID,
        NoticeState.DELIVERED,
    }

"""A silence that is unusual in a chat is told; what is usual there is known again after a restart."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import telegram
from botapi import BotApi
from builders import MONDAY, days
from school import CHAT, PRIYA, larkrise, watching

from adapters.telegram.silence import Silence
from adapters.telegram.watch import Watch
from bot.group import Mode

SILENT = "It has been quiet in Larkrise Primary School"


def told(api: BotApi, to: int) -> list[str]:
    """Each by its first words."""
    return [each.text[:30] for each in api.private(to)]


async def says(watch: Watch, at: datetime) -> None:
    """Something is said in the group."""
    await watch.heard(telegram.Chat(CHAT, "supergroup"), at, larkrise())


async def test_a_silence_far_longer_than_usual_is_told_once() -> None:
    async with watching() as (api, watch):
        watch.now = MONDAY - days(10)
        for day in range(8):
            await says(watch, MONDAY - days(10 - day))
        watch.now = MONDAY
        await watch.round()
        short = told(api, PRIYA)
        await says(watch, MONDAY - days(9))
        for _ in range(2):
            watch.now = MONDAY + days(2)
            await watch.round()

        assert short == []
        assert told(api, PRIYA) == [SILENT[:30]]


async def test_a_silence_goes_on_after_a_restart_less_the_time_the_bot_was_away() -> None:
    async with watching() as (_, watch):
        for day in range(8):
            await says(watch, MONDAY - days(10 - day))
        for watch.now in (MONDAY - days(2), MONDAY - days(1)):
            await watch.round()
        (kept,) = await watch._reception.groups()
    async with watching(group=kept) as (api, later):
        later.now = MONDAY + days(20)
        await later.round()
        later.now += days(0.5)
        await later.round()
        away = told(api, PRIYA)
        later.now += days(1)
        await later.round()

        assert away == []
        assert told(api, PRIYA) == [SILENT[:30]]


@pytest.mark.parametrize(
    ("gaps", "quiet_for", "is_unusual"),
    [
        pytest.param([1] * 6, 2.9, False, id="three times the longest is not over"),
        pytest.param([1] * 6, 3.1, True, id="over three times the longest"),
        pytest.param([0.1] * 60, 1.9, False, id="two days are a weekend"),
        pytest.param([0.1] * 60, 2.1, True, id="more than a weekend in a busy chat"),
        pytest.param([1] * 6 + [9] + [1] * 3, 20, False, id="a holiday is known"),
        pytest.param([1] * 3, 30, False, id="too little is known"),
        pytest.param([], 30, False, id="nothing was ever said"),
    ],
)
def test_what_is_unusual_is_measured_by_what_was_usual(
    gaps: list[float], quiet_for: float, *, is_unusual: bool
) -> None:
    silence, now = Silence(), MONDAY
    for gap in gaps:
        now += days(gap)
        silence.heard(now)

    assert silence.is_unusual(now + timedelta(days=quiet_for)) is is_unusual


async def test_a_paused_group_is_not_asked_why_it_is_quiet() -> None:
    async with watching(group=replace(larkrise(), mode=Mode.PAUSED)) as (api, watch):
        watch.now = MONDAY - days(30)
        for day in range(8):
            await says(watch, MONDAY - days(30 - day))
        watch.now = MONDAY
        await watch.round()

        assert told(api, PRIYA) == []

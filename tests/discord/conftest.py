"""Every test here holds what was asked of Discord against what Discord knows, and meets no bug of ours."""

from collections.abc import AsyncIterator, Iterator

import discord_world
import pytest
from discord_spec import Seen
from discord_world import Served, loopback
from structlog.testing import capture_logs

SEEN = Seen()
BUGS = {"an event from Discord could not be handled", "a command could not be answered"}


@pytest.fixture(autouse=True)
def every_request_is_one_discord_knows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever server a test started."""
    started: list[Served] = []
    monkeypatch.setattr(discord_world, "STARTED", started)
    yield
    before = len(SEEN.violations)
    for served in started:
        SEEN.story(served.discord.asked)
    assert SEEN.violations[before:] == []


@pytest.fixture(autouse=True)
def no_event_meets_a_bug_of_ours() -> Iterator[None]:
    """The library passes over what our own code raises; only a line that is closed meanwhile is no news."""
    with capture_logs() as logged:
        yield
    bugs = [each for each in logged if each["event"] in BUGS and each.get("error") != "RuntimeError"]
    assert bugs == []


@pytest.fixture
async def world() -> AsyncIterator[Served]:
    async with loopback() as served:
        yield served


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if SEEN.stories:
        terminalreporter.write_line(str(SEEN))

from collections.abc import AsyncIterator, Iterator

import discord_world
import pytest
from discord_spec import Seen
from discord_world import Served, loopback

SEEN = Seen()


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


@pytest.fixture
async def world() -> AsyncIterator[Served]:
    async with loopback() as served:
        yield served


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if SEEN.stories:
        terminalreporter.write_line(str(SEEN))

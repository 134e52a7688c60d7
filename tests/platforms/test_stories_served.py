"""The stories once more, through each platform's own library and server: everybody sees what the story says."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
import storybook
from on_discord import on_discord
from on_telegram import on_telegram
from shipped import shipped
from storybook import Story

from adapters.store.opening import open_store
from bot.ports import Store
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load

TELEGRAM_CANNOT: dict[str, str] = {}
DISCORD_CANNOT = {
    "a-voice-note-is-reported": "the menu of a message takes no words with it, and these name whom it is about"
}
"""By the story, what the platform has no way to do."""
KEY = bytes(range(32))


@cache
def own_rules() -> Rulebook:
    return load(storybook.STORIES / "rules.yaml")


def rules_of(story: Story) -> Rulebook:
    return shipped() if story.rules == storybook.SHIPPED else own_rules()


def test_what_a_platform_cannot_do_is_the_exception() -> None:
    assert {*TELEGRAM_CANNOT, *DISCORD_CANNOT} <= {path.stem for path in storybook.paths()}
    assert len(TELEGRAM_CANNOT) + len(DISCORD_CANNOT) <= 1


def stories(cannot: dict[str, str]) -> list[object]:
    return [pytest.param(path, id=path.stem) for path in storybook.paths() if path.stem not in cannot]


@asynccontextmanager
async def store_for(story: Story, folder: Path) -> AsyncIterator[Store | None]:
    """The real one where words are erased; all else is as good in memory, and quicker."""
    if not any(step.asks and "forgetme" in step.asks for step in story.steps):
        yield None
        return
    async with open_store(f"sqlite:///{folder / 'stories.db'}", KEY) as store:
        yield store


@pytest.mark.parametrize("path", stories(TELEGRAM_CANNOT))
async def test_it_is_the_same_on_telegram(path: Path, tmp_path: Path) -> None:
    story = storybook.read(path)
    async with store_for(story, tmp_path) as store, on_telegram(story, rules_of(story), store) as world:
        await storybook.perform(story, world)


@pytest.mark.parametrize("path", stories(DISCORD_CANNOT))
async def test_it_is_the_same_on_discord(path: Path, tmp_path: Path) -> None:
    story = storybook.read(path)
    async with store_for(story, tmp_path) as store, on_discord(story, rules_of(story), store) as world:
        await storybook.perform(story, world)

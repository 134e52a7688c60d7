"""Every story, told to the real bot behind the loopback Telegram and Discord: the same people see the same."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import storybook
from _pytest.mark.structures import ParameterSet
from discord_stage import discord_stage
from fakes import FakeStore
from played import not_on_discord, not_on_telegram, not_rehearsed
from telegram_stage import telegram_stage

from adapters.store.opening import open_store
from bot.ports import Store

KEY = bytes(range(32))
README = storybook.STORIES / "README.md"
STORIES = {path: storybook.read(path) for path in storybook.paths()}


def told(why_not: Callable[[storybook.Story], str | None]) -> list[ParameterSet]:
    return [pytest.param(story, id=path.stem) for path, story in STORIES.items() if why_not(story) is None]


@asynccontextmanager
async def a_store(story: storybook.Story, folder: Path) -> AsyncIterator[Store]:
    """What is erased, and what stays then, only the real one knows."""
    if any(step.asks is not None and ": forgetme" in step.asks for step in story.steps):
        async with open_store(f"sqlite:///{folder / 'stories.db'}", KEY) as store:
            yield store
    else:
        yield FakeStore()


@pytest.mark.parametrize("story", told(not_on_telegram))
async def test_told_on_telegram(story: storybook.Story, tmp_path: Path) -> None:
    async with a_store(story, tmp_path) as store, telegram_stage(story, store, storybook.rules_of(story)) as stage:
        await storybook.play(story, stage)


@pytest.mark.parametrize("story", told(not_on_discord))
async def test_told_on_discord(story: storybook.Story, tmp_path: Path) -> None:
    async with a_store(story, tmp_path) as store, discord_stage(story, store, storybook.rules_of(story)) as stage:
        await storybook.play(story, stage)


def test_the_readme_says_which_story_is_played_where_and_why_not() -> None:
    rows = "\n".join(_row(path.stem, story) for path, story in STORIES.items())

    assert f"|---|---|---|---|\n{rows}\n" in README.read_text(encoding="utf-8")


def _row(name: str, story: storybook.Story) -> str:
    why_not = (not_rehearsed(story), not_on_telegram(story), not_on_discord(story))
    return f"| {name} | {' | '.join('played' if why is None else f'– ({why})' for why in why_not)} |"

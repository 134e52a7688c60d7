"""Every story, told to the real bot behind the loopback Telegram and Discord: the same people see the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
import storybook
from discord_stage import discord_stage
from fakes import FakeStore
from shipped import shipped
from telegram_stage import telegram_stage

from adapters.store.opening import open_store
from bot.ports import Store
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load

KEY = bytes(range(32))
STORIES = [pytest.param(path, id=path.stem) for path in storybook.paths()]


@cache
def own_rules() -> Rulebook:
    return load(storybook.STORIES / "rules.yaml")


def rules_of(story: storybook.Story) -> Rulebook:
    return shipped() if story.rules == storybook.SHIPPED else own_rules()


@asynccontextmanager
async def a_store(story: storybook.Story, folder: Path) -> AsyncIterator[Store]:
    """What is erased, and what stays then, only the real one knows."""
    if any(step.asks is not None and ": forgetme" in step.asks for step in story.steps):
        async with open_store(f"sqlite:///{folder / 'stories.db'}", KEY) as store:
            yield store
    else:
        yield FakeStore()


@pytest.mark.parametrize("path", STORIES)
async def test_told_on_telegram(path: Path, tmp_path: Path) -> None:
    story = storybook.read(path)

    async with a_store(story, tmp_path) as store, telegram_stage(story, store, rules_of(story)) as stage:
        await storybook.play(story, stage)


@pytest.mark.parametrize("path", STORIES)
async def test_told_on_discord(path: Path, tmp_path: Path) -> None:
    story = storybook.read(path)

    async with a_store(story, tmp_path) as store, discord_stage(story, store, rules_of(story)) as stage:
        await storybook.play(story, stage)

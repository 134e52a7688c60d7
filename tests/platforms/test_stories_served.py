"""Every story, told to the real bot behind the loopback Telegram and Discord: the same people see the same."""

from functools import cache
from pathlib import Path

import pytest
import storybook
from fakes import FakeStore
from shipped import shipped
from telegram_stage import telegram_stage

from adapters.store.opening import open_store
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load

KEY = bytes(range(32))


@cache
def own_rules() -> Rulebook:
    return load(storybook.STORIES / "rules.yaml")


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in storybook.paths()])
async def test_told_on_telegram(path: Path, tmp_path: Path) -> None:
    story = storybook.read(path)
    rules = shipped() if story.rules == storybook.SHIPPED else own_rules()

    async with telegram_stage(story, FakeStore(), rules) as stage:
        await storybook.play(story, stage)

"""Stories of a school group, played through the real rules, moderator, courier, desk and store."""

from functools import cache
from pathlib import Path

import pytest
import storybook
from shipped import shipped

from adapters.store.opening import open_store
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load

KEY = bytes(range(32))


@cache
def own_rules() -> Rulebook:
    return load(storybook.STORIES / "rules.yaml")


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in storybook.paths()])
async def test_story(path: Path, tmp_path: Path) -> None:
    story = storybook.read(path)
    rules = shipped() if story.rules == storybook.SHIPPED else own_rules()

    async with open_store(f"sqlite:///{tmp_path / 'stories.db'}", KEY) as store:
        await storybook.play(story, store, rules)

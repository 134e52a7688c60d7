"""Stories of a school group, played through the real rules, moderator, courier, desk and store."""

import re
from pathlib import Path

import pytest
import storybook
from larkrise import core

from adapters.store.opening import open_store

KEY = bytes(range(32))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in storybook.paths()])
async def test_story(path: Path, tmp_path: Path) -> None:
    story = storybook.read(path)

    async with open_store(f"sqlite:///{tmp_path / 'stories.db'}", KEY) as store:
        await storybook.play(story, await core(story, store, storybook.rules_of(story)))


def test_every_scenario_of_the_brief_has_its_stories_and_every_story_named_is_there() -> None:
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|", (storybook.STORIES / "README.md").read_text(), re.MULTILINE)
    named = {name for _, names in rows for name in names.split(", ")}

    assert [int(number) for number, _ in rows] == list(range(1, 26))
    assert named <= {path.stem for path in storybook.paths()}

"""The same stories, typed at the rehearsal's prompt with its own cast: the same people see something, at each step."""

import re
from functools import cache
from io import StringIO

import pytest
import storybook
from rich.console import Console
from storybook import Step
from world import book

from adapters.rehearsal.typed import read
from bot.app import open_rehearsal
from bot.notice import Choice
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load

CAST = {
    "Sam": "Kit",
    "Lee": "Rhys",
    "Kai": "Ben",
    "Nia": "Amira",
    "Zed": "Dele",
    "Priya": "Nadia",
    "Tom": "Owen",
    "Lena": "Ruth",
    "Dunn": "Okell",
    "Kemp": "Penrose",
    "Ahmed": "Thackray",
}
PLAYED = (
    "a-first-reminder-and-grace",
    "a-worry-about-an-adult",
    "danger-at-night",
    "said-in-pieces",
    "somebody-needs-help",
    "the-bot-was-wrong",
)


@cache
def rules() -> Rulebook:
    return load(storybook.STORIES / "rules.yaml")


def recast(words: str) -> str:
    return re.sub("|".join(CAST), lambda match: CAST[match.group()], words)


def typed(step: Step) -> str:
    """What would be typed at the prompt."""
    if step.says is not None:
        return recast(step.says)
    if step.edits is not None:
        return "/edit " + recast(step.edits.replace(": ", " ", 1))
    if step.waits is not None:
        return f"/at {step.waits.removeprefix('until ')}" if step.waits.startswith("until") else f"/later {step.waits}"
    assert step.presses is not None, f"the prompt knows no such step: {step}"
    name, _, rest = recast(step.presses).partition(": ")
    button, _, words = rest.partition(": ")
    return f"/press {book('en').label(Choice(button))} as {name}" + (f": {words}" if words else "")


def seers(shown: str) -> set[str]:
    found: set[str] = set()
    for names in re.findall(r"Only (?:the admins see this \((.+?)\)|(\w+) sees this):", shown):
        found |= set(re.split(r", | and ", names[0] or names[1]))
    return found


@pytest.mark.parametrize("name", PLAYED)
async def test_a_rehearsal_shows_it_to_the_same_people(name: str) -> None:
    story = storybook.read(storybook.STORIES / f"{name}.yaml")
    paper = StringIO()
    async with open_rehearsal(rules(), Console(file=paper, width=200, color_system=None), ask=None) as opened:
        start = read(f"/at {story.starts:%H:%M}")
        assert start is not None
        await opened.session.do(start)
        for number, step in enumerate(story.steps, start=1):
            paper.seek(0)
            paper.truncate()
            line = read(typed(step), opened.session.names)
            assert line is not None
            await opened.session.do(line)
            # Whoever presses a button is also shown the answer.
            pressed = {recast(step.presses).partition(": ")[0]} if step.presses else set()
            expected = {recast(who) for who in step.sees} | pressed

            assert seers(paper.getvalue()) == expected, f"in step {number}: {paper.getvalue()}"

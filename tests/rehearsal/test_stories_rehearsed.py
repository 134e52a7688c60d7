"""The same stories, typed at the rehearsal's prompt with its own cast: the same people see something, at each step."""

import re
from collections.abc import Callable
from functools import cache
from io import StringIO

import pytest
import storybook
from rich.console import Console
from shipped import shipped
from storybook import Step, Story
from world import book

from adapters.rehearsal.typed import read
from bot.app import open_rehearsal
from bot.group import Mode
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
TYPED = {"report", "ask", "why", "cases"}
WHY_NOT: dict[str, Callable[[Story], bool]] = {
    "photos, polls and voice messages are not typed, nor is what was passed on": lambda story: any(
        step.carries or step.forwarded for step in story.steps
    ),
    "weeks pass slowly in a terminal": lambda story: any("day" in (step.waits or "") for step in story.steps),
    "its cast bears other names, and one of them is no everyday first name": lambda story: any(
        "Priya" in (step.says or "").partition(": ")[2] for step in story.steps
    ),
    "a prompt delivers each line once": lambda story: any(step.again is not None for step in story.steps),
    "its store is gone with its process": lambda story: any(step.restarts for step in story.steps),
    "its group is live, with three admins and nobody outside": lambda story: (
        story.mode is not Mode.LIVE or len(story.admins) != ADMINS or story.deputy is not None
    ),
    "its prompt takes these commands of the bot, and no others": lambda story: any(
        step.asks is not None and _command(step.asks)[0] not in TYPED for step in story.steps
    ),
}
"""What keeps a story from being typed at the rehearsal's prompt; the loopback platforms play those too."""
ADMINS = 3


def _command(asked: str) -> tuple[str, str, str]:
    """The command, the number of the message after it, and the words."""
    command, _, words = asked.partition(": ")[2].partition(": ")
    name, _, number = command.partition(" ")
    return name, number, words


PLAYED = tuple(
    path.stem
    for path in storybook.paths()
    if not any(keeps_out(storybook.read(path)) for keeps_out in WHY_NOT.values())
)


@cache
def rules() -> Rulebook:
    return load(storybook.STORIES / "rules.yaml")


def recast(words: str) -> str:
    return re.sub("|".join(CAST), lambda match: CAST[match.group()], words)


def typed(step: Step) -> str:
    """What would be typed at the prompt."""
    if step.says is not None:
        name, _, words = recast(step.says).partition(": ")
        return f"{name}: {words}" if step.answers is None else f"{name} >{step.answers}: {words}"
    if step.edits is not None:
        return "/edit " + recast(step.edits.replace(": ", " ", 1))
    if step.waits is not None:
        return f"/at {step.waits.removeprefix('until ')}" if step.waits.startswith("until") else f"/later {step.waits}"
    if step.opens is not None:
        return f"/mailbox {recast(step.opens)}"
    if step.blocks is not None:
        return f"/block {recast(step.blocks)}"
    if step.asks is not None:
        name, number, words = _command(step.asks)
        about, said = ("", number) if name == "cases" else (f"{number} ".lstrip(), words)
        tail = f": {recast(said)}" if said else ""
        return f"/{name} {about}as {recast(step.asks.partition(': ')[0])}{tail}"
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
    read_by = shipped() if story.rules == storybook.SHIPPED else rules()
    async with open_rehearsal(read_by, Console(file=paper, width=200, color_system=None), ask=None) as opened:
        start = read(f"/at {story.starts:%H:%M}")
        assert start is not None
        await opened.session.do(start)
        for number, step in enumerate(story.steps, start=1):
            paper.seek(0)
            paper.truncate()
            line = read(typed(step), opened.session.names)
            assert line is not None
            await opened.session.do(line)
            # Whoever presses a button, asks something or looks into their mailbox is also shown the answer.
            acted = step.presses or step.asks or step.opens
            acted = acted if acted is None or ": " in acted else f"{acted}: "
            pressed = {recast(acted).partition(": ")[0]} if acted else set()
            expected = {recast(who) for who in step.sees} | pressed

            assert seers(paper.getvalue()) == expected, f"in step {number}: {paper.getvalue()}"

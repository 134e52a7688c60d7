"""The same stories, typed at the rehearsal's prompt with its own cast: the same people see something, at each step."""

import re
from io import StringIO
from pathlib import Path

import pytest
import storybook
from played import not_rehearsed
from rich.console import Console
from storybook import Step
from world import book

from adapters.rehearsal.typed import read
from bot.app import open_rehearsal
from bot.notice import Choice

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
PLAYED = [path for path in storybook.paths() if not_rehearsed(storybook.read(path)) is None]


def recast(words: str) -> str:
    return re.sub("|".join(CAST), lambda match: CAST[match.group()], words)


def typed(step: Step) -> str:
    """What would be typed at the prompt."""
    if step.says is not None:
        beneath = "" if step.answers is None else f" >{step.answers}"
        return recast(step.says.replace(":", f"{beneath}:", 1))
    if step.edits is not None:
        return "/edit " + recast(step.edits.replace(": ", " ", 1))
    if step.deletes is not None:
        return f"/delete {step.deletes}"
    if step.opens is not None:
        return f"/mailbox {recast(step.opens)}"
    if step.blocks is not None:
        return f"/block {recast(step.blocks)}"
    if step.asks is not None:
        return asked(recast(step.asks))
    if step.waits is not None:
        return f"/at {step.waits.removeprefix('until ')}" if step.waits.startswith("until") else f"/later {step.waits}"
    assert step.presses is not None, f"the prompt knows no such step: {step}"
    name, _, rest = recast(step.presses).partition(": ")
    button, _, words = rest.partition(": ")
    return f"/press {book('en').label(Choice(button))} as {name}" + (f": {words}" if words else "")


def asked(words: str) -> str:
    name, _, rest = words.partition(": ")
    command, _, own = rest.partition(": ")
    command, _, number = command.partition(" ")
    if command == "cases":
        return f"/cases as {name}: {number}"
    return f"/{command} {number} as {name}: {own}"


def seers(shown: str) -> set[str]:
    found: set[str] = set()
    for names in re.findall(r"Only (?:the admins see this \((.+?)\)|(\w+) sees this):", shown):
        found |= set(re.split(r", | and ", names[0] or names[1]))
    return found


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PLAYED])
async def test_a_rehearsal_shows_it_to_the_same_people(path: Path) -> None:
    story = storybook.read(path)
    paper = StringIO()
    rulebook = storybook.rules_of(story)
    async with open_rehearsal(rulebook, Console(file=paper, width=200, color_system=None), ask=None) as opened:
        start = read(f"/at {story.starts:%H:%M}")
        assert start is not None
        await opened.session.do(start)
        for number, step in enumerate(story.steps, start=1):
            paper.seek(0)
            paper.truncate()
            line = read(typed(step), opened.session.names)
            assert line is not None
            await opened.session.do(line)
            # Whoever presses, asks or looks into their mailbox is also shown the answer.
            acted = step.presses or step.asks or step.opens
            pressed = {recast(acted).partition(": ")[0]} if acted else set()
            expected = {recast(who) for who in step.sees} | pressed

            assert seers(paper.getvalue()) == expected, f"in step {number}: {paper.getvalue()}"

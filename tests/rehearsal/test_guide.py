"""docs/guide.md shows what happens: its transcripts are rehearsed, and what it quotes is what the bot says."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from shipped import shipped
from source import ROOT
from transcripts import hold

from adapters.rehearsal.playing import play
from adapters.rehearsal.story import STORY, load
from bot.app import open_rehearsal

PAGE = ROOT / "docs" / "guide.md"
SENTENCES = ROOT / "data" / "wording" / "en.yaml"
WEEK = Path(__file__).parent / "guide-week.yaml"
"""The week of the guide, in the school of the shipped story; the narrator names the chapters."""
PLAYED = re.compile(r"(?<=^<!-- rehearsed: )(.*?)( -->\n```text\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"^> (.+)$", re.MULTILINE)
RULE_ID = re.compile(r"^  - id: (\S+)$", re.MULTILINE)
BLANK = re.compile(r"\\\{[a-z_]+\\\}")


async def test_every_transcript_of_the_guide_is_what_the_rehearsal_shows(tmp_path: Path) -> None:
    chapters = await rehearsed(tmp_path)
    page = PAGE.read_text(encoding="utf-8")

    told = PLAYED.sub(lambda found: found[1] + found[2] + chapters[found[1]], page)
    hold(PAGE, told, tmp_path)
    assert [found[1] for found in PLAYED.finditer(page)] == list(chapters)
    # People know a rule by its title.
    ids = {one for one in RULE_ID.findall((ROOT / "rules.yaml").read_text(encoding="utf-8")) if "-" in one}
    assert [one for one in ids if any(one in shown for shown in chapters.values())] == []


def test_every_line_the_guide_quotes_is_a_sentence_of_the_bot() -> None:
    said = [BLANK.sub(".+", re.escape(text)) for text in texts(yaml.safe_load(SENTENCES.read_text(encoding="utf-8")))]

    quoted = QUOTED.findall(PAGE.read_text(encoding="utf-8"))

    assert quoted
    assert [line for line in quoted if not any(re.fullmatch(each, line) for each in said)] == []


async def rehearsed(folder: Path) -> dict[str, str]:
    """By its title, what each chapter of the week prints."""
    path = folder / "story.yaml"
    school = STORY.read_text(encoding="utf-8").partition("\nweek:")[0]
    path.write_text(f"{school}\n{WEEK.read_text(encoding='utf-8')}", encoding="utf-8")
    paper = StringIO()
    async with open_rehearsal(shipped(), Console(file=paper, width=80, color_system=None), ask=None) as opened:
        await play(opened.session, opened.view, load(path).beats)
    parts = re.split(r"^• (.*)\n", paper.getvalue().partition("\nWhat each has seen")[0], flags=re.MULTILINE)[1:]
    return {title: f"{shown.strip()}\n" for title, shown in zip(parts[::2], parts[1::2], strict=True)}


def texts(node: Any) -> Iterator[str]:
    """Every text in a tree of texts, lists and mappings."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for each in node.values() if isinstance(node, dict) else node:
            yield from texts(each)

"""docs/pictures: what people see on their phones, drawn from what docs/telegram-story.md says they saw."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from phone import BUBBLE, INSIDE, Bubble, phone, wrapped
from source import ROOT

STORY = ROOT / "docs" / "telegram-story.md"
PICTURES = ROOT / "docs" / "pictures"
GUIDE = ROOT / "docs" / "guide.md"
FROM_BOT = re.compile(r"^\*from the bot, (.+):\*\n\n((?:>.*\n)+)(?:\n(\[.+\])\n)?", re.MULTILINE)
GROUP, PRIVATE = "Larkrise parents", "Schoolgate, in private"


def seen(chapter: str, by: str, begins: str) -> Bubble:
    """The first thing from the bot that begins so."""
    part = STORY.read_text(encoding="utf-8").split(f"\n## {chapter}\n")[1].split("\n## ")[0]
    page = part.split(f"\n### {by}\n")[1].split("\n### ")[0]
    for way, quoted, buttons in FROM_BOT.findall(page):
        text = "\n".join(line.removeprefix(">").removeprefix(" ") for line in quoted.splitlines())
        if text.startswith(begins):
            return Bubble(text, f"from the bot, {way}", tuple(re.findall(r"\[(.+?)\]", buttons)))
    raise LookupError(f"{by} is shown nothing that begins with {begins!r}")


def said(by: str) -> Bubble:
    """The first thing somebody says in the group on the bad day, on their own phone."""
    part = STORY.read_text(encoding="utf-8").split("\n## A bad day\n")[1]
    found = re.search(rf"^{by}: (.+)$", part, re.MULTILINE)
    assert found is not None
    return Bubble(found[1], is_own=True)


def pictures() -> dict[str, str]:
    return {
        "notice": phone(GROUP, (seen("Setting it up", "Everybody in the group", "This group"),)),
        "note": phone(GROUP, (said("Sam"), seen("A bad day", "Sam", "Hi Sam"))),
        "alert": phone(PRIVATE, (seen("A bad day", "Tom", "Please act now"),)),
        "question": phone(PRIVATE, (seen("A bad day", "Tom", "A member says"),)),
        "rules-file": phone(
            PRIVATE,
            (
                Bubble("rules.yaml", "a file", is_own=True),
                seen("A rules file with mistakes", "Priya", "Nothing was changed"),
                Bubble("rules.yaml", "the same file, mended", is_own=True),
                seen("A rules file with mistakes", "Priya", "The file is good"),
            ),
        ),
    }


def test_the_pictures_show_what_the_story_says_and_nothing_else_lies_there(tmp_path: Path) -> None:
    drawn = pictures()
    kept = {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.glob("*.svg")}

    for name, picture in drawn.items():
        (tmp_path / f"{name}.svg").write_text(picture, encoding="utf-8")
    assert kept == drawn, f"if that is as it should be: cp {tmp_path}/*.svg docs/pictures/"


def test_the_guide_shows_each_of_them_and_says_in_words_what_it_is() -> None:
    shown = re.findall(r"^!\[(.+)\]\(pictures/(.+)\.svg\)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)

    assert {name for _, name in shown} == set(pictures())
    assert all(len(words.split()) > 3 for words, _ in shown)


@pytest.mark.parametrize("picture", pictures().values(), ids=pictures())
def test_a_picture_is_small_and_draws_on_nothing_outside_itself(picture: str) -> None:
    words = picture.replace('xmlns="http://www.w3.org/2000/svg"', "")

    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314  # made by us
    assert len(picture.encode()) < 10_000
    assert "url(" not in words
    assert "href" not in words
    assert "@import" not in words
    assert "prefers-color-scheme: dark" in words


def test_words_run_on_in_the_next_row_where_they_would_leave_the_bubble() -> None:
    rows = list(wrapped("Typed words can land harder than we mean, and so it goes on", BUBBLE - 2 * INSIDE))

    assert rows == ["Typed words can land harder than", "we mean, and so it goes on"]

"""The story that ships is a whole school week, and shows what it promises."""

import asyncio
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from shipped import shipped

from adapters.rehearsal.story import STORY, Done, Told, load
from adapters.rehearsal.typed import Say
from bot.app import play_story
from bot.errors import FileError


def test_the_shipped_story_is_a_school_week_of_about_a_dozen_people() -> None:
    story = load()

    assert 12 <= len(story.members) <= 15
    assert {member.id for member in story.members} > set(story.admins)
    assert {f"{beat.at:%A}" for beat in story.beats if isinstance(beat, Done)} == {
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    }


def test_the_shipped_story_goes_forward_and_everybody_in_it_is_in_the_group() -> None:
    story = load()
    times = [beat.at for beat in story.beats if isinstance(beat, Done)]
    speakers = {beat.typed.name for beat in story.beats if isinstance(beat, Done) and isinstance(beat.typed, Say)}

    assert times == sorted(times)
    assert speakers <= {member.name for member in story.members}


def test_reads_lines_and_the_narrator(tmp_path: Path) -> None:
    story = load(written(tmp_path, "Monday: |\n    (In the morning.)\n    08:05 Jo: hello\n"))

    assert story.beats == (
        Told("In the morning."),
        Done(datetime(2026, 3, 2, 8, 5, tzinfo=story.group.timezone), Say("hello", "Jo")),
    )


@pytest.mark.parametrize(
    ("week", "answer"),
    [
        ("Tuesday: |\n    08:05 Jo: hello\n", "2026-03-02 is a Monday, not a Tuesday"),
        ("Monday: |\n    08:05\n", "Monday 08:05: nobody says anything"),
        ("Monday: |\n    08:05 /dance\n", "There is no /dance here. /help lists what there is."),
    ],
)
def test_says_what_makes_no_sense_in_a_story(tmp_path: Path, week: str, answer: str) -> None:
    with pytest.raises(FileError) as error:
        load(written(tmp_path, week))

    assert str(error.value) == f"story.yaml: {answer}"


def written(folder: Path, week: str) -> Path:
    """The shipped story with another week."""
    path = folder / "story.yaml"
    path.write_text(STORY.read_text(encoding="utf-8").partition("week:")[0] + f"week:\n  {week}", encoding="utf-8")
    return path


def test_the_shipped_story_shows_what_it_promises_on_the_shipped_rules() -> None:
    paper = StringIO()

    stopped = asyncio.run(play_story(shipped(), Console(file=paper, width=80, color_system=None)))

    shown = paper.getvalue()
    assert stopped is None
    assert shown[shown.index("What each has seen") :] == (
        "What each has seen\n"
        "The group: 15 messages, and from the bot its pinned notice only\n"
        "Kit alone: 3 notes\n"
        "Jo alone: 1 note, 2 more letters\n"
        "The admins: 1 member's question, 3 more letters, 1 case card, 1 alert\n"
        "Rhys alone: 1 note\n"
    )
    assert "18:07  Only the admins see this (Nadia and Owen):\n     │ A member says that I was wrong." in shown
    assert "18:30  Only Jo sees this:\n     │ I was wrong about your message at 18:05." in shown
    assert "23:40  Only the admins see this (Nadia and Owen):\n     │ Please act now" in shown
    assert "23:44  Only Rhys sees this:\n" in shown
    assert "17:35  Only Nadia sees this:\n     │ Closed.\n" in shown

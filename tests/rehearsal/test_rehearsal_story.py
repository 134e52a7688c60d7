from datetime import datetime
from pathlib import Path

import pytest

from adapters.rehearsal.story import STORY, Done, Told, load
from adapters.rehearsal.typed import Say
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

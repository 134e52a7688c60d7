"""A life somebody may end is heard whatever else is spoken of: a lost blazer or a school play makes it no joke."""

import pytest
from shipped import shipped

from bot.finding import Concern, Level
from bot.rulebook.examples import example_scene


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("found a letter in his blazer that says nobody would miss him", id="a blazer"),
        pytest.param("found a note in the Lego box saying sorry for everything and goodbye", id="a toy"),
        pytest.param("my nephew tried to take his own life after the panto", id="a play"),
        pytest.param(
            ("Ana: the panto was brilliant", "Jo: he tried to take his own life last night"), id="talk of one"
        ),
    ],
)
def test_is_heard_beside_a_trifle(said: str | tuple[str, ...]) -> None:
    found = shipped().examine(example_scene(said))

    assert (Concern.RISK, Level.SUPPORT) in {(finding.concern, finding.level) for finding in found}


@pytest.mark.parametrize(
    "said",
    [
        "found a letter in his blazer that says nobody needs the trip form any more",
        "in the play Romeo tries to take his own life and my son forgot the dagger",
    ],
)
def test_the_same_blazer_and_play_alone_are_left(said: str) -> None:
    assert shipped().examine(example_scene(said)) == ()

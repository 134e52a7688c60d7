"""What people say in so many words and no more is heard, with no name and no talk around it."""

import pytest
from shipped import shipped

from bot.finding import Concern, level_of
from bot.rulebook.examples import example_scene


def level(text: str) -> str:
    return level_of(shipped().examine(example_scene(text))).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("go and kill yourself", "serious"),
        ("nobody would cry if you died", "serious"),
        ("my husband beats me", "support"),
        ("he strangled me", "support"),
        ("I want to hurt myself", "support"),
        ("I shook the baby", "support"),
        ("I'm a danger to my kids", "support"),
        ("my stepdad touches me", "support"),
        ("my daughter says a teacher slapped her", "support"),
        ("I'm going to knock all his teeth out", "danger"),
        ("she's in a refuge on Mill Street", "serious"),
        ("we all hate you", "reminder"),
    ],
)
def test_plain_harm_is_heard(text: str, expected: str) -> None:
    assert level(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "don't kill yourself over a cake stall",
        "my husband beats me at cards",
        "we hate you for winning the hamper",
        "set a date for the fair",
        "drove to the bridge, it was shut for the wind",
        "diesel's gone up again, there goes the school run",
        "got a bat and some stumps in the boot if they fancy a game",
    ],
)
def test_its_innocent_twin_is_left_alone(text: str) -> None:
    assert level(text) == "none"


def test_however_everyday_it_reads_what_may_be_about_a_life_is_never_silenced_by_the_second_look() -> None:
    about_a_life = [rule for rule in shipped().rules if rule.concern is Concern.RISK]

    assert len(about_a_life) > 20
    assert [rule.id for rule in about_a_life if rule.is_doubted] == []
    assert level("I don't feel safe at home") == "support"

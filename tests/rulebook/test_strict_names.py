"""What a group hears of that is strict about names, and no other."""

from dataclasses import replace

import pytest
from shipped import shipped

from bot.finding import Level, level_of
from bot.group import Naming
from bot.rulebook.examples import EXAMPLE_GROUP, example_scene


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        pytest.param("Mrs Love was rude on the phone", Level.POINTER, id="criticised by name"),
        pytest.param("Mr Pell lost his book again, I've emailed him", Level.NONE, id="already with the school"),
        pytest.param("The phone rule is wrong and unfair", Level.NONE, id="a rule criticised"),
    ],
)
def test_civil_criticism_of_a_named_person_gets_a_pointer_only_where_a_group_is_strict(
    text: str, strict: Level
) -> None:
    heard = {
        naming: level_of(shipped().examine(example_scene(text, replace(EXAMPLE_GROUP, naming=naming))))
        for naming in Naming
    }

    assert heard == {Naming.OFF: Level.NONE, Naming.WITH_ATTACK: Level.NONE, Naming.STRICT: strict}

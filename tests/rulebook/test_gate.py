"""What is let go without a closer look is what a closer look would let go."""

from collections.abc import Iterator

import pytest
from shipped import shipped

from bot.detectors.page import Match, Page
from bot.detectors.says import Pattern
from bot.people.target import People
from bot.rulebook.examples import example_scene
from bot.rulebook.load import every_shipped_example

SHIPPED = shipped()
EXAMPLES = [text for _, text, _ in every_shipped_example() if isinstance(text, str)][::12]


def looked_for_everywhere(pattern: Pattern, page: Page) -> Iterator[Match]:
    for sentence in page.sentences:
        last = sentence.first
        for at in range(sentence.first, sentence.stop):
            ends = [end for end in pattern.node.ends(page, at, sentence.stop) if end > at]
            if at >= last and ends:
                last = min(ends)
                yield at, last


@pytest.mark.parametrize("text", EXAMPLES[::20])
def test_of_one_rule_is_explained_what_is_explained_of_it_among_all(text: str) -> None:
    every = SHIPPED.explain(example_scene(text))

    for rule in SHIPPED.rules:
        own = SHIPPED.explain(example_scene(text), rule.id)

        assert own == tuple(one for one in every if one.rule.id == rule.id)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_pattern_is_found_wherever_it_stands(text: str) -> None:
    reading = SHIPPED.read(text)
    page = Page(reading, People(reading, example_scene(text), SHIPPED.reader, SHIPPED.ordinary))
    let_through = set(SHIPPED.gate.open(reading.finds))

    for number, rule in enumerate(SHIPPED.rules):
        for place, pattern in enumerate(rule.says):
            matches = list(looked_for_everywhere(pattern, page))
            assert list(pattern.find(page)) == matches
            assert not matches or not pattern.every or (number, place) in let_through

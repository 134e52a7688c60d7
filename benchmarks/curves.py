"""What a message costs as messages get longer, as rules get more, and as groups do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count as counting

import corpus
from bot.people.names import names_of
from bot.rulebook.book import Rulebook
from bot.scene import Scene
from checks import examining
from names import in_groups, of_length, of_rules
from projection import READY
from rounds import Contender

LENGTHS = (10, 40, 160, 640, 2_560)
"""Characters. A usual message of a parents' group has eighty."""
RULES = (10, 100, 1_000)
GROUPS = (1, 10, 100, 1_000, 2_000)


def contenders(
    said: tuple[str, ...], quiet: Rulebook, shipped: Rulebook, most_groups: int = GROUPS[-1]
) -> list[Contender]:
    return [
        *_by_length(said, {"off": quiet, "on": shipped}),
        *_by_rules(said),
        *_by_groups(said, quiet, most_groups),
    ]


def cut(said: Sequence[str], length: int) -> tuple[str, ...]:
    """Half the corpus in messages of that many characters; of short ones no more than the corpus has."""
    talk = " ".join(said)
    most = min(len(said), len(talk) // 2 // length)
    return tuple(talk[place * length : (place + 1) * length] for place in range(most))


def _by_length(said: Sequence[str], books: dict[str, Rulebook]) -> Iterator[Contender]:
    group = corpus.school()
    for length in LENGTHS:
        texts = cut(said, length)
        for reader, book in books.items():
            yield examining(of_length(length, reader), book, len(texts), partial(corpus.alone, texts, group))


def _by_rules(said: tuple[str, ...]) -> Iterator[Contender]:
    for number in RULES:
        book = corpus.loaded(corpus.many_rules(number))
        yield examining(of_rules(number), book, len(said), partial(corpus.alone, said, corpus.school()))


def _by_groups(said: tuple[str, ...], book: Rulebook, most: int) -> Iterator[Contender]:
    for number in (each for each in GROUPS if each <= most):
        yield examining(in_groups(number), book, len(said), _made_ready(in_turn(said, number), number, book))


def _made_ready(scenes: Callable[[], list[Scene]], number: int, book: Rulebook) -> Callable[[], list[Scene]]:
    """The registers of as many groups as are kept ready are ready, whatever else took its turn; others are not."""

    def ready() -> list[Scene]:
        made = scenes()
        if number <= READY:
            for scene in made:
                names_of(scene.group.register, book.ordinary)
        return made

    return ready


def in_turn(said: tuple[str, ...], number: int) -> Callable[[], list[Scene]]:
    """A message each, group after group; the next call goes on with the group that follows."""
    # Schools of their own: what is ready for others is not ready for them.
    schools, turns = [corpus.school(number * 10 + place) for place in range(number)], counting()

    def scenes() -> list[Scene]:
        turned = []
        for scene in corpus.alone(said, schools[0]):
            group = schools[next(turns) % number]
            message = replace(scene.message, group=group.id, chat=group.chats[0])
            turned.append(replace(scene, message=message, group=group))
        return turned

    return scenes

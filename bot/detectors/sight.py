"""What the learned reader sees of a message: its words with all names put away, the talk before it, and its shape."""

from collections.abc import Container
from datetime import timedelta
from typing import NamedTuple

from bot.detectors.page import Match, Page
from bot.finding import TargetKind
from bot.people.mentions import How
from bot.people.target import People

BREATH = timedelta(minutes=2)  # within which an author's messages are one thought
BEFORE = 2  # messages of the talk that set the tone
_NAMES = {How.NAME, How.GUESS}
_STAFF, _PERSON = "<staff>", "<person>"


class Sight(NamedTuple):
    words: tuple[str, ...]
    """As they are understood; in place of a name stands only whether it is of somebody who works at the school."""
    places: tuple[Match, ...]
    """Of each, [first, last) words of the reading."""
    before: tuple[tuple[str, ...], ...]
    """The same of what was said before, the message it answers last."""
    own: tuple[str, ...]
    """Of what its author said less than two minutes ago, if nobody spoke between."""
    shape: tuple[str, ...]
    """Lists of which an entry stands in it, whom it is about, how it is put."""


def sight(page: Page, known: Container[str]) -> Sight:
    """`known`: words that are no names, even where they are written with a capital."""
    people = page.people
    words, places = _without_names(people, known)
    before = tuple(_without_names(earlier.people, known)[0] for earlier in page.talk[-BEFORE:])
    own = _own(page, known)
    return Sight(words, places, before, own, tuple(_shape(page, bool(before), bool(own))))


def _without_names(people: People, known: Container[str]) -> tuple[tuple[str, ...], tuple[Match, ...]]:
    words: list[str] = []
    places: list[Match] = []
    at, tokens = 0, people.reading.tokens
    while at < len(tokens):
        token, mention = tokens[at], people.by_first.get(at)
        word, end = token.text, at + 1
        if mention is not None and mention.how in _NAMES:
            is_staff = mention.target is not None and mention.target.kind is TargetKind.STAFF
            word, end = _STAFF if is_staff else _PERSON, mention.last
        elif token.is_capital and not token.is_shouted and word not in known:
            word = _PERSON  # most likely the name of somebody nobody here knows
        words.append(word)
        places.append((at, end))
        at = end
    return tuple(words), tuple(places)


def _own(page: Page, known: Container[str]) -> tuple[str, ...]:
    scene = page.people.scene
    if not scene.recent:
        return ()
    last = scene.recent[-1]
    if last.author.id != scene.message.author.id or scene.message.sent_at - last.sent_at > BREATH:
        return ()
    number = len(page.people.talk) - (2 if scene.message.reply_to is not None else 1)
    return _without_names(page.people.talk[number], known)[0] if number >= 0 else ()


def _shape(page: Page, is_after: bool, is_continued: bool) -> list[str]:  # noqa: FBT001  # two facts of one call
    reading = page.reading
    words = len(reading)
    about = page.people.about(0, words) if words else None
    kind = about.target.kind.value if about and about.target else "outsider"
    shouted = sum(token.is_shouted for token in reading.tokens)
    return [
        *reading.hits,
        f"about {kind} {about.is_pointed if about else False}",
        f"length {min(8, words // 3)}",
        f"shouted {min(3, shouted)}",
        f"asked {'?' in reading.text}",
        f"quoted {any(token.is_quoted for token in reading.tokens)}",
        f"answers {page.people.scene.message.reply_to is not None}",
        f"after talk {is_after}",
        f"continued {is_continued}",
    ]

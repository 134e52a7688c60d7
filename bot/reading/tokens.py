"""A message as words in order: each knows its place in the original, its sentence and whether it stands in quotes."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from bot.reading.chunks import Chunk
from bot.reading.disguise import joined
from bot.reading.fold import Folded
from bot.reading.lexicon import Lexicon

_CHUNK = re.compile(r"\S+|\n+")
_QUOTED = re.compile(r'"[^"\n]{1,400}"|(?<![^\s("])\'(?:[^\'\n]|\'\w){2,400}\'(?!\w)')
LETTERS = 3  # single letters in a row that may spell a word

SIGNS = 20  # of one emoji in a message; more of it say no more


class Token(NamedTuple):
    """A word in its place."""

    text: str
    """As it is understood: folded, undisguised, contractions opened."""
    start: int
    end: int
    """[start, end) in the original."""
    sentence: int
    is_quoted: bool = False
    is_capital: bool = False
    """Written with a capital first letter."""
    is_shouted: bool = False
    is_opened: bool = False
    """Text-speak or a contraction stands for it: the "will" of "I'll"."""


Spot: TypeAlias = tuple[str, int, int, int, bool]
"""A word in its place in the folded text: [start, end), its sentence, and whether it was opened."""


def words(read: Iterable[Chunk]) -> tuple[str, ...] | None:
    """The words that `spots` finds, at less cost; None where only it can tell. `read`: what stands between spaces."""
    found: list[str] = []
    letters = signs = 0
    for _, _, singles, own, odd in read:
        found += own
        letters = letters + singles if singles else 0
        signs += odd
        if letters >= LETTERS or signs > SIGNS:
            return None
    return tuple(found)


def spots(text: str, read: Iterable[Chunk], lexicon: Lexicon) -> list[Spot]:
    """The words of a folded text, in order. Never raises. `read`: what stands between its spaces."""
    found: list[Spot] = []
    signs: dict[str, int] = {}
    sentence, letters = 0, 0
    is_ended = may_spell = False
    following = iter(read)
    for match in _CHUNK.finditer(text):
        offset = match.start()
        if text[offset] == "\n":
            is_ended = bool(found)
            continue
        pieces, ends, singles, _, _ = next(following)
        letters = letters + singles if singles else 0
        may_spell = may_spell or letters >= LETTERS
        for word, start, end, is_after_stop, is_opened in pieces:
            if is_ended or is_after_stop:
                sentence += 1
                is_ended = False
            if not word.isalnum():
                signs[word] = signs.get(word, 0) + 1
                if signs[word] > SIGNS:
                    continue
            found.append((word, offset + start, offset + end, sentence, is_opened))
        if ends is not None:
            is_ended = ends
    return list(_with_letters_joined(found, text, lexicon)) if may_spell else found


def tokens(spots: list[Spot], folded: Folded) -> tuple[Token, ...]:
    """The same in the original; spans never run backwards."""
    text, origin, original = folded.text, folded.origin, folded.original
    quoted = [match.span() for match in _QUOTED.finditer(text)] if '"' in text or "'" in text else []
    found: list[Token] = []
    for word, start, end, sentence, is_opened in spots:
        first, last = origin[start], origin[end - 1] + 1
        letters = original[first:last]
        is_quoted = bool(quoted) and any(opens <= start < closes for opens, closes in quoted)
        is_shouted = len(letters) > 1 and letters.isupper()
        found.append(Token(word, first, last, sentence, is_quoted, letters[:1].isupper(), is_shouted, is_opened))
    return tuple(found)


def _with_letters_joined(spots: list[Spot], text: str, lexicon: Lexicon) -> Iterator[Spot]:
    """Letters written one by one ("s t u p i d") are one word."""
    place = 0
    while place < len(spots):
        end = place
        while end < len(spots) and _is_letter(spots[end], text):
            end += 1
        letters = "".join(text[start] for _, start, _, _, _ in spots[place:end])
        spelled = joined(letters, lexicon) if end - place >= LETTERS else None
        if not spelled and end - place > LETTERS:
            spelled = (letters,)  # a word nobody here knows
        if spelled:
            (_, first, _, sentence, _), (_, _, last, _, _) = spots[place], spots[end - 1]
            for word in spelled:
                for meant in lexicon.speak.get(word, (word,)):
                    yield meant, first, last, sentence, False
        else:
            yield from spots[place : max(end, place + 1)]
        place = max(end, place + 1)


def _is_letter(spot: Spot, text: str) -> bool:
    _, start, end, _, _ = spot
    return end - start == 1 and text[start].isalnum()

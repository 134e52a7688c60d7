"""A message as words in order: each knows its place in the original, its sentence and whether it stands in quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.reading.disguise import joined, reveal
from bot.reading.fold import Folded, plain
from bot.reading.lexicon import Lexicon

LINK = "https"  # what every link and e-mail address reads as: its own letters mean nothing

_CHUNK = re.compile(r"\S+|\n+")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w{2,}\S*|\w[\w-]*(?:\.[\w-]+)*\.(?:com|org|net|uk|me|io|gg|ly|be)(?:/\S*)?"
)
_LETTER = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f])"  # some scripts write vowels as marks
_PIECE = re.compile(
    rf"{_LETTER}+(?:'{_LETTER}+)*'?"  # a word, with its apostrophes
    r"|[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u2190-\u21FF]"  # an emoji
    r"|[.!?]+|[\"',;:()\-/]+|."
)
_EDGES = "\"'.,;:!?()[]{}<>~…-|*_"
_QUOTED = re.compile(r'"[^"\n]{1,400}"|(?<![^\s("])\'(?:[^\'\n]|\'\w){2,400}\'(?!\w)')
_ENDS = re.compile(r"[.!?]+$")
_TAIL = re.compile(r"(.+?)'(s|ll|d|ve|re)$")
_TAILS = {"s": "'s", "ll": "will", "d": "would", "ve": "have", "re": "are"}
_IS_AFTER = frozenset("he she it that who what there here where how this when everyone someone everybody".split())
_ODD = re.compile(r"[^\W\d_].*[^a-z'\s].*|.*[^a-z'\s].*[^\W\d_]|.*(.)\1\1.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
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


@dataclass(slots=True)
class _Place:
    quoted: tuple[tuple[int, int], ...]
    sentence: int = 0
    ends: bool = False
    """A full stop was read: the next word begins another sentence."""


def tokenise(folded: Folded, original: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Never raises; every token's span lies in the original and spans never run backwards."""
    tokens: list[Token] = []
    place = _Place(quoted=tuple(match.span() for match in _QUOTED.finditer(folded.text)))
    for start, end in _chunks(folded.text):
        if folded.text[start:end].isspace():
            place.ends = bool(tokens)
            continue
        tokens.extend(_read_chunk(folded, original, start, end, lexicon, place))
    return tuple(_join_letters(tokens, original, lexicon))


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    for match in _CHUNK.finditer(text):
        yield match.span()


def _read_chunk(
    folded: Folded, original: str, start: int, end: int, lexicon: Lexicon, place: _Place
) -> Iterator[Token]:
    chunk = folded.text[start:end]
    if _LINK.fullmatch(chunk.strip(_EDGES)):
        yield from _words((LINK,), folded, original, start, end, place)
        return
    core = chunk.strip(_EDGES)
    if core and not core.isalpha() and _ODD.fullmatch(core):
        core = core.removesuffix("'s") or core
        word = reveal(core, lexicon) or reveal(chunk.strip(_EDGES.replace("!", "")), lexicon)
        if word:
            offset = start + max(chunk.find(core), 0)
            yield from _words(_opened(word, lexicon), folded, original, offset, offset + len(core), place)
            place.ends = bool(_ENDS.search(chunk))
            return
    for match in _PIECE.finditer(chunk):
        piece = match.group()
        if piece[0].isalnum():
            yield from _word(piece, folded, original, start + match.start(), lexicon, place)
        elif piece[0] in ".!?":
            is_inside = match.end() < len(chunk) and chunk[match.end()].isalnum() and piece == "."
            if not is_inside:
                place.ends = True
        elif ord(piece[0]) >= 0x2190:  # the first arrow: signs that are words
            yield from _words((piece,), folded, original, start + match.start(), start + match.end(), place)


def _word(piece: str, folded: Folded, original: str, at: int, lexicon: Lexicon, place: _Place) -> Iterator[Token]:
    end = at + len(piece)
    word = piece.rstrip("'")
    if word not in lexicon.known and word not in lexicon.speak and (found := reveal(word, lexicon)):
        word = found
    if word in lexicon.speak:
        yield from _words(lexicon.speak[word], folded, original, at, end, place)
        return
    if tail := _TAIL.fullmatch(word):
        stem, cut = tail[1], min(at + len(tail[1]), end - 1)
        after = "is" if tail[2] == "s" and stem in _IS_AFTER else _TAILS[tail[2]]
        yield from _words(_opened(stem, lexicon), folded, original, at, cut, place)
        yield from _words((after,), folded, original, cut, end, place)
        return
    yield from _words((word,), folded, original, at, end, place)


def _opened(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.speak.get(word, (word,))


def _words(
    words: tuple[str, ...], folded: Folded, original: str, start: int, end: int, place: _Place
) -> Iterator[Token]:
    first, last = folded.origin[start], folded.origin[end - 1] + 1
    if place.ends:
        place.sentence += 1
        place.ends = False
    letters = original[first:last]
    for word in words:
        yield Token(
            text=word,
            start=first,
            end=last,
            sentence=place.sentence,
            is_quoted=any(opens <= start < closes for opens, closes in place.quoted),
            is_capital=letters[:1].isupper(),
            is_shouted=len(letters) > 1 and letters.isupper(),
        )


def _join_letters(tokens: list[Token], original: str, lexicon: Lexicon) -> Iterator[Token]:
    """Letters written one by one ("s t u p i d") are one word."""
    place = 0
    while place < len(tokens):
        end = place
        while end < len(tokens) and tokens[end].end - tokens[end].start == 1 and tokens[end].text.isalnum():
            end += 1
        letters = plain("".join(original[token.start] for token in tokens[place:end]))
        words = joined(letters, lexicon) if end - place >= 3 else None
        if words:
            first, last = tokens[place], tokens[end - 1]
            for word in words:
                yield Token(word, first.start, last.end, first.sentence, first.is_quoted)
            place = end
        else:
            yield from tokens[place : max(end, place + 1)]
            place = max(end, place + 1)

"""What do the letters between two spaces read as?"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.reading.disguise import reveal
from bot.reading.lexicon import Lexicon

LINK = "https"  # what every link and e-mail address reads as: its own letters mean nothing
REMEMBERED = 50_000  # chunks: the vocabulary with the commas and full stops that cling to it

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w{2,}\S*"
    r"|\w[\w-]*(?:\.[\w-]+)*\.(?:com|org|net|uk|me|io|gg|ly|be)(?:/\S*)?"
)
"""The sign between name and domain stands in neither: else each would be tried with every other."""
_LETTER = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f])"  # some scripts write vowels as marks
_PIECE = re.compile(
    rf"{_LETTER}+(?:'{_LETTER}+)*'?"  # a word, with its apostrophes
    r"|[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u2190-\u21FF]"  # an emoji
    r"|[.!?]+|[\"',;:()\-/]+|."
)
_EDGES = "\"'.,;:!?()[]{}<>~…-|*_"
_ENDS = re.compile(r"[.!?]+$")
_TAIL = re.compile(r"(.+?)'(s|ll|d|ve|re)$")
_TAILS = {"s": "'s", "ll": "will", "d": "would", "ve": "have", "re": "are"}
_IS_AFTER = frozenset("he she it that who what there here where how this when everyone someone everybody".split())
_ODD = re.compile(r"[^\W\d_].*[^a-z'\s].*|(?=.*[^\W\d_]\Z)[a-z'\s]*[^a-z'\s].+|.*(.)\1\1.*", re.DOTALL)
"""A letter, first or last, and a sign that is none; or one thing three times. Looks at no place twice."""


class Piece(NamedTuple):
    word: str
    """As it is understood: folded, undisguised, contractions opened."""
    start: int
    end: int
    """[start, end) in the chunk."""
    is_after_stop: bool = False
    """A sentence ended before it, within the chunk."""
    is_opened: bool = False
    """Text-speak or a contraction stands for it."""


class Chunk(NamedTuple):
    pieces: tuple[Piece, ...]
    ends: bool | None
    """Does a sentence end after it? None: it says nothing of that."""
    letters: int
    """How many of its pieces are single letters."""
    words: tuple[str, ...]
    """Of its pieces."""
    signs: int
    """How many of its pieces are no words but emoji."""


class Chunks:
    """Reads chunks, and remembers those made of known words: nobody's own words stay in memory."""

    def __init__(self, lexicon: Lexicon, shared: "Chunks | None" = None) -> None:
        """`shared` reads whatever a few words more make no difference to, and alone remembers."""
        self.lexicon = lexicon
        self._shared = shared
        self._known: dict[str, Chunk] = {}

    def read(self, chunk: str) -> Chunk:
        """`chunk` is folded and holds no space."""
        if self._shared is not None:
            is_plain = chunk.strip(_EDGES) in self._shared.lexicon.known.shared
            return self._shared.read(chunk) if is_plain else self._work_out(chunk)
        known = self._known.get(chunk)
        return known if known is not None else self._work_out(chunk)

    def _work_out(self, chunk: str) -> Chunk:
        pieces, ends = _pieces(chunk, self.lexicon)
        words = tuple(piece.word for piece in pieces)
        letters = sum(piece.end - piece.start == 1 for piece in pieces)
        read = Chunk(tuple(pieces), ends, letters, words, sum(not word.isalnum() for word in words))
        is_known = bool(pieces) and self._shared is None and self.lexicon.known.holds(words)
        if is_known and len(chunk) <= pieces[-1].end + 2 and len(self._known) < REMEMBERED:
            self._known[chunk] = read
        return read


def _pieces(chunk: str, lexicon: Lexicon) -> tuple[list[Piece], bool | None]:
    core = chunk.strip(_EDGES)
    if _LINK.fullmatch(core):
        return [Piece(LINK, 0, len(chunk))], False
    if core and not core.isalpha() and _ODD.fullmatch(core):
        core = core.removesuffix("'s") or core
        word = reveal(core, lexicon) or reveal(chunk.strip(_EDGES.replace("!", "")), lexicon)
        if word:
            start = max(chunk.find(core), 0)
            return list(_opened(word, start, start + len(core), lexicon)), bool(_ENDS.search(chunk))
    return _by_sign(chunk, lexicon)


def _by_sign(chunk: str, lexicon: Lexicon) -> tuple[list[Piece], bool | None]:
    pieces: list[Piece] = []
    ends: bool | None = None
    for match in _PIECE.finditer(chunk):
        sign, (start, end) = match.group(), match.span()
        found: tuple[Piece, ...] = ()
        if sign[0].isalnum():
            found = tuple(_word(sign, start, lexicon))
        elif sign[0] in ".!?":
            if not (sign == "." and end < len(chunk) and chunk[end].isalnum()):
                ends = True
        elif ord(sign[0]) >= 0x2190:  # the first arrow: signs that are words
            found = (Piece(sign, start, end),)
        if found:
            pieces += (found[0]._replace(is_after_stop=True), *found[1:]) if ends else found
            ends = False
    return pieces, ends


def _word(sign: str, start: int, lexicon: Lexicon) -> Iterator[Piece]:
    end = start + len(sign)
    word = sign.rstrip("'")
    if word not in lexicon.known and word not in lexicon.speak and (found := reveal(word, lexicon)):
        word = found
    tail = None if word in lexicon.speak else _TAIL.fullmatch(word)
    if tail is None:
        yield from _opened(word, start, end, lexicon)
        return
    stem, cut = tail[1], min(start + len(tail[1]), end - 1)
    yield from _opened(stem, start, cut, lexicon)
    yield Piece("is" if tail[2] == "s" and stem in _IS_AFTER else _TAILS[tail[2]], cut, end, is_opened=True)


def _opened(word: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Piece]:
    for meant in lexicon.speak.get(word, (word,)):
        yield Piece(meant, start, end, is_opened=word in lexicon.speak)

"""What word is hidden behind digits, symbols, masks, repeats or foreign letters?"""

import itertools
import re

from bot.reading.lexicon import Lexicon

_LEET = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "il", "+": "t", "(": "c", "€": "e", "£": "l", "¡": "i", "&": "a",
}  # fmt: skip
_LOOK_ALIKE = str.maketrans(
    dict(zip("авекмнорстухіјѕԁԍгпйԛԝηѵһɩӏкиʋꮃ", "abekmhopctyxijsdgrnuqwnvhilkuvw", strict=True))
    | dict(zip("αβγεικνορτυχωμ", "abyeikvoptuxwu", strict=True))
)
_TRIES = 48  # spellings tried for one token: more means noise, not a word
_LONGEST = 24  # letters in any word worth revealing
_RUN = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_SEPARATED = re.compile(r"[^\W_](?:[.\-_*•·/|,~]+[^\W_]){2,}")
_MASKED = re.compile(r"[^\W\d_]+[*#%_•·×][^\s]*")


def reveal(token: str, lexicon: Lexicon) -> str | None:
    """The known word this token stands for; None when it is only itself."""
    if token in lexicon.known or len(token) > _LONGEST * 3:
        return None
    if not token.isascii():
        seen = token.translate(_LOOK_ALIKE)
        if seen != token and (seen in lexicon.known or (seen.isascii() and _has_latin(token))):
            return seen
        if not seen.isascii():
            return None
        token = seen
    if token.isalpha():
        return _shortened(token, lexicon)
    return _spelled(token, lexicon) or _separated(token, lexicon) or _masked(token, lexicon)


def joined(letters: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The known words that letters written one by one spell; None when they spell nothing known."""
    if letters in lexicon.known:
        return (letters,)
    if word := reveal(letters, lexicon):
        return (word,)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, min(len(letters), 3 * _LONGEST) + 1):
        for start in range(max(0, end - _LONGEST), end - 1):
            before = best[start]
            if before is not None and letters[start:end] in lexicon.known:
                best[end] = (*before, letters[start:end])
                break
    words = best[-1]
    return words if words and max(map(len, words)) >= 4 else None  # short ones fit by chance


def _has_latin(token: str) -> bool:
    return any(char.isascii() and char.isalpha() for char in token)


def _shortened(token: str, lexicon: Lexicon) -> str | None:
    """Letters repeated for effect: "stuuupid"."""
    if not _LONG_RUN.search(token):
        return None
    runs = [(match.start(), match.end()) for match in _RUN.finditer(token)][:4]
    for lengths in itertools.product((1, 2), repeat=len(runs)):
        word, last = "", 0
        for (start, end), length in zip(runs, lengths, strict=True):
            word += token[last:start] + token[start] * length
            last = end
        word += token[last:]
        if word in lexicon.known:
            return word
    return None


def _spelled(token: str, lexicon: Lexicon) -> str | None:
    """Digits and symbols for letters: "w4ste", "sh!t"."""
    if len(token) < 3 or not any(char.isalpha() for char in token):  # "u2", "y4" are themselves
        return None
    for letters in itertools.islice(itertools.product(*(_LEET.get(char, char) for char in token)), _TRIES):
        word = "".join(letters)
        if word in lexicon.known:
            return word
        if word.isalpha() and (short := _shortened(word, lexicon)):
            return short
    return None


def _separated(token: str, lexicon: Lexicon) -> str | None:
    """Signs between the letters: "f.u.c.k", "s-l-a-p"."""
    if not _SEPARATED.fullmatch(token):
        return None
    word = "".join(char for char in token if char.isalnum())
    return word if word in lexicon.known else _spelled(word, lexicon)


def _masked(token: str, lexicon: Lexicon) -> str | None:
    """Letters blotted out: "f**k", "b*tch"."""
    if not _MASKED.fullmatch(token):
        return None
    for word in lexicon.by_shape.get((len(token), token[0]), ()):
        if all(
            char == letter or char in "*#%_•·×" or letter in _LEET.get(char, "")
            for char, letter in zip(token, word, strict=True)
        ):
            return word
    return None

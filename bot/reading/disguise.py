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
_UNKNOWN = 1.5  # what a letter outside any known word costs, where a known word costs 1
_ENDINGS = frozenset("ed er ers es est ing ly s".split())  # left over, they show a longer word that is not known
_RUN = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1{2,}")
# "5am", "10B", "2nd", "300ml" are no words in disguise.
_MEASURE = re.compile(
    r"\d[\d.:]*(?:am|pm|st|nd|rd|th|km|kg|mg|mm|cm|ml|ft|in|oz|lb|lbs|gb|mb|hr|hrs|yr|yrs|mins?|ish|gbp|ks|[kmglx])"
    r"|\d{1,2}[a-z]"
)
_MUCH_MORE = 6  # times as common as a word people hide: then it is not the hidden one that a mask stands for
_ROUND = str.maketrans("•·×", "***")  # one blot or dot is as good as another
_SEPARATED = re.compile(r"[^\W_](?:[.\-_*/|,~]+[^\W_]){2,}")
_BLOTS = "*#%_@"
_MASKED = re.compile(rf"[^\W\d_]+[{_BLOTS}][^\s]*")
_LETTERS = re.compile(r"[^\W\d_]+")


def reveal(token: str, lexicon: Lexicon) -> str | None:
    """The known word this token stands for; None when it is only itself."""
    if token in lexicon.known or len(token) > _LONGEST * 3 or _MEASURE.fullmatch(token):
        return None
    if not token.isascii():
        token = token.translate(_ROUND)
        seen = token.translate(_LOOK_ALIKE)
        if seen != token and (seen in lexicon.known or (seen.isascii() and _has_latin(token))):
            return seen
        if not seen.isascii():
            return None
        token = seen
    if token.replace("'", "").isalpha():
        return _shortened(token, lexicon)
    return _spelled(token, lexicon) or _separated(token, lexicon) or _masked(token, lexicon)


def joined(letters: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The words that letters written one by one spell, a name between them as it is; None when they spell little."""
    if letters in lexicon.known:
        return (letters,)
    if word := reveal(letters, lexicon):
        return (word,)
    letters = letters[: 4 * _LONGEST]
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(letters) + 1):
        cost, words = best[end - 1]
        choices = [(cost + _UNKNOWN, (*words, letters[end - 1]))]
        for start in range(max(0, end - _LONGEST), end):
            word = letters[start:end]
            if word in lexicon.known and (len(word) > 1 or word in "aiur"):
                choices.append((best[start][0] + 1, (*best[start][1], word)))
        best.append(min(choices))
    words = best[-1][1]
    long = [word for word in words if len(word) >= 4]  # short ones fit by chance
    if not long or sum(len(word) for word in words if len(word) > 1) < 0.6 * len(letters):
        return None
    found = _with_names(words)
    return None if len(found) > 1 and found[-1] in _ENDINGS else found


def _with_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Letters that made no known word, put together: most often a name."""
    found: list[str] = []
    is_open = False
    for word in words:
        is_letter = len(word) == 1 and word not in "ai"
        if is_open and (is_letter or len(word) == 1):
            found[-1] += word
        else:
            found.append(word)
            is_open = is_letter
    return tuple(found)


def _has_latin(token: str) -> bool:
    return any(char.isascii() and char.isalpha() for char in token)


def _shortened(token: str, lexicon: Lexicon) -> str | None:
    """Letters repeated for effect: "stuuupid"."""
    if not _LONG_RUN.search(token):
        return None
    runs = [(match.start(), match.end()) for match in _RUN.finditer(token)][:4]
    for lengths in itertools.product((2, 1), repeat=len(runs)):
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
    if word in lexicon.known:
        return word
    return _spelled(word, lexicon) or (word if len(word) > 3 and word.isalpha() else None)


def _masked(token: str, lexicon: Lexicon) -> str | None:
    """Letters blotted out: "f**k", "b*tch". A word that nobody hides must be the only one, or one everybody says."""
    if not _MASKED.fullmatch(token):
        return None
    # What stands in the clear leaves few of the hundreds of that length: the longest run of it is asked first.
    clear = max(_LETTERS.finditer(token), key=lambda run: (run.end() - run.start(), run.start()))
    shape = lexicon.by_shape.get((len(token), token[0]), ())
    seen = [(place, char) for place, char in enumerate(token) if char not in _BLOTS]
    fits = [
        word
        for word in shape
        if word.startswith(clear.group(), clear.start())
        and all(word[place] == char or word[place] in _LEET.get(char, "") for place, char in seen)
    ]
    if not fits:
        return None
    likeliest = min(fits, key=lexicon.rank)
    secret = min((word for word in fits if word in lexicon.hidden), key=lexicon.rank, default=None)
    if secret and lexicon.rank(secret) < _MUCH_MORE * (lexicon.rank(likeliest) + 1):
        return secret
    return likeliest if len(token) > 3 and (len(fits) == 1 or likeliest in lexicon.ranks) else None

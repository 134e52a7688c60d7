"""Brings letters to one plain form, each knowing its place in the original."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

LIMIT = 8_192  # folded characters read: twice the longest message either platform allows; the rest is not read

# Marks are dropped from letters of these scripts only: in Devanagari or Bengali a mark is half of the word.
_MARKED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")

# What Unicode does not decompose, by what a reader sees.
_SEEN_AS = {
    "ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ə": "e", "ɑ": "a", "ɡ": "g",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "\u00a0": " ",
    "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k",
    "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w",
    "ʏ": "y", "ᴢ": "z", "ɐ": "a", "ʇ": "t", "ʌ": "v",
}  # fmt: skip
_SQUARED = {chr(0x1F130 + n): chr(97 + n) for n in range(26)}
_SQUARED |= {chr(0x1F150 + n): chr(97 + n) for n in range(26)}
_SQUARED |= {chr(0x1F170 + n): chr(97 + n) for n in range(26)}
_REGIONAL = {chr(0x1F1E6 + n): chr(97 + n) for n in range(26)}
_SKIN = range(0x1F3FB, 0x1F400)


@dataclass(frozen=True)
class Folded:
    text: str
    original: str = field(repr=False)

    @cached_property
    def origin(self) -> Sequence[int]:
        """For each character of `text`, the code point of the original it came from."""
        if self.original.isascii():
            return range(len(self.text))
        read = self.original[:LIMIT]
        return [place for place, char in enumerate(read) for _ in range(len(_TABLE[ord(char)]))][:LIMIT]


class _Table(dict[int, str]):
    """One character's plain form by its code point, worked out once; what `str.translate` asks."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


def _plain(char: str) -> str:
    seen = _SEEN_AS.get(char) or _SQUARED.get(char) or _REGIONAL.get(char)
    if seen:
        return seen
    if 0xD800 <= ord(char) <= 0xDFFF or ord(char) in _SKIN:  # an unpaired surrogate is nothing a reader sees
        return ""
    category = unicodedata.category(char)
    if category == "Cf" or (category == "Mn" and unicodedata.name(char, "").startswith(("COMBINING", "VARIATION"))):
        return ""
    if category.startswith("Z"):
        return " "
    folded = unicodedata.normalize("NFKC", char).casefold()
    letters: list[str] = []
    for part in unicodedata.normalize("NFD", folded):
        is_mark = unicodedata.combining(part) != 0
        if is_mark and unicodedata.name(part, "").startswith(("COMBINING", *_MARKED_SCRIPTS)):
            continue
        letters.append(_SEEN_AS.get(part, part))
    plain = unicodedata.normalize("NFC", "".join(letters))
    return plain[:4]  # one sign that unfolds into a sentence (U+FDFA) is not worth reading letter by letter


_TABLE = _Table()


def fold(text: str) -> Folded:
    """Lower case, without marks, fancy letters, invisible signs; never raises, never longer than LIMIT."""
    if text.isascii():
        return Folded(text[:LIMIT].lower().replace("`", "'"), text)
    return Folded(text[:LIMIT].translate(_TABLE)[:LIMIT], text)


def plain(word: str) -> str:
    """The plain form of a word in a list or a register, as `fold` would read it."""
    return fold(word).text

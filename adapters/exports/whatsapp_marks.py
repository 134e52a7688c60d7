"""What in a WhatsApp export is not a member's words: left out, deleted, edited, attached, WhatsApp's own."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.chatfile import Blank

INVISIBLE = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks that steer the direction of writing; WhatsApp strews them."""

_OWN = "\u200e"
"""On an iPhone, the first character of what WhatsApp itself says."""
_ANY = f"[{INVISIBLE}]*"
_PLAIN = str.maketrans(dict.fromkeys(INVISIBLE, "") | dict.fromkeys("\u00a0\u202f", " "))
_ATTACHED_IOS = re.compile(rf"^{_ANY}<[^<>:\n]{{2,40}}: ?([^<>:\n]+\.\w{{2,5}})>{_ANY}$")
_NUMBERED = re.compile(r"^(?:(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d+|\d{6,}-[A-Z_]+-[\d-]+)\.\w{2,5}$", re.IGNORECASE)
_QUOTES = frozenset('"“”„«»')
_ENDINGS = {
    Blank.STICKER: {"webp"},
    Blank.PHOTO: {"jpg", "jpeg", "png", "heic", "gif"},
    Blank.VIDEO: {"mp4", "mov", "3gp", "mkv"},
    Blank.VOICE: {"opus", "m4a", "mp3", "ogg", "aac", "amr"},
    Blank.CONTACT: {"vcf"},
}


def plain(text: str) -> str:
    """Without direction marks, and with ordinary spaces."""
    return text.translate(_PLAIN).strip()


@dataclass(frozen=True, slots=True)
class Marks:
    blanks: dict[str, Blank]
    edited: re.Pattern[str]
    attached: re.Pattern[str]
    notices: tuple[str, ...]

    def blank(self, line: str) -> Blank | None:
        """What stood here before the export left it out; None when these are a member's words."""
        phrase = plain(line).strip("<>").strip().removesuffix(".").casefold()
        found = self.blanks.get(phrase)
        if found is None and line.startswith(_OWN):
            # A document keeps its name in front: "letter.pdf • 2 pages document omitted".
            found = next((blank for known, blank in self.blanks.items() if phrase.endswith(f" {known}")), None)
        return found

    def without_edit(self, body: str) -> tuple[str, bool]:
        """The words, and whether they ended in the mark of an edit."""
        words = self.edited.sub("", body)
        return words, words != body

    def attachment(self, line: str) -> tuple[str, Blank] | None:
        """The name and kind of the file a line stands for. A name WhatsApp made up is left out."""
        found = self.attached.match(line) or _ATTACHED_IOS.match(line)
        if found is None:
            return None
        name = plain(found[1])
        ending = name.rpartition(".")[2].casefold()
        kind = next((kind for kind, endings in _ENDINGS.items() if ending in endings), Blank.FILE)
        return ("" if _NUMBERED.match(name) else name), kind

    def is_own(self, author: str, body: str) -> bool:
        """WhatsApp speaking under somebody's name, as on iPhones or where a group's new name holds a colon."""
        if not _QUOTES.isdisjoint(author):
            return True
        if body.startswith(_OWN) and "\n" not in body and "://" not in body:
            return True
        return plain(body).casefold().startswith(self.notices)


def load_marks(path: Path) -> Marks:
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    blanks = {phrase.casefold(): Blank(kind) for kind, phrases in known["omitted"].items() for phrase in phrases}
    blanks |= {phrase.casefold(): Blank.DELETED for phrase in known["deleted"]}
    edited = "|".join(map(re.escape, known["edited"]))
    attached = "|".join(map(re.escape, known["attached"]))
    return Marks(
        blanks=blanks,
        edited=re.compile(rf"\s*{_ANY}<(?:{edited})\.?>{_ANY}\s*$", re.IGNORECASE),
        attached=re.compile(rf"^{_ANY}(.+?) {_ANY}\((?:{attached})\){_ANY}$", re.IGNORECASE),
        notices=tuple(phrase.casefold() for phrase in known["notices"]),
    )

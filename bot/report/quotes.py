"""The words of a message a report may show, with what was matched marked or, where it may not be repeated, masked."""

import unicodedata
from dataclasses import dataclass

from bot.finding import Alert, Concern, Finding, Level, Span
from bot.ladder.excerpts import excerpt
from bot.message import Message

MASK = "•"
MASKED = {Concern.DOXXING, Concern.DISCRIMINATION}
"""What must not be passed on even to somebody who has the file: a private detail, a slur."""
DIGITS = 6  # a run of this many may be a telephone number


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quotation, plain or matched."""

    text: str
    is_matched: bool = False


def quote(message: Message, heard: tuple[Finding, ...]) -> tuple[Piece, ...]:
    """Empty when none of the words may be shown: somebody's cry for help, or a worry about an adult."""
    chief = heard[0]
    if chief.level is Level.SUPPORT and chief.alert is not Alert.URGENT:
        return ()
    text = _masked(message.text, heard)
    return _pieces(*excerpt(text, tuple(sorted({span for finding in heard for span in finding.spans}))))


def _masked(text: str, heard: tuple[Finding, ...]) -> str:
    letters = list(text)
    for finding in heard:
        if finding.concern in MASKED:
            for span in finding.spans:
                for place in range(span.start, min(span.end, len(letters))):
                    letters[place] = MASK if not letters[place].isspace() else letters[place]
    run: list[int] = []
    for place, letter in enumerate((*letters, "x")):
        if letter.isdigit():
            run.append(place)
        elif letter not in " -()+/." or place == len(text):
            if len(run) >= DIGITS:
                for digit in run:
                    letters[digit] = MASK
            run = []
    return "".join(letters)


def _pieces(text: str, spans: tuple[Span, ...]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for span in spans:
        start = max(span.start, end)
        if span.end <= start:
            continue
        pieces += [Piece(text[end:start]), Piece(text[start : span.end], is_matched=True)]
        end = span.end
    pieces.append(Piece(text[end:]))
    return tuple(Piece(clean(piece.text), piece.is_matched) for piece in pieces if piece.text)


def clean(text: str) -> str:
    """Without signs that would move the cursor, colour the terminal or turn the direction of writing."""
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    return "".join(letter for letter in spaced if letter == "\u200d" or unicodedata.category(letter) not in _UNSHOWN)


_UNSHOWN = {"Cc", "Cf", "Cs", "Co"}

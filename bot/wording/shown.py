"""Shows what people wrote (names, contacts, excerpts) so that it cannot upset the text around it."""

import unicodedata
from collections.abc import Iterable

from bot.finding import Span

NAME = 40  # letters of a display name
ISOLATE, POP = "\u2068", "\u2069"  # keep right-to-left words from turning the sentence around them
MARK, UNMARK = "«", "»"
HIDDEN = "•"

_DIGITS = 6  # a run with this many digits may be a number to call or an account


def plain(text: str, most: int) -> str:
    """One line of at most so many letters, without control signs; a cut is shown by "…"."""
    kept = "".join(" " if letter.isspace() else letter for letter in text if letter.isspace() or _is_shown(letter))
    line = " ".join(kept.split())
    if len(line) > most:
        line = line[: max(most - 1, 0)].rstrip() + "…"
    return f"{ISOLATE}{line}{POP}" if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in line) else line


def quote(excerpt: str, spans: Iterable[Span], most: int, name: str | None = None) -> str:
    """The excerpt on one line, what was matched in « », around the first match when cut.

    Long numbers are hidden but for two digits, and `name` but for its first letter.
    """
    spans = _merged(spans, len(excerpt))
    start = 0
    if len(excerpt) > most and spans and spans[0].end > most:
        start = max(0, min(spans[0].start - most // 4, len(excerpt) - most))
    end = min(len(excerpt), start + most)
    letters = list(_without_name(_without_numbers(excerpt), name))
    for span in spans:
        if span.start < end and span.end > start:
            letters[max(span.start, start)] = MARK + letters[max(span.start, start)]
            letters[min(span.end, end) - 1] += UNMARK
    shown = plain("".join(letters[start:end]), 4 * most + 4)  # room for the marks; it is cut already
    return f"{'…' if start else ''}{shown}{'…' if end < len(excerpt) else ''}"


def hidden(text: str, names: Iterable[str]) -> str:
    """The same text, letter for letter, with every letter but the first of these names hidden."""
    for name in names:
        text = _without_name(text, name)
    return text


def _is_shown(letter: str) -> bool:
    """Not a control sign, a half of a letter, or a sign that turns the direction; a joined emoji stays whole."""
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"} or letter == "\u200d"


def _merged(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    """In order, inside the text, touching ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        start, end = max(0, span.start), min(span.end, length)
        if start >= end:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)


def _without_name(text: str, name: str | None) -> str:
    """The same text, letter for letter, with every letter but the first of that name hidden."""
    lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    letters = list(text)
    for word in (name or "").lower().split():
        here = lower.find(word)
        while here >= 0:
            if not lower[here - 1 : here].isalpha():
                letters[here + 1 : here + len(word)] = HIDDEN * (len(word) - 1)
            here = lower.find(word, here + len(word))
    return "".join(letters)


def _without_numbers(text: str) -> str:
    """The same text, letter for letter, with the digits of long numbers hidden but for the last two."""
    letters = list(text)
    run: list[int] = []
    for here, letter in enumerate((*text, "x")):
        if letter.isdigit():
            run.append(here)
        elif letter not in " -().+/" or here == len(text):
            if len(run) >= _DIGITS:
                for digit in run[:-2]:
                    letters[digit] = HIDDEN
            run = []
    return "".join(letters)

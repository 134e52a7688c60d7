"""Does the message match a regular expression an admin wrote?"""

from collections.abc import Iterator
from functools import lru_cache

import re2

from bot.finding import Span
from bot.reading.fold import Folded


class Regex:
    """RE2 only: linear in the text whatever was written. Matched against the folded text; equal by what was written."""

    def __init__(self, pattern: str) -> None:
        """Raises ValueError naming what RE2 does not know."""
        self.pattern = pattern
        options = re2.Options()
        options.case_sensitive = False
        options.log_errors = False
        options.max_mem = 64 << 20
        try:
            self._regex = re2.compile(pattern, options)
        except re2.error as error:
            detail = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])
            raise ValueError(f"'{pattern}' is not a regular expression RE2 can run: {detail}") from error
        if self._regex.search("") is not None:
            raise ValueError(f"'{pattern}' matches an empty message, so it would match every message")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Regex) and other.pattern == self.pattern

    def __hash__(self) -> int:
        return hash(self.pattern)

    def find(self, folded: Folded) -> Iterator[Span]:
        """[start, end) in the original of what was folded."""
        for match in self._regex.finditer(folded.text):
            first, last = match.span()
            if last > first:
                yield Span(folded.origin[first], folded.origin[last - 1] + 1)


@lru_cache(maxsize=64)  # groups whose own rules add none share one
def any_of(regexes: tuple[Regex, ...]) -> Regex | None:
    """One that stands where any of these does: most messages are asked once. None where they do not go together."""
    together = "|".join(f"(?:{regex.pattern})" for regex in regexes)
    try:
        return Regex(together) if together else None
    except ValueError:  # two that name a group alike
        return None

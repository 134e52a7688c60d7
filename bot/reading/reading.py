"""A message as a reader sees it: its words, each knowing its place, and which list entries they make."""

from dataclasses import dataclass, field
from functools import cached_property

from bot.finding import Span
from bot.reading.fold import fold
from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Hits, Phrases
from bot.reading.tokens import Token, tokenise


@dataclass(frozen=True, kw_only=True)
class Reading:
    text: str
    tokens: tuple[Token, ...]
    hits: Hits = field(repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """[first, last) tokens of each sentence."""
        bounds: list[tuple[int, int]] = []
        first = 0
        for index in range(1, len(self.tokens) + 1):
            if index == len(self.tokens) or self.tokens[index].sentence != self.tokens[first].sentence:
                bounds.append((first, index))
                first = index
        return tuple(bounds)

    def sentence_at(self, token: int) -> tuple[int, int]:
        return next((bounds for bounds in self.sentences if bounds[0] <= token < bounds[1]), (0, len(self.tokens)))

    def is_asked(self, token: int) -> bool:
        """Does the sentence of this token end with a question mark?"""
        last = self.tokens[self.sentence_at(token)[1] - 1]
        return "?" in self.text[last.end : last.end + 3].split(" ")[0]

    def ends(self, name: str, token: int) -> tuple[int, ...]:
        """Where entries of this list that begin at this token end, longest first."""
        return self.hits.get(name, {}).get(token, ())

    def span(self, first: int, last: int) -> Span:
        """The original's characters of tokens [first, last)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def read(text: str, lexicon: Lexicon, phrases: Phrases) -> Reading:
    """Never raises; linear in the text."""
    tokens = tokenise(fold(text), text, lexicon)
    return Reading(text=text, tokens=tokens, hits=phrases.find(tuple(token.text for token in tokens)))

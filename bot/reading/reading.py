"""A message as a reader sees it: its words, each knowing its place, and which phrases they make."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

from bot.finding import Span
from bot.message import Message
from bot.reading.chunks import Chunks
from bot.reading.fold import fold
from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Finds, Hits
from bot.reading.tokens import Spot, Token, spots, tokens, words

T = TypeVar("T")


class Searched(Protocol):
    """Phrases, as far as a reading needs them."""

    def find(self, words: Sequence[str]) -> Finds: ...


class Reading:
    """Of most messages no more is worked out than the words and what they make."""

    def __init__(self, text: str, chunks: Chunks, phrases: Searched) -> None:
        self.text = text
        self.folded = fold(text)
        self._lexicon = chunks.lexicon
        self._read = [chunks.read(chunk) for chunk in self.folded.text.split()]
        found = words(self._read)
        self.words = found if found is not None else tuple([word for word, *_ in self._spots])
        self.finds = phrases.find(self.words)
        self._answers: dict[Hashable, object] = {}

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def _spots(self) -> list[Spot]:
        return spots(self.folded.text, self._read, self._lexicon)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, each with its place in the original."""
        return tokens(self._spots, self.folded)

    @property
    def hits(self) -> Hits:
        return self.finds.hits

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """[first, last) words of each sentence."""
        firsts: list[int] = []
        latest = -1
        for place, (_, _, _, sentence, _) in enumerate(self._spots):
            if sentence != latest:
                firsts.append(place)
                latest = sentence
        stops = (*firsts, len(self))[1:]
        return tuple(zip(firsts, stops, strict=True))

    def sentence_at(self, word: int) -> tuple[int, int]:
        place = bisect_right(self.sentences, word, key=lambda bounds: bounds[0])
        return self.sentences[place - 1] if place > 0 and word < len(self) else (0, len(self))

    def is_asked(self, word: int) -> bool:
        """Does the sentence of this word end with a question mark?"""
        last = self.tokens[self.sentence_at(word)[1] - 1]
        return "?" in self.text[last.end : last.end + 3].split(" ")[0]

    def ends(self, name: str, word: int) -> tuple[int, ...]:
        """Where entries of this list that begin at this word end, longest first."""
        return self.hits.get(name, {}).get(word, ())

    def words_of(self, span: Span) -> tuple[int, int] | None:
        """[first, last) words of these characters of the original."""
        first = bisect_right(self.tokens, span.start, key=lambda token: token.end)
        last = bisect_left(self.tokens, span.end, key=lambda token: token.start)
        return (first, last) if first < last else None

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question that costs something, kept for whoever asks next."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast("T", self._answers[question])

    def span(self, first: int, last: int) -> Span:
        """The original's characters of words [first, last)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


class Reader:
    """Reads with the words of one rulebook."""

    def __init__(self, lexicon: Lexicon, phrases: Searched, shared: "Reader | None" = None) -> None:
        """`shared`: one whose lexicon knows nearly the same words."""
        self.lexicon = lexicon
        self.chunks: Chunks = Chunks(lexicon, None if shared is None else shared.chunks)
        self.phrases = phrases
        self._messages: WeakKeyDictionary[Message, Reading] = WeakKeyDictionary()

    def read_message(self, message: Message) -> Reading:
        """As long as the message is in memory it is read once, however many that follow are read against it."""
        reading = self._messages.get(message)
        if reading is None:
            reading = self._messages[message] = self.read(message.text)
        return reading

    def read(self, text: str) -> Reading:
        """Never raises; linear in the text."""
        return Reading(text, self.chunks, self.phrases)

"""The words a reader knows: what may be hidden behind a disguise, and what text-speak stands for."""

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import cast


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that many share, and a few of one's own."""

    shared: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    def __contains__(self, word: object) -> bool:
        return word in self.shared or word in self.own

    def holds(self, words: Iterable[str]) -> bool:
        return all(word in self for word in words) if self.own else self.shared.issuperset(words)

    def with_own(self, words: Iterable[str]) -> "Vocabulary":
        return replace(self, own=self.own.union(word for word in words if word not in self.shared))


@dataclass(frozen=True, slots=True)
class Lexicon:
    known: Vocabulary = Vocabulary()
    """Every word of every list and pattern, in all its forms."""
    hidden: Vocabulary = Vocabulary()
    """Words people disguise: a mask is taken for one of these first."""
    speak: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Text-speak and contractions: "gonna" to ("going", "to")."""
    by_shape: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    """Every word by length and first letter."""
    ranks: Mapping[str, int] = field(default_factory=dict)
    """Words everybody uses, and how many are more common."""

    def rank(self, word: str) -> int:
        return self.ranks.get(word, len(self.ranks))

    @classmethod
    def of(
        cls,
        known: Iterable[str],
        hidden: Iterable[str],
        speak: Mapping[str, tuple[str, ...]],
        ranks: Mapping[str, int] | None = None,
    ) -> "Lexicon":
        words = frozenset(hidden)
        every = frozenset(known) | words | frozenset(speak)
        return cls(
            known=Vocabulary(every),
            hidden=Vocabulary(words),
            speak=dict(speak),
            by_shape={shape: tuple(found) for shape, found in _by_shape(every).items()},
            ranks=ranks or {},
        )

    def with_own(self, known: Iterable[str], hidden: Iterable[str]) -> "Lexicon":
        """The same with a few words more; what is alike is shared."""
        secret = self.hidden.with_own(hidden)
        every = self.known.with_own((*known, *secret.own))
        shapes = {
            shape: tuple(sorted((*self.by_shape.get(shape, ()), *found)))
            for shape, found in _by_shape(every.own - self.known.own).items()
        }
        by_shape = _over(shapes, self.by_shape) if shapes else self.by_shape
        return replace(self, known=every, hidden=secret, by_shape=by_shape)


def _over(
    own: dict[tuple[int, str], tuple[str, ...]], shared: Mapping[tuple[int, str], tuple[str, ...]]
) -> Mapping[tuple[int, str], tuple[str, ...]]:
    # A ChainMap writes to its first map only, and nobody writes to a lexicon.
    return ChainMap(own, cast("MutableMapping[tuple[int, str], tuple[str, ...]]", shared))


def _by_shape(words: Iterable[str]) -> dict[tuple[int, str], list[str]]:
    shapes: dict[tuple[int, str], list[str]] = {}
    for word in sorted(words):
        shapes.setdefault((len(word), word[:1]), []).append(word)
    return shapes

"""The words a reader knows: what may be hidden behind a disguise, and what text-speak stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    known: frozenset[str] = frozenset()
    """Every word of every list and pattern, in all its forms."""
    hidden: frozenset[str] = frozenset()
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
        shapes: dict[tuple[int, str], list[str]] = {}
        for word in sorted(every):
            shapes.setdefault((len(word), word[:1]), []).append(word)
        return cls(
            known=every,
            hidden=words,
            speak=dict(speak),
            by_shape={shape: tuple(found) for shape, found in shapes.items()},
            ranks=ranks or {},
        )

"""The words a reader knows: what may be hidden behind a disguise, and what text-speak stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    known: frozenset[str] = frozenset()
    """Every word of every list and pattern, in all its forms."""
    hidden: tuple[str, ...] = ()
    """Words people disguise, those likeliest to be meant first."""
    speak: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Text-speak and contractions: "gonna" to ("going", "to")."""
    by_shape: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    """`hidden` by length and first letter."""

    @classmethod
    def of(cls, known: Iterable[str], hidden: Iterable[str], speak: Mapping[str, tuple[str, ...]]) -> "Lexicon":
        words = tuple(dict.fromkeys(hidden))
        shapes: dict[tuple[int, str], list[str]] = {}
        for word in words:
            shapes.setdefault((len(word), word[:1]), []).append(word)
        return cls(
            known=frozenset(known) | frozenset(words),
            hidden=words,
            speak=dict(speak),
            by_shape={shape: tuple(found) for shape, found in shapes.items()},
        )

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
    """Every word by length and first letter, `hidden` ones first."""

    @classmethod
    def of(cls, known: Iterable[str], hidden: Iterable[str], speak: Mapping[str, tuple[str, ...]]) -> "Lexicon":
        words = tuple(dict.fromkeys(hidden))
        every = frozenset(known) | frozenset(words) | frozenset(speak)
        shapes: dict[tuple[int, str], list[str]] = {}
        for word in dict.fromkeys((*words, *sorted(every))):
            shapes.setdefault((len(word), word[:1]), []).append(word)
        return cls(
            known=every,
            hidden=frozenset(words),
            speak=dict(speak),
            by_shape={shape: tuple(found) for shape, found in shapes.items()},
        )

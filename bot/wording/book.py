"""One language's sentences, filled in without ever showing a brace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.notice import Choice
from bot.wording import contract, locale
from bot.wording.lint import Forbidden
from bot.wording.shown import ISOLATE, POP

Template: TypeAlias = tuple[tuple[str, str | None], ...]
"""Plain text, then the placeholder that follows it, if any; and so on."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Valid by construction: `load` is the way to get one."""

    language: str
    texts: Mapping[str, Template]
    lists: Mapping[str, tuple[str, ...]]
    gaps: Mapping[str, str]
    forbidden: Forbidden
    edition: str = ""
    """Another one for every change of the file: what somebody has read is this one and no other."""
    own: frozenset[str] = frozenset()
    """The texts it has itself; a draft takes the others from English."""

    def say(self, key: str, **values: str | None) -> str:
        """The text with its values, verbatim; one that is missing or empty gives way to a safe word."""
        parts: list[str] = []
        for plain, placeholder in self.texts[key]:
            parts.append(plain)
            if placeholder in contract.LABELS:
                parts.append(self.say(f"labels.{placeholder}"))
            elif placeholder is not None:
                parts.append(self._set_in(values.get(placeholder) or self.gaps[placeholder]))
        return "".join(parts)

    def _set_in(self, value: str) -> str:
        """From right to left, what is filled in must not turn the words around it."""
        return f"{ISOLATE}{value}{POP}" if value and locale.runs_left(self.language) else value

    def offers(self, key: str) -> bool:
        return key in self.texts

    def uses(self, key: str, placeholder: str) -> bool:
        return any(used == placeholder for _, used in self.texts[key])

    def label(self, choice: Choice) -> str:
        return self.say(f"labels.{choice.value}")

    def amount(self, key: str, n: int) -> str:
        """A number with its noun in the right form: "1 message", "2 messages"."""
        name = f"plurals.{key}.{locale.form(self.language, n)}"
        return self.say(name if name in self.own else f"plurals.{key}.{locale.form(locale.ENGLISH, n)}", n=str(n))

    def number(self, n: int) -> str:
        """In words as far as the language gives them."""
        words = self.lists["numbers"]
        return words[n] if 0 <= n < len(words) else str(n)


def note_keys(book: Phrasebook) -> frozenset[str]:
    """What a rule's `wording` may name."""
    return frozenset(key.split(".")[1] for key in book.texts if key.startswith("notes."))

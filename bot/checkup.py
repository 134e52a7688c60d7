"""What a look at a group's chat on its platform has found: is it private, and can the bot do its work there?"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    GOOD = "good"
    FIX = "fix"
    """Outsiders can look in, or the bot cannot do its work."""
    ASK = "ask"
    """An admin should know, and may want it so."""


@dataclass(frozen=True, slots=True)
class Checked:
    outcome: Outcome
    text: str
    """What is so, and what to do about it."""

"""What would a change of the rules have changed?"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.finding import Finding, Level, level_of, weigh
from bot.rulebook.book import Rulebook
from bot.scene import Scene


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one message, before any ladder."""

    level: Level
    rule: str | None

    @classmethod
    def of(cls, findings: tuple[Finding, ...]) -> "Outcome":
        weighed = weigh(findings)
        return cls(level_of(findings), weighed[0].rule if weighed and weighed[0].level is not Level.NONE else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    text: str
    before: Outcome
    after: Outcome

    @property
    def is_more(self) -> bool:
        return self.after.level.rank > self.before.level.rank

    @property
    def is_less(self) -> bool:
        return self.after.level.rank < self.before.level.rank


def differences(before: Rulebook, after: Rulebook, scenes: Iterable[Scene]) -> tuple[Difference, ...]:
    """The messages something else would become of."""
    found = (
        Difference(
            text=scene.message.text,
            before=Outcome.of(before.examine(scene)),
            after=Outcome.of(after.examine(scene)),
        )
        for scene in scenes
    )
    return tuple(one for one in found if one.before != one.after)

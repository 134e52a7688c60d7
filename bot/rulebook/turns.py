"""What of a group's rules is another one than before, as members are told it: by what each rule is called."""

from dataclasses import dataclass
from enum import StrEnum

from bot.finding import RuleId, RuleMode
from bot.rulebook.book import Rulebook
from bot.rulebook.rule import Rule


class Way(StrEnum):
    NEW = "new"
    GONE = "gone"
    STRICTER = "stricter"
    SOFTER = "softer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Turn:
    way: Way
    rule: RuleId
    title: str


def turns(before: Rulebook, after: Rulebook) -> tuple[Turn, ...]:
    """Rules that act: one that only watches is nothing to a member yet."""
    old = {rule.id: rule for rule in before.rules if rule.mode is RuleMode.LIVE}
    new = {rule.id: rule for rule in after.rules if rule.mode is RuleMode.LIVE}
    found = [Turn(Way.GONE, name, rule.title) for name, rule in old.items() if name not in new]
    for name, rule in new.items():
        way = Way.NEW if name not in old else _way(old[name], rule)
        if way is not None:
            found.append(Turn(way, name, rule.title))
    return tuple(found)


def _way(old: Rule, new: Rule) -> Way | None:
    if new is old:  # what a file does not touch is shared
        return None
    if new.level is not old.level:
        return Way.STRICTER if new.level.rank > old.level.rank else Way.SOFTER
    return None if new == old else Way.OTHER

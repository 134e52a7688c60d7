"""/rules: what a group's rules look for, in plain words; to its admins in private, also what became of each."""

from collections.abc import Callable
from datetime import datetime

from bot.desk.tuning import Tuning
from bot.finding import RuleMode
from bot.group import Group
from bot.ownrules import OwnRules
from bot.ports import Store
from bot.rulebook.book import Rulebook
from bot.wording import dates
from bot.wording.phrasebook import Phrasebook

RULES_SHOWN = 3_000
"""Letters of the list of rules; an adapter cuts it at a line where its messages hold fewer."""


class RuleList:
    def __init__(
        self,
        *,
        store: Store,
        rules: OwnRules,
        tuning: Tuning,
        books: Callable[[str], Phrasebook],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._rules = rules
        self._tuning = tuning
        self._books = books
        self._clock = clock

    async def told(self, group: Group | None, book: Phrasebook) -> str:
        """In plain words, and since when they are the group's own."""
        if group is None:
            return "\n".join((book.say("asked.rules"), *_titles(self._rules.shared)))
        newest = next(iter(await self._store.overlays(group.id)), None)
        when = None if newest is None else dates.day(book, newest.at, self._clock(), group.timezone)
        since = () if when is None else (book.say("tuning.since", date=when),)
        return "\n".join((book.say("asked.rules"), *since, *_titles(await self._rules.of(group))))

    async def to_admin(self, group: Group) -> str:
        book = self._books(group.language)
        records = await self._tuning.records(group)
        told = await self.told(group, book)
        return "\n\n".join((told, f"{book.say('tuning.records')}\n{records}")) if records else told


def _titles(rulebook: Rulebook) -> tuple[str, ...]:
    """Of the rules that send anything."""
    shown, room = [], RULES_SHOWN
    for title in dict.fromkeys(rule.title for rule in rulebook.rules if rule.mode is RuleMode.LIVE):
        room -= len(title) + 3
        if room < 0:
            break
        shown.append(f"- {title}")
    return tuple(shown)

"""/rules: what a group's rules look for and what changed of late, in plain words; to admins, what became of each."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.desk.tuning import Tuning
from bot.errors import RulesError
from bot.finding import RuleMode
from bot.group import Group
from bot.message import GroupId
from bot.overlay import Overlay
from bot.ownrules import OwnRules
from bot.ports import Store
from bot.rulebook.book import Rulebook
from bot.rulebook.turns import Turn, turns
from bot.wording import dates
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook, note_keys
from bot.wording.tuned import since

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
        self._told: dict[GroupId, tuple[int, tuple[Turn, ...] | None]] = {}
        """What the newest version of a group's rules changed: anybody may ask, and again."""

    async def told(self, group: Group | None, book: Phrasebook) -> str:
        """In plain words, and since when they are the group's own."""
        if group is None:
            return "\n".join((book.say("asked.rules"), *_looked_for(self._rules.shared, book)))
        return "\n".join(
            (book.say("asked.rules"), *await self._since(group, book), *_looked_for(await self._rules.of(group), book))
        )

    async def _since(self, group: Group, book: Phrasebook) -> tuple[str, ...]:
        """When the group's admins last changed them, and what."""
        newest, *older = await self._store.overlays(group.id) or (None,)
        if newest is None:
            return ()
        when = book.say("tuning.since", date=dates.day(book, newest.at, self._clock(), group.timezone))
        if book.language != ENGLISH:  # a rule is called what its writer called it
            return (when,)
        told = self._told.get(group.id)
        if told is None or told[0] != newest.version:
            before = older[0] if older else None
            changes = await asyncio.to_thread(self._changes, before, newest)
            self._told[group.id] = told = (newest.version, changes)
        return (when, *since(book, told[1], newest.on_trial(self._clock())))

    def _changes(self, before: Overlay | None, newest: Overlay) -> tuple[Turn, ...] | None:
        """None where one of the two cannot be read any more."""
        try:
            old = self._rules.shared if before is None else self._rules.lay(before.text)
            return turns(old, self._rules.lay(newest.text))
        except RulesError:
            return None

    async def to_admin(self, group: Group) -> str:
        book = self._books(group.language)
        records = await self._tuning.records(group)
        told = await self.told(group, book)
        return "\n\n".join((told, f"{book.say('tuning.records')}\n{records}")) if records else told


def _looked_for(rulebook: Rulebook, book: Phrasebook) -> tuple[str, ...]:
    """Rules are called what their writer called them; in other words than English, it is what a note would say."""
    return _titles(rulebook) if book.language == ENGLISH else _briefly(rulebook, book)


def _briefly(rulebook: Rulebook, book: Phrasebook) -> tuple[str, ...]:
    whom = book.say("whom.other")
    known = [rule.wording for rule in rulebook.rules if rule.mode is RuleMode.LIVE and rule.wording in note_keys(book)]
    return tuple(f"- {book.say(f'notes.{each}.brief', whom=whom)}" for each in dict.fromkeys(known))


def _titles(rulebook: Rulebook) -> tuple[str, ...]:
    """Of the rules that send anything."""
    shown, room = [], RULES_SHOWN
    for title in dict.fromkeys(rule.title for rule in rulebook.rules if rule.mode is RuleMode.LIVE):
        room -= len(title) + 3
        if room < 0:
            break
        shown.append(f"- {title}")
    return tuple(shown)

"""The notice that stands in a group, as it should read now; and what its button says to whoever nothing waits for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.group import Group
from bot.ladder.terms import WINDOW
from bot.ledger import Ledgers
from bot.message import ChatId, MemberId, MessageId
from bot.place import Place
from bot.ports import Store
from bot.tongues import Books, as_read_by, as_read_by_all, switched_on, voice, whole
from bot.wording import dates, letters
from bot.wording.phrasebook import Phrasebook

NOTICE = ("group.pinned", "group.pinned-help", "group.rules-changed", "contacts")
"""What the notice is made of: all of it in one language."""


class NoticeBoard:
    def __init__(
        self,
        *,
        store: Store,
        books: Books,
        places: Callable[[str], Place],
        ledgers: Ledgers,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._books = books
        self._places = places
        self._ledgers = ledgers
        self._clock = clock

    async def text(self, group: Group) -> str:
        """For all to read, by what is known of the group at this moment."""
        fresh = await self._store.profile(group.id) or group
        return await self.read_as(as_read_by_all(fresh, self._books))

    async def label(self, group: Group) -> str:
        """What its button says."""
        fresh = await self._store.profile(group.id) or group
        return self._books(as_read_by_all(fresh, self._books).language).say("labels.anything")

    async def read_as(self, group: Group) -> str:
        """In that group's language, where its wording has the whole notice; else in English."""
        book = voice(group, self._books, *NOTICE)
        changed = await self._changed_at(group)
        return letters.pinned(
            book,
            group=group,
            place=self._places(group.place),
            changed=None if changed is None else self._day(book, changed, group),
            languages=switched_on(group, self._books),
        )

    async def nothing(self, group: Group, by: MemberId) -> str:
        """At most 200 letters: that nothing waits, and for a month when the rules last changed."""
        fresh = await self._store.profile(group.id) or group
        read = await as_read_by(by, fresh, self._store, self._books)
        book, changed = self._books(read.language), await self._changed_at(group)
        says = book.say("answers.nothing-for-you")
        if changed is None or self._clock() - changed > WINDOW:
            return says
        book = whole(book, self._books, "group.rules-changed")
        return f"{says} {book.say('group.rules-changed', date=self._day(book, changed, group))}"

    async def stands(self, chat: ChatId, message: MessageId, group: Group) -> None:
        """The notice has been put up there."""
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is not None and (chat, message) not in fresh.notices:
                others = tuple(each for each in fresh.notices if each[0] != chat)
                await self._store.save_group(replace(fresh, notices=(*others, (chat, message))))

    async def _changed_at(self, group: Group) -> datetime | None:
        newest = next(iter(await self._store.overlays(group.id)), None)
        return None if newest is None else newest.at

    def _day(self, book: Phrasebook, at: datetime, group: Group) -> str:
        return dates.day(book, at, self._clock(), group.timezone)

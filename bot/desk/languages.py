"""/language: a member chooses among those switched on. /languages: an admin has a draft read, then switches it on."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.desk.files import send
from bot.group import Group, Spoken
from bot.ledger import Ledgers
from bot.membership import groups_of
from bot.message import Member, MemberId
from bot.notice import Document
from bot.ports import Platform, Store
from bot.tongues import Books, as_read_by, as_read_in_private, switched_on
from bot.wording.draft import page
from bot.wording.locale import ENGLISH, own_name
from bot.wording.phrasebook import languages

FOR_MEMBERS = ("language",)
FOR_ADMINS = ("languages",)
READ, OFF, FIRST = "read", "off", "first"
"""What /languages wants to hear after a language's code."""
STAMP = 4
"""Letters of an edition that tell which one was read: whoever says "read" of another is sent the draft of now."""


class Languages:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Books,
        ledgers: Ledgers,
        notice: Callable[[Group], Awaitable[str]],
        clock: Callable[[], datetime],
    ) -> None:
        """`notice`: what stands in the group, in that group's language."""
        self._notice = notice
        self._store = store
        self._platform = platform
        self._books = books
        self._ledgers = ledgers
        self._clock = clock

    async def chosen(self, words: str, by: Member, here: Group | None) -> str:
        """By a member, about themselves: in every group they are in where it is switched on."""
        spoken_in = (group for group in await self._store.groups() if group.languages)
        groups = (here,) if here is not None else await groups_of(by.id, spoken_in, self._platform)
        offered = dict.fromkeys(each for group in groups for each in switched_on(group, self._books))
        wanted = next((each for each in offered if words.strip().casefold() in {each, own_name(each).casefold()}), None)
        if wanted is None:
            return self._offered(tuple(offered) or (ENGLISH,))
        for group in groups:
            if wanted in switched_on(group, self._books):
                await self._store.save_language(group.id, by.id, wanted, self._clock())
        said = self._books(wanted).say("language.chosen")
        if len(groups) != 1:
            return said
        return f"{said}\n\n{await self._notice(replace(groups[0], language=wanted))}"

    def _offered(self, offered: tuple[str, ...]) -> str:
        book = self._books(ENGLISH)
        if len(offered) == 1:
            return book.say("language.one")
        return "\n".join((book.say("language.offer"), *(f"/language {each}: {own_name(each)}" for each in offered)))

    async def steered(self, words: str, group: Group, by: MemberId) -> str:
        """By an admin of this group: a list, a draft to be read, or the switch."""
        book = self._books(group.language)
        code, *said = words.casefold().split() or ("",)
        if code in languages() and said == [FIRST]:
            return await self._put_first(group, code)
        if code not in languages() or code == ENGLISH:
            return self._listed(group)
        edition = self._books(code).edition
        if said == [READ, edition[:STAMP]]:
            return await self._switch(group, code, Spoken(language=code, edition=edition))
        if said == [OFF]:
            return await self._switch(group, code, None)
        draft = Document(name=f"schoolgate-{code}.txt", content=page(self._books(ENGLISH), self._books(code)))
        text = book.say("language.preview", name=own_name(code), words=f"/languages {code} {READ} {edition[:STAMP]}")
        about = f"{group.id}{code}{self._clock().isoformat()}"
        is_sent = await send(self._platform(group), by, group.id, text, (draft,), about)
        return book.say("language.sent" if is_sent else "actions.file-unsent")

    def _listed(self, group: Group) -> str:
        book, on = self._books(group.language), switched_on(group, self._books)
        lines = [
            f"/languages {each}: {own_name(each)} ({book.say('language.on' if each in on else 'language.draft')})"
            for each in languages()
            if each != ENGLISH
        ]
        return "\n".join((book.say("language.list"), *lines))

    async def _switch(self, group: Group, code: str, spoken: Spoken | None) -> str:
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is None:  # wiped meanwhile, and it stays so
                return self._books(group.language).say("answers.too-old")
            rest = tuple(each for each in fresh.languages if each.language != code)
            if spoken is not None and any(each.is_first for each in fresh.languages if each.language == code):
                spoken = replace(spoken, is_first=True)
            await self._store.save_group(replace(fresh, languages=rest if spoken is None else (*rest, spoken)))
        key = "language.switched-off" if spoken is None else "language.switched-on"
        return self._books(group.language).say(key, name=own_name(code), words=f"/languages {code} {FIRST}")

    async def _put_first(self, group: Group, code: str) -> str:
        """Of those switched on, the one in which all are written to who have chosen none."""
        book = self._books(group.language)
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is None:  # wiped meanwhile, and it stays so
                return book.say("answers.too-old")
            if code not in switched_on(fresh, self._books):
                return book.say("language.not-on", name=own_name(code), words=f"/languages {code}")
            ordered = tuple(replace(each, is_first=each.language == code) for each in fresh.languages)
            await self._store.save_group(replace(fresh, languages=ordered))
        return book.say("language.first", name=own_name(code))

    async def spoken_to(self, by: Member, group: Group | None) -> str:
        """The language in which this member is answered; None in private."""
        if group is None:
            return await as_read_in_private(by.id, await self._store.groups(), self._store, self._books)
        return (await as_read_by(by.id, group, self._store, self._books)).language

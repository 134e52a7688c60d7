"""/admin, the contacts, handing over and removing: short answers, each naming what can be asked next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.delivery.reachability import Reachability
from bot.desk.cases import seen
from bot.desk.health import Health
from bot.desk.profile import gaps
from bot.group import Contact, Group, Mode, Tie, rests_in_public
from bot.message import Member, MemberId
from bot.notice import NoticeKind, NoticeState
from bot.ports import Platform, PostponedError, Store
from bot.rulebook.book import Rulebook
from bot.shadow import is_shadowed
from bot.wording import dates
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

STATUS = "admin"
MENU = (STATUS, "contacts", "handover", "remove")
YES, NO, OK = "yes", "no", "ok"
GONE_AFTER = timedelta(hours=23)
"""The caretaker looks every hour: what was asked to go is gone within a day."""
LOOKED_BACK = timedelta(days=30)
"""No note waits longer."""
SCHOOL, CONTACT = 80, 200
NOON = time(12)


class Menu:
    """Asked by an admin of the group; all but the status under the group's lock."""

    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        rulebook: Rulebook,
        reachability: Reachability,
        health: Health,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._rulebook = rulebook
        self._reachability = reachability
        self._health = health
        self._clock = clock

    async def asked(self, command: str, words: str, group: Group) -> str:
        word = words.strip().casefold()
        match command:
            case "contacts":
                return await self._contacts(group, word)
            case "handover":
                return await self._hand_over(group, word)
            case _:
                return await self._remove(group, word)

    async def status(self, group: Group, by: Member) -> str:
        """How things are. Asks the platform, which may be slow."""
        # That there is one more than they are shown would tell them whom it is about.
        cases = [case async for case, _ in seen(self._store, group, by)]
        book, now = self._books(group.language), self._clock()
        waiting = [
            notice
            for notice in await self._store.notices_since(group.id, now - LOOKED_BACK)
            if notice.state is NoticeState.WAITING and notice.kind is NoticeKind.NOTE
        ]
        resting = sum(rule.mode.value == "shadow" for rule in self._rulebook.rules)
        lines = [
            f"{plain(group.school, SCHOOL)}: {book.say(f'menu.{_mode(group, now)}')}",
            book.say("menu.kept", staff=str(len(group.register.staff)), contacts=str(len(group.contacts))),
            book.say("menu.open", cases=str(len(cases)), notes=str(len(waiting))),
        ]
        if resting:
            lines.append(book.say("menu.resting", number=str(resting)))
        if rests_in_public(group):
            lines.append(f"! {book.say('asked.rests')}")
        if group.goes_at is not None:
            lines.append(book.say("menu.goes", when=dates.within(book, group.goes_at, now, group.timezone)))
        if (reach := await self._reachability.told(group)) is not None:
            lines.append(reach)
        lines += (f"! {each}" for each in self._health.of(group))
        lines += (f"! {gap.text}" for gap in gaps(group, now.date()))
        return "\n".join((*lines, book.say("menu.more")))

    async def _contacts(self, group: Group, word: str) -> str:
        """Each with the day somebody last made sure of it; "ok" says that all are right today."""
        book, today = self._books(group.language), self._clock().date()
        if word == OK:
            sure = tuple(replace(each, checked_on=today) for each in group.contacts)
            group = replace(group, contacts=sure)
            await self._store.save_group(group)
        return "\n".join((*(self._line(group, each) for each in group.contacts), book.say("menu.contacts")))

    async def _hand_over(self, group: Group, word: str) -> str:
        """Every contact is to be checked again, and only who is still an admin keeps a tie."""
        book = self._books(group.language)
        if word != YES:
            return book.say("menu.handover")
        admins = await self._admins(group)
        ties = tuple(tie for tie in group.ties if admins is None or tie.admin in admins)
        fresh = tuple(replace(each, checked_on=None) for each in group.contacts)
        await self._store.save_group(replace(group, ties=ties, contacts=fresh))
        kept = [f"= {admins[tie.admin]}: {_whom(tie, group)}" for tie in ties if admins is not None]
        return "\n".join((book.say("menu.handed-over"), *kept, *(self._line(group, each) for each in fresh)))

    async def _remove(self, group: Group, word: str) -> str:
        book, now = self._books(group.language), self._clock()
        if word == NO:
            await self._store.save_group(replace(group, goes_at=None))
            return book.say("menu.stays")
        if word != YES:
            return book.say("menu.remove")
        goes_at = group.goes_at or now + GONE_AFTER
        # Until then nobody is written to; danger still gets through.
        await self._store.save_group(replace(group, goes_at=goes_at, mode=Mode.PAUSED, live_from=None))
        return book.say("menu.removing", when=dates.within(book, goes_at, now, group.timezone))

    def _line(self, group: Group, contact: Contact) -> str:
        book, now, zone = self._books(group.language), self._clock(), group.timezone
        checked = book.say("menu.never")
        if contact.checked_on is not None:
            noon = datetime.combine(contact.checked_on, NOON, tzinfo=zone)
            checked = book.say("menu.checked", date=dates.day(book, noon, now, zone))
        broken = f" {book.say('menu.broken')}" if contact.is_broken else ""
        return f"{contact.kind}: {plain(contact.text, CONTACT)} ({checked}){broken}"

    async def _admins(self, group: Group) -> dict[MemberId, str] | None:
        """None while the platform cannot say."""
        try:
            return {admin.id: plain(admin.name, SCHOOL) for admin in await self._platform(group).admins(group)}
        except PostponedError:
            return None


def _mode(group: Group, now: datetime) -> str:
    return (
        Mode.SHADOW.value if is_shadowed(group, now) else Mode.LIVE.value if group.mode is Mode.SHADOW else group.mode
    )


def _whom(tie: Tie, group: Group) -> str:
    person = group.register.member(tie.to)
    return tie.to if person is None else person.name

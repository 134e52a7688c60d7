"""/admin, the contacts, handing over and removing: short answers, each naming what can be asked next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.adminship import admins_now
from bot.delivery.reachability import Reachability
from bot.desk.cases import seen
from bot.desk.health import Health
from bot.desk.profile import gaps
from bot.finding import RuleMode
from bot.group import Contact, Group, Mode, Tie, rests_in_public
from bot.ledger import Ledgers
from bot.lines import Lines
from bot.message import Member, MemberId
from bot.notice import NoticeKind, NoticeState
from bot.ownrules import OwnRules
from bot.ports import Platform, Store
from bot.shadow import is_shadowed
from bot.wording import dates
from bot.wording.own import misfits
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

STATUS = "admin"
HANDOVER = "handover"
MENU = ("contacts", "remove")
"""What is asked under the group's lock; of the others a platform is asked first, which may be slow."""
YES, NO, OK = "yes", "no", "ok"
GONE_AFTER = timedelta(hours=23)
"""The caretaker looks every hour: what was asked to go is gone within a day."""
LOOKED_BACK = timedelta(days=30)
"""No note waits longer."""
SCHOOL, CONTACT = 80, 200
NOON = time(12)


class Menu:
    """Asked by an admin of the group."""

    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        ledgers: Ledgers,
        rules: OwnRules,
        reachability: Reachability,
        health: Health,
        lines: Lines,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._ledgers = ledgers
        self._rules = rules
        self._reachability = reachability
        self._health = health
        self._lines = lines
        self._clock = clock

    async def asked(self, command: str, words: str, group: Group) -> str:
        """Under the group's lock; `command` is one of MENU."""
        word = words.strip().casefold()
        return await (self._contacts(group, word) if command == "contacts" else self._remove(group, word))

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
        resting = await self._resting(group)
        lines = [
            f"{plain(group.school, SCHOOL)}: {book.say(f'menu.{_mode(group, now)}')}",
            book.say("menu.kept", staff=str(len(group.register.staff)), contacts=str(len(group.contacts))),
            book.say("menu.open", cases=str(len(cases)), notes=str(len(waiting))),
        ]
        if group.wordings and group.wordings[0].sentences:
            lines.append(book.say("wording.kept", number=str(len(group.wordings[0].sentences))))
            lines += self._misfits(group)
        if resting:
            lines.append(book.say("menu.resting", number=str(resting)))
        if rests_in_public(group):
            lines.append(f"! {book.say('asked.rests')}")
        if group.goes_at is not None:
            lines.append(book.say("menu.goes", when=dates.within(book, group.goes_at, now, group.timezone)))
        if (reach := await self._reachability.told(group)) is not None:
            lines.append(reach)
        lines += (f"! {each}" for each in (*self._unheard(group, now), *self._health.of(group)))
        lines += (f"! {gap.text}" for gap in gaps(group, now.date()))
        return "\n".join((*lines, book.say("menu.more")))

    def _misfits(self, group: Group) -> tuple[str, ...]:
        """Of its own sentences, as after an upgrade."""
        own = group.wordings[0].sentences
        found = [key for each in {one.language for one in own} for key in misfits(self._books(each), own)]
        said = self._books(group.language).say("wording.misfits", words=", ".join(sorted(found)))
        return (f"! {said}",) if found else ()

    async def _resting(self, group: Group) -> int:
        """Rules that send nothing: so written, on trial, or wrong too often."""
        written = {rule.id: rule.mode for rule in (await self._rules.of(group)).rules}
        wrong = {one.rule for one in await self._store.rule_records(group.id) if one.shadowed_at is not None}
        return sum(mode is RuleMode.SHADOW or (mode is RuleMode.LIVE and id_ in wrong) for id_, mode in written.items())

    def _unheard(self, group: Group, now: datetime) -> list[str]:
        """On which of its platforms it hears nothing now."""
        book, own = self._books(group.language), {chat.partition(":")[0] for chat in group.chats}
        return [
            book.say(
                "menu.unheard",
                platform=each.platform,
                when=dates.within(book, each.since, now, group.timezone),
            )
            for each in self._lines.gone()
            if each.platform.casefold() in own
        ]

    async def _contacts(self, group: Group, word: str) -> str:
        """Each with the day somebody last made sure of it; "ok" says that all are right today."""
        book, today = self._books(group.language), self._clock().date()
        if word == OK:
            sure = tuple(replace(each, checked_on=today) for each in group.contacts)
            group = replace(group, contacts=sure)
            await self._store.save_group(group)
        return "\n".join((*(self._line(group, each) for each in group.contacts), book.say("menu.contacts")))

    async def hand_over(self, before: Group, words: str, by: MemberId) -> str:
        """Every contact is to be checked again, and only who is still an admin keeps a tie."""
        book = self._books(before.language)
        if words.strip().casefold() != YES:
            return book.say("menu.handover")
        admins = await self._admins(before)  # before the lock: a slow platform must not keep messages from being judged
        if admins is not None and by not in admins:
            return book.say("answers.admins-only")
        async with self._ledgers.hold(before.id):
            group = await self._store.group(before.id)
            if group is None:  # wiped meanwhile, and it stays so
                return book.say("answers.too-old")
            # Of a tie declared meanwhile nobody has asked whether its admin still is one.
            ties = tuple(tie for tie in group.ties if admins is None or tie.admin in admins or tie not in before.ties)
            fresh = tuple(replace(each, checked_on=None) for each in group.contacts)
            await self._store.save_group(replace(group, ties=ties, contacts=fresh))
        kept = [
            f"= {admins[tie.admin]}: {_whom(tie, group)}" for tie in ties if admins is not None and tie.admin in admins
        ]
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
        admins = await admins_now(self._platform(group), group)
        return None if admins is None else {admin.id: plain(admin.name, SCHOOL) for admin in admins}


def _mode(group: Group, now: datetime) -> str:
    return (
        Mode.SHADOW.value if is_shadowed(group, now) else Mode.LIVE.value if group.mode is Mode.SHADOW else group.mode
    )


def _whom(tie: Tie, group: Group) -> str:
    person = group.register.member(tie.to)
    return tie.to if person is None else person.name

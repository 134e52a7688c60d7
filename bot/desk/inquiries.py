"""Commands about notes, reports and cases: who may ask is looked at when they ask."""

from collections.abc import Callable
from datetime import datetime

from bot.desk.cases import OpenCases
from bot.desk.reports import Brought, Reports
from bot.finding import Level
from bot.group import Group
from bot.incident import Incident
from bot.ladder.terms import WINDOW
from bot.ledger import Ledgers
from bot.membership import groups_of
from bot.message import Member, Message
from bot.notice import NoticeKind
from bot.ownrules import OwnRules
from bot.ports import Platform, Store
from bot.tongues import as_read_by, as_read_in_private, whole
from bot.wording import dates, letters
from bot.wording.letters import ANSWER
from bot.wording.phrasebook import Phrasebook

FOR_MEMBERS = ("report", "ask", "why")
COMMANDS = (*FOR_MEMBERS, "cases")
"""Without their slash."""
EXPLAINED = 3
"""Notes /why explains; older ones are hardly meant."""


class Inquiries:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        ledgers: Ledgers,
        rules: OwnRules,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        """`wake` is called when there may be something to deliver."""
        self._store = store
        self._platform = platform
        self._books = books
        self._rules = rules
        self._clock = clock
        self._wake = wake
        self._cases = OpenCases(store=store, platform=platform, books=books, clock=clock, wake=wake)
        self._reports = Reports(store=store, ledgers=ledgers, rules=rules, clock=clock)

    async def asked(self, command: str, words: str, by: Member, here: Group | None, about: Message | None) -> str:
        """The answer for whoever asked, and for nobody else. `here` is the group they asked in, None in private."""
        if command == "cases":
            return await self._cases.asked(words, by, here)
        if command == "why":  # what is kept about them is theirs to ask for, also when they have left
            return await self._why((here,) if here is not None else await self._store.groups(), by, about)
        groups = (here,) if here is not None else await groups_of(by.id, await self._store.groups(), self._platform)
        if not groups:
            return (await self._spoken(by)).say("inquiries.in-group")
        if len(groups) > 1:
            named, _, rest = words.partition(" ")
            chosen = tuple(group for group in groups if group.id == named)
            if not chosen:
                names = "\n".join(f"/{command} {group.id}" for group in groups)
                return f"{(await self._spoken(by)).say('inquiries.which-group')}\n{names}"
            groups, words = chosen, rest
        return await self._brought(command, words.strip(), by, groups[0], about)

    async def _brought(self, command: str, words: str, by: Member, group: Group, about: Message | None) -> str:
        book = self._books((await as_read_by(by.id, group, self._store, self._books)).language)
        if command == "ask":
            if not words:
                return book.say("inquiries.ask-how")
            came = await self._reports.ask(group, words, by)
        else:
            if about is None and not words:
                return book.say("inquiries.report-how")
            came = await self._reports.report(group, about, words, by)
        self._wake()
        now = self._clock()
        match came:
            case Brought.OWN:
                return book.say("inquiries.report-own")
            case Brought.TOO_MANY:
                return book.say("inquiries.too-many")
            case Brought.PASSED_ON if command == "ask":
                book = whole(book, self._books, "inquiries.asked")
                return book.say("inquiries.asked", date=dates.day(book, now + ANSWER, now, group.timezone))
            case Brought.PASSED_ON:
                return book.say("inquiries.reported")

    async def _why(self, groups: tuple[Group, ...], by: Member, about: Message | None) -> str:
        parts = []
        for group in groups:
            told = await self._told(group, by, about)
            if told:
                read, now = await as_read_by(by.id, group, self._store, self._books), self._clock()
                book = whole(self._books(read.language), self._books, "why")
                rulebook = await self._rules.of(group)
                parts.append(letters.why(book, group=group, incidents=told, rulebook=rulebook, now=now))
        if parts:
            return "\n\n".join(parts)
        return (await self._spoken(by)).say("why.none")

    async def _spoken(self, by: Member) -> Phrasebook:
        """To whoever is in no group, or in several."""
        language = await as_read_in_private(by.id, await self._store.groups(), self._store, self._books)
        return self._books(language)

    async def _told(self, group: Group, by: Member, about: Message | None) -> tuple[Incident, ...]:
        """What they have had a note about, the latest first: theirs, whatever message they ask about."""
        history = await self._store.history(group.id, by.id, self._clock() - WINDOW)
        found = []
        for incident in reversed(history):
            if about is not None and about.id not in {said.message for said in incident.said}:
                continue
            if incident.level in {Level.NONE, Level.LOOK}:
                continue
            notes = [n for n in await self._store.notices_of(incident.id) if n.kind is NoticeKind.NOTE]
            if any(note.delivered_at is not None for note in notes):
                found.append(incident)
        return tuple(found[:EXPLAINED])

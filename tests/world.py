"""A whole Schoolgate without an outside: the real moderator, courier and desk on a clock that is moved by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from builders import GROUP, LENA, MONDAY, PRIYA, TOM, group, member, message
from fake_rules import FakeRules
from fakes import FakePlatform, FakeStore

from bot import place
from bot.courier import Courier
from bot.desk.answers import Answer, in_words
from bot.desk.desk import Desk
from bot.finding import RuleId
from bot.group import Group
from bot.incident import Incident
from bot.intake import Intake
from bot.ledger import Ledgers
from bot.memory import Memory
from bot.message import MemberId, Message, MessageId
from bot.moderator import Moderator, Rules
from bot.notice import Choice, Letter, NoticeId
from bot.ports import Platform, Store
from bot.shadow import shadowing
from bot.wording import phrasebook

OPERATOR = MemberId("operator")
STEP = timedelta(minutes=1)
"""How finely time passes for the courier: what is due in between is delivered within this."""


@cache
def book(language: str) -> phrasebook.Phrasebook:
    return phrasebook.load(language)


@cache
def pack(name: str) -> place.Place:
    return place.load(name)


async def titled(_group: Group, rule: RuleId) -> str | None:
    """The rules of a world have no titles of their own."""
    return f"the rule called {rule}"


async def tuned(command: str, rule: RuleId, group: Group, by: MemberId) -> str:
    """The rules of a world are no file: what would be changed in it, and at whose word."""
    return f"{command} {rule} in {group.id} by {by}"


async def applied(notice: NoticeId, group: Group, by: MemberId) -> str:
    return f"{notice} in {group.id} by {by}"


def says(answer: Answer) -> str:
    """What whoever pressed or asked reads."""
    return in_words(answer, book("en"))


@dataclass
class World:
    now: datetime = MONDAY
    platform: FakePlatform = field(default_factory=lambda: FakePlatform(group_admins=(PRIYA, TOM, LENA)))
    store: Store = field(default_factory=lambda: FakeStore(group()))
    rules: Callable[[Group], Rules] = lambda _group: FakeRules()
    operator: MemberId | None = OPERATOR

    shows: bool = True
    """Whether the platform shows what is opened."""
    said: int = 0
    """Messages so far: each gets the next number for its id."""

    def __post_init__(self) -> None:
        self.memory = Memory()
        ledgers = self.ledgers = Ledgers()
        reach: Callable[[Group], Platform] = shadowing(lambda _group: self.platform, lambda: self.now)
        self.courier = Courier(
            store=self.store,
            platform=reach,
            books=book,
            places=pack,
            titles=titled,
            ledgers=ledgers,
            clock=lambda: self.now,
            operator=self.operator,
            chance=lambda: 0.0,
        )
        self.moderator = Moderator(
            store=self.store,
            rules=self._rules,
            memory=self.memory,
            ledgers=ledgers,
            clock=lambda: self.now,
            wake=self.courier.wake,
        )
        self.desk = Desk(
            store=self.store,
            platform=reach,
            books=book,
            places=pack,
            ledgers=ledgers,
            memory=self.memory,
            clock=lambda: self.now,
            wake=self.courier.wake,
            tune=tuned,
            apply=applied,
            english=self.courier.in_english,
            operator=self.operator,
        )

    def intake(self, **more: Any) -> Intake:
        """What a platform hands messages to."""
        clock, wake = (lambda: self.now), self.courier.wake
        return Intake(moderator=self.moderator, store=self.store, clock=clock, wake=wake, **more)

    async def _rules(self, group: Group) -> Rules:
        return self.rules(group)

    async def says(self, text: str, by: str = "Sam", **more: object) -> Message:
        """Said now, handled, and everything due delivered."""
        self.said += 1
        said = message(text, by=by, at=self.now, **{"id": MessageId(str(self.said)), **more})
        await self.hears(said)
        return said

    async def hears(self, said: Message) -> None:
        await self.moderator.handle(said)
        await self.courier.step(self.now)

    async def edits(self, said: Message, text: str) -> Message:
        edited = replace(said, text=text, edited_at=self.now)
        await self.hears(edited)
        return edited

    async def deletes(self, said: Message) -> None:
        await self.moderator.deleted(said.chat, said.id)
        await self.courier.step(self.now)

    async def later(self, span: timedelta, step: timedelta = STEP) -> None:
        """Time passes, with the courier at work; in long spans it looks round less often."""
        end = self.now + span
        while self.now < end:
            left = end - self.now
            self.now += min(step if left <= timedelta(hours=2) else max(step, timedelta(minutes=15)), left)
            await self.courier.step(self.now)

    async def until(self, moment: datetime) -> None:
        await self.later(moment - self.now)

    async def press(self, by: str, choice: Choice, words: str | None = None, *, letter: Letter | None = None) -> str:
        """The last letter of theirs with that button, unless another is meant; then everything due is delivered."""
        meant = letter or next(each for each in reversed(self.letters(by)) if choice in each.choices)
        answer = await self.desk.press(meant.notice, choice, member(by).id, words)
        await self.courier.step(self.now)
        return answer

    async def opens_mailbox(self, by: str) -> tuple[Letter, ...]:
        opened: list[Letter] = []

        async def to_them(letter: Letter) -> bool:
            opened.append(letter)
            return self.shows

        await self.courier.open_mailbox(GROUP, member(by).id, to_them)
        await self.courier.step(self.now)
        return tuple(opened)

    def letters(self, to: str) -> tuple[Letter, ...]:
        return self.platform.letters(member(to))

    async def history(self, by: str = "Sam") -> tuple[Incident, ...]:
        return await self.store.history(GROUP, member(by).id, self.now - timedelta(days=60))

    async def incident(self, said: Message) -> Incident:
        found = await self.store.incident_of(said.chat, said.id)
        if found is None:
            raise LookupError("nothing came of that message")
        return found

    async def counts(self, by: str = "Sam") -> tuple[str, ...]:
        return tuple(incident.count.value for incident in await self.history(by))

    async def cases(self) -> tuple[str, ...]:
        return tuple(case.kind.value for case in await self.store.open_cases(GROUP))

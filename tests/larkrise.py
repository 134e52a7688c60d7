"""A story played in the core alone: real rules, moderator, courier, reception and store, beside a stand-in platform."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from builders import GROUP, group, member
from fakes import FakePlatform
from storybook import Sight, Step, Story
from world import OPERATOR, World, book, pack

from bot.desk.dataprotection import DataProtection
from bot.desk.tuning import Tuning
from bot.group import Group
from bot.lines import Lines
from bot.message import MemberId, Message, Reply
from bot.moderator import Rules
from bot.notice import Choice, Letter
from bot.ownrules import OwnRules
from bot.ports import Store
from bot.reception import Reception
from bot.rulebook.book import Rulebook


@dataclass(kw_only=True)
class Larkrise(World):
    """A world with its front door, where a group's own rules lie over the shared ones."""

    shared: Rulebook

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """As at a start: only what is in the store and on the platform is there."""
        super().__post_init__()
        self.own = OwnRules(store=self.store, rulebook=self.shared, clock=lambda: self.now, wake=self.courier.wake)
        self.reception = Reception(
            store=self.store,
            platform=lambda _group: self.platform,
            books=book,
            places=pack,
            ledgers=self.ledgers,
            rules=self.own,
            courier=self.courier,
            desk=self.desk,
            tuning=Tuning(
                store=self.store,
                rules=self.own,
                platform=lambda _group: self.platform,
                books=book,
                ledgers=self.ledgers,
                clock=lambda: self.now,
            ),
            data=DataProtection(store=self.store, ledgers=self.ledgers),
            lines=Lines(lambda: self.now),
            clock=lambda: self.now,
        )

    async def _rules(self, group: Group) -> Rules:
        return await self.own.of(group)


@dataclass
class Core:
    """A storybook.Stage."""

    world: Larkrise
    said: list[Message] = field(default_factory=list)
    _shown: int = 0
    """How many letters have been accounted for."""
    _new: list[Sight] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.world.store

    @property
    def now(self) -> datetime:
        return self.world.now

    async def says(self, name: str, words: str, step: Step) -> None:
        answered = None if step.answers is None else self.said[step.answers - 1]
        reply = None if answered is None else Reply(id=answered.id, author=answered.author, text=answered.text)
        more = {"media": step.carries, "is_forwarded": step.forwarded, "reply_to": reply}
        self.said.append(await self.world.says(words, by=name, **more))
        await self._look()

    async def edits(self, number: int, words: str) -> None:
        self.said[number - 1] = await self.world.edits(self.said[number - 1], words)
        await self._look()

    async def deletes(self, number: int) -> None:
        await self.world.deletes(self.said[number - 1])
        await self._look()

    async def again(self, number: int) -> None:
        await self.world.hears(self.said[number - 1])
        await self._look()

    async def restarts(self) -> None:
        self.world.begin()

    async def at(self, moment: datetime) -> None:
        self.world.now = moment
        await self.world.courier.step(moment)
        await self._look()

    async def presses(self, name: str, choice: Choice, words: str | None) -> str:
        answer = await self.world.press(name, choice, words)
        await self._look()
        return answer

    async def asks(self, name: str, command: str, words: str, about: int | None) -> str:
        meant = None if about is None else self.said[about - 1]
        answer = await self.world.reception.asked(command, words, member(name), GROUP, meant)
        await self.world.courier.step(self.world.now)
        await self._look()
        return answer

    async def opens(self, name: str) -> None:
        await self._look(*await self.world.opens_mailbox(name))

    async def blocks(self, name: str) -> None:
        self.world.platform.unreachable.add(member(name).id)

    def number_of(self, name: str) -> MemberId:
        return member(name).id

    def seen(self) -> tuple[Sight, ...]:
        new, self._new = self._new, []
        return tuple(new)

    @property
    def posted(self) -> int:
        return len(self.world.platform.posted)

    @property
    def taken_down(self) -> list[int]:
        numbers = {said.id: number for number, said in enumerate(self.said, start=1)}
        return [numbers[message] for _, message in self.world.platform.deleted]

    @property
    def paused(self) -> list[str]:
        until = {who: end for _, who, end in self.world.platform.paused}
        return [who.capitalize() for who, end in until.items() if end is not None and end > self.world.now]

    async def _look(self, *opened: Letter) -> None:
        letters = [seen.letter for seen in self.world.platform.seen[self._shown :]]
        self._shown = len(self.world.platform.seen)
        for letter in chain(letters, opened):
            notice = await self.store.notice(letter.notice)
            kind = "nothing" if notice is None else notice.kind.value
            name = letter.to if letter.to == OPERATOR else letter.to.capitalize()
            self._new.append(Sight(name, kind, letter.text))


async def core(story: Story, store: Store, rules: Rulebook) -> Core:
    deputy = None if story.deputy is None else member(story.deputy).id
    await store.save_group(group(mode=story.mode, deputy=deputy))
    platform = FakePlatform(group_admins=tuple(member(name) for name in story.admins))
    return Core(Larkrise(now=story.begins, store=store, platform=platform, shared=rules))

"""Reads the stories and plays them: real rules, real moderator, real courier, real reception, real store."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path

import yaml
from builders import CHAT, GROUP, LENA, LONDON, PRIYA, TOM, group, member
from fakes import FakePlatform
from pydantic import BaseModel, ConfigDict
from world import World, book, pack

from bot.desk.answers import Answer, in_words
from bot.desk.dataprotection import DataProtection
from bot.desk.tuning import Tuning
from bot.group import Group, Mode, Tie
from bot.message import ChatId, Media, Member, MemberId, Message, Reply
from bot.moderator import Rules
from bot.notice import Choice, Letter
from bot.ownrules import OwnRules
from bot.ports import Store
from bot.reception import Reception
from bot.rulebook.book import Rulebook

STORIES = Path(__file__).parent / "stories"
SHIPPED = "shipped"
UNITS = {"minute": 1, "hour": 60, "day": 1440}


class Step(BaseModel):
    """One thing done, and everything that comes of it: whoever is not named in `sees` sees nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str | None = None
    """Name: words"""
    carries: frozenset[Media] = frozenset()
    """What is said comes with this: a poll, a photo."""
    forwarded: bool = False
    answers: int | None = None
    """What is said replies to this message."""
    edits: str | None = None
    """The message's number, in the order of saying: its new words"""
    deletes: int | None = None
    again: int | None = None
    """The platform delivers the same update a second time."""
    restarts: bool = False
    """The bot stops and begins anew: what it had only in memory is gone."""
    presses: str | None = None
    """Name: button, or Name: button: own words"""
    waits: str | None = None
    """2 days, or until 07:00"""
    asks: str | None = None
    """Name: command: words; with report and why, what stands after the command is the message's number, if any."""
    opens: str | None = None
    """Name looks into their mailbox."""
    blocks: str | None = None

    hears: str | None = None
    """How the answer begins, to whoever pressed or asked."""
    reads: list[str] = []
    """Some words of that answer."""
    never_reads: list[str] = []
    sees: dict[str, list[str]] = {}
    """What each person is sent, in order: each letter's kind, or its kind: some of its words."""
    answer: Answer | None = None
    counts: dict[str, list[str]] = {}
    cases: list[str] | None = None
    taken_down: list[int] | None = None
    paused: list[str] | None = None
    """Who may not post now."""
    posted: int | None = None
    """How often the bot has spoken to everybody."""


class Story(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    story: str
    starts: datetime
    rules: str | None = None
    """`shipped`, or the stories' own."""
    mode: Mode = Mode.LIVE
    deputy: str | None = None
    admins: list[str] = [PRIYA.name, TOM.name, LENA.name]
    steps: list[Step]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody in it by name, once."""
        acts = ((each.says, each.presses, each.asks, each.opens, each.blocks) for each in self.steps)
        named = [_split(act)[0] for step in acts for act in step if act is not None]
        seen = [name for step in self.steps for name in step.sees]
        return tuple(dict.fromkeys((*self.admins, *([self.deputy] if self.deputy else []), *named, *seen)))

    def group(self, person: Callable[[str], Member], chats: tuple[ChatId, ...]) -> Group:
        deputy = None if self.deputy is None else person(self.deputy).id
        ties = (Tie(admin=person(LENA.name).id, to="staff"),)
        return group(mode=self.mode, deputy=deputy, ties=ties, chats=chats)


def paths() -> tuple[Path, ...]:
    return tuple(sorted(path for path in STORIES.glob("*.yaml") if path.name != "rules.yaml"))


def read(path: Path) -> Story:
    return Story.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@dataclass
class Stage:
    world: "Larkrise"
    said: list[Message]
    shown: int = 0
    """How many letters have been accounted for."""

    async def play(self, step: Step) -> None:
        answer, opened = await self._act(step)
        seen = await self._seen(opened, step)
        assert seen == {name: tuple(parts) for name, parts in step.sees.items()}, f"people saw {seen}"
        if step.hears is not None:
            assert answer.startswith(step.hears), f"the answer was {answer}"
        for words in step.reads:
            assert words in answer, f"the answer was {answer}"
        for words in step.never_reads:
            assert words not in answer, f"the answer was {answer}"
        if step.paused is not None:
            until = {who: end for _, who, end in self.world.platform.paused}
            now = [who for who, end in until.items() if end is not None and end > self.world.now]
            assert now == [self.world.person(name).id for name in step.paused]
        if step.answer is not None:
            assert answer == in_words(step.answer, book("en")), f"the answer was {answer}"
        for name, counts in step.counts.items():
            found = await self.world.counts(name)
            assert found == tuple(counts), f"{name}'s counts are {found}"
        if step.cases is not None:
            cases = await self.world.cases()
            assert cases == tuple(step.cases), f"the open cases are {cases}"
        if step.posted is not None:
            assert len(self.world.platform.posted) == step.posted
        if step.taken_down is not None:
            expected = [self.said[number - 1].id for number in step.taken_down]
            assert [message for _, message in self.world.platform.deleted] == expected

    async def _act(self, step: Step) -> tuple[str, tuple[Letter, ...]]:
        world = self.world
        if step.says is not None:
            await self._say(step.says, step)
        elif step.edits is not None:
            number, words = _split(step.edits)
            place = int(number) - 1
            self.said[place] = await world.edits(self.said[place], words)
        elif step.deletes is not None:
            await world.deletes(self.said[step.deletes - 1])
        elif step.again is not None:
            await world.hears(self.said[step.again - 1])
        elif step.restarts:
            await world.restarts()
        elif step.waits is not None:
            await self._wait(step.waits)
        else:
            return await self._turn_to_the_bot(step)
        return "", ()

    async def _turn_to_the_bot(self, step: Step) -> tuple[str, tuple[Letter, ...]]:
        world = self.world
        if step.presses is not None:
            name, rest = _split(step.presses)
            button, _, words = rest.partition(": ")
            return await world.press(name, Choice(button), words or None), ()
        if step.asks is not None:
            return await self._ask(step.asks), ()
        if step.opens is not None:
            return "", await world.opens_mailbox(step.opens)
        if step.blocks is not None:
            world.blocks(step.blocks)
        return "", ()

    async def _say(self, said: str, step: Step) -> None:
        name, words = _split(said)
        more = {"media": step.carries, "is_forwarded": step.forwarded, "reply_to": self._answered(step)}
        self.said.append(await self.world.says(words, by=name, **more))

    async def _ask(self, asked: str) -> str:
        name, rest = _split(asked)
        command, _, words = rest.partition(": ")
        command, _, number = command.partition(" ")
        about = self.said[int(number) - 1] if number and command != "cases" else None
        words = number if command == "cases" else words
        return await self.world.asks(self.world.person(name), command, words, about)

    def _answered(self, step: Step) -> Reply | None:
        if step.answers is None:
            return None
        said = self.said[step.answers - 1]
        return Reply(id=said.id, author=said.author, text=said.text)

    async def _wait(self, span: str) -> None:
        if span.startswith("until "):
            here = self.world.now.astimezone(LONDON)
            wanted = datetime.combine(here.date(), time.fromisoformat(span.removeprefix("until ")), tzinfo=LONDON)
            await self.world.until(wanted if wanted > here else wanted + timedelta(days=1))
        else:
            amount, unit = span.split()
            length = timedelta(minutes=int(amount) * UNITS[unit.removesuffix("s")])
            await self.world.later(length, step=timedelta(minutes=1) if length < timedelta(days=1) else length / 24)

    async def _seen(self, opened: tuple[Letter, ...], step: Step) -> dict[str, tuple[str, ...]]:
        """Who has seen what since the last step: each letter as the story calls it, or else in full."""
        new = [seen.letter for seen in self.world.platform.seen[self.shown :]]
        self.shown = len(self.world.platform.seen)
        expected = {self.world.person(name).id: (name, tuple(kinds)) for name, kinds in step.sees.items()}
        letters: defaultdict[MemberId, list[Letter]] = defaultdict(list)
        for letter in (*new, *opened):
            letters[letter.to].append(letter)
        found: dict[str, tuple[str, ...]] = {}
        for who, received in letters.items():
            name, called = expected.get(who, (who, ()))
            places = zip_longest(received, called[: len(received)])
            found[name] = tuple([await self._called(letter, kind) for letter, kind in places])
        return found

    async def _called(self, letter: Letter, expected: str | None) -> str:
        notice = await self.world.store.notice(letter.notice)
        kind, _, words = (expected or "").partition(": ")
        if notice is not None and notice.kind == kind and words in letter.text:
            return str(expected)
        return f"{notice.kind if notice else 'nothing'}: {letter.text}"


def _split(line: str) -> tuple[str, str]:
    name, _, rest = line.partition(": ")
    return name, rest


@dataclass(kw_only=True)
class Larkrise(World):
    """A world with its front door, where a group's own rules lie over the shared ones."""

    shared: Rulebook
    chats: tuple[ChatId, ...] = (CHAT,)
    receives: type[Reception] = Reception

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """As at a start: only what is in the store and on the platform is there."""
        super().__post_init__()
        self.own = OwnRules(store=self.store, rulebook=self.shared, clock=lambda: self.now, wake=self.courier.wake)
        self.reception = self.receives(
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
            clock=lambda: self.now,
        )

    async def restarts(self) -> None:
        self.begin()

    def blocks(self, name: str) -> None:
        self.platform.unreachable.add(self.person(name).id)

    async def _rules(self, group: Group) -> Rules:
        return await self.own.of(group)

    async def asks(self, by: Member, command: str, words: str, about: Message | None) -> str:
        answer = await self.reception.asked(command, words, by, GROUP, about)
        await self.courier.step(self.now)
        return answer


async def play(story: Story, store: Store, rules: Rulebook) -> None:
    platform = FakePlatform(group_admins=tuple(member(name) for name in story.admins))
    world = Larkrise(now=story.starts.replace(tzinfo=LONDON), store=store, platform=platform, shared=rules)
    await perform(story, world)


async def perform(story: Story, world: Larkrise) -> None:
    """In whatever world: it knows its people, and what they see."""
    await world.store.save_group(story.group(world.person, world.chats))
    stage = Stage(world=world, said=[])
    for number, step in enumerate(story.steps, start=1):
        try:
            await stage.play(step)
        except AssertionError as error:
            error.add_note(f"in step {number} of {story.story!r}: {step.model_dump(exclude_defaults=True)}")
            raise

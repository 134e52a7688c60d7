"""A story's stage on Telegram: a server on this machine, the real library and adapter, and all that stands behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from botapi import TOKEN, BotApi, serving
from botmethods import ME, Json, Place, Sent
from builders import GROUP
from kinds import telegram_poll
from school import CHAT, plugged
from stage import Shown, group_of
from storybook import Sight, Step, Story

from adapters.telegram.ids import member_id
from adapters.telegram.serving import telegram
from bot.message import Media, MemberId
from bot.notice import Choice, Notice, NoticeId
from bot.ports import Store
from bot.rulebook.book import Rulebook

CAST = "Sam Priya Tom Lena Ade Ash Bea Dee Ewa Jo Kai Kim Lee Meg Nia Ola Raj Zed operator".split()
NUMBERS = {name: number for number, name in enumerate(CAST, start=7)}
NAMES = {number: name for name, number in NUMBERS.items()}
OPERATOR = member_id(NUMBERS["operator"])
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
FILE = {"file_id": "f", "file_unique_id": "u"}
UNHEARD = {"try"}
"""Commands with somebody's words in them that nobody says before the group."""


@dataclass
class TelegramStage:
    """A storybook.Stage. Everybody has pressed Start once."""

    api: BotApi
    place: Place
    store: Store
    rulebook: Rulebook
    now: datetime
    said: list[Json] = field(default_factory=list)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _shown: int = 0
    """The last message that has been accounted for."""
    _people: Shown = field(default_factory=Shown)

    async def begin(self) -> None:
        before = len(self.api.requests)
        url = await self._open.enter_async_context(serving(self.api))
        adapter = telegram(TOKEN, url, clock=lambda: self.now, operator=OPERATOR)
        self._core = plugged(adapter, self.store, OPERATOR, self.rulebook)
        self._serving = asyncio.create_task(adapter.serve(self._core.intake, self._core.reception))
        await self.api.until(lambda: {"getUpdates", "getChatAdministrators"} <= self._asked_since(before))

    def _asked_since(self, before: int) -> set[str]:
        return {method for method, _ in self.api.requests[before:]}

    async def end(self) -> None:
        self._serving.cancel()
        with suppress(asyncio.CancelledError):
            await self._serving
        await self._open.aclose()

    async def says(self, name: str, words: str, step: Step) -> None:
        by = NUMBERS[name]
        message: Json = {"message_id": self.api.number(), "date": self._clock, "chat": self.place.shown}
        message |= {"from": self.api.user(by), **_worded(words, step.carries)}
        if step.forwarded:
            message["forward_origin"] = {"type": "hidden_user", "date": self._clock, "sender_user_name": "Zoe"}
        if step.answers is not None:
            message["reply_to_message"] = self.said[step.answers - 1]
        self.said.append(message)
        await self._happens("message", message)

    async def edits(self, number: int, words: str) -> None:
        self.said[number - 1] |= {"text": words, "edit_date": self._clock}
        await self._happens("edited_message", self.said[number - 1])

    async def deletes(self, number: int) -> None:
        """Telegram tells the bot nothing of it."""

    async def again(self, number: int) -> None:
        await self._happens("message", self.said[number - 1])

    async def restarts(self) -> None:
        await self.end()
        await self.begin()

    async def at(self, moment: datetime) -> None:
        self.now = moment
        await self._settled()

    async def presses(self, name: str, choice: Choice, words: str | None) -> str:
        """Words of their own are what they write to the bot next."""
        by = NUMBERS[name]
        self._people.begin_answer()
        note, data = self._button(by, choice)
        before = len(self.api.pop_ups)
        await self.api.presses(by, data, self.place if note.seen_by is not None else None, note.message)
        await self.api.until(lambda: len(self.api.pop_ups) > before)
        await self._settled(name)
        if words is not None:
            first = self._people.taken()
            await self.api.says(by, words)
            await self._settled(name)
            self._people.follow(first)
        return str(self.api.pop_ups[before].get("text") or self._people.answer)

    async def asks(self, name: str, command: str, words: str, about: int | None) -> str:
        by, typed = NUMBERS[name], f"/{command} {words}".strip()
        self._people.begin_answer()
        if command == "rulesfile":
            await self.api.sends(by, "rules.yaml", words.encode())
        elif command in UNHEARD:
            await self.api.says(by, typed)
        else:
            beneath = {} if about is None else {"reply_to_message": self.said[about - 1]}
            await self.api.says(by, typed, self.place, self._clock, **beneath)
        await self._settled(name)
        return self._people.answer

    async def opens(self, name: str) -> None:
        """By the standing button; where that leads to Start, they press it."""
        by, before = NUMBERS[name], len(self.api.pop_ups)
        await self.api.presses(by, "anything", self.place)
        await self.api.until(lambda: len(self.api.pop_ups) > before)
        if "url" in self.api.pop_ups[before]:
            self.api.blocked.discard(by)
            await self.api.says(by, "/start anything")
        await self._settled(name)

    async def blocks(self, name: str) -> None:
        """And the bot is no admin any more, which could show them something in the group."""
        self.api.blocked.add(NUMBERS[name])
        self.place.admins.discard(ME)

    def number_of(self, name: str) -> MemberId:
        return member_id(NUMBERS[name])

    def seen(self) -> tuple[Sight, ...]:
        return self._people.taken()

    @property
    def posted(self) -> int:
        return len(self.api.public(self.place))

    @property
    def taken_down(self) -> list[int]:
        numbers = {said["message_id"]: number for number, said in enumerate(self.said, start=1)}
        return [numbers[message] for _, message in self.api.deleted]

    @property
    def paused(self) -> list[str]:
        now = {user: may_write for _, user, may_write, _ in self.api.restricted}
        return [NAMES[user] for user, may_write in now.items() if not may_write]

    @property
    def _clock(self) -> int:
        return int(self.now.timestamp())

    async def _happens(self, kind: str, what: Json) -> None:
        await self.api.happens(kind, what)
        await self._settled()

    async def _settled(self, by: str | None = None) -> None:
        """Everything has been heard, and everything due is delivered. `by` has asked for something."""
        await self.api.quiet()
        await self._core.courier.step(self.now)
        for sent in self.api.sent:
            if sent.message > self._shown and (sent.chat, sent.seen_by) != (CHAT, None):
                await self._take(sent, by)
        self._shown = self.api.number()

    async def _take(self, sent: Sent, by: str | None) -> None:
        sight = self._people.add(NAMES[sent.seen_by or sent.chat], sent.text, await self._notice(sent), by)
        if sight is not None and self._people.sights.count(sight) > 1:
            self._people.sights.pop()  # an alarm comes both directly and in the group

    async def _notice(self, sent: Sent) -> Notice | None:
        names = {str(sent.message), f"{sent.chat}/{sent.seen_by}/{sent.message}"}
        own = [data.partition(":")[2] for _, data in sent.buttons if "://" not in data]
        if own:
            return await self.store.notice(NoticeId(own[0]))
        known = await self.store.notices_since(GROUP, EPOCH)
        return next((notice for notice in known if notice.reference in names), None)

    def _button(self, by: int, choice: Choice) -> tuple[Sent, str]:
        """On the last of their letters that has it."""
        begins = f"{choice.value}:"
        found = [(sent, data) for sent in self.api.private(by) for _, data in sent.buttons if data.startswith(begins)]
        return found[-1]


def _worded(words: str, carries: frozenset[Media]) -> Json:
    """As Telegram sends it."""
    if Media.POLL in carries:
        question, *answers = words.split(" / ")
        return {"poll": telegram_poll(question, *answers)}
    if Media.PHOTO in carries:
        return {"caption": words, "photo": [{**FILE, "width": 1, "height": 1}]}
    if Media.VOICE in carries:
        return {"voice": {**FILE, "duration": 3}}
    return {"text": words}


@asynccontextmanager
async def telegram_stage(story: Story, store: Store, rulebook: Rulebook) -> AsyncIterator[TelegramStage]:
    api = BotApi()
    api.reads_all = True
    for number, name in NAMES.items():
        api.person(number, name, started=True)
    place = api.place(CHAT, "Larkrise parents", ME, *(NUMBERS[name] for name in story.admins))
    await store.save_group(group_of(story, f"telegram:{CHAT}", lambda name: member_id(NUMBERS[name])))
    stage = TelegramStage(api, place, store, rulebook, story.begins)
    await stage.begin()
    try:
        yield stage
    finally:
        await stage.end()

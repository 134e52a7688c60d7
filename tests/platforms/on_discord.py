"""The stories' world with Discord in it: whatever is said, pressed and asked goes over its gateway and its REST."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, cast

import discord_shapes as shapes
from builders import LONDON, message
from discord_server import Loopback
from discord_shapes import BOT, CHAT, EVERYTHING, GENERAL, GUILD, OWNER, role, told
from discord_world import loopback
from fakes import FakeStore
from storybook import Larkrise, Story
from wired import Remembering, Wired
from world import book

from adapters.discord.ids import chat_id, member_id, server_id
from adapters.discord.letters import SIGN
from adapters.discord.listen import Discord
from bot.intake import Intake
from bot.message import Media, Member, Message, MessageId, Reply
from bot.notice import Choice, Letter
from bot.ports import Store
from bot.rulebook.book import Rulebook

Json = dict[str, Any]
HELPERS, FIRST = 120, 920
MANAGES_MESSAGES = str(1 << 13)
WINDOW = 9
"""What Discord calls an answer that opens one."""


class Heard(Intake):
    """Says when something has been judged."""

    def __init__(self, changed: Callable[[], Any], **parts: Any) -> None:
        super().__init__(**parts)
        self._changed = changed
        self.times = 0

    async def said(self, message: Message) -> None:
        await super().said(message)
        self.times += 1
        await self._changed()


@dataclass(kw_only=True)
class OnDiscord(Larkrise):
    discord: Loopback
    sent: dict[str, Json] = field(default_factory=dict)
    serving: asyncio.Task[None] | None = None

    def begin(self) -> None:
        super().begin()
        served = Discord(
            "a-token",
            label=lambda choice, language: book(language).label(choice),
            clock=lambda: self.now,
            api=self.discord.api,
            gateway=self.discord.gateway,
        )
        cast(Wired, self.platform).real = served.platform
        parts = {"moderator": self.moderator, "store": self.store, "clock": lambda: self.now}
        self.intake = Heard(self.discord.changed, wake=self.courier.wake, **parts)
        self._asked_before = len(self.discord.asked)
        self.discord.clock = lambda: self.now
        self.serving = asyncio.create_task(served.serve(self.intake, self.reception))

    async def ready(self) -> None:
        """The menu is put up when all is caught up."""
        before = self._asked_before
        await self.discord.until(lambda: any(each.path.endswith("/commands") for each in self.discord.asked[before:]))

    async def stop(self) -> None:
        if self.serving is not None:
            self.serving.cancel()
            with suppress(asyncio.CancelledError, ExceptionGroup):
                await self.serving

    async def restarts(self) -> None:
        await self.stop()
        self.begin()
        await self.ready()

    def person(self, name: str) -> Member:
        return person(name)

    def blocks(self, name: str) -> None:
        self.discord.closed.add(called(name))

    async def says(self, text: str, by: str = "Sam", **more: object) -> Message:
        before = self.intake.times
        content = _content(text, more)
        said = await self.discord.says(called(by), content.pop("content"), CHAT, **content)
        self.sent[said["id"]] = said
        await self.discord.until(lambda: self.intake.times > before)
        await self.courier.step(self.now)
        place = {"id": MessageId(said["id"]), "chat": chat_id(CHAT), "author": self.person(by)}
        return message(text, by, self.now, **place)

    async def edits(self, said: Message, text: str) -> Message:
        before, known = self.intake.times, self.sent[said.id]
        known |= {"content": text, "edited_timestamp": self.now.isoformat()}
        await self.discord.tell("MESSAGE_UPDATE", told(known, CHAT, self.discord.bears))
        await self.discord.until(lambda: self.intake.times > before)
        await self.courier.step(self.now)
        return said

    async def hears(self, said: Message) -> None:
        """It stands below what was read, so nothing is judged: what is asked after it is answered after it."""
        await self.discord.tell("MESSAGE_CREATE", told(self.sent[said.id], CHAT, self.discord.bears))
        await self.asks(self.person("operator"), "help", "", None)

    async def press(self, by: str, choice: Choice, words: str | None = None, *, letter: Letter | None = None) -> str:  # noqa: ARG002  # people press what they see
        number, sign = called(by), f"{SIGN}:{choice.value}:"
        before, windows = len(self._answers(number)), len(self._windows(number))
        shown = [*self.discord.private(number), *self._answers(number)]
        found = [
            each["custom_id"]
            for one in reversed(shown)
            for row in one.get("components", [])
            for each in row["components"]
            if each.get("custom_id", "").startswith(sign)
        ]
        await self.discord.presses(number, found[0])
        if choice is Choice.ASK_A_PERSON:
            await self.discord.until(lambda: len(self._windows(number)) > windows)
            await self.discord.sends_off(number, self._windows(number)[-1]["custom_id"], words or "")
        return await self._answer(number, before)

    async def asks(self, by: Member, command: str, words: str, about: Message | None) -> str:
        number = called(by.name)
        before = len(self._answers(number))
        if about is not None:
            await self.discord.chooses(number, self.reception.menu(command), self.sent[about.id])
        else:
            await self.discord.types(number, command, words)
        return await self._answer(number, before)

    async def opens_mailbox(self, by: str) -> tuple[Letter, ...]:
        number, reception = called(by), cast(Remembering, self.reception)
        before, known = len(self._answers(number)), len(reception.opened_so_far)
        await self.discord.presses(number, "schoolgate:anything")
        await self._answer(number, before)
        opened = reception.opened_so_far[known:]
        read = "".join(_plain(each) for each in self._answers(number)[before:])
        assert all(_flat(each.text) in _flat(read) for each in opened)
        return opened

    async def _answer(self, number: int, before: int) -> str:
        await self.discord.until(lambda: len(self._answers(number)) > before)
        await self.courier.step(self.now)
        return "\n".join(_plain(each) for each in self._answers(number)[before:])

    def _answers(self, number: int) -> list[Json]:
        return [each for each in self.discord.answers if each["for"] == number]

    def _windows(self, number: int) -> list[Json]:
        return [each["data"] for each in self.discord.signs(number) if each["type"] == WINDOW]


def person(name: str) -> Member:
    return Member(id=member_id(called(name)), name=shapes.NAMES[called(name)])


def called(name: str) -> int:
    """The number of whoever has this name; somebody new gets the next."""
    for number, shown in shapes.NAMES.items():
        if shown.casefold() == name.casefold():
            return number
    number = max(FIRST, *shapes.NAMES) + 1
    shapes.NAMES[number] = name
    return number


def _content(text: str, more: dict[str, object]) -> Json:
    """What Discord tells of it besides who and when."""
    media, reply = more.get("media") or frozenset(), more.get("reply_to")
    found: Json = {"content": text}
    if media == {Media.PHOTO}:
        found["attachments"] = [_file("IMG_1.png", "image/png")]
    elif media == {Media.VOICE}:
        found |= {"flags": 8192, "attachments": [_file("voice-message.ogg", "audio/ogg")]}
    elif media == {Media.POLL}:
        question, *answers = text.split(" / ")
        options = [{"answer_id": place, "poll_media": {"text": each}} for place, each in enumerate(answers, 1)]
        rest = {"expiry": shapes.BEFORE, "layout_type": 1, "allow_multiselect": False}
        found = {"content": "", "poll": {"question": {"text": question}, "answers": options, **rest}}
    if more.get("is_forwarded"):
        empty = {"flags": 0, "mentions": [], "mention_roles": [], "embeds": [], "components": [], "attachments": []}
        first = {"content": text, "type": 0, "timestamp": shapes.BEFORE, "edited_timestamp": None, **empty}
        reference = {"type": 1, "message_id": "55", "channel_id": "7"}
        found = {"content": "", "message_reference": reference, "message_snapshots": [{"message": first}]}
    if isinstance(reply, Reply):
        found |= {"type": 19, "message_reference": {"type": 0, "message_id": reply.id, "channel_id": str(CHAT)}}
    return found


def _file(name: str, kind: str) -> Json:
    return {"id": "1", "filename": name, "size": 1, "url": "", "proxy_url": "", "content_type": kind}


def _plain(answer: Json) -> str:
    """As it is shown: what is escaped is what was written."""
    return re.sub(r"\\([*_~`|>\\#-])", r"\1", str(answer.get("content", ""))).replace("\u200b", "")


def _flat(text: str) -> str:
    return re.sub(r"\W", "", text)


@asynccontextmanager
async def on_discord(story: Story, rules: Rulebook, store: Store | None = None) -> AsyncIterator[OnDiscord]:
    """The first admin owns the server, the others may manage messages."""
    before = dict(shapes.NAMES)
    shapes.NAMES.clear()
    shapes.NAMES |= {BOT: "schoolgate", OWNER: story.admins[0]}
    try:
        async with loopback() as served:
            roles = [role(GUILD, "@everyone"), role(110, "bot", EVERYTHING), role(HELPERS, "Helpers", MANAGES_MESSAGES)]
            served.discord.server = {"roles": roles}
            served.discord.bears = {called(name): str(HELPERS) for name in story.admins[1:]}
            operator = member_id(called("operator"))
            for name in story.people:
                called(name)
            kept, chats = store or FakeStore(), (server_id(GUILD),)
            await kept.save_group(story.group(person, chats))  # before the bot sees a server it does not know
            world = OnDiscord(
                now=story.starts.replace(tzinfo=LONDON),
                store=kept,
                platform=Wired(),
                operator=operator,
                chats=chats,
                receives=Remembering,
                shared=rules,
                discord=served.discord,
            )
            try:
                await world.ready()
                yield world
            finally:
                await world.stop()
            pinned = served.discord.pinned.get(GENERAL, [])
            written = [_plain(each) for each in served.discord.written_in_channels() if each not in pinned]
            # Everybody saw what was posted, and nothing else.
            assert [_flat(each) for each in written] == [_flat(text) for _, text in world.platform.posted]
    finally:
        shapes.NAMES.clear()
        shapes.NAMES |= before

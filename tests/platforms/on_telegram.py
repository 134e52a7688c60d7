"""The stories' world with Telegram in it: whatever is said, pressed and asked goes through its server and back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

from botapi import ME, TOKEN, BotApi, Place, Sent, serving
from builders import LONDON, message
from fakes import FakeStore
from storybook import Larkrise, Story
from wired import Remembering, Wired

from adapters.telegram.ids import chat_id, member_id
from adapters.telegram.serving import telegram
from bot.intake import Intake
from bot.message import Media, Member, Message, MessageId, Reply
from bot.notice import Choice, Letter
from bot.ports import Store
from bot.reception import FOR_ADMINS
from bot.rulebook.book import Rulebook

Json = dict[str, object]
GROUP = -1001234567890
FILE: Json = {"file_id": "f", "file_unique_id": "u"}
PICTURE: Json = {**FILE, "width": 1, "height": 1}
VOTES: Json = {"voter_count": 0}


class School(BotApi):
    """Its people by name; the bot is an admin who may delete and restrict."""

    def __init__(self) -> None:
        super().__init__()
        self.knows_ephemeral = False  # everybody has pressed Start, as the stories have it
        self.numbers: dict[str, int] = {}

    def called(self, name: str) -> int:
        number = self.numbers.setdefault(name.casefold(), len(self.numbers) + 11)
        if number not in self.people:
            self.person(number, name, started=True)
        return number

    def on_restrictchatmember(self, data: Json) -> bool:
        return data["user_id"] in self.people


@dataclass(kw_only=True)
class OnTelegram(Larkrise):
    api: School
    url: str
    place: Place
    sent: dict[str, Json] = field(default_factory=dict)
    """Every message of the group as Telegram told it, by its number."""
    serving: asyncio.Task[None] | None = None

    def begin(self) -> None:
        super().begin()
        adapter = telegram(TOKEN, self.url, clock=lambda: self.now)
        cast(Wired, self.platform).real = adapter.platform
        intake = Intake(moderator=self.moderator, store=self.store, clock=lambda: self.now, wake=self.courier.wake)
        self.serving = asyncio.create_task(adapter.serve(intake, self.reception))

    async def stop(self) -> None:
        if self.serving is not None:
            self.serving.cancel()
            with suppress(asyncio.CancelledError):
                await self.serving

    async def restarts(self) -> None:
        await self.stop()
        self.begin()

    def person(self, name: str) -> Member:
        return Member(id=member_id(self.api.called(name)), name=self.api.people[self.api.called(name)])

    def blocks(self, name: str) -> None:
        self.api.blocked.add(self.api.called(name))

    async def says(self, text: str, by: str = "Sam", **more: object) -> Message:
        number, who = self.api.number(), self.person(by)
        chat = {"message_id": number, "date": int(self.now.timestamp()), "chat": self.place.shown}
        said = {**chat, "from": self.api.user(self.api.called(by)), **self._carried(text, more)}
        self.sent[str(number)] = said
        await self._happens("message", said)
        return message(text, by, self.now, id=MessageId(str(number)), chat=chat_id(GROUP), author=who)

    def _carried(self, text: str, more: dict[str, object]) -> Json:
        media, reply = more.get("media") or frozenset(), more.get("reply_to")
        found: Json = {"text": text}
        if media == {Media.PHOTO}:
            found = {"caption": text, "photo": [PICTURE]}
        elif media == {Media.VOICE}:
            found = {"voice": {**FILE, "duration": 3}}
        elif media == {Media.POLL}:
            question, *answers = text.split(" / ")
            options = [{"text": each, "persistent_id": each, **VOTES} for each in answers or ("Yes", "No")]
            rest = {"total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular"}
            may = {"allows_multiple_answers": False, "allows_revoting": False, "members_only": False}
            found = {"poll": {"id": "1", "question": question, "options": options, **rest, **may}}
        if more.get("is_forwarded"):
            found["forward_origin"] = {"type": "hidden_user", "date": 1, "sender_user_name": "Zoe"}
        if isinstance(reply, Reply):
            found["reply_to_message"] = self.sent[reply.id]
        return found

    async def edits(self, said: Message, text: str) -> Message:
        edited = {**self.sent[said.id], "text": text, "edit_date": int(self.now.timestamp())}
        self.sent[said.id] = edited
        await self._happens("edited_message", edited)
        return said

    async def deletes(self, said: Message) -> None:
        raise NotImplementedError("Telegram tells nobody")

    async def hears(self, said: Message) -> None:
        await self._happens("message", self.sent[said.id])

    async def press(self, by: str, choice: Choice, words: str | None = None, *, letter: Letter | None = None) -> str:  # noqa: ARG002  # people press what they see
        api, number = self.api, self.api.called(by)
        under, data = next(
            (each, data)
            for each in reversed(api.private(number))
            for _, data in each.buttons
            if data.startswith(f"{choice.value}:")
        )
        pop_ups, before = len(api.pop_ups), len(api.sent)
        await api.presses(number, data, None, under.message)
        await api.until(lambda: len(api.pop_ups) > pop_ups)
        answer = api.pop_ups[-1].get("text") or self._told(number, before)
        if words is not None:
            before = len(api.sent)
            await api.says(number, words)
            await api.until(lambda: bool(self._new(number, before)))
            answer = self._told(number, before)
        await self.courier.step(self.now)
        return answer

    async def asks(self, by: Member, command: str, words: str, about: Message | None) -> str:
        number, before = self.api.called(by.name), len(self.api.sent)
        # What admins steer is typed in private: in the group everybody would read it, and it would be judged.
        chat = {"id": number, "type": "private", "first_name": by.name} if command in FOR_ADMINS else self.place.shown
        asked = {"date": int(self.now.timestamp()), "chat": chat, "from": self.api.user(number)}
        meant = {} if about is None else {"reply_to_message": self.sent[about.id]}
        typed = {"message_id": self.api.number(), "text": f"/{command} {words}".strip(), **asked, **meant}
        await self.api.happens("message", typed)
        await self.api.until(lambda: not self.api.pending and bool(self._new(number, before)))
        answer = self._told(number, before)
        await self.courier.step(self.now)
        return answer

    async def opens_mailbox(self, by: str) -> tuple[Letter, ...]:
        """Pressing Start shows what waits, and lets the bot in again; afterwards it is shut out as before."""
        api, number, reception = self.api, self.api.called(by), cast(Remembering, self.reception)
        was_blocked, before, known = number in api.blocked, len(api.sent), len(reception.opened_so_far)
        api.blocked.discard(number)
        await api.says(number, "/start")
        await api.until(lambda: not api.pending and bool(self._new(number, before)))
        if was_blocked:
            api.blocked.add(number)
        opened = reception.opened_so_far[known:]
        assert {each.text for each in opened} <= {each.text for each in self._new(number, before)}
        await self.courier.step(self.now)
        return opened

    async def _happens(self, kind: str, what: Json) -> None:
        await self.api.happens(kind, what)
        await self.api.quiet()
        await self.courier.step(self.now)

    def _new(self, number: int, before: int) -> list[Sent]:
        return [each for each in self.api.sent[before:] if each.chat == number]

    def _told(self, number: int, before: int) -> str:
        return "\n".join(each.text for each in self._new(number, before))


@asynccontextmanager
async def on_telegram(story: Story, rules: Rulebook, store: Store | None = None) -> AsyncIterator[OnTelegram]:
    api = School()
    place = api.place(GROUP, "Larkrise parents", ME, *(api.called(name) for name in story.admins))
    async with serving(api) as url:
        world = OnTelegram(
            now=story.starts.replace(tzinfo=LONDON),
            store=store or FakeStore(),
            platform=Wired(),
            operator=member_id(api.called("operator")),
            chats=(chat_id(GROUP),),
            receives=Remembering,
            shared=rules,
            api=api,
            url=url,
            place=place,
        )
        try:
            yield world
        finally:
            await world.stop()
    # Everybody saw what was posted, and nothing else.
    assert api.public(place) == [text for _, text in world.platform.posted]

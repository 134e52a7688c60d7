"""Reaches a Telegram group's people: each where nobody else can see it."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from telegram import ChatMember, ChatPermissions, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.audit import examine_chat
from adapters.telegram.ephemeral import Asked, Ephemeral, NotEphemeralError
from adapters.telegram.ids import number
from adapters.telegram.limits import NOW, OR_LATER, seconds
from adapters.telegram.paper import buttons, parts
from adapters.telegram.translate import member_of
from bot.checkup import Checked
from bot.group import Group
from bot.message import ChatId, GroupId, Member, MemberId, MessageId
from bot.notice import Letter, NoticeId, Way
from bot.ports import Delivered, PostponedError, RefusedError, UnreachableError, Why
from bot.reach import Reach
from bot.reception import Reception

log = structlog.get_logger()

ADMINS_KEPT = 30.0
"""Seconds for which an answer about who the admins are is good."""
REMEMBERED = 1_000
"""Letters remembered as handed over, so that handing one over again sends nothing."""
NO_ANSWER = 5.0
"""Seconds to wait when Telegram does not say how long."""
GONE = ("message to delete not found", "message_id_invalid")
REASONS = (
    ("bot was blocked", Why.BLOCKED),
    ("can't initiate conversation", Why.NEVER_STARTED),
    ("chat not found", Why.NEVER_STARTED),
    ("deactivated", Why.GONE),
)


@dataclass(frozen=True, slots=True)
class _Admins:
    members: tuple[Member, ...]
    until: float


class TelegramPlatform:
    """A Platform. Nothing is sent before it has been introduced to whoever knows the groups and the buttons' words."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self.bot = bot
        self.ephemeral = Ephemeral(bot)
        self._reception: Reception | None = None
        self._groups: dict[GroupId, Group] = {}
        self._admins: dict[int, _Admins] = {}
        self._closed: set[int] = set()
        self._handed: OrderedDict[tuple[NoticeId, MemberId], Delivered] = OrderedDict()

    def introduce(self, reception: Reception) -> None:
        self._reception = reception

    def knows(self, group: Group) -> None:
        """Its profile as of now, for its chats and its language."""
        self._groups[group.id] = group

    def has_written(self, user: int) -> None:
        """Somebody has opened a conversation with the bot: direct messages reach them."""
        self._closed.discard(user)

    def forget_admins(self, chat: int) -> None:
        """Somebody's standing in the chat has changed."""
        self._admins.pop(chat, None)

    async def tell(self, letter: Letter) -> Delivered:
        if self._reception is None:
            raise PostponedError(1.0)
        key = (letter.notice, letter.to)
        if key in self._handed:
            return self._handed[key]
        user = number(letter.to)
        if user is None or user <= 0:
            raise UnreachableError("nobody in particular speaks with this voice")
        group = await self._group(letter, self._reception)
        done = await self._handed_over(letter, user, group, self._reception)
        self._handed[key] = done
        if len(self._handed) > REMEMBERED:
            self._handed.popitem(last=False)
        return done

    async def _handed_over(self, letter: Letter, user: int, group: Group | None, reception: Reception) -> Delivered:
        marks = buttons(letter, lambda choice: reception.label(choice, letter.language))
        failed: UnreachableError | PostponedError | None = None
        done: list[Delivered] = []
        try:
            done.append(await self._direct(letter, user, marks))
        except UnreachableError as error:
            failed = error
        except PostponedError as error:
            if not letter.is_urgent:
                raise
            failed = error
        if letter.documents and not done:
            raise failed or UnreachableError  # a file goes directly or not at all
        if not done or letter.is_urgent:
            closed = failed.why if isinstance(failed, UnreachableError) else None
            try:
                reference = await self._in_a_group(letter, user, group, marks)
            except PostponedError as error:
                failed = error
            else:
                done += [] if reference is None else [Delivered(way=Way.EPHEMERAL, reference=reference, closed=closed)]
        if failed is not None and not done:
            raise failed
        return done[0]

    async def _direct(self, letter: Letter, user: int, marks: InlineKeyboardMarkup | None) -> Delivered:
        if (letter.is_closed or user in self._closed) and not letter.is_urgent:
            raise UnreachableError(why=Why.NEVER_STARTED)
        try:
            reference = await self.write(user, letter.text, marks, _pace(letter))
            for document in letter.documents:
                await self.bot.send_document(user, document.content, filename=document.name)
        except RetryAfter as error:
            raise PostponedError(seconds(error)) from error
        except (Forbidden, BadRequest) as error:
            self._closed.add(user)
            why = next((why for text, why in REASONS if text in error.message.casefold()), Why.UNKNOWN)
            raise UnreachableError(why=why) from error
        except TelegramError as error:
            raise PostponedError(NO_ANSWER) from error
        self._closed.discard(user)
        return Delivered(way=Way.DIRECT, reference=reference)

    async def _in_a_group(
        self, letter: Letter, user: int, group: Group | None, marks: InlineKeyboardMarkup | None
    ) -> str | None:
        """In the chat it is about, or in the first of the group's where it can be. Raises PostponedError."""
        wait: float | None = None
        here = () if letter.about is None else (letter.about[0],)
        for chat in dict.fromkeys((*here, *(group.chats if group is not None else ()))):
            place = number(chat)
            if place is None or place > 0:
                continue
            try:
                return await self.whisper(place, user, letter.text, marks, pace=_pace(letter))
            except NotEphemeralError:
                return None
            except RetryAfter as error:
                wait = seconds(error)
            except TelegramError as error:
                log.info("no ephemeral message here", error=type(error).__name__)
        if wait is not None:
            raise PostponedError(wait)
        return None

    async def write(
        self, user: int, text: str, marks: InlineKeyboardMarkup | None = None, pace: int | None = None
    ) -> str:
        """Directly to one person. Raises TelegramError."""
        plain = LinkPreviewOptions(is_disabled=True)
        *first, last = parts(text)
        for part in first:
            await self.bot.send_message(user, part, link_preview_options=plain, rate_limit_args=pace)
        sent = await self.bot.send_message(
            user, last, reply_markup=marks, link_preview_options=plain, rate_limit_args=pace
        )
        return str(sent.message_id)

    async def confide(self, chat: int, user: int, text: str) -> bool:
        """In private, else in the group for their eyes only; False when they cannot be written to at all."""
        try:
            await self.write(user, text)
        except TelegramError:
            try:
                await self.whisper(chat, user, text)
            except (TelegramError, NotEphemeralError) as error:
                log.info("somebody can be written to in no private way", error=type(error).__name__)
                return False
        return True

    async def whisper(
        self,
        chat: int,
        user: int,
        text: str,
        marks: InlineKeyboardMarkup | None = None,
        answers: Asked | None = None,
        pace: int | None = None,
    ) -> str:
        """In a group, for one person's eyes. Raises NotEphemeralError or TelegramError."""
        *first, last = parts(text)
        for part in first:
            await self.ephemeral.send(chat, user, part, answers=answers, pace=pace)
        return await self.ephemeral.send(chat, user, last, marks, answers, pace)

    async def admins(self, group: Group) -> tuple[Member, ...]:
        self.knows(group)
        found: dict[str, Member] = {}
        for chat in group.chats:
            place = number(chat)
            if place is not None:
                found |= {admin.id: admin for admin in await self._admins_of(place)}
        return tuple(found.values())

    async def _admins_of(self, chat: int) -> tuple[Member, ...]:
        kept = self._admins.get(chat)
        now = time.monotonic()
        if kept is not None and now < kept.until:
            return kept.members
        try:
            found = await self.bot.get_chat_administrators(chat)
        except RetryAfter as error:
            raise PostponedError(seconds(error)) from error
        except TelegramError as error:
            raise PostponedError(NO_ANSWER) from error
        members = tuple(member_of(each.user) for each in found if not each.user.is_bot)
        self._admins[chat] = _Admins(members, now + ADMINS_KEPT)
        return members

    async def post(self, chat: ChatId, text: str) -> None:
        place = number(chat)
        if place is None:
            raise RefusedError("this chat is not on Telegram")
        try:
            for part in parts(text):
                await self.bot.send_message(place, part, link_preview_options=LinkPreviewOptions(is_disabled=True))
        except TelegramError as error:
            raise RefusedError(f"Telegram would not post it: {type(error).__name__}") from error

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        place = number(chat)
        if place is None or not message.isdecimal():
            raise RefusedError("this message is not on Telegram")
        try:
            await self.bot.delete_message(place, int(message))
        except BadRequest as error:
            if not any(text in error.message.casefold() for text in GONE):
                raise RefusedError("the right to delete messages is missing, or it is too old") from error
        except TelegramError as error:
            raise RefusedError(f"Telegram would not delete it: {type(error).__name__}") from error

    async def pause(self, chat: ChatId, member: MemberId, until: datetime | None) -> None:
        place, user = number(chat), number(member)
        if place is None or user is None or user <= 0:
            raise RefusedError("nobody in particular speaks with this voice")
        # With every permission given, Telegram lifts what was restricted; the group's own settings stay above it.
        may = ChatPermissions.all_permissions() if until is None else ChatPermissions.no_permissions()
        try:
            await self.bot.restrict_chat_member(place, user, may, until_date=until)
        except BadRequest as error:
            raise RefusedError("the right to restrict members is missing, or they are an admin") from error
        except TelegramError as error:
            raise RefusedError(f"Telegram would not do it: {type(error).__name__}") from error

    async def is_member(self, group: Group, member: MemberId) -> bool:
        user = number(member)
        for chat in group.chats:
            place = number(chat)
            if place is None or user is None or user <= 0:
                continue
            try:
                found = await self.bot.get_chat_member(place, user)
            except BadRequest:
                continue  # nobody Telegram knows of there
            except TelegramError as error:
                raise PostponedError(NO_ANSWER) from error
            if found.status not in {ChatMember.LEFT, ChatMember.BANNED}:
                return True
        return False

    async def examine(self, group: Group) -> tuple[Checked, ...]:
        own = [place for chat in group.chats if (place := number(chat)) is not None]
        return tuple([each for place in own for each in await examine_chat(self.bot, place)])

    async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:
        """Telegram names no members: it counts them, and only who has written to the bot can be written to."""
        own = [place for chat in group.chats if (place := number(chat)) is not None]
        reached = sum(number(member) is not None for member in opened - closed)
        if len(own) != 1:
            return Reach(reached=reached, members=None)  # who is in two chats would be counted twice
        try:
            members = await self.bot.get_chat_member_count(own[0]) - 1  # the bot itself
        except TelegramError as error:
            raise PostponedError(NO_ANSWER) from error
        return Reach(reached=min(reached, members), members=members)

    async def _group(self, letter: Letter, reception: Reception) -> Group | None:
        if letter.about is not None:
            found = await reception.group_of(letter.about[0])
            if found is not None:
                self.knows(found)
        return self._groups.get(letter.group)


def _pace(letter: Letter) -> int:
    return NOW if letter.is_urgent else OR_LATER

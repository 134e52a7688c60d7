"""Can the bot still hear, and is the group still private? Looked at again and again, and told to who can mend it."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

import structlog
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.ids import chat_id, number
from adapters.telegram.silence import Silence
from bot.errors import SchoolgateError
from bot.group import Group, Mode
from bot.message import MemberId
from bot.ports import PostponedError
from bot.reception import Reception

log = structlog.get_logger()

EVERY = 600.0
"""Seconds between two looks. Telegram says nothing when a group is made public, so somebody has to look."""


class Trouble(StrEnum):
    """What has been found; also the name of what is said about it."""

    BLIND = "blind"
    REMOVED = "removed"
    WEAK = "weak"
    """A right it had is gone."""
    PUBLIC = "public"
    SILENT = "silent"


class Watch:
    def __init__(
        self,
        platform: TelegramPlatform,
        reception: Reception,
        clock: Callable[[], datetime],
        operator: MemberId | None = None,
    ) -> None:
        self._platform = platform
        self._bot: ExtBot[Any] = platform.bot
        self._reception = reception
        self._clock = clock
        self._operator = None if operator is None else number(operator)
        self._told: dict[int, set[Trouble]] = {}
        self._admins: dict[int, tuple[int, ...]] = {}
        """Who they were when last asked: one who has taken the bot out cannot be asked who they are."""
        self._could: dict[int, frozenset[str]] = {}
        self._silences: dict[int, Silence] = {}
        self._looking = asyncio.Lock()

    async def run(self) -> None:
        """For ever: what fails in one look must not end what is heard."""
        while True:
            try:
                await self.round()
            except SchoolgateError as error:
                log.error("the groups could not be looked at", reason=str(error))  # noqa: TRY400  # a traceback may hold text
            except Exception as error:  # noqa: BLE001  # as above
                log.error("the groups could not be looked at", error=type(error).__name__)  # noqa: TRY400  # as above
            await asyncio.sleep(EVERY)

    async def round(self) -> None:
        """One look at every chat."""
        try:
            await self._bot.get_me()  # privacy mode can be switched while the bot runs
        except TelegramError:
            return  # it cannot be reached, and whoever listens says so
        for group in await self._reception.groups():
            for chat in group.chats:
                place = number(chat)
                if place is not None:
                    await self.look(place, group)

    def heard(self, chat: int, at: datetime) -> None:
        """Somebody has said something there."""
        self._silences.setdefault(chat, Silence()).heard(at)
        self._told.get(chat, set()).discard(Trouble.SILENT)

    async def look(self, chat: int, group: Group, by: int | None = None) -> None:
        """Each trouble is told once, until it is over. `by` is whoever has just changed what the bot may do."""
        async with self._looking:  # a look and an update that come together tell it once
            found = await self._found(chat, group)
            if found is not None:
                wrong = tuple(self._reception.trouble(trouble.value, group) for trouble in sorted(found))
                self._reception.health.found(chat_id(chat), wrong)
                await self._say(found, chat, group, by)

    async def _say(self, found: set[Trouble], chat: int, group: Group, by: int | None) -> None:
        told = self._told.setdefault(chat, set())
        told &= found
        for trouble in sorted(found - told):
            log.warning("something is wrong in a chat", chat=chat, trouble=trouble.value)
            text = self._reception.trouble(trouble.value, group)
            if await self._tell(chat, text, by):
                told.add(trouble)
            else:
                log.error("nobody could be told what is wrong in a chat", chat=chat, trouble=trouble.value)

    async def _found(self, chat: int, group: Group) -> set[Trouble] | None:
        """None while Telegram cannot say."""
        try:
            me = await self._bot.get_chat_member(chat, self._bot.id)
            full = await self._bot.get_chat(chat)
        except ChatMigrated as moved:  # while nobody listened
            await self._reception.moved(chat_id(chat), chat_id(moved.new_chat_id))
            return None
        except (Forbidden, BadRequest):
            return {Trouble.REMOVED}
        except TelegramError:
            return None
        if me.status in {me.LEFT, me.BANNED}:
            return {Trouble.REMOVED}
        await self._ask_admins(chat, group)
        found = set[Trouble]()
        can = _rights(me)
        if me.status not in {me.ADMINISTRATOR, me.OWNER} and not self._bot.bot.can_read_all_group_messages:
            found.add(Trouble.BLIND)
        elif not can >= self._could.get(chat, frozenset()):
            found.add(Trouble.WEAK)
        self._could[chat] = self._could.get(chat, frozenset()) | can
        if full.username or full.active_usernames or full.location is not None:
            found.add(Trouble.PUBLIC)
        if group.mode is not Mode.PAUSED and self._silences.setdefault(chat, Silence()).is_unusual(self._clock()):
            found.add(Trouble.SILENT)
        return found

    async def _tell(self, chat: int, text: str, by: int | None) -> bool:
        """Every admin, and whoever did it; when none of them can be written to, the operator."""
        people = dict.fromkeys((*(() if by is None else (by,)), *self._admins.get(chat, ())))
        reached = [await self._platform.confide(chat, user, text) for user in people]
        if not any(reached) and self._operator is not None:
            reached = [await self._platform.confide(chat, self._operator, text)]
        return any(reached)

    async def _ask_admins(self, chat: int, group: Group) -> None:
        try:
            admins = await self._platform.admins(group)
        except PostponedError:
            log.info("who the admins are cannot be asked; those last known are told", chat=chat)
        else:
            self._admins[chat] = tuple(own for admin in admins if (own := number(admin.id)) is not None)


def _rights(me: telegram.ChatMember) -> frozenset[str]:
    """Those it needs."""
    if me.status == me.OWNER:
        return frozenset({"admin", "delete", "pin"})
    if not isinstance(me, telegram.ChatMemberAdministrator):
        return frozenset()
    may = {"admin": True, "delete": me.can_delete_messages, "pin": bool(me.can_pin_messages)}
    return frozenset(name for name, is_given in may.items() if is_given)

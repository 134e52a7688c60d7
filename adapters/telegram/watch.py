"""Can the bot still hear, and is the group still private? Looked at again and again, and told to who can mend it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.audit import channel_of, has_address
from adapters.telegram.ids import chat_id, number
from adapters.telegram.noticing import StandingNotice
from adapters.telegram.silence import Silence
from bot.adminship import admins_now
from bot.bugs import where
from bot.errors import SchoolgateError
from bot.group import Group, Mode
from bot.message import MemberId
from bot.reception import Reception

log = structlog.get_logger()

EVERY = 600.0
"""Seconds between two looks. Telegram says nothing when a group is made public, so somebody has to look."""
LET_IN_FOR = timedelta(days=30)
"""Telegram shows a bot no link of an admin's: one by which nobody has come for as long may be gone."""
KEPT_EVERY = timedelta(hours=1)
"""A crash forgets no more of what is usual in a chat than this."""


class Trouble(StrEnum):
    """What has been found; also the name of what is said about it."""

    BLIND = "blind"
    REMOVED = "removed"
    WEAK = "weak"
    """A right it had is gone."""
    PUBLIC = "public"
    SHOWN = "shown"
    """By a public channel whose discussion it is."""
    LINK = "link"
    """Somebody has come in lately by a link that lets anybody in."""
    SILENT = "silent"


OPEN = {Trouble.PUBLIC, Trouble.SHOWN}
"""Anybody can read what is said: nothing counts there then but danger, until it is over or an admin says otherwise."""


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
        self.notice = StandingNotice(platform, reception)
        self._operator = None if operator is None else number(operator)
        self._told: dict[int, set[Trouble]] = {}
        self._admins: dict[int, tuple[int, ...]] = {}
        """Who they were when last asked: one who has taken the bot out cannot be asked who they are."""
        self._could: dict[int, frozenset[str]] = {}
        self._silences: dict[int, Silence] = {}
        self._let_in: dict[int, datetime] = {}
        """When somebody last came in whom no admin had looked at."""
        self._kept_at: datetime | None = None
        self._looking = asyncio.Lock()
        self._hurry = asyncio.Event()

    async def run(self) -> None:
        """For ever: what fails in one look must not end what is heard."""
        while True:
            try:
                await self.round()
            except SchoolgateError as error:
                log.error("the groups could not be looked at", reason=str(error))  # noqa: TRY400  # a traceback may hold text
            except Exception as error:  # noqa: BLE001  # as above
                log.error("the groups could not be looked at", error=where(error))  # noqa: TRY400  # as above
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await self._hurry.wait()
            self._hurry.clear()

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
                    await self.notice.keep_true(place, group)
        self._kept_at = self._kept_at or self._clock()
        if self._clock() >= self._kept_at + KEPT_EVERY:
            self._kept_at = self._clock()
            await self._keep()

    async def heard(self, chat: telegram.Chat, at: datetime, group: Group) -> None:
        """Somebody has said something there; what is true of the chat before it is judged is set down."""
        self._silence(chat.id, group).heard(at)
        self._told.get(chat.id, set()).discard(Trouble.SILENT)
        if chat.username and chat_id(chat.id) not in group.public:
            await self._reception.found(chat_id(chat.id), is_public=True)
            self._hurry.set()  # and told by whoever looks

    def let_in(self, chat: int) -> None:
        """Somebody has come in there whom no admin has looked at. Told once, however many they are."""
        if chat not in self._let_in:
            self._hurry.set()
        self._let_in[chat] = self._clock()

    def asked_in(self, chat: int) -> None:
        """Somebody has come in there by a link that asks an admin: that is the one that is given out now."""
        self._let_in.pop(chat, None)

    async def look(self, chat: int, group: Group, by: int | None = None) -> None:
        """Each trouble is told once, until it is over. `by` is whoever has just changed what the bot may do."""
        async with self._looking:  # a look and an update that come together tell it once
            found = await self._found(chat, group)
            if found is None:
                return
            wrong = tuple(self._reception.trouble(trouble.value, group) for trouble in sorted(found))
            self._reception.health.found(chat_id(chat), wrong)
            if Trouble.REMOVED not in found:  # else nobody knows
                await self._open(chat, group, by, is_open=bool(found & OPEN))
            await self._say(found, chat, group, by)

    async def _open(self, chat: int, group: Group, by: int | None, *, is_open: bool) -> None:
        """What stands is kept, so that the bot rests there also after its next start."""
        was_open = chat_id(chat) in group.public
        if is_open is was_open:
            return
        await self._reception.found(chat_id(chat), is_public=is_open)
        if was_open and not group.goes_on_in_public:
            await self._tell(chat, self._reception.trouble("private-again", group), by)

    async def _say(self, found: set[Trouble], chat: int, group: Group, by: int | None) -> None:
        told = self._told.setdefault(chat, set())
        told &= found
        if group.goes_on_in_public and chat_id(chat) in group.public:
            told |= found & OPEN  # they know, and have decided; of a chat that has just been opened they have not
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
            open_by = await self._open_by(full)
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
        if self._clock() >= self._let_in.get(chat, self._clock()) + LET_IN_FOR:
            del self._let_in[chat]
        found = open_by | ({Trouble.LINK} if chat in self._let_in else set())
        can = _rights(me)
        if me.status not in {me.ADMINISTRATOR, me.OWNER} and not self._bot.bot.can_read_all_group_messages:
            found.add(Trouble.BLIND)
        elif not can >= self._could.get(chat, frozenset()):
            found.add(Trouble.WEAK)
        self._could[chat] = self._could.get(chat, frozenset()) | can
        if group.mode is not Mode.PAUSED and self._silence(chat, group).is_unusual(self._clock()):
            found.add(Trouble.SILENT)
        return found

    async def _open_by(self, full: telegram.ChatFullInfo) -> set[Trouble]:
        """What lets anybody read it."""
        if has_address(full) or full.location is not None:
            return {Trouble.PUBLIC}
        channel = await channel_of(self._bot, full)
        return {Trouble.SHOWN} if channel is not None and has_address(channel) else set()

    def _silence(self, chat: int, group: Group) -> Silence:
        if chat not in self._silences:
            known = next((each for each in group.rhythms if each.chat == chat_id(chat)), None)
            self._silences[chat] = Silence(known, self._clock())
        return self._silences[chat]

    async def _keep(self) -> None:
        for chat, silence in tuple(self._silences.items()):
            rhythm = silence.rhythm(chat_id(chat), self._clock())
            if rhythm is not None:
                await self._reception.keep(rhythm)

    async def _tell(self, chat: int, text: str, by: int | None) -> bool:
        """Every admin, and whoever did it; when none of them can be written to, the operator."""
        people = dict.fromkeys((*(() if by is None else (by,)), *self._admins.get(chat, ())))
        reached = [await self._platform.confide(chat, user, text) for user in people]
        if not any(reached) and self._operator is not None:
            reached = [await self._platform.confide(chat, self._operator, text)]
        return any(reached)

    async def _ask_admins(self, chat: int, group: Group) -> None:
        admins = await admins_now(self._platform, group)
        if admins is None:
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

"""Hears what Telegram tells, and says that it was heard only when everything that came of it is committed."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

import structlog
import telegram
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from adapters.telegram.act import TelegramPlatform, seconds
from adapters.telegram.buttons import Buttons
from adapters.telegram.ids import chat_id
from adapters.telegram.joining import RIGHTS, Joining
from adapters.telegram.translate import moved_by, translate
from adapters.telegram.wire import POLL
from bot.errors import SchoolgateError, SettingsError, StoppingError, StoreError
from bot.intake import Intake
from bot.message import Message
from bot.reception import FOR_MEMBERS, Reception

log = structlog.get_logger()

HEARD = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
"""Telegram keeps only what is asked for: `chat_member` must be named, or a leaving admin would keep access."""
ANSWER = 20.0
"""Seconds for an answer to a press or a command; messages behind it wait no longer."""
FIRST_REST, LONGEST_REST = 1.0, 60.0
"""Seconds before trying again, doubled each time."""
DRAIN = 10.0
"""Seconds for what is being judged when the process is asked to stop."""
BAD_TOKEN = (
    "SCHOOLGATE_TELEGRAM_TOKEN: Telegram does not know this token."  # noqa: S105  # what is said about one
    " Copy it again from @BotFather (/mybots, API Token); it looks like 123456789:AAE…"
)


class Listener:
    def __init__(self, platform: TelegramPlatform, intake: Intake, reception: Reception) -> None:
        self._bot: ExtBot[Any] = platform.bot
        self._platform = platform
        self._intake = intake
        self._reception = reception
        self._buttons = Buttons(platform, reception)
        self._joining = Joining(platform, reception)
        self._next: int | None = None
        """The first update not yet judged: asking for it tells Telegram that all before it were."""

    async def run(self) -> None:
        """For ever. Raises SettingsError when Telegram does not know the token; cancelled, it ends in good order."""
        rest = FIRST_REST
        try:
            await self._connected()
            await self._introduced()
            while True:
                try:
                    await self._round()
                except TimedOut:
                    continue
                except (TelegramError, SchoolgateError, BaseExceptionGroup) as error:
                    _end_if_asked()
                    pause = max(rest, _told(error))
                    await asyncio.sleep(pause)
                    rest = min(rest * 2, LONGEST_REST)
                else:
                    rest = FIRST_REST
        finally:
            await self._farewell()

    async def _connected(self) -> None:
        rest = FIRST_REST
        while True:
            try:
                await self._bot.initialize()
                await self._bot.delete_webhook()
            except InvalidToken as error:
                raise SettingsError(BAD_TOKEN) from error
            except TelegramError as error:
                log.warning("Telegram cannot be reached; trying again", error=type(error).__name__, seconds=rest)
                await asyncio.sleep(rest)
                rest = min(rest * 2, LONGEST_REST)
            else:
                log.info("serving Telegram", bot=self._bot.username)
                return

    async def _introduced(self) -> None:
        """The menu and the proposed rights; without them it works as well."""
        commands = [telegram.BotCommand(name, self._reception.about(name)) for name in FOR_MEMBERS]
        with suppress(TelegramError):
            await self._bot.set_my_commands(commands)
        with suppress(TelegramError):
            await self._bot.set_my_default_administrator_rights(RIGHTS)

    async def _round(self) -> None:
        updates = await self._bot.get_updates(offset=self._next, timeout=POLL, allowed_updates=HEARD)
        if not updates:
            return
        async with asyncio.TaskGroup() as work:
            judging = work.create_task(self._take_in(updates))
            try:
                await asyncio.shield(judging)
            except asyncio.CancelledError:
                with suppress(TimeoutError):
                    async with asyncio.timeout(DRAIN):
                        await judging
                        self._next = updates[-1].update_id + 1
                raise
        self._next = updates[-1].update_id + 1

    async def _take_in(self, updates: tuple[telegram.Update, ...]) -> None:
        """A chat's own in order, several chats at once; where a chat is now comes before what was said there."""
        for update in updates:
            if update.message is not None and (moved := moved_by(update.message)) is not None:
                await self._reception.moved(chat_id(moved.old), chat_id(moved.new))
        lanes: dict[int, list[telegram.Update]] = {}
        for update in updates:
            chat = update.effective_chat
            lanes.setdefault(0 if chat is None else chat.id, []).append(update)
        async with asyncio.TaskGroup() as work:
            for lane in lanes.values():
                work.create_task(self._in_order(lane))

    async def _in_order(self, lane: list[telegram.Update]) -> None:
        for update in lane:
            try:
                await self._one(update)
            except SchoolgateError:
                raise
            except Exception as error:  # noqa: BLE001  # a bug met by one update must not end what is heard after it
                log.error("an update was passed over", update=update.update_id, error=type(error).__name__)  # noqa: TRY400  # a traceback may hold text

    async def _one(self, update: telegram.Update) -> None:
        heard = update.message or update.edited_message
        if heard is not None and heard.chat.type in {"group", "supergroup"}:
            await self._said(heard, is_new=update.message is not None)
        elif update.message is not None and update.message.chat.type == "private":
            await _answered(self._buttons.typed(update.message))
        elif update.callback_query is not None:
            await _answered(self._buttons.press(update.callback_query))
        elif update.my_chat_member is not None:
            await _answered(self._joining.changed(update.my_chat_member))
        elif update.chat_member is not None:
            self._platform.forget_admins(update.chat_member.chat.id)

    async def _said(self, heard: telegram.Message, *, is_new: bool) -> None:
        if moved_by(heard) is not None:
            return
        if heard.message_id != 0:  # else it is between its writer and the bot, and nothing said in the group
            group = await self._reception.group_of(chat_id(heard.chat.id))
            if group is None:
                group = await self._joining.entered(heard.chat)
            self._platform.knows(group)
            said = translate(heard, group.id)
            if isinstance(said, Message):
                await self._intake.said(said)
        if is_new and (heard.text or "").startswith("/"):
            await _answered(self._buttons.typed(heard))

    async def _farewell(self) -> None:
        """Telegram is told what was judged, so that it does not bring it again."""
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(DRAIN):
                if self._next is not None:
                    await self._bot.get_updates(offset=self._next, limit=1, timeout=0, allowed_updates=HEARD)
        await self._bot.shutdown()


def _end_if_asked() -> None:
    """A failure on the way out hides that the process was asked to stop."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def _answered(work: Awaitable[None]) -> None:
    """Within its time. Only what could not be kept is brought again; the rest would fail again."""
    try:
        async with asyncio.timeout(ANSWER):
            await work
    except TimeoutError:
        log.warning("an answer took too long")
    except (StoreError, StoppingError):
        raise
    except SchoolgateError as error:
        log.error("an answer failed", error=type(error).__name__)  # noqa: TRY400  # a traceback may hold text


def _told(error: BaseException) -> float:
    """Says in the log what is wrong and what to do; returns how long Telegram asks to wait."""
    match error:
        case RetryAfter():
            return seconds(error)
        case Conflict():
            log.error(
                "another program uses this bot's token: stop the other Schoolgate, or remove its webhook;"
                " until then messages may be missed"
            )
        case InvalidToken():
            log.error(BAD_TOKEN)
        case TelegramError():
            log.warning("Telegram cannot be reached; trying again", error=type(error).__name__)
        case SchoolgateError():
            log.error("what Telegram brought could not be kept; it is brought again", reason=str(error))
        case BaseExceptionGroup():
            first = error
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            if not isinstance(first, SchoolgateError):
                raise error
            return _told(first)
        case _:
            raise error
    return 0.0

"""Takes in what Telegram brings: returns only when everything that came of it is committed."""

import asyncio
from collections.abc import Awaitable

import structlog
import telegram

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.buttons import Buttons
from adapters.telegram.ids import chat_id
from adapters.telegram.joining import Joining
from adapters.telegram.translate import moved_by, translate
from adapters.telegram.watch import Watch
from bot.bugs import where
from bot.errors import SchoolgateError, StoppingError, StoreError
from bot.intake import Intake
from bot.message import Message
from bot.reception import Reception

log = structlog.get_logger()

HEARD = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member", "chat_join_request")
"""Telegram keeps only what is asked for: `chat_member` must be named, or a leaving admin would keep access."""
ANSWER = 20.0
"""Seconds for an answer to a press or a command; messages behind it wait no longer."""


class Hearing:
    def __init__(self, platform: TelegramPlatform, intake: Intake, reception: Reception, watch: Watch) -> None:
        self._platform = platform
        self._intake = intake
        self._reception = reception
        self._watch = watch
        self._buttons = Buttons(platform, reception)
        self._joining = Joining(platform, reception, watch)

    async def take_in(self, updates: tuple[telegram.Update, ...]) -> None:
        """A chat's own in order, several chats at once; where a chat is now comes before what was said there.

        Raises SchoolgateError, in a group of its own, for what could not be kept: it must be brought again.
        """
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
                log.error("an update was passed over", update=update.update_id, error=where(error))  # noqa: TRY400  # a traceback may hold text

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
            await _answered(self._joining.member(update.chat_member))
        elif update.chat_join_request is not None:
            await _answered(self._joining.wished(update.chat_join_request))

    async def _said(self, heard: telegram.Message, *, is_new: bool) -> None:
        if moved_by(heard) is not None:
            return
        if heard.message_id != 0:  # else it is between its writer and the bot, and nothing said in the group
            group = await self._reception.group_of(chat_id(heard.chat.id))
            if group is None:
                group = await self._joining.entered(heard.chat)
            self._platform.knows(group)
            await self._watch.heard(heard.chat, heard.date, group)
            said = translate(heard, group.id)
            if isinstance(said, Message):
                await self._intake.said(said)
        if is_new and (heard.text or "").startswith("/"):
            await _answered(self._buttons.typed(heard))


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

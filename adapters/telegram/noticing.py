"""The notice that stands in a chat: put up once, and kept true by silent edits."""

from typing import Any

import structlog
import telegram
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.ids import chat_id
from adapters.telegram.paper import standing
from bot.group import Group
from bot.message import MessageId
from bot.reception import Reception

log = structlog.get_logger()

SAME = "message is not modified"
"""How Telegram says that it says so already."""


class StandingNotice:
    def __init__(self, platform: TelegramPlatform, reception: Reception) -> None:
        self._bot: ExtBot[Any] = platform.bot
        self._reception = reception
        self._said: dict[int, str] = {}
        """What it says in each chat, as far as this process knows."""

    async def put_up(self, chat: int, group: Group) -> None:
        """Once: the one that is pinned there already is left."""
        try:
            if await self._pinned(chat) is not None:
                return
            text = await self._reception.pinned(group)
            notice = await self._bot.send_message(
                chat,
                text,
                reply_markup=standing(await self._reception.anything(group)),
                link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
            )
            await self._bot.pin_chat_message(chat, notice.message_id, disable_notification=True)
        except TelegramError as error:
            log.warning("the standing notice could not be pinned", chat=chat, error=type(error).__name__)
            return
        self._said[chat] = text
        await self._reception.stands(chat_id(chat), MessageId(str(notice.message_id)), group)

    async def keep_true(self, chat: int, group: Group) -> None:
        """An edit calls nobody. Looked at again and again; Telegram is asked only when something is to change."""
        text = await self._reception.pinned(group)
        if self._said.get(chat) == text:
            return
        try:
            pinned = await self._pinned(chat)
            number = _known(chat, group) if pinned is None else pinned.message_id
            if number is not None and (pinned is None or pinned.text != text):
                await self._bot.edit_message_text(
                    text,
                    chat_id=chat,
                    message_id=number,
                    reply_markup=standing(await self._reception.anything(group)),
                    link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
                )
        except BadRequest as error:  # it says so already, or it is there no more: to ask again is of no use
            if SAME not in error.message.casefold():
                log.warning("the standing notice could not be changed", chat=chat, error=type(error).__name__)
        except TelegramError as error:
            log.warning("the standing notice could not be changed", chat=chat, error=type(error).__name__)
            return
        self._said[chat] = text

    async def _pinned(self, chat: int) -> telegram.Message | None:
        """Ours, if it is the one that was pinned last: Telegram tells of no other."""
        pinned = (await self._bot.get_chat(chat)).pinned_message
        is_ours = pinned is not None and pinned.from_user is not None and pinned.from_user.id == self._bot.id
        return pinned if is_ours else None


def _known(chat: int, group: Group) -> int | None:
    """The one that was put up, though an admin has pinned something else since."""
    found = next((message for place, message in group.notices if place == chat_id(chat)), None)
    return int(found) if found is not None else None

"""Messages in a group that one member sees: sent only where it is proved that nobody else can see them."""

from dataclasses import dataclass
from typing import Any

import structlog
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import ExtBot

log = structlog.get_logger()

PARAMETER = "ephemeral_message_parameters"
NOWHERE = 0
"""No chat has this number: what is sent there arrives nowhere, whatever the server makes of it."""
TRIES = 3
"""How often a message that came out public is deleted, should the first try fail."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is to. For 15 seconds after it, Telegram lets also a bot that is no admin answer."""

    callback: str | None = None
    """The press of a button."""
    unseen: int | None = None
    """A command that only the bot was shown."""


class NotEphemeralError(Exception):
    """The way is closed: the server does not know it, or has shown that it cannot be trusted with it."""


class Ephemeral:
    """An older server leaves out what it does not know and would post for everybody.

    So the server is asked first, and every answer is looked at.
    """

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot
        self._is_proved = False
        self._is_disabled = False

    async def works(self) -> bool:
        """Proved once. Asked again only while the server cannot be reached."""
        if self._is_disabled or self._is_proved:
            return self._is_proved and not self._is_disabled
        try:
            await self._bot.send_message(NOWHERE, "?", api_kwargs={PARAMETER: "not an object"})
        except BadRequest as error:
            # A server that knows the parameter refuses what stands in it; one that does not, refuses the chat.
            self._is_proved = "ephemeral" in error.message.casefold()
            self._is_disabled = not self._is_proved
        except TelegramError:
            return False
        else:
            self._is_disabled = True
        if self._is_disabled:
            log.info("this server does not know ephemeral messages; notes wait in the mailbox instead")
        return self._is_proved

    async def send(
        self,
        chat: int,
        to: int,
        text: str,
        buttons: InlineKeyboardMarkup | None = None,
        answers: Asked | None = None,
        pace: int | None = None,
    ) -> str:
        """Returns what Telegram calls it. `pace` is one of limits.py.

        Raises NotEphemeralError or TelegramError; then nobody else has seen it.
        """
        if not await self.works():
            raise NotEphemeralError
        sent = await self._sent(chat, to, text, buttons, answers, pace)
        name = sent.api_kwargs.get("ephemeral_message_id")
        if sent.message_id != 0 or not name:
            await self._take_back(sent)
            raise NotEphemeralError
        return f"{chat}/{to}/{name}"

    async def _sent(
        self,
        chat: int,
        to: int,
        text: str,
        buttons: InlineKeyboardMarkup | None,
        answers: Asked | None,
        pace: int | None,
    ) -> Message:
        """As an answer while Telegram takes it for one; else as an admin's message, which needs no reason."""
        more: dict[str, Any] = {PARAMETER: {"receiver_user_id": to}}
        if answers is not None and answers.callback is not None:
            more[PARAMETER]["callback_query_id"] = answers.callback
        if answers is not None and answers.unseen is not None:
            more["reply_parameters"] = {"ephemeral_message_id": answers.unseen}
        try:
            return await self._bot.send_message(
                chat,
                text,
                reply_markup=buttons,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                disable_notification=False,
                api_kwargs=more,
                rate_limit_args=pace,
            )
        except BadRequest:
            if answers is None:
                raise
        return await self._sent(chat, to, text, buttons, None, pace)

    async def _take_back(self, sent: Message) -> None:
        self._is_disabled = True
        log.error("an ephemeral message came out public; it is deleted, and this way is closed from here on")
        for _ in range(TRIES):
            try:
                await self._bot.delete_message(sent.chat_id, sent.message_id)
            except NetworkError as error:
                if isinstance(error, BadRequest):
                    break
            except TelegramError:
                break
            else:
                return
        log.error("the public message could not be deleted: delete it by hand", message=sent.message_id)

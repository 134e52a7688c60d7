"""Hears what Telegram tells, and says that it was heard only when everything that came of it is committed."""

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import InvalidToken, TelegramError, TimedOut
from telegram.ext import ExtBot

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.hearing import HEARD, Hearing
from adapters.telegram.menu import introduce
from adapters.telegram.watch import Watch
from adapters.telegram.webhook import Webhook
from adapters.telegram.wire import BAD_TOKEN, DEAF, LINE, POLL, told
from bot.errors import SchoolgateError, SettingsError
from bot.intake import Intake
from bot.reception import Reception

log = structlog.get_logger()

FIRST_REST, LONGEST_REST = 1.0, 60.0
"""Seconds before trying again, doubled each time."""
DRAIN = 10.0
"""Seconds for what is being judged when the process is asked to stop."""


class Listener:
    """Asks Telegram for news; or, given a webhook, is told."""

    def __init__(
        self,
        platform: TelegramPlatform,
        intake: Intake,
        reception: Reception,
        watch: Watch,
        webhook: Webhook | None = None,
    ) -> None:
        self._bot: ExtBot[Any] = platform.bot
        self._intake = intake
        self._reception = reception
        self._watch = watch
        self._webhook = webhook
        self._hearing = Hearing(platform, intake, reception, watch)
        self._next: int | None = None
        """The first update not yet judged: asking for it tells Telegram that all before it were."""

    async def run(self) -> None:
        """For ever. Raises SettingsError when Telegram does not know the token; cancelled, it ends in good order."""
        try:
            await self._connected()
            await introduce(self._bot, self._reception)
            async with asyncio.TaskGroup() as work:
                work.create_task(self._watch.run())
                if self._webhook is None:
                    work.create_task(self._poll())
                else:
                    work.create_task(self._webhook.run(self._bot, self._hearing, self._intake))
        finally:
            await self._bot.shutdown()

    async def _poll(self) -> None:
        rest = FIRST_REST
        try:
            while True:
                try:
                    await self._round()
                except TimedOut:
                    self._intake.lines.lost(LINE)
                    continue
                except (TelegramError, SchoolgateError, BaseExceptionGroup) as error:
                    _end_if_asked()
                    self._intake.lines.lost(LINE, DEAF.get(type(error)))
                    pause = max(rest, told(error))
                    await asyncio.sleep(pause)
                    rest = min(rest * 2, LONGEST_REST)
                else:
                    self._intake.lines.heard(LINE)
                    rest = FIRST_REST
        finally:
            await self._farewell()

    async def _connected(self) -> None:
        rest = FIRST_REST
        while True:
            try:
                await self._bot.initialize()
                if self._webhook is None:
                    await self._bot.delete_webhook()  # what waits there stays, and is asked for
            except InvalidToken as error:
                raise SettingsError(BAD_TOKEN) from error
            except TelegramError as error:
                self._intake.lines.lost(LINE)
                log.warning("Telegram cannot be reached; trying again", error=type(error).__name__, seconds=rest)
                await asyncio.sleep(rest)
                rest = min(rest * 2, LONGEST_REST)
            else:
                log.info("serving Telegram", bot=self._bot.username)
                return

    async def _round(self) -> None:
        updates = await self._bot.get_updates(offset=self._next, timeout=POLL, allowed_updates=HEARD)
        if not updates:
            return
        async with asyncio.TaskGroup() as work:
            judging = work.create_task(self._hearing.take_in(updates))
            try:
                await asyncio.shield(judging)
            except asyncio.CancelledError:
                with suppress(TimeoutError):
                    async with asyncio.timeout(DRAIN):
                        await judging
                        self._next = updates[-1].update_id + 1
                raise
        self._next = updates[-1].update_id + 1

    async def _farewell(self) -> None:
        """Telegram is told what was judged, so that it does not bring it again."""
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(DRAIN):
                if self._next is not None:
                    await self._bot.get_updates(offset=self._next, limit=1, timeout=0, allowed_updates=HEARD)


def _end_if_asked() -> None:
    """A failure on the way out hides that the process was asked to stop."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError

"""Serves Discord: one connection after the other, under supervision."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import discord
import structlog

from adapters.discord.act import DiscordPlatform
from adapters.discord.client import Client
from adapters.discord.wire import BAD_TOKEN, INTENTS, LINE, point_at
from bot.errors import SettingsError
from bot.intake import Intake
from bot.message import MemberId
from bot.notice import Choice
from bot.reception import Reception

log = structlog.get_logger()

SWEEP = 180.0
"""Seconds between looks for messages that were never told."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
"""Seconds before a new connection is tried; doubled each time, until one has stood."""


class Discord:
    """Discord, as far as `schoolgate run` needs it."""

    def __init__(
        self,
        token: str,
        *,
        label: Callable[[Choice, str], str],
        clock: Callable[[], datetime],
        api: str | None = None,
        gateway: str | None = None,
        operator: MemberId | None = None,
    ) -> None:
        """`api` and `gateway` name a server of one's own in place of Discord's.

        `operator` is told what is wrong on a server when no admin can be.
        """
        self._token = token
        self._operator = operator
        self.platform = DiscordPlatform(label, clock)
        self._client: Client | None = None
        point_at(api, gateway)

    async def serve(self, intake: Intake, reception: Reception) -> None:
        """Until cancelled. Raises SettingsError, in a group, when only a person can mend it."""
        intake.lines.lost(LINE)  # there is none yet
        async with asyncio.TaskGroup() as owner:
            owner.create_task(self._sweep())
            await self._connect(intake, reception)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            try:
                if self._client is not None:
                    await self._client.catch_up()
            except Exception as error:  # noqa: BLE001  # the line may be closed meanwhile; the next look is soon
                log.warning("channels could not be looked through", error=type(error).__name__)

    async def _connect(self, intake: Intake, reception: Reception) -> None:
        wait = FIRST_WAIT
        while True:
            client = self._client = Client(self.platform, intake, reception, self._operator)
            try:
                await client.start(self._token)
            except discord.LoginFailure as error:
                raise SettingsError(BAD_TOKEN) from error
            except discord.PrivilegedIntentsRequired as error:
                raise SettingsError(f"{INTENTS} Message Content Intent and Server Members Intent.") from error
            except Exception as error:  # noqa: BLE001  # the library also dies of a refused socket and a malformed event
                log.warning("the connection to Discord ended; it is made again", error=type(error).__name__, wait=wait)
            finally:
                self._client = None
                intake.lines.lost(LINE)
                self.platform.connect(None)
                await client.leave()
            wait = FIRST_WAIT if client.has_stood else min(wait * 2, LONGEST_WAIT)
            await asyncio.sleep(wait)

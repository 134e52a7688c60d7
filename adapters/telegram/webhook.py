"""Telegram brings its news itself: behind a proxy that speaks TLS, and answered only when all of it is kept."""

import asyncio
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import web
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.hearing import HEARD, Hearing
from adapters.telegram.wire import DEAF, LINE, read, told
from bot.errors import SchoolgateError, SettingsError
from bot.intake import Intake

log = structlog.get_logger()

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header
LARGEST = 4_000_000
"""Bytes of one update; Telegram's are a hundredth of that."""
CONNECTIONS = 20
"""Updates Telegram may bring at once. It brings those of one chat one after the other."""
LOOK = 300.0
"""Seconds between two looks at whether Telegram still knows where to bring them."""
REST = 5.0
"""Seconds before trying again when Telegram could not be reached."""
DRAIN = 10.0
"""Seconds for what is being judged when the process is asked to stop."""


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    """Where Telegram brings them; the proxy passes them on to `host` and `port`."""
    host: str
    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """Made anew with every start: what was sent with the last one is refused, and so brought again."""

    async def run(self, bot: ExtBot[Any], hearing: Hearing, intake: Intake) -> None:
        """Until cancelled; the webhook stays, so that Telegram keeps what comes meanwhile.

        Raises SettingsError when nobody can listen there.
        """

        async def brought(request: web.Request) -> web.Response:
            return await self._brought(request, hearing)

        server = web.Application(client_max_size=LARGEST)
        server.router.add_post("/{path:.*}", brought)
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=DRAIN)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, self.host, self.port).start()
            except OSError as error:
                raise SettingsError(
                    f"SCHOOLGATE_TELEGRAM_LISTEN: {self.host}:{self.port} cannot be listened to: {error.strerror}."
                    " Stop what uses it, or set another host:port, and tell your proxy."
                ) from error
            await self._kept_up(bot, intake)
        finally:
            await runner.cleanup()  # what is being judged is finished and answered first

    async def _kept_up(self, bot: ExtBot[Any], intake: Intake) -> None:
        """A program that polls with the same token takes the webhook away: then it is set again."""
        is_set = False
        while True:
            pause = LOOK
            try:
                if is_set and (await bot.get_webhook_info()).url != self.url:
                    log.error("the webhook was taken away: stop the other program that uses this bot's token")
                    is_set = False
                if not is_set:
                    await bot.set_webhook(
                        self.url, secret_token=self.secret, allowed_updates=HEARD, max_connections=CONNECTIONS
                    )
                    is_set = True
                intake.lines.heard(LINE)
            except TelegramError as error:
                intake.lines.lost(LINE, DEAF.get(type(error)))
                pause = max(REST, told(error))
            await asyncio.sleep(pause)

    async def _brought(self, request: web.Request, hearing: Hearing) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET, "").encode(), self.secret.encode()):
            return web.Response(status=403)
        try:
            update = read(await request.read())
        except web.HTTPRequestEntityTooLarge:
            log.error("an update was too large to be read")  # noqa: TRY400  # a traceback may hold text
            return web.Response()  # it would never be smaller
        if update is None:
            return web.Response()
        try:
            await hearing.take_in((update,))
        except (SchoolgateError, BaseExceptionGroup) as error:
            told(error)
            return web.Response(status=503)  # and Telegram brings it again
        return web.Response()

"""Telegram as a whole: what the core sends through, and what runs beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telegram.error import InvalidToken

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.listen import Listener
from adapters.telegram.watch import Watch
from adapters.telegram.webhook import Webhook
from adapters.telegram.wire import BAD_TOKEN, connect
from bot.errors import SettingsError
from bot.intake import Intake
from bot.message import MemberId
from bot.reception import Reception


@dataclass(frozen=True, slots=True)
class Telegram:
    platform: TelegramPlatform
    clock: Callable[[], datetime]
    operator: MemberId | None = None
    webhook: Webhook | None = None

    async def serve(self, intake: Intake, reception: Reception) -> None:
        """Hears and answers until it is cancelled; then what is being judged is finished first."""
        self.platform.introduce(reception)
        watch = Watch(self.platform, reception, self.clock, self.operator)
        await Listener(self.platform, intake, reception, watch, self.webhook).run()


def telegram(
    token: str,
    api: str | None = None,
    *,
    clock: Callable[[], datetime],
    operator: MemberId | None = None,
    webhook: tuple[str, str, int] | None = None,
) -> Telegram:
    """Not yet in touch with anybody. Raises SettingsError for what cannot be a token.

    `webhook` is the address Telegram is told, and the host and port to listen on; None asks Telegram for news.
    """
    try:
        platform = TelegramPlatform(connect(token, api))
    except InvalidToken as error:
        raise SettingsError(BAD_TOKEN) from error
    return Telegram(platform, clock, operator, None if webhook is None else Webhook(*webhook))

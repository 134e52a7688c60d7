"""Telegram as a whole: what the core sends through, and what runs beside it."""

from dataclasses import dataclass

from telegram.error import InvalidToken

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.listen import BAD_TOKEN, Listener
from adapters.telegram.wire import connect
from bot.errors import SettingsError
from bot.intake import Intake
from bot.reception import Reception


@dataclass(frozen=True, slots=True)
class Telegram:
    platform: TelegramPlatform

    async def serve(self, intake: Intake, reception: Reception) -> None:
        """Hears and answers until it is cancelled; then what is being judged is finished first."""
        self.platform.introduce(reception)
        await Listener(self.platform, intake, reception).run()


def telegram(token: str, api: str | None = None) -> Telegram:
    """Not yet in touch with anybody. Raises SettingsError for what cannot be a token."""
    try:
        return Telegram(TelegramPlatform(connect(token, api)))
    except InvalidToken as error:
        raise SettingsError(BAD_TOKEN) from error

"""The connection to Telegram: what cannot be read is passed over, and nothing of it is ever logged."""

import json
import logging
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from adapters.telegram.limits import Limits, seconds
from bot.errors import SchoolgateError

log = structlog.get_logger()

OFFICIAL = "https://api.telegram.org/bot"
POLL = 25
"""Seconds Telegram may hold a question for news open."""
SLACK = 10
"""Seconds more until we take the connection for dead."""

BAD_TOKEN = (
    "SCHOOLGATE_TELEGRAM_TOKEN: Telegram does not know this token."  # noqa: S105  # what is said about one
    " Copy it again from @BotFather (/mybots, API Token); it looks like 123456789:AAE…"
)
LINE = "Telegram"
DEAF = {
    InvalidToken: "Telegram does not know the bot's token any more",
    Conflict: "another program takes what Telegram has for this bot",
}
"""What keeps the bot from hearing anything until somebody mends it."""


class _Reading(HTTPXRequest):
    """The library would print an answer it cannot read, with what people wrote in it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Telegram's answer could not be read")
        return answer


class _Listening(_Reading):
    """One update the library cannot read would be asked for again for ever: it is taken without what is in it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = _Reading.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [_readable(each) for each in answer["result"] if _is_numbered(each)]
        return answer


def read(body: bytes) -> Update | None:
    """One update as a webhook brings it; None for what can never be read, however often it is brought."""
    try:
        update = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        update = None
    if not _is_numbered(update):
        log.error("an update could not be read", size=len(body))
        return None
    return Update.de_json(_readable(update), None)


def _is_numbered(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        _completed(update)
        Update.de_json(json.loads(json.dumps(update)), None)
    except Exception as error:  # noqa: BLE001  # whatever garbage does to the library, the rest must be heard
        log.error("an update could not be read", update=update["update_id"], error=type(error).__name__)  # noqa: TRY400  # a traceback may hold text
        return {"update_id": update["update_id"]}
    return update


def _completed(part: object) -> None:
    """An older server of one's own leaves out of a poll what the library will not do without."""
    for name, value in part.items() if isinstance(part, dict) else ():
        if name == "poll" and isinstance(value, dict):
            value.setdefault("allows_revoting", False)
            value.setdefault("members_only", False)
            for option in value.get("options", ()):
                option.setdefault("persistent_id", "")
        _completed(value)


def connect(token: str, api: str | None) -> ExtBot[Any]:
    """A bot that is not yet in touch. `api` is a server of one's own, for example http://127.0.0.1:8081/bot."""
    for name in ("telegram", "httpx", "httpcore", "aiohttp.server"):
        logging.getLogger(name).propagate = False  # they name the token in what they say, or quote what was said
        logging.getLogger(name).addHandler(logging.NullHandler())
    base = api or OFFICIAL
    return ExtBot(
        token,
        base_url=base,
        base_file_url=base.removesuffix("/bot") + "/file/bot",
        request=_Reading(connection_pool_size=64, read_timeout=SLACK, pool_timeout=SLACK),
        get_updates_request=_Listening(connection_pool_size=1, read_timeout=POLL + SLACK),
        rate_limiter=Limits(),
    )


def told(error: BaseException) -> float:
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
            return told(first)
        case _:
            raise error
    return 0.0

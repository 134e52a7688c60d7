"""What the platforms' own libraries take to decode a message and to hand it over: what every bot pays."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import discord
import telegram
from discord_shapes import CHAT, GENERAL, PARENT, guild, message, told
from telegram.ext import Application, ContextTypes, ExtBot, MessageHandler, filters

from names import DISCORD, TELEGRAM
from rounds import Contender, timed


class Offline(ExtBot[None]):
    """Knows who it is without asking."""

    async def initialize(self) -> None:
        self._bot_user = telegram.User(1, "Schoolgate", is_bot=True, username="schoolgate_bot")


class Silent(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all())
        self.heard = 0

    async def on_message(self, message: discord.Message) -> None:  # noqa: ARG002  # what a bot would look at
        self.heard += 1


@contextmanager
def telegram_library(said: Sequence[str]) -> Iterator[Contender]:
    updates = [json.dumps(_update(number, text)) for number, text in enumerate(said)]
    heard = 0

    async def hear(update: telegram.Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG001  # a handler's
        nonlocal heard
        heard += 1

    async def take_in() -> None:
        for raw in updates:
            await application.process_update(telegram.Update.de_json(json.loads(raw), bot))

    bot = Offline("1:bench")
    application = Application.builder().bot(bot).updater(None).job_queue(None).build()
    application.add_handler(MessageHandler(filters.ALL, hear))
    with asyncio.Runner() as runner:
        runner.run(application.initialize())
        yield Contender(TELEGRAM, len(updates), timed(lambda: runner.run(take_in())))
    if not heard:
        raise AssertionError("python-telegram-bot handed nothing over; its figure means nothing")


@contextmanager
def discord_library(said: Sequence[str]) -> Iterator[Contender]:
    events = [json.dumps(told(message(10_000 + n, PARENT, text, CHAT), CHAT)) for n, text in enumerate(said)]

    async def start() -> Silent:
        client = Silent()
        await client._async_setup_hook()  # noqa: SLF001  # what logging in would do, without a network
        client._connection._add_guild_from_data(guild({GENERAL: [], CHAT: []}))  # type: ignore[arg-type]  # noqa: SLF001
        return client

    async def take_in() -> None:
        for raw in events:
            client._connection.parse_message_create(json.loads(raw))  # noqa: SLF001  # what the gateway calls
            await asyncio.sleep(0)  # its event is a task: let it run

    with asyncio.Runner() as runner:
        client = runner.run(start())
        yield Contender(DISCORD, len(events), timed(lambda: runner.run(take_in())))
    if not client.heard:
        raise AssertionError("discord.py handed nothing over; its figure means nothing")


def _update(number: int, text: str) -> dict[str, Any]:
    """As the Bot API sends it for a message in a group."""
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "from": {"id": 7, "is_bot": False, "first_name": "Sam", "last_name": "Hill", "language_code": "en"},
            "chat": {"id": -100, "type": "supergroup", "title": "Year 4 parents"},
            "date": int(datetime(2026, 3, 2, 18, 42, tzinfo=UTC).timestamp()),
            "text": text,
        },
    }

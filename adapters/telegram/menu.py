"""What Telegram shows when somebody types a slash, and the rights it proposes for the bot."""

from contextlib import suppress
from typing import Any

import telegram
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.joining import RIGHTS
from bot.reception import FOR_ADMINS, FOR_MEMBERS, Reception
from bot.wording.locale import ENGLISH

IN_GROUPS = tuple(command for command in FOR_MEMBERS if command != "start")
"""Pressing Start is for a private chat."""
SCOPES: tuple[tuple[telegram.BotCommandScope, tuple[str, ...], bool], ...] = (
    (telegram.BotCommandScopeDefault(), FOR_MEMBERS, False),
    (telegram.BotCommandScopeAllPrivateChats(), (*FOR_MEMBERS, "admin", "cases"), False),
    (telegram.BotCommandScopeAllGroupChats(), IN_GROUPS, True),
    (telegram.BotCommandScopeAllChatAdministrators(), (*IN_GROUPS, *FOR_ADMINS), True),
)
"""Who sees which, and whether what is typed is seen by the bot alone, where Telegram can do that."""


async def introduce(bot: ExtBot[Any], reception: Reception) -> None:
    """In English for everybody, and in each group's language for whoever has set it; without it all works as well."""
    languages = {group.language for group in await reception.groups()} - {ENGLISH}
    for scope, names, is_ephemeral in SCOPES:
        for language in (None, *sorted(languages)):
            commands = [
                telegram.BotCommand(
                    name,
                    reception.about(name, language or ENGLISH),
                    api_kwargs={"is_ephemeral": True} if is_ephemeral else None,
                )
                for name in names
            ]
            with suppress(TelegramError):
                await bot.set_my_commands(commands, scope=scope, language_code=language)
    with suppress(TelegramError):
        await bot.set_my_default_administrator_rights(RIGHTS)

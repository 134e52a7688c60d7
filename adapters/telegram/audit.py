"""Is a Telegram group private, and can the bot do its work in it?"""

from typing import Any

from telegram import ChatFullInfo, ChatMember, ChatMemberAdministrator
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.ids import number
from adapters.telegram.wire import BAD_TOKEN
from bot.checkup import Checked, Outcome
from bot.group import Group


def _fix(text: str) -> Checked:
    return Checked(Outcome.FIX, text)


def _ask(text: str) -> Checked:
    return Checked(Outcome.ASK, text)


async def examine(bot: ExtBot[Any], groups: tuple[Group, ...]) -> tuple[tuple[str, Checked], ...]:
    """Each with the group or the part it is about; one line for what cannot be reached at all."""
    try:
        await bot.initialize()
    except InvalidToken:
        return (("Telegram", _fix(BAD_TOKEN)),)
    except TelegramError as error:
        return (
            ("Telegram", _fix(f"cannot be reached ({type(error).__name__}). Look at the network, then try again.")),
        )
    else:
        found = [("Telegram", Checked(Outcome.GOOD, f"the token is that of @{bot.username}"))]
        for group in groups:
            for chat in group.chats:
                place = number(chat)
                if place is not None:
                    found += [(f"group {group.id}", each) for each in await _examine_chat(bot, place)]
        return tuple(found)
    finally:
        await bot.shutdown()


async def _examine_chat(bot: ExtBot[Any], chat: int) -> tuple[Checked, ...]:
    try:
        full = await bot.get_chat(chat)
        me = await bot.get_chat_member(chat, bot.id)
        bots = [each for each in await bot.get_chat_administrators(chat) if each.user.is_bot and each.user.id != bot.id]
        outside = await bot.get_chat(full.linked_chat_id) if full.linked_chat_id is not None else None
    except TelegramError as error:
        return (_fix(f"chat {chat} cannot be looked at ({type(error).__name__}). Is the bot still in it?"),)
    found = (*rights(me, reads_all=bool(bot.bot.can_read_all_group_messages)), *privacy(full, outside))
    if bots:
        found = (*found, _ask(f"{len(bots)} other bots are admins and can read everything. Are they known?"))
    return found or (Checked(Outcome.GOOD, f"chat {chat} is private, and the bot can do its work there"),)


def rights(me: ChatMember, *, reads_all: bool) -> tuple[Checked, ...]:
    """What is missing for the bot to hear, to pin and to take down."""
    if not isinstance(me, ChatMemberAdministrator):
        if me.status == ChatMember.OWNER:
            return ()
        blind = (
            "The bot cannot read what is said" if not reads_all else "The bot can send no private notes in the group"
        )
        return (_fix(f"{blind}: make it an admin of the group."),)
    found = []
    if not me.can_delete_messages:
        found.append(_fix("The bot may not delete messages: allow it, so that members can have theirs taken down."))
    if not me.can_pin_messages:
        found.append(_ask("The bot may not pin messages: pin its notice by hand, or allow it."))
    return tuple(found)


def privacy(full: ChatFullInfo, outside: ChatFullInfo | None = None) -> tuple[Checked, ...]:
    """`outside` is the channel whose discussion this group is."""
    found = []
    if full.username or full.active_usernames:
        found.append(_fix("The group has a public address: anybody can read it. Make it private in its settings."))
    if full.location is not None:
        found.append(_fix("The group is tied to a place, which makes it public. Take the place off."))
    if outside is not None and outside.username:
        found.append(_fix("The group is the discussion of a public channel, which shows what is said. Unlink it."))
    if "community" in full.api_kwargs:
        found.append(_ask("The group belongs to a community. Who else is in it?"))
    if full.invite_link and not full.join_by_request:
        found.append(_ask("Whoever holds the invite link can join. Have admins approve new members."))
    if full.has_visible_history:
        found.append(_ask("New members can read what was said before. Hide the history."))
    if not full.has_protected_content:
        found.append(_ask("Messages can be passed on and saved. Restrict saving content."))
    if full.permissions is not None and full.permissions.can_invite_users:
        found.append(_ask("Every member may add people. Leave that to the admins."))
    return tuple(found)

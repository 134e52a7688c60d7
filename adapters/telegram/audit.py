"""Is a Telegram group private, and can the bot do its work in it? Each answer says where to tap to mend it."""

import warnings
from dataclasses import dataclass
from typing import Any

from telegram import ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.ephemeral import Ephemeral
from adapters.telegram.ids import number
from adapters.telegram.wire import BAD_TOKEN
from bot.checkup import Checked, Outcome
from bot.group import Group

EDIT = "tap the group's name, then the pencil (Edit), then"
HIDES_FROM = 100
"""Members a group needs before Telegram can hide who they are."""
MANY = 100
"""Updates that wait; a bot that runs has none for longer than a second."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What Telegram says of one chat."""

    full: ChatFullInfo
    me: ChatMember
    reads_all: bool
    bots: tuple[ChatMember, ...] = ()
    """Other bots that are admins; ordinary ones are not told."""
    people: tuple[ChatMember, ...] = ()
    """Admins who are no bots."""
    outside: ChatFullInfo | None = None
    """The channel whose discussion this group is."""
    members: int = 0


def _fix(text: str) -> Checked:
    return Checked(Outcome.FIX, text)


def _ask(text: str) -> Checked:
    return Checked(Outcome.ASK, text)


async def examine(
    bot: ExtBot[Any], groups: tuple[Group, ...], webhook: str | None = None
) -> tuple[tuple[str, Checked], ...]:
    """Each with the group or the part it is about; one line for what cannot be reached at all."""
    try:
        await bot.initialize()
        found = [("Telegram", each) for each in await _line(bot, webhook)]
    except InvalidToken:
        return (("Telegram", _fix(BAD_TOKEN)),)
    except TelegramError as error:
        return (
            ("Telegram", _fix(f"cannot be reached ({type(error).__name__}). Look at the network, then try again.")),
        )
    else:
        for group in groups:
            for chat in group.chats:
                place = number(chat)
                if place is not None:
                    found += [(f"group {group.id}", each) for each in await examine_chat(bot, place)]
        return tuple(found)
    finally:
        await bot.shutdown()


async def _line(bot: ExtBot[Any], webhook: str | None) -> list[Checked]:
    """The way news take to the bot, and whether notes can be shown in a group to one member."""
    found = [Checked(Outcome.GOOD, f"the token is that of @{bot.username}")]
    info = await bot.get_webhook_info()
    waits = f"{info.pending_update_count} updates wait to be heard; Telegram keeps them for a day"
    if info.pending_update_count >= MANY:
        found.append(_fix(f"{waits}. Is schoolgate run at work? Its log says what holds it up."))
    elif info.pending_update_count:
        found.append(_ask(f"{waits}."))
    else:
        found.append(Checked(Outcome.GOOD, "no update waits to be heard"))
    if info.url and info.url != webhook:
        found.append(_ask("another webhook is set: schoolgate run takes its place, and drops nothing."))
    elif webhook and not info.url:
        found.append(_ask("the webhook is set by the next schoolgate run."))
    if info.last_error_message:
        found.append(
            _fix(f"Telegram could not bring its news: {info.last_error_message}. Look at the proxy, and at its TLS.")
        )
    if not await Ephemeral(bot).works():
        found.append(
            _ask(
                "this Bot API server cannot show one member a message in the group; notes wait in the mailbox instead."
            )
        )
    return found


async def examine_chat(bot: ExtBot[Any], chat: int) -> tuple[Checked, ...]:
    """What is wrong with one group there, and how to mend it; else that nothing is."""
    try:
        full = await bot.get_chat(chat)
        admins = await bot.get_chat_administrators(chat, return_bots=True)
        looked = Looked(
            full=full,
            me=await bot.get_chat_member(chat, bot.id),
            reads_all=bool(bot.bot.can_read_all_group_messages),
            bots=tuple(each for each in admins if each.user.is_bot and each.user.id != bot.id),
            people=tuple(each for each in admins if not each.user.is_bot),
            outside=await channel_of(bot, full),
            members=await bot.get_chat_member_count(chat),
        )
    except TelegramError as error:
        return (
            _fix(
                f"chat {chat} cannot be looked at ({type(error).__name__}). Is the bot still in it? To have it back,"
                " tap the group's name, then Add, and choose it; then make it an admin."
            ),
        )
    found = (*rights(looked), *outsiders(looked), *insiders(looked), *admins_of(looked))
    return found or (Checked(Outcome.GOOD, f"chat {chat} is private, and the bot can do its work there"),)


def rights(looked: Looked) -> tuple[Checked, ...]:
    """What is missing for the bot to hear, to pin and to take down."""
    me = looked.me
    if not isinstance(me, ChatMemberAdministrator):
        if me.status == ChatMember.OWNER:
            return ()
        blind = "The bot can send no private notes in the group"
        if not looked.reads_all:
            blind = "The bot cannot read what is said"
        return (_fix(f"{blind}: {EDIT} Administrators, Add Admin, and choose the bot."),)
    admin = f"{EDIT} Administrators, and the bot"
    found = []
    if not me.can_delete_messages:
        found.append(_fix(f"The bot may not take down a message at its sender's wish: {admin}, Delete Messages."))
    if not me.can_pin_messages:
        found.append(_ask(f"The bot may not pin its notice: pin it by hand, or {admin}, Pin Messages."))
    if not me.can_invite_users:
        found.append(_ask(f"The bot sees no invite link and nobody who asks to join: {admin}, Invite Users via Link."))
    if me.can_promote_members:
        found.append(_ask(f"The bot may make others admins, which it never needs: {admin}, Add New Admins, off."))
    return tuple(found)


def has_address(chat: ChatFullInfo) -> bool:
    """Can anybody who knows its address read it?"""
    return bool(chat.username or chat.active_usernames)


async def channel_of(bot: ExtBot[Any], group: ChatFullInfo) -> ChatFullInfo | None:
    """The channel whose discussion this group is, where it can be looked at: a private one cannot, from outside."""
    if group.linked_chat_id is None:
        return None
    try:
        return await bot.get_chat(group.linked_chat_id)
    except (BadRequest, Forbidden):
        return None


def outsiders(looked: Looked) -> tuple[Checked, ...]:
    """Who can look in, or come in, from outside?"""
    full, found = looked.full, []
    if has_address(full):
        found.append(_fix(f"The group has a public address, so anybody can read it: {EDIT} Group Type, Private."))
    if full.location is not None:
        found.append(_fix(f"The group is tied to a place, which makes it public: {EDIT} Location, Remove."))
    if looked.outside is not None and has_address(looked.outside):
        found.append(
            _fix(f"The group is the discussion of a public channel, which shows what is said: {EDIT} Unlink Channel.")
        )
    if "community" in full.api_kwargs:
        found.append(_ask("The group belongs to a community. Ask its owner who else is in it."))
    if full.invite_link and not full.join_by_request:
        found.append(
            _ask(
                f"Whoever holds the main invite link can join at once: {EDIT} Invite Links, Create a New Link with"
                " Request Admin Approval; then revoke the main one."
            )
        )
    if full.permissions is not None and full.permissions.can_invite_users:
        found.append(_ask(f"Every member may add people: {EDIT} Permissions, Add Users, off."))
    if "guard_bot" in full.api_kwargs:
        found.append(_ask("Another bot decides who may join. Is it known?"))
    return tuple(found)


def insiders(looked: Looked) -> tuple[Checked, ...]:
    """What can members, and other bots among them, see and carry out?"""
    full, found = looked.full, []
    if full.has_visible_history:
        found.append(_ask(f"New members can read what was said before: {EDIT} Chat History for New Members, Hidden."))
    if not full.has_protected_content:
        found.append(_ask(f"Messages can be passed on and saved: {EDIT} Group Type, Restrict Saving Content, on."))
    if looked.members > HIDES_FROM and not full.has_hidden_members:
        found.append(_ask(f"Every member sees the list of all others: {EDIT} Members, Hide Members, on."))
    if not _is_cleared(full):
        found.append(
            _ask(f"Messages stay until somebody deletes them: {EDIT} Auto-Delete Messages, for example 1 year.")
        )
    if full.has_aggressive_anti_spam_enabled:
        found.append(_ask("Telegram's own filter takes messages down by itself here; the bot never sees those."))
    if looked.bots:
        names = " and ".join(f"@{each.user.username}" for each in looked.bots if each.user.username) or "no name"
        one = (
            "1 other bot is an admin and can"
            if len(looked.bots) == 1
            else f"{len(looked.bots)} other bots are admins and can"
        )
        found.append(_ask(f"{one} read everything ({names}). Known? If not: {EDIT} Administrators, and Dismiss."))
    return tuple(found)


def admins_of(looked: Looked) -> tuple[Checked, ...]:
    """Are there enough of them, and is it known who they are?"""
    found = []
    if len(looked.people) == 1:
        found.append(
            _ask(
                "There is one admin alone: nobody else can decide what is about them, or agree to a pause."
                f" {EDIT} Administrators, Add Admin."
            )
        )
    hidden = sum(
        isinstance(each, ChatMemberAdministrator | ChatMemberOwner) and each.is_anonymous for each in looked.people
    )
    if hidden:
        found.append(
            _ask(
                f"{hidden} of the admins may write as the group itself, and then no note can reach them:"
                f" {EDIT} Administrators, their name, Remain Anonymous, off."
            )
        )
    return tuple(found)


def _is_cleared(full: ChatFullInfo) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns that this will be a timedelta one day; both are read
        return bool(full.message_auto_delete_time)

"""The chats the bot is let into: a profile, the standing notice, and a word to whoever let it in."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import structlog
import telegram
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.act import TelegramPlatform
from adapters.telegram.ids import chat_id, member_id, number
from adapters.telegram.translate import member_of
from adapters.telegram.watch import Watch
from bot.adminship import admins_now
from bot.group import Group
from bot.reception import Reception

log = structlog.get_logger()

INSIDE = {telegram.ChatMember.MEMBER, telegram.ChatMember.ADMINISTRATOR, telegram.ChatMember.OWNER}
WELCOMED = 1_000
"""People remembered as welcomed."""
GROUPS = {"group", "supergroup"}
RIGHTS = telegram.ChatAdministratorRights(
    is_anonymous=False,
    can_manage_chat=True,
    can_delete_messages=True,
    can_manage_video_chats=False,
    can_restrict_members=False,
    can_promote_members=False,
    can_change_info=False,
    can_invite_users=True,
    can_pin_messages=True,
    can_post_stories=False,
    can_edit_stories=False,
    can_delete_stories=False,
    api_kwargs={"can_send_welcome_messages": False},
)
"""What is proposed to whoever makes the bot an admin: enough to read, to pin and to take down at a member's wish."""


@dataclass(frozen=True, slots=True)
class _Standing:
    was_inside: bool
    is_inside: bool


class Joining:
    def __init__(self, platform: TelegramPlatform, reception: Reception, watch: Watch) -> None:
        self._platform = platform
        self._bot: ExtBot[Any] = platform.bot
        self._reception = reception
        self._watch = watch
        self._welcomed: OrderedDict[tuple[int, int], None] = OrderedDict()
        self._unthanked: set[int] = set()
        """Chats where nobody could be told yet what to do next."""

    async def changed(self, update: telegram.ChatMemberUpdated) -> None:
        """The bot's own standing in a chat has changed."""
        self._platform.forget_admins(update.chat.id)
        stands = _standing(update)
        if update.chat.type == "private":
            if stands.is_inside:
                self._platform.has_written(update.chat.id)
                await self._reception.reachability.met(member_of(update.from_user))
            return
        if update.chat.type not in GROUPS:
            return
        if not stands.is_inside:
            log.warning("the bot was taken out of a chat", chat=update.chat.id)
            known = await self._reception.group_of(chat_id(update.chat.id))
            if known is not None:
                await self._watch.look(update.chat.id, known, update.from_user.id)
            return
        group = await self.entered(update.chat)
        if not stands.was_inside or update.chat.id in self._unthanked:
            await self._welcome(update, group)
        await self._watch.look(update.chat.id, group, update.from_user.id)

    async def wished(self, wish: telegram.ChatJoinRequest) -> None:
        """Somebody would like to join: until that is decided, Telegram lets the bot write to them."""
        group = await self._reception.group_of(chat_id(wish.chat.id))
        text = None if group is None else self._reception.newcomer(group)
        if text is None or not self._is_first(wish.chat.id, wish.from_user.id):
            return
        try:
            await self._platform.write(wish.user_chat_id, text)
        except TelegramError as error:
            self._welcomed.pop((wish.chat.id, wish.from_user.id))
            log.info("whoever would like to join cannot be written to", error=type(error).__name__)

    async def member(self, update: telegram.ChatMemberUpdated) -> None:
        """Somebody's standing has changed: whoever is new is welcomed where only they see it."""
        self._platform.forget_admins(update.chat.id)
        stands, user = _standing(update), update.new_chat_member.user
        group = await self._reception.group_of(chat_id(update.chat.id))
        if group is not None and stands.was_inside and not stands.is_inside:
            await self._reception.reachability.left(group, member_id(user.id))
        if stands.was_inside or not stands.is_inside or user.is_bot:
            return
        if group is not None and _is_by_open_link(update):
            self._watch.let_in(update.chat.id)
        elif group is not None and update.invite_link is not None and update.invite_link.creates_join_request:
            self._watch.asked_in(update.chat.id)
        text = None if group is None else self._reception.newcomer(group)
        if text is not None and self._is_first(update.chat.id, user.id):
            await self._platform.confide(update.chat.id, user.id, text)

    def _is_first(self, chat: int, user: int) -> bool:
        """Welcomed once, however often they come and go."""
        if (chat, user) in self._welcomed:
            return False
        self._welcomed[chat, user] = None
        if len(self._welcomed) > WELCOMED:
            self._welcomed.popitem(last=False)
        return True

    async def entered(self, chat: telegram.Chat) -> Group:
        """The group of this chat, with the standing notice up before anything in it is judged."""
        known = await self._reception.group_of(chat_id(chat.id))
        group = known or await self._reception.added(chat_id(chat.id), chat.title or "")
        self._platform.knows(group)
        await self._watch.notice.put_up(chat.id, group)
        return group

    async def _welcome(self, update: telegram.ChatMemberUpdated, group: Group) -> None:
        """Whoever let it in; where they cannot be written to, as when they act for the group, the first admin who can.

        Where nobody can yet, as before the bot is an admin, it is tried again when that changes.
        """
        people = [] if update.from_user.is_bot else [update.from_user.id]
        admins = await admins_now(self._platform, group) or ()
        people += [user for admin in admins if (user := number(admin.id)) is not None]
        for user in dict.fromkeys(people):
            text = await self._reception.welcome(group, member_id(user))
            if await self._platform.confide(update.chat.id, user, text):
                self._unthanked.discard(update.chat.id)
                await self._reception.welcomed(group, member_id(user))
                return
        self._unthanked.add(update.chat.id)


def _is_by_open_link(update: telegram.ChatMemberUpdated) -> bool:
    """Did they come in without anybody having looked?"""
    link = update.invite_link
    is_open = link is not None and not link.creates_join_request
    return (is_open or bool(update.via_chat_folder_invite_link)) and not update.via_join_request


def _standing(update: telegram.ChatMemberUpdated) -> _Standing:
    old, new = update.old_chat_member, update.new_chat_member
    return _Standing(was_inside=_is_inside(old), is_inside=_is_inside(new))


def _is_inside(member: telegram.ChatMember) -> bool:
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.is_member
    return member.status in INSIDE

"""Which group is a chat's? Groups are made where the bot is let in, and follow their chats."""

from dataclasses import replace

from bot.group import Group, Rhythm
from bot.ledger import Ledgers
from bot.message import ChatId, GroupId
from bot.ports import Store
from bot.wording.shown import plain

TITLE = 80
"""Letters of a chat's title that stand for a school nobody has named yet."""


class Homes:
    def __init__(self, *, store: Store, ledgers: Ledgers) -> None:
        self._store = store
        self._ledgers = ledgers
        self._known: dict[ChatId, GroupId] = {}

    async def of(self, chat: ChatId) -> Group | None:
        known = self._known.get(chat)  # asked of every message: not every profile is opened for that
        if known is not None:
            group = await self._store.profile(known)
            if group is not None and chat in group.chats:
                return group
        found = next((group for group in await self._store.groups() if chat in group.chats), None)
        if found is not None:
            self._known[chat] = found.id
        return found

    async def added(self, chat: ChatId, title: str) -> Group:
        known = await self.of(chat)
        if known is not None:
            return known
        group = Group(id=_named_after(chat), school=plain(title, TITLE) or chat, chats=(chat,))
        async with self._ledgers.hold(group.id):
            await self._store.save_group(group)
        return group

    async def moved(self, old: ChatId, new: ChatId) -> None:
        group = await self.of(old)
        if group is None:
            return
        other = await self.of(new)
        if other is not None and other.id != group.id:
            async with self._ledgers.hold(other.id):
                await self._store.save_group(replace(other, chats=tuple(chat for chat in other.chats if chat != new)))
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is None:
                return
            chats = tuple(new if chat == old else chat for chat in fresh.chats)
            rhythms = tuple(replace(each, chat=new) if each.chat == old else each for each in fresh.rhythms)
            public = tuple(chat for chat in fresh.public if chat != old)
            goes_on = fresh.goes_on_in_public and bool(public)
            moved = replace(fresh, chats=tuple(dict.fromkeys(chats)), rhythms=rhythms, public=public)
            await self._store.save_group(replace(moved, goes_on_in_public=goes_on))

    async def opened(self, chat: ChatId, *, is_public: bool) -> None:
        """Whether anybody can read it, as it has been found now."""
        group = await self.of(chat)
        if group is None:
            return
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is None or is_public is (chat in fresh.public):
                return
            public = (*fresh.public, chat) if is_public else tuple(each for each in fresh.public if each != chat)
            # What an admin has said of one chat they have not said of another that is public from now on.
            goes_on = fresh.goes_on_in_public and not is_public and bool(public)
            await self._store.save_group(replace(fresh, public=public, goes_on_in_public=goes_on))

    async def keep(self, rhythm: Rhythm) -> None:
        """How often something is said in a chat of ours; over what was known of that chat."""
        group = await self.of(rhythm.chat)
        if group is None:
            return
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is not None:
                others = tuple(each for each in fresh.rhythms if each.chat != rhythm.chat and each.chat in fresh.chats)
                await self._store.save_group(replace(fresh, rhythms=(*others, rhythm)))


def _named_after(chat: ChatId) -> GroupId:
    """Something to type on a phone and on a command line."""
    kept = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in chat.casefold())
    return GroupId("-".join(kept.split()))
